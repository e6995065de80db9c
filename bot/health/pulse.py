"""The event loop's pulse: a beat a second, and by how much each came late."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable

EVERY = 1.0
REMEMBERED = 60
"""Beats over which the greatest lag is known: a minute."""


class Pulse:
    """Beats as long as the event loop runs.

    Args:
        steady: seconds of a clock that nobody sets.
        sleep: waits.
        on_beat: done at each beat.
        every: seconds between two beats.

    Attributes:
        beats: how many there were.
    """

    def __init__(
        self,
        steady: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        on_beat: Callable[[], None] = lambda: None,
        every: float = EVERY,
    ) -> None:
        self._steady, self._sleep, self._on_beat, self._every = steady, sleep, on_beat, every
        self._lags: deque[float] = deque([0.0], maxlen=REMEMBERED)
        self.beats = 0

    async def run(self) -> None:
        """Beat until cancelled."""
        while True:
            due = self._steady() + self._every
            await self._sleep(self._every)
            self.beats += 1
            self._lags.append(max(0.0, self._steady() - due))
            self._on_beat()

    @property
    def lag(self) -> float:
        """Seconds by which the last beat came late."""
        return self._lags[-1]

    @property
    def worst(self) -> float:
        """The greatest lag of the last minute."""
        return max(self._lags)
