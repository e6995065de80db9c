"""Threads: made, written in, archived when nobody writes, locked, deleted.

Source: https://docs.discord.com/developers/topics/threads
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.sandbox import objects, permissions
from bot.sandbox.errors import ApiError, missing_permissions
from bot.sandbox.ids import timestamp
from bot.sandbox.objects import PRIVATE_THREAD, PUBLIC_THREAD, THREADS
from bot.sandbox.world import Change, World

if TYPE_CHECKING:
    from bot.sandbox.objects import Object

ONE_DAY = 1440
"""Minutes after which a thread is archived where nothing else was asked for."""
_METADATA = ("archived", "locked", "auto_archive_duration", "invitable")


def is_thread(channel: Object) -> bool:
    """Whether a channel is a thread."""
    return channel["type"] in THREADS


def create(  # noqa: PLR0913 - a thread has that many independent parts; each is named at the call
    world: World,
    parent: Object,
    name: str,
    owner_id: str,
    *,
    kind: int = PUBLIC_THREAD,
    minutes: int = ONE_DAY,
    thread_id: str | None = None,
) -> Object:
    """Make a thread, whose owner is its first member, and announce it.

    Args:
        world: where.
        parent: the channel that it belongs to.
        name: its name.
        owner_id: who makes it.
        kind: Discord's type of thread.
        minutes: after how many without a message it is archived.
        thread_id: the message that it hangs on, whose id it shares; None for none.

    Raises:
        ApiError: the message has a thread already.
    """
    own = thread_id or world.ids.next()
    if own in world.threads:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    made = objects.thread(own, parent, name, owner_id, kind, minutes, timestamp(world.now()))
    if kind == PRIVATE_THREAD:
        made["thread_metadata"]["invitable"] = True
    world.threads[own] = made
    world.thread_members[own] = {owner_id: objects.thread_member(own, owner_id, timestamp(world.now()))}
    made["member_count"] = 1
    world.announce(Change("thread_create", {**seen_by_application(world, made), "newly_created": True}))
    return made


def update(world: World, thread: Object, changes: Object) -> None:
    """Change a thread as a request says, and announce it."""
    metadata = thread["thread_metadata"]
    before = metadata["archived"], metadata["auto_archive_duration"]
    for name, value in changes.items():
        if value is not None:
            (metadata if name in _METADATA else thread)[name] = value
    if before != (metadata["archived"], metadata["auto_archive_duration"]):
        metadata["archive_timestamp"] = timestamp(world.now())
    world.announce(Change("thread_update", seen_by_application(world, thread)))


def delete(world: World, thread: Object) -> None:
    """Delete a thread with all that was written in it."""
    for stored in world.messages.values():
        stored.deleted = stored.deleted or stored.channel_id == thread["id"]
    told = {name: thread[name] for name in ("id", "guild_id", "parent_id", "type")}
    world.announce(Change("thread_delete", told))
    del world.threads[thread["id"]], world.thread_members[thread["id"]]


def join(world: World, thread: Object, user_id: str) -> None:
    """Make somebody a member, who is none yet, and announce it."""
    members = world.thread_members[thread["id"]]
    if user_id in members:
        return
    members[user_id] = objects.thread_member(thread["id"], user_id, timestamp(world.now()))
    thread["member_count"] = len(members)
    _announce_members(world, thread, added_members=[members[user_id]])


def leave(world: World, thread: Object, user_id: str) -> None:
    """End somebody's membership."""
    members = world.thread_members[thread["id"]]
    if members.pop(user_id, None) is not None:
        thread["member_count"] = len(members)
        _announce_members(world, thread, removed_member_ids=[user_id])


def seen_by_application(world: World, thread: Object) -> Object:
    """A thread as the application gets it: with its own membership, where it is a member."""
    member = world.thread_members[thread["id"]].get(world.application_id)
    return {**thread, "member": member} if member is not None else dict(thread)


def active(world: World) -> list[Object]:
    """The threads that are not archived and that the application may see, newest first."""
    return [one for one in _visible(world) if not one["thread_metadata"]["archived"]]


def archived(world: World, parent_id: str, *, private: bool) -> list[Object]:
    """A channel's archived threads of one sort that the application may see, the last archived first."""
    found = (one for one in _visible(world) if one["parent_id"] == parent_id)
    found = (one for one in found if (one["type"] == PRIVATE_THREAD) is private)
    kept = [one for one in found if one["thread_metadata"]["archived"]]
    return sorted(kept, key=lambda one: str(one["thread_metadata"]["archive_timestamp"]), reverse=True)


def check_writing(thread: Object, rights: int) -> None:
    """Make sure that a new message may be written: it opens an archived thread again, unless that is locked.

    Raises:
        ApiError: the right to write is missing (50013), the thread is locked, and archived (50083) or not (160005).
    """
    if not rights & permissions.SEND_IN_THREADS:
        raise missing_permissions()
    metadata = thread["thread_metadata"]
    if metadata["locked"] and not rights & permissions.MANAGE_THREADS:
        raise _archived() if metadata["archived"] else _locked()


def check_changing(thread: Object, rights: int) -> None:
    """Make sure that what stands in a thread may be changed.

    Raises:
        ApiError: the thread is archived (50083) or locked (160005).
    """
    metadata = thread["thread_metadata"]
    if metadata["archived"]:
        raise _archived()
    if metadata["locked"] and not rights & permissions.MANAGE_THREADS:
        raise _locked()


def check_editing(world: World, thread: Object, rights: int, changes: Object) -> None:
    """Make sure that the application may change a thread's settings as a request says.

    Raises:
        ApiError: a right is missing (50013), or it is archived and stays so (50083).
    """
    metadata = thread["thread_metadata"]
    if rights & permissions.MANAGE_THREADS:
        return
    owner = thread["owner_id"] == world.application_id
    member = world.application_id in world.thread_members[thread["id"]]
    opens = changes == {"archived": False} and (not metadata["locked"] or owner)
    if opens and (owner or member or rights & permissions.SEND_IN_THREADS):
        return
    if metadata["archived"]:
        raise _archived()
    if not owner or changes.keys() & {"locked", "rate_limit_per_user"}:
        raise missing_permissions()


def wrote(world: World, thread: Object, user_id: str, *, message_id: str) -> None:
    """Count a message that was written in a thread: its author is a member from then on, and it is open again."""
    thread["last_message_id"] = message_id
    thread["message_count"] += 1
    thread["total_message_sent"] += 1
    if thread["thread_metadata"]["archived"]:
        update(world, thread, {"archived": False})
    join(world, thread, user_id)


def archive_idle(world: World) -> None:
    """Archive the threads in which nobody has written for as long as each says."""
    for thread in list(world.threads.values()):
        metadata = thread["thread_metadata"]
        if metadata["archived"]:
            continue
        last = world.messages.get(str(thread["last_message_id"]))
        since = [metadata["archive_timestamp"], *([last.payload["timestamp"]] if last else [])]
        active_at = max(datetime.fromisoformat(one) for one in since)
        if world.now() - active_at > timedelta(minutes=metadata["auto_archive_duration"]):
            update(world, thread, {"archived": True})


def _visible(world: World) -> list[Object]:
    own = world.application_id
    seen = (
        one for one in world.threads.values() if world.permissions(own, one["id"]) & permissions.VIEW_CHANNEL
    )
    return sorted(seen, key=lambda one: int(one["id"]), reverse=True)


def _announce_members(world: World, thread: Object, **change: list[object]) -> None:
    data: Object = {
        "id": thread["id"],
        "guild_id": thread["guild_id"],
        "member_count": thread["member_count"],
    }
    world.announce(Change("thread_members_update", {**data, **change}))


def _archived() -> ApiError:
    return ApiError(400, 50083, "Thread is archived")


def _locked() -> ApiError:
    # Discord publishes the code and not its status.
    return ApiError(400, 160005, "This thread is locked")
