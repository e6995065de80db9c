"""What a visitor of the page can do to the sandbox itself: set its clock, make and change threads."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.sandbox import permissions, threads
from bot.sandbox.ids import timestamp
from bot.sandbox.page_body import BadRequestError, text_of

if TYPE_CHECKING:
    from bot.sandbox.objects import Object
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox

_MOST_SECONDS = 1e9  # far beyond what the clock takes, and no more than a span of time may have
_LONGEST_NAME = 100


def time_of(sandbox: Sandbox) -> Object:
    """What time it is there, and whether that is the real time."""
    return {"now": timestamp(sandbox.clock()), "adjusted": sandbox.clock.adjusted}


def set_clock(sandbox: Sandbox, body: Object) -> Object:
    """Set the clock: to a moment (ISO 8601 with its offset), by some seconds, or back to the real time.

    Raises:
        BadRequestError: none of these was asked for.
        ClockError: a moment that the clock does not take.
    """
    match body:
        case {"set": str(text)} if moment := _moment(text):
            sandbox.clock.set(moment)
        case {"advance": int(seconds) | float(seconds)} if abs(seconds) < _MOST_SECONDS:
            sandbox.clock.advance(timedelta(seconds=seconds))
        case {"real": True}:
            sandbox.clock.reset()
        case _:
            raise BadRequestError(
                "Give a moment to set, like 2026-11-30T08:00:00Z, seconds to advance, or real: true."
            )
    return time_of(sandbox)


def channels_of(sandbox: Sandbox, user_id: str) -> list[Object]:
    """The channels, each with the threads after it that somebody sees."""
    world = sandbox.world
    shown: list[Object] = []
    for channel in world.channels.values():
        shown.append({"id": channel["id"], "name": channel["name"]})
        for thread in world.threads.values():
            seen = world.permissions(user_id, thread["id"]) & permissions.VIEW_CHANNEL
            if thread["parent_id"] == channel["id"] and seen:
                state = {name: thread["thread_metadata"][name] for name in ("archived", "locked")}
                shown.append(
                    {"id": thread["id"], "name": thread["name"], "parent_id": channel["id"], **state}
                )
    return shown


def change_thread(sandbox: Sandbox, who: Person, body: Object) -> Object:
    """Make a thread in a channel, or change one: ``archived`` or ``locked``.

    Raises:
        ApiError: there is no such channel.
        BadRequestError: the name, or what to change, is missing.
    """
    channel = sandbox.world.channel(text_of(body, "channel_id"))
    if not threads.is_thread(channel):
        name = text_of(body, "name").strip()[:_LONGEST_NAME]
        if not name:
            raise BadRequestError("A thread needs a name.")
        who.channel_id = channel["id"]
        return {"channel_id": sandbox.create_thread(name, owner=who)["id"]}
    changes = {name: body[name] for name in ("archived", "locked") if isinstance(body.get(name), bool)}
    if not changes:
        raise BadRequestError("Say whether the thread is to be archived or locked: true or false.")
    sandbox.edit_thread(channel["id"], **changes)
    return {"channel_id": channel["id"]}


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
