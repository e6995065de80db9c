"""The sessions of a day: a token has 1,000 of them, and Discord resets one that begins more.

Source: https://docs.discord.com/developers/events/gateway#identifying. A process that starts, dies and is started
again would use them up in minutes; so starts are counted in the state, and the more there were, the longer each waits.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.serving.clocks import Clocks
from bot.serving.login import Limit
from bot.state import Store
from bot.state.identifies import fingerprint

_log = logging.getLogger(__name__)

FREE = 5
"""Sessions in an hour that begin without a wait: an update or two, and a bad moment of Discord's."""
STEP, LONGEST = 5.0, 600.0
"""Seconds between the last session and the next after those, doubled with each, up to the longest."""
WINDOW = timedelta(hours=1)
FLOOR = 100
"""Sessions that are left to people: for another machine, or for the day's second trouble."""
PATIENCE = 30.0
"""Seconds that a new session may wait inside discord.py, which gives a connection up after 60."""


class SpentError(Exception):
    """No session may be begun for a while; the sentence says why."""


def wait_before(starts: Sequence[datetime], now: datetime) -> float:
    """Seconds to wait before the next session. Pure.

    Args:
        starts: when sessions were begun, oldest first.
        now: the moment.
    """
    # A start that lies ahead was written before the clock was put back: it counts as one of just now.
    lately = [min(one, now) for one in starts if now - one < WINDOW]
    over = len(lately) - FREE
    if over < 0:
        return 0.0
    gap = min(STEP * 2.0 ** min(over, 20), LONGEST)
    return max(0.0, gap - (now - lately[-1]).total_seconds())


class Budget:
    """The sessions of one token.

    Args:
        store: keeps them.
        token: the token, of which only a digest is kept.
        clocks: the time.

    Attributes:
        clocks: the time.
    """

    def __init__(self, store: Store, token: str, clocks: Clocks) -> None:
        self._store, self.clocks, self._token = store, clocks, fingerprint(token)

    async def admit(self, limit: Limit) -> None:
        """Wait until the first session may be begun.

        Args:
            limit: what Discord says is left.
        """
        if limit.remaining <= FLOOR:
            _log.error(
                "Discord lets this token begin only %d more sessions of %d: waiting for %.0f min until there are "
                "new ones. Something starts the bot again and again, or the token is used elsewhere",
                limit.remaining,
                limit.total,
                limit.reset_after / 60,
            )
            await self.clocks.sleep(limit.reset_after)
        wait, count = await self._wait()
        if wait > 0:
            _log.warning(
                "%d sessions were begun within an hour: waiting for %.0f s before the next, so that restarts do not "
                "use up the %d that the token has in a day",
                count,
                wait,
                limit.total,
            )
            await self.clocks.sleep(wait)

    async def spend(self, *, initial: bool) -> None:
        """Count a session that is about to be begun, and wait before one that follows too soon.

        Args:
            initial: whether it is the process's first, for which :meth:`admit` has waited.

        Raises:
            SpentError: the wait is too long for an open connection: the process is to be started again.
        """
        if not initial:
            await self._follow()
        try:
            await self._store.call(self._store.identifies.add, self._token, self.clocks.now())
        except SQLAlchemyError:
            _log.warning("a session with Discord could not be counted: the state cannot be written")

    async def _follow(self) -> None:
        wait, count = await self._wait()
        if wait > PATIENCE:
            raise SpentError(
                f"Discord ended {count} sessions within an hour: the next may begin in {wait:.0f} s. "
                "The bot ends, so that its restart waits for that"
            )
        if wait > 0:
            _log.warning("%d sessions were begun within an hour: waiting for %.0f s", count, wait)
            await self.clocks.sleep(wait)

    async def _wait(self) -> tuple[float, int]:
        now = self.clocks.now()
        try:
            starts = await self._store.call(self._store.identifies.lately, self._token, now)
        except SQLAlchemyError:
            # The right to serve goes with the state, too: this cannot last.
            _log.warning("the sessions of the last hour are not known: the state cannot be read")
            return 0.0, 0
        return wait_before(starts, now), sum(now - one < WINDOW for one in starts)
