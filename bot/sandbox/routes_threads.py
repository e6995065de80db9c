"""Routes about threads.

Sources: https://docs.discord.com/developers/topics/threads and, for each request,
https://docs.discord.com/developers/resources/channel
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.sandbox import permissions, threads
from bot.sandbox.errors import ApiError, invalid, missing_permissions
from bot.sandbox.objects import PRIVATE_THREAD, PUBLIC_THREAD, TEXT_CHANNEL
from bot.sandbox.routes_channels import visible_channel
from bot.sandbox.routing import Answer, Call, Route

if TYPE_CHECKING:
    from bot.sandbox.objects import Object

LIST_SOURCE = "https://docs.discord.com/developers/resources/channel#list-public-archived-threads"
PAGE = 50


def _parent(call: Call, needed: int) -> Object:
    """The text channel in which a thread is to be made."""
    channel, rights = visible_channel(call)
    if channel["type"] != TEXT_CHANNEL:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    if rights & needed != needed:
        raise missing_permissions()
    return channel


def _thread(call: Call) -> tuple[Object, int]:
    channel, rights = visible_channel(call)
    if not threads.is_thread(channel):
        # The application manages no channels of the guild.
        raise missing_permissions()
    return channel, rights


async def _create(call: Call) -> Answer:
    body = call.object()
    kind = body.get("type") or PRIVATE_THREAD  # "defaults to PRIVATE_THREAD"
    private = kind == PRIVATE_THREAD
    needed = permissions.CREATE_PRIVATE_THREADS if private else permissions.CREATE_PUBLIC_THREADS
    return _made(call, _parent(call, needed), body, kind, None)


async def _create_from_message(call: Call) -> Answer:
    parent = _parent(call, permissions.CREATE_PUBLIC_THREADS)
    message = call.world.message(call.params["message_id"], parent["id"])
    return _made(call, parent, call.object(), PUBLIC_THREAD, message.id)


def _made(call: Call, parent: Object, body: Object, kind: int, thread_id: str | None) -> Answer:
    made = threads.create(
        call.world,
        parent,
        body["name"],
        call.world.application_id,
        kind=kind,
        minutes=body.get("auto_archive_duration") or threads.ONE_DAY,
        thread_id=thread_id,
    )
    return Answer(201, threads.seen_by_application(call.world, made))


async def _edit(call: Call) -> Answer:
    thread, rights = _thread(call)
    body = call.object()
    threads.check_editing(call.world, thread, rights, body)
    threads.update(call.world, thread, body)
    return Answer(200, threads.seen_by_application(call.world, thread))


async def _delete(call: Call) -> Answer:
    thread, rights = _thread(call)
    if not rights & permissions.MANAGE_THREADS:
        raise missing_permissions()
    gone = threads.seen_by_application(call.world, thread)
    threads.delete(call.world, thread)
    return Answer(200, gone)


async def _join(call: Call) -> Answer:
    thread, rights = _thread(call)
    threads.check_changing(thread, rights)
    threads.join(call.world, thread, call.world.application_id)
    return Answer(204)


async def _leave(call: Call) -> Answer:
    thread, rights = _thread(call)
    threads.check_changing(thread, rights)
    threads.leave(call.world, thread, call.world.application_id)
    return Answer(204)


async def _active(call: Call) -> Answer:
    found = threads.active(call.world)
    return Answer(200, _listed(call, found, more=False))


async def _archived_public(call: Call) -> Answer:
    return _archived(call, private=False)


async def _archived_private(call: Call) -> Answer:
    return _archived(call, private=True)


def _archived(call: Call, *, private: bool) -> Answer:
    channel, rights = visible_channel(call)
    needed = permissions.READ_HISTORY | (permissions.MANAGE_THREADS if private else 0)
    if rights & needed != needed:
        raise missing_permissions()
    limit = call.query.get("limit", str(PAGE))
    if not limit.isdigit() or not 1 <= int(limit) <= PAGE * 2:
        raise invalid("NUMBER_TYPE_MAX", "limit", f"int value should be from 1 to {PAGE * 2}.", LIST_SOURCE)
    found = threads.archived(call.world, channel["id"], private=private)
    if before := call.query.get("before"):
        until = datetime.fromisoformat(before)
        found = [
            one
            for one in found
            if datetime.fromisoformat(one["thread_metadata"]["archive_timestamp"]) < until
        ]
    count = int(limit)
    return Answer(200, _listed(call, found[:count], more=len(found) > count))


def _listed(call: Call, found: list[Object], *, more: bool) -> Object:
    own = call.world.application_id
    members = [call.world.thread_members[one["id"]].get(own) for one in found]
    return {"threads": found, "members": [one for one in members if one is not None], "has_more": more}


_THREADS = "/channels/{channel_id}/threads"
_PAGED = frozenset({"before", "limit"})
ROUTES = [
    Route("POST", _THREADS, _create),
    Route("POST", "/channels/{channel_id}/messages/{message_id}/threads", _create_from_message),
    Route("GET", f"{_THREADS}/archived/public", _archived_public, query=_PAGED),
    Route("GET", f"{_THREADS}/archived/private", _archived_private, query=_PAGED),
    Route("GET", "/guilds/{guild_id}/threads/active", _active),
    Route("PATCH", "/channels/{channel_id}", _edit),
    Route("DELETE", "/channels/{channel_id}", _delete),
    Route("PUT", "/channels/{channel_id}/thread-members/@me", _join),
    Route("DELETE", "/channels/{channel_id}/thread-members/@me", _leave),
]
