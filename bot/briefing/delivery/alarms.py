"""Operators are told once what is wrong, and once when it is right again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from bot.briefing.transport import Transport
from bot.state.store import Store
from bot.state.tables import Alarm

_log = logging.getLogger(__name__)

ONCE = "once:"
"""Begins the keys of what happened and does not last."""


class Alarms:
    """What is wrong, kept in the state so that a restart tells nothing twice.

    What Discord refuses to pass on stays in the log and in ``/briefing list``, and is tried again at the next start.

    Args:
        store: the state.
        transport: tells the operators.
        now: the clock.
    """

    def __init__(self, store: Store, transport: Transport, now: Callable[[], datetime]) -> None:
        self._store, self._transport, self._now = store, transport, now
        # At first as if something were left to tell: another process may have ended before it could.
        self._left = True
        self._refused: set[str] = set()

    async def raise_(self, key: str, sentence: str) -> None:
        """Log an error and tell the operators, unless they know."""
        store = self._store
        if await store.call(store.reports.raise_alarm, key, sentence, self._now()):
            _log.error("%s", sentence)
            await self._tell(key, sentence)

    async def once(self, key: str, sentence: str) -> None:
        """The same for something that happened, and does not last; it stays only until it was told."""
        await self.raise_(f"{ONCE}{key}", sentence)

    async def over(self, key: str) -> None:
        """Tell that it is right again, when it was wrong."""
        ended = await self._ended(key)
        if ended is not None:
            _log.warning("over: %s", ended.text)
            if ended.told_at is not None:
                await self._transport.tell_operators(f"This is over: {ended.text}")

    async def tell(self) -> None:
        """Tell what could not be told before."""
        if not self._left:
            return
        self._left = False
        for one in await self._store.call(self._store.reports.alarms, untold=True):
            if one.key not in self._refused:
                await self._tell(one.key, one.text)

    async def _ended(self, key: str) -> Alarm | None:
        self._refused.discard(key)
        return await self._store.call(self._store.reports.end_alarm, key, self._now())

    async def _tell(self, key: str, sentence: str) -> None:
        told = await self._transport.tell_operators(sentence)
        if told == "later":
            self._left = True
            return
        if told == "yes":
            await self._store.call(self._store.reports.told, key, self._now())
        else:
            self._refused.add(key)
        if key.startswith(ONCE):
            await self._ended(key)
