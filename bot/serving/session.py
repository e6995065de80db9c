"""Login, budget and connection of one client, until serving ends."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.exits import Exit, Stop
from bot.serving.budget import SpentError
from bot.serving.ending import Ending
from bot.serving.login import again, log_in

if TYPE_CHECKING:
    from bot.client import DossierBot
    from bot.serving.budget import Budget
    from bot.serving.clocks import Clocks

_log = logging.getLogger(__name__)
REFUSED = "Discord refused the token: check DISCORD_TOKEN, or make a new one"


async def serve(client: DossierBot, token: str, budget: Budget, ending: Ending) -> None:
    """Serve until serving ends, then close.

    Args:
        client: the bot.
        token: its token.
        budget: the token's sessions.
        ending: when to stop.

    Raises:
        Stop: the token was refused (77), Discord cannot be reached (69), or it refused what it never should (70).
        EndedError: serving ends before there was a session.
    """
    client.budget = budget
    try:
        async with client:
            limit = await ending.unless(log_in(client, token, budget.clocks))
            await ending.unless(budget.admit(limit))
            await _connected(client, budget.clocks, ending)
    except discord.LoginFailure:
        raise Stop(Exit.TOKEN_REFUSED, REFUSED) from None
    except discord.PrivilegedIntentsRequired:
        raise Stop(
            Exit.SOFTWARE, "Discord refused the intents, though none is privileged: this is a bug"
        ) from None
    except discord.ConnectionClosed as error:
        raise _closed(error) from None
    except SpentError as error:
        raise Stop(Exit.UNAVAILABLE, str(error)) from None
    except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        raise Stop(Exit.UNAVAILABLE, f"Discord cannot be reached: {error}") from None


async def _connected(client: discord.Client, clocks: Clocks, ending: Ending) -> None:
    connecting = asyncio.create_task(
        again(lambda: _connect(client), clocks, most=None), name="dossier-client"
    )
    over = asyncio.create_task(ending.over.wait(), name="dossier-ending")
    try:
        await asyncio.wait((connecting, over), return_when=asyncio.FIRST_COMPLETED)
        if connecting.done():
            connecting.result()
        else:
            # Closed before it is cancelled: while discord.py connects, Python 3.11's wait_for may swallow a
            # cancellation, and a client that is open would then serve for ever.
            await client.close()
            connecting.cancel()
            await asyncio.wait((connecting,))
    finally:
        over.cancel()


async def _connect(client: discord.Client) -> None:
    """Connect until it is closed; discord.py connects again by itself, but not where it never was connected.

    Raises:
        ConnectionError: the very first connection could not be made.
    """
    try:
        await client.connect()
    except AttributeError:
        # discord.py 2.7.1 asks the connection that it does not have yet where to go on.
        if client.ws is None:
            raise ConnectionError("its gateway does not answer") from None
        raise


def _closed(error: discord.ConnectionClosed) -> Stop:
    """What a gateway's close code means that discord.py does not connect again after."""
    if error.code == 4004:  # noqa: PLR2004 - Discord's code for a token that is refused
        return Stop(Exit.TOKEN_REFUSED, REFUSED)
    return Stop(Exit.UNAVAILABLE, f"Discord ended the connection for good (code {error.code})")
