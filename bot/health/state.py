"""Whether the state can be reached, and what it says is wrong."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TypeAlias

ASKED_EVERY = 5.0
"""Seconds for which an answer of the state's counts, however often the pages are asked for."""
PATIENCE = 3.0
"""Seconds that the state may take; a page has to answer within a probe's own limit."""
Alarms: TypeAlias = Callable[[], Awaitable[Iterable[str]]]
"""Asks the state for the keys of all alarms that are open; raises what it likes when it cannot be reached."""


class Checked:
    """The state, asked seldom and once at a time.

    Args:
        alarms: asks it.
        steady: seconds of a clock that nobody sets.
    """

    def __init__(self, alarms: Alarms, steady: Callable[[], float]) -> None:
        self._ask, self._steady = alarms, steady
        self._at: float | None = None
        self._asking: asyncio.Task[None] | None = None
        self.wrong: str | None = None
        self.open: Mapping[str, int] = {}

    async def check(self) -> None:
        """Know it as it was at most some seconds ago."""
        if self._at is not None and self._steady() - self._at < ASKED_EVERY:
            return
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._look(), name="dossier-health-state")
        _, late = await asyncio.wait((self._asking,), timeout=PATIENCE)
        if late:
            # The question is not taken back: the state's one thread is busy with it, or with what came before.
            self.wrong = f"it has not answered within {PATIENCE:g} s"

    async def close(self) -> None:
        """Forget the question that is under way."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait((self._asking,))

    async def _look(self) -> None:
        try:
            keys = await self._ask()
        except Exception as error:  # noqa: BLE001 - whatever it is, it cannot be used
            # Its text may hold an address or what somebody typed.
            self.wrong = f"it answered with an error ({type(error).__name__})"
        else:
            self.wrong, self.open = None, Counter(key.partition(":")[0] for key in keys)
        self._at = self._steady()
