"""The port to Discord that discord.py serves."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import aiohttp
import discord
from discord.http import Route

from bot.briefing.delivery.one_request import TOO_MANY, InsteadOfRepeatingError, Requests
from bot.briefing.delivery.operators import Operators
from bot.briefing.delivery.picturing import RECIPE, Drawing, Picturing
from bot.briefing.transport import (
    Absent,
    Access,
    Allowed,
    Denied,
    Drawn,
    Failed,
    Gone,
    NoGuild,
    NotNow,
    Outcome,
    Payload,
    Refused,
    Search,
    Sent,
    Told,
    Unknown,
    Unreadable,
    Unsure,
)

_log = logging.getLogger(__name__)

SECONDS = 15.0
"""After how long anything but a sending is given up."""
PAGE = 100
MOST_PAGES = 100
"""Pages of a channel's history that are read: 10,000 messages; a busier channel is left to people."""
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, ARCHIVED, LOCKED = 10003, 10008, 50083, 160005
"""Discord's JSON error codes (https://docs.discord.com/developers/topics/opcodes-and-status-codes#json)."""
FORBIDDEN, NOT_FOUND = 403, 404
UNSEEN = "Dossier cannot see the channel: grant View Channel."
UNSEEN_THREAD = (
    "Dossier cannot see it: grant View Channel, or add Dossier to it where it is a private thread."
)
ARCHIVED_THREAD = "The thread is archived and cannot be opened: open it again."
OPEN_THREAD = "The thread is locked: unlock it, or grant Manage Threads."
UNREACHED = 5.0
"""Seconds to wait when no request was made at all."""
_FAILURES = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError, RuntimeError)
# RuntimeError: what a closed session raises.


class DiscordPort:
    """Discord through a client, whose requests are listened to from before its login.

    Args:
        client: the client; not logged in yet.
        now: our clock.
        operator_channel: where operators are told things; None for the application's owner.
        picturing: makes the pictures of briefings, which the client's illustrator draws; without it all are text.
    """

    def __init__(
        self,
        client: discord.Client,
        now: Callable[[], datetime],
        operator_channel: int | None = None,
        picturing: Picturing | None = None,
    ) -> None:
        self._client, self._picturing = client, picturing
        self._requests = Requests(now)
        self._requests.attach(client)
        self._operators = Operators(client, self._requests, operator_channel)

    async def present(self, guild_id: int) -> bool | None:
        """Whether we are a member of a server."""
        if not self._client.is_ready():
            return None
        return self._client.get_guild(guild_id) is not None

    async def access(self, guild_id: int, channel_id: int) -> Access:
        """What we may do in a channel: by what the gateway told, else by asking for the channel."""
        guild = self._client.get_guild(guild_id)
        if guild is None:
            return NoGuild() if self._client.is_ready() else Unknown("Discord is not connected.")
        if guild.unavailable:
            return Unknown("Discord has an outage of this server.")
        found: Any = guild.get_channel_or_thread(channel_id)
        if found is None:
            found = await self._fetched(channel_id)
        if isinstance(found, Gone | Denied | Unknown):
            return found
        if getattr(found, "guild", None) != guild:
            return Gone()
        return _rights(found, guild.me)

    async def drawn(self, channel_id: int, payload: Payload) -> Drawn | None:
        """The picture of a message, by the recipe in it, for a channel in which we may attach files."""
        made: Mapping[str, str] | None = payload.get(RECIPE)
        drawing: Drawing | None = getattr(self._client, "illustrator", None)
        if not made or self._picturing is None or drawing is None:
            return None
        channel: Any = self._client.get_channel(channel_id) or await self._fetched(channel_id)
        if isinstance(channel, Gone | Denied | Unknown) or not _attachable(channel):
            return None
        return await self._picturing.draw(made, drawing)

    async def send(
        self,
        channel_id: int,
        payload: Payload,
        nonce: str,
        timeout: float,  # noqa: ASYNC109 - as in the port
        drawn: Drawn | None = None,
    ) -> Outcome:
        """Post a message with an enforced nonce."""
        body = {name: value for name, value in payload.items() if name != RECIPE}
        body |= {"nonce": nonce, "enforce_nonce": True}
        return await self._write("POST", f"/channels/{channel_id}/messages", body, timeout, drawn)

    async def edit(self, channel_id: int, message_id: int, content: str) -> Outcome:
        """Change a message's text; nobody is notified again. A thread that is archived is opened for it."""
        path = f"/channels/{channel_id}/messages/{message_id}"
        body = {"content": content, "allowed_mentions": {"parse": []}}
        outcome = await self._write("PATCH", path, body, SECONDS)
        if outcome != Refused("permission", ARCHIVED_THREAD):
            return outcome
        # "Users cannot edit messages … in archived threads" (https://docs.discord.com/developers/topics/threads).
        opened = await self._write("PATCH", f"/channels/{channel_id}", {"archived": False}, SECONDS)
        return await self._write("PATCH", path, body, SECONDS) if isinstance(opened, Sent) else opened

    async def find(self, channel_id: int, marker: str, after: datetime) -> Search:
        """Read the history since a moment, and look for our message with the marker."""
        last, seen = discord.utils.time_snowflake(after), False
        try:
            for _ in range(MOST_PAGES):
                query = f"/channels/{channel_id}/messages?after={last}&limit={PAGE}"
                page = await self._get(query)
                for message in page:
                    if _is_ours(message, marker, self._client.application_id):
                        return Sent(int(message["id"]))
                seen = seen or bool(page)
                if len(page) < PAGE:
                    return Absent() if seen else await self._proof_of_silence(channel_id)
                last = max(int(message["id"]) for message in page)
        except discord.Forbidden:
            return Unreadable()
        except InsteadOfRepeatingError as answered:
            return Failed(f"The search was not answered: {answered}.", max(answered.retry_after, 10.0))
        except _FAILURES as error:
            return Failed(f"The search failed ({type(error).__name__}).")
        return Unreadable("The channel has too many messages to search.")

    async def tell_operators(self, sentence: str) -> Told:
        """Write to the operators' channel, else to the application's owner."""
        return await self._operators.tell(sentence)

    async def clock(self, *, fresh: bool = False) -> float | None:
        """How far our clock is ahead of Discord's, by the ``Date`` of its answers."""
        if fresh:
            try:
                await self._get("/gateway")
            except (InsteadOfRepeatingError, *_FAILURES):
                return None
        return self._requests.ahead

    async def _get(self, path: str) -> Any:
        with self._requests.once():
            async with asyncio.timeout(SECONDS):
                return await self._client.http.request(_route("GET", path))

    async def _write(
        self, method: str, path: str, body: Payload, seconds: float, drawn: Drawn | None = None
    ) -> Outcome:
        with self._requests.once() as count:
            try:
                async with asyncio.timeout(seconds):
                    answer = await self._client.http.request(_route(method, path), **_content(body, drawn))
            except InsteadOfRepeatingError as answered:
                return _instead(answered)
            except discord.HTTPException as refused:
                return _refused(refused)
            except _FAILURES as error:
                reason = f"Discord gave no answer ({type(error).__name__})."
                unmade = not count.begun or isinstance(error, aiohttp.ClientConnectorError)
                return NotNow(UNREACHED, reason) if unmade else Unsure(reason)
        return Sent(int(answer["id"]))

    async def _proof_of_silence(self, channel_id: int) -> Search:
        """Whether an empty history is one: without the right to read it, Discord answers an empty one too."""
        newest = (await self._get(f"/channels/{channel_id}")).get("last_message_id")
        if newest is not None:
            try:
                await self._get(f"/channels/{channel_id}/messages/{newest}")
            except discord.NotFound as missing:
                if missing.code != UNKNOWN_MESSAGE:
                    raise
        return Absent()

    async def _fetched(self, channel_id: int) -> Any:
        """A channel that the gateway did not tell of, such as a thread that is archived."""
        try:
            with self._requests.once():
                async with asyncio.timeout(SECONDS):
                    return await self._client.fetch_channel(channel_id)
        except discord.NotFound:
            return Gone()
        except discord.Forbidden:
            return Denied(UNSEEN_THREAD)
        except (InsteadOfRepeatingError, *_FAILURES):
            return Unknown()


def _content(body: Payload, drawn: Drawn | None) -> dict[str, Any]:
    """A request's content: JSON, or with a picture the form that Discord asks for.

    See https://docs.discord.com/developers/reference#uploading-files.
    """
    if drawn is None:
        return {"json": dict(body)}
    note = {"id": 0, "filename": drawn.name, "description": drawn.alt}
    said = json.dumps({**body, "attachments": [note]})
    file = {"name": "files[0]", "value": drawn.png, "filename": drawn.name, "content_type": "image/png"}
    return {"form": [{"name": "payload_json", "value": said}, file]}


def _rights(channel: Any, me: discord.Member) -> Access:
    thread = isinstance(channel, discord.Thread)
    if thread and channel.parent is None:
        return Unknown()
    rights = channel.permissions_for(me)
    if not rights.view_channel:
        return Denied(UNSEEN)
    if not (rights.send_messages_in_threads if thread else rights.send_messages):
        return Denied(f"Dossier may not write there: grant Send Messages{' in Threads' if thread else ''}.")
    if thread and channel.locked and not rights.manage_threads:
        return Denied(OPEN_THREAD)
    return Allowed(history=rights.read_message_history)


def _attachable(channel: Any) -> bool:
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return False
    return bool(channel.permissions_for(channel.guild.me).attach_files)


def _route(method: str, path: str) -> Route:
    # Concrete paths would make a rate-limit bucket for each; the channel is what Discord's buckets go by.
    parts = path.split("/")
    if parts[1] != "channels":
        return Route(method, path)
    template = "/".join(["", "channels", "{channel_id}", *parts[3:]])
    return Route(method, template, channel_id=parts[2])


def _instead(answered: InsteadOfRepeatingError) -> Outcome:
    if answered.status == TOO_MANY:
        return NotNow(answered.retry_after, "Discord asked us to wait.", everywhere=answered.everywhere)
    return Unsure(f"{str(answered)[0].upper()}{str(answered)[1:]}.")


def _refused(refused: discord.HTTPException) -> Outcome:
    if refused.code == UNKNOWN_CHANNEL:
        return Refused("channel", Gone().reason)
    if refused.code == ARCHIVED:
        return Refused("permission", ARCHIVED_THREAD)
    if refused.code == LOCKED:
        return Refused("permission", OPEN_THREAD)
    if refused.status == FORBIDDEN:
        return Refused("permission", f"Discord refused it ({refused.code}: {refused.text}).")
    return Refused(
        "message", f"Discord refused the message ({refused.status}, {refused.code}: {refused.text})."
    )


def _is_ours(message: Any, marker: str, own_id: int | None) -> bool:
    if str(message["author"]["id"]) != str(own_id):
        return False
    for row in message.get("components", ()):
        for button in row.get("components", ()):
            return bool(button.get("custom_id") == marker)
    return False
