"""Operators are told in their channel on Discord, else in a private message to the application's owner."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

import aiohttp
import discord

from bot.briefing.delivery.one_request import (
    SERVER_ERRORS,
    TOO_MANY,
    InsteadOfRepeatingError,
    Requests,
)
from bot.briefing.transport import Told

_log = logging.getLogger(__name__)
T = TypeVar("T")

SECONDS = 15.0
"""After how long a request is given up."""
_FAILURES = (
    InsteadOfRepeatingError,
    discord.DiscordException,
    aiohttp.ClientError,
    OSError,
    TimeoutError,
    RuntimeError,
)
# RuntimeError: what a closed session raises.


class Operators:
    """Where operators are told things.

    Args:
        client: the client.
        requests: its requests, each of which is made once: a sleep of its own that is cut short holds all others.
        channel: their channel; None for the application's owner.
    """

    def __init__(self, client: discord.Client, requests: Requests, channel: int | None) -> None:
        self._client, self._requests, self._channel = client, requests, channel

    async def tell(self, sentence: str) -> Told:
        """Write to them; nobody is mentioned."""
        try:
            where = await self._where()
            await self._once(where.send(sentence, allowed_mentions=discord.AllowedMentions.none()))
        except discord.HTTPException as refused:
            if refused.status < SERVER_ERRORS and refused.status != TOO_MANY:
                self._complain(refused)
                return "refused"
            return _later(refused)
        except _FAILURES as error:
            return _later(error)
        return "yes"

    async def _where(self) -> discord.abc.Messageable:
        if self._channel is not None:
            return self._client.get_partial_messageable(self._channel)
        about = await self._once(self._client.application_info())
        # The owner of an application that a team has is no person: the team's owner is.
        owner = about.team.owner_id if about.team is not None else None
        return await self._once(self._client.create_dm(discord.Object(owner or about.owner.id)))

    async def _once(self, request: Coroutine[Any, Any, T]) -> T:
        with self._requests.once():
            async with asyncio.timeout(SECONDS):
                return await request

    def _complain(self, refused: discord.HTTPException) -> None:
        whom = "the application's owner" if self._channel is None else "the operators' channel"
        _log.error(
            "Discord does not let Dossier write to %s (%s, %s: %s): set DOSSIER_OPERATOR_CHANNEL_ID to a channel in "
            "which it may write",
            whom,
            refused.status,
            refused.code,
            refused.text,
        )


def _later(error: Exception) -> Told:
    _log.warning("the operators could not be told on Discord: %s", type(error).__name__)
    return "later"
