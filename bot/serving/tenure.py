"""The right to serve: waited for, kept by renewing it, given back at the end."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Literal, TypeAlias

from sqlalchemy.exc import SQLAlchemyError

from bot.exits import Exit
from bot.serving.apart import apart
from bot.serving.clocks import Clocks
from bot.serving.ending import Ending
from bot.serving.lease import EXPIRY, HOLD, LOOK, NAME, RENEWAL, RETRY, Watch
from bot.state.leases import Leases
from bot.state.tables import Lease

_log = logging.getLogger(__name__)
MARGIN = 1.0
"""Seconds that are left, at the worst, between the end of this process and another's taking over; and that a process
has to end in whose place another serves already."""
RELEASE = 1.0
"""Seconds that giving the lease back may take; else the others wait until it runs out."""
Say: TypeAlias = Callable[[Literal["standing by", "starting"]], None]


def own_name() -> str:
    """What this process is called in the state: machine, process, and something by chance."""
    return f"{socket.gethostname()[:60]}/{os.getpid()}/{secrets.token_hex(4)}"


@asynccontextmanager
async def tenure(
    leases: Leases, ending: Ending, say: Say, clocks: Clocks, name: str | None = None
) -> AsyncIterator[None]:
    """Hold the right to serve as long as this lasts; first stand by until it can be had.

    Raises:
        EndedError: serving ends before it could be had.
    """
    own = name or own_name()
    held, began = await ending.unless(_stand_by(leases, own, say, clocks))
    keeping = asyncio.create_task(_keep(leases, held, ending, clocks, began), name="dossier-lease")
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.wait((keeping,), timeout=RELEASE)
        if ending.lost is None:
            await _give_back(leases, held, clocks)


async def _stand_by(leases: Leases, own: str, say: Say, clocks: Clocks) -> tuple[Lease, float]:
    """Wait for the lease; give it, and the moment from which it counts."""
    watch, waited, told, out_of_reach = Watch(), False, False, False
    while True:
        asked = clocks.steady()
        try:
            seen = await apart(leases.see, NAME)
            sight = watch.look(seen, asked, clocks.steady())
            if sight == "free":
                began, until = clocks.steady(), clocks.now() + timedelta(seconds=EXPIRY)
                held = await apart(leases.take, NAME, own, seen, until)
                if held is not None:
                    if waited:
                        _log.info("the other copy of Dossier has ended: this one serves now")
                    say("starting")
                    return held, began
                watch.forget()
            out_of_reach = False
        except SQLAlchemyError as error:
            watch.forget()
            sight = "silent"
            if not out_of_reach:
                out_of_reach = True
                _log.warning("standing by, and the state cannot be asked: %s", _reason(error))
        if not waited and not out_of_reach:
            waited = True
            say("standing by")
            _log.info("the state was in use by another copy of Dossier: waiting to see whether it still runs")
        if sight == "alive" and not told:
            told = True
            _log.info("another copy of Dossier is running: standing by to take over when it ends")
        await clocks.sleep(LOOK)


async def _keep(leases: Leases, held: Lease, ending: Ending, clocks: Clocks, began: float) -> None:
    """Renew until it is lost. ``began``: when the lease was certainly ours last."""
    pause = began + RENEWAL - clocks.steady()
    while True:
        await clocks.sleep(max(0.0, pause))
        tried = clocks.steady()
        until = clocks.now() + timedelta(seconds=EXPIRY)
        try:
            async with asyncio.timeout(max(RETRY, began + HOLD - tried)):
                kept = await apart(leases.renew, held, until)
        except (SQLAlchemyError, TimeoutError) as error:
            pause = RETRY
            if clocks.steady() - began < HOLD:
                continue
            sentence = (
                f"The state could not be written for {HOLD:.0f} s ({_reason(error)}), and another copy may take "
                "over: this one ends. Mend the database, then start it again"
            )
            return _lose(ending, sentence, began + EXPIRY - MARGIN - clocks.steady())
        if kept is None:
            return _lose(ending, "Another copy of Dossier has taken over while this one was held up", MARGIN)
        held, began, pause = kept, tried, RENEWAL


def _lose(ending: Ending, sentence: str, seconds: float) -> None:
    _log.error("%s", sentence)
    ending.lose(sentence, max(0.0, seconds), Exit.UNAVAILABLE)


async def _give_back(leases: Leases, held: Lease, clocks: Clocks) -> None:
    try:
        async with asyncio.timeout(RELEASE):
            await apart(leases.release, held, clocks.now())
    except (SQLAlchemyError, TimeoutError) as error:
        _log.warning("the right to serve could not be given back (%s): it runs out", _reason(error))


def _reason(error: Exception) -> str:
    """One line without the address, which may hold a password."""
    cause = getattr(error, "orig", None) or error
    return str(cause).strip().partition("\n")[0] or type(cause).__name__
