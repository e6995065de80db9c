"""Runs a real bot on the sandbox until it is told to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.ids import system_now
from bot.sandbox.server import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable

    import discord

    from bot.sandbox.ids import Clock

REMEMBERED = 1000
"""How many requests a sandbox that people use remembers: it may run for weeks."""


async def serve(
    make_bot: Callable[[], discord.Client],
    *,
    port: int,
    announce: Callable[[str], None],
    now: Clock = system_now,
) -> None:
    """Start a sandbox, run a bot on it, and say where the page is; return when the bot stops.

    The bot gets the sandbox's dummy token; no real token is read.

    Args:
        make_bot: makes the client, once discord.py points at the sandbox.
        port: where the page is served; 0 takes a free one.
        announce: called with the page's address once it can be opened.
        now: the sandbox's clock; the bot has to go by the same.

    Raises:
        OSError: the port is in use; the text says so.
        asyncio.CancelledError: the caller stopped it; everything is closed by then.
    """
    async with Sandbox(port, now=now, keep=REMEMBERED) as sandbox:
        with sandbox.redirect():
            async with make_bot() as client:
                announce(sandbox.url)
                await client.start(sandbox.token)
