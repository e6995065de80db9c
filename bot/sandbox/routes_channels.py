"""Routes about channels and the messages in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox import messages, permissions, threads
from bot.sandbox.errors import (
    closed_to_messages,
    invalid,
    missing_access,
    missing_permissions,
    not_the_author,
)
from bot.sandbox.objects import PRIVATE_CHANNEL
from bot.sandbox.routing import Answer, Call, Route

if TYPE_CHECKING:
    from bot.sandbox.objects import Object
    from bot.sandbox.world import Stored

HISTORY_LIMIT, HISTORY_MOST = 50, 100
NONCE_SOURCE = "https://docs.discord.com/developers/resources/message#create-message"
HISTORY_SOURCE = "https://docs.discord.com/developers/resources/message#get-channel-messages"


def visible_channel(call: Call) -> tuple[Object, int]:
    """The channel that a request names, and what the application may do in it.

    Raises:
        ApiError: there is none (10003), or the application cannot see it (50001).
    """
    channel = call.world.channel(call.params["channel_id"])
    rights = call.world.permissions(call.world.application_id, channel["id"])
    if not rights & permissions.VIEW_CHANNEL:
        raise missing_access()
    return channel, rights


def _message(call: Call) -> tuple[Stored, int]:
    channel, rights = visible_channel(call)
    return call.world.message(call.params["message_id"], channel["id"]), rights


async def _get_channel(call: Call) -> Answer:
    channel = visible_channel(call)[0]
    if threads.is_thread(channel):
        channel = threads.seen_by_application(call.world, channel)
    return Answer(200, channel)


async def _create_message(call: Call) -> Answer:
    channel, rights = visible_channel(call)
    body = call.object()
    world, nonce = call.world, body.get("nonce")
    _check_writing(call, channel, rights)
    if body.get("enforce_nonce"):
        if nonce is None:
            raise invalid("NONCE_REQUIRED", "nonce", "enforce_nonce needs a nonce.", NONCE_SOURCE)
        known = world.by_nonce(world.application_id, nonce)
        if known is not None and known.channel_id == channel["id"]:
            return Answer(200, known.payload)
    extra: Object = {} if nonce is None else {"nonce": nonce}
    kind = messages.DEFAULT
    if reference := body.get("message_reference"):
        kind = messages.REPLY
        target = world.message(str(reference["message_id"]), channel["id"])
        extra["message_reference"] = {
            "type": 0,
            "channel_id": channel["id"],
            "message_id": target.id,
        }
        if "guild_id" in channel:
            extra["message_reference"]["guild_id"] = channel["guild_id"]
    stored = messages.write(
        world, body, call.files, channel_id=channel["id"], author=world.bot_user, kind=kind, extra=extra
    )
    if nonce is not None:
        world.remember_nonce(world.application_id, nonce, stored)
    return Answer(200, stored.payload)


def _check_writing(call: Call, channel: Object, rights: int) -> None:
    """Make sure that a new message may be written there.

    Raises:
        ApiError: it may not.
    """
    if threads.is_thread(channel):
        threads.check_writing(channel, rights)
    elif not rights & permissions.SEND_MESSAGES:
        raise missing_permissions()
    if call.files and not rights & permissions.ATTACH_FILES:
        raise missing_permissions()
    if channel["type"] == PRIVATE_CHANNEL and channel["recipients"][0]["id"] in call.world.closed:
        raise closed_to_messages()


async def _open_private_channel(call: Call) -> Answer:
    return Answer(200, call.world.private_channel(str(call.object()["recipient_id"])))


async def _history(call: Call) -> Answer:
    channel, rights = visible_channel(call)
    if not rights & permissions.READ_HISTORY:
        return Answer(200, [])
    limit = call.query.get("limit", str(HISTORY_LIMIT))
    if not limit.isdigit() or not 1 <= int(limit) <= HISTORY_MOST:
        raise invalid(
            "NUMBER_TYPE_MAX", "limit", f"int value should be from 1 to {HISTORY_MOST}.", HISTORY_SOURCE
        )
    count = int(limit)
    found = call.world.history(channel["id"])
    if "after" in call.query:
        found = [m for m in found if int(m.id) > int(call.query["after"])][:count]
    elif "before" in call.query:
        found = [m for m in found if int(m.id) < int(call.query["before"])]
    elif "around" in call.query:
        middle = int(call.query["around"])
        older = [m for m in found if int(m.id) < middle]
        found = older[-(count // 2) :] + [m for m in found if int(m.id) >= middle]
        found = found[:count]
    return Answer(200, [m.payload for m in reversed(found[-count:])])


async def _get_message(call: Call) -> Answer:
    stored, rights = _message(call)
    if not rights & permissions.READ_HISTORY:
        raise missing_access()
    return Answer(200, stored.payload)


async def _edit_message(call: Call) -> Answer:
    body = call.object()
    stored, rights = _message(call)
    if stored.payload["author"]["id"] != call.world.application_id:
        raise not_the_author()
    channel = call.world.channel(stored.channel_id)
    if threads.is_thread(channel):
        threads.check_changing(channel, rights)
    call.check_edit_of(stored.payload)
    return Answer(200, messages.edit(call.world, stored, body, call.files).payload)


async def _delete_message(call: Call) -> Answer:
    stored, rights = _message(call)
    own = stored.payload["author"]["id"] == call.world.application_id
    if not own and not rights & permissions.MANAGE_MESSAGES:
        raise missing_permissions()
    call.world.remove(stored)
    return Answer(204)


_ONE = "/channels/{channel_id}/messages/{message_id}"
ROUTES = [
    Route("GET", "/channels/{channel_id}", _get_channel),
    Route("POST", "/users/@me/channels", _open_private_channel),
    Route("POST", "/channels/{channel_id}/messages", _create_message),
    Route(
        "GET",
        "/channels/{channel_id}/messages",
        _history,
        query=frozenset({"around", "before", "after", "limit"}),
    ),
    Route("GET", _ONE, _get_message),
    Route("PATCH", _ONE, _edit_message),
    Route("DELETE", _ONE, _delete_message),
]
