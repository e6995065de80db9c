"""Operators are told once what is wrong, and once when it is right again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from bot.briefing.transport import Transport
from bot.state.store import Store

_log = logging.getLogger(__name__)


class Alarms:
    """What is wrong, kept in the state so that a restart tells nothing twice.

    Args:
        store: the state.
        transport: tells the operators.
        now: the clock.
    """

    def __init__(self, store: Store, transport: Transport, now: Callable[[], datetime]) -> None:
        self._store, self._transport, self._now = store, transport, now
        # At first as if something were left to tell: another process may have ended before it could.
        self._left = True

    async def raise_(self, key: str, sentence: str) -> None:
        """Log an error and tell the operators, unless they know."""
        store = self._store
        if await store.call(store.reports.raise_alarm, key, sentence, self._now()):
            _log.error("%s", sentence)
            await self._tell(key, sentence)

    async def once(self, key: str, sentence: str) -> None:
        """The same for something that happened, and does not last."""
        await self.raise_(key, sentence)
        await self._store.call(self._store.reports.end_alarm, key, self._now())

    async def over(self, key: str) -> None:
        """Tell that it is right again, when it was wrong."""
        ended = await self._store.call(self._store.reports.end_alarm, key, self._now())
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
            await self._tell(one.key, one.text)

    async def _tell(self, key: str, sentence: str) -> None:
        if await self._transport.tell_operators(sentence):
            await self._store.call(self._store.reports.told, key, self._now())
        else:
            self._left = True
