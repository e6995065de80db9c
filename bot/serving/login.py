"""Logging in: again and again while Discord cannot be reached, and never again with a token that was refused."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import aiohttp
import discord
from discord.utils import MISSING

from bot.serving.clocks import Clocks

T = TypeVar("T")
_log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
PATIENCE = 60.0
"""Seconds after the first failure when it is given up: a restart costs nothing before a session was begun, a copy on
another machine may get through, and whoever restarts processes sees that something is wrong."""
ATTEMPT = 60.0
"""Seconds that one try may take; the registering of commands is part of it."""
TOO_MANY, SERVER = 429, 500


@dataclass(frozen=True, slots=True)
class Limit:
    """Discord's ``session_start_limit``: https://docs.discord.com/developers/events/gateway#session-start-limit-object.

    Attributes:
        total: sessions that the token may begin in 24 hours.
        remaining: how many of them are left.
        reset_after: seconds until they are all there again.
    """

    total: int
    remaining: int
    reset_after: float


def waits(chance: Callable[[], float]) -> Iterator[float]:
    """Seconds before each next try: doubled up to a cap, and each shortened by up to a half by chance."""
    wait = FIRST_WAIT
    while True:
        yield wait * (1 + chance()) / 2
        wait = min(wait * 2, LONGEST_WAIT)


def passing(error: Exception) -> str | None:
    """Why a failure may be over at the next try, in some words; None when it will not."""
    if isinstance(error, discord.GatewayNotFound):
        return "Discord names no gateway"
    if isinstance(error, discord.HTTPException):
        known = error.status == TOO_MANY or error.status >= SERVER
        return f"Discord answers {error.status}" if known else None
    if isinstance(error, TimeoutError):
        return "Discord does not answer"
    if isinstance(error, aiohttp.ClientError | OSError):
        return str(error) or type(error).__name__
    return None


async def log_in(
    client: discord.Client, token: str, clocks: Clocks, chance: Callable[[], float] = random.random
) -> Limit:
    """Log in and ask how many sessions may be begun, trying again while Discord cannot be reached.

    Raises:
        discord.LoginFailure: the token was refused.
        discord.HTTPException: Discord refused something else.
        discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError: it was given up.
    """

    async def attempt() -> None:
        try:
            await client.login(token)
        except BaseException:
            # A login opens a connection of its own; the next one would leave it open.
            await client.http.close()
            client.http.connector = MISSING
            raise

    await again(attempt, clocks, chance)
    _, _, limit = await again(client.http.get_bot_gateway, clocks, chance)
    return Limit(limit["total"], limit["remaining"], limit["reset_after"] / 1000)


async def again(
    attempt: Callable[[], Awaitable[T]],
    clocks: Clocks,
    chance: Callable[[], float] = random.random,
    most: float | None = ATTEMPT,
) -> T:
    """Try until it works, as long as failures may pass and patience lasts; then the last failure is raised.

    Args:
        attempt: one try.
        clocks: the time.
        chance: gives numbers from 0 to 1.
        most: seconds that one try may take; None: for ever.
    """
    failed: float | None = None
    for wait in waits(chance):
        try:
            async with asyncio.timeout(most):
                return await attempt()
        except (
            discord.DiscordException,
            aiohttp.ClientError,
            OSError,
        ) as error:  # a TimeoutError is an OSError
            why = passing(error)
            if why is None:
                raise
            now = clocks.steady()
            failed = now if failed is None else failed
            longer = max(wait, _asked(error))
            if now + longer - failed > PATIENCE:
                raise
            _log.warning("Discord cannot be reached (%s): trying again in %.0f s", why, longer)
        await clocks.sleep(longer)
    raise AssertionError("the waits never end")


def _asked(error: Exception) -> float:
    """For how many seconds Discord, or what stands before it, asks us to wait."""
    if not isinstance(error, discord.HTTPException):
        return 0.0
    try:
        return float(error.response.headers.get("Retry-After", "0"))
    except ValueError:
        return 0.0
