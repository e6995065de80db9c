"""The sandbox's clock: it runs like the machine's, and can be set, so that tomorrow comes at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.sandbox.ids import system_now

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.sandbox.ids import Clock

FARTHEST = timedelta(days=2 * 366)
"""How far from the real time it may be set: a year of briefs and some more. Each day passed over is a line of every
schedule's ledger."""


class ClockError(ValueError):
    """A moment that the clock cannot be set to; the sentence says which it can."""


class AdjustableClock:
    """A clock that goes on from wherever it is set. All that shares it agrees on the time.

    Args:
        real: the time that it shows until it is set.

    Attributes:
        listeners: called after each time that it was set.
    """

    def __init__(self, real: Clock = system_now) -> None:
        self._real = real
        self._ahead = timedelta(0)
        self.listeners: list[Callable[[], None]] = []

    def __call__(self) -> datetime:
        """Give the moment that it shows, in UTC."""
        return self._real().astimezone(UTC) + self._ahead

    @property
    def adjusted(self) -> bool:
        """Whether it shows another time than the real one."""
        return bool(self._ahead)

    def set(self, moment: datetime) -> None:
        """Show this moment now.

        Raises:
            ClockError: it has no time zone, or lies too far from the real time.
        """
        if moment.utcoffset() is None:
            raise ClockError("The moment needs a time zone, like 2026-11-30T08:00:00+01:00.")
        self._move(moment - self._real())

    def advance(self, span: timedelta) -> None:
        """Go forward, or back where the span is negative.

        Raises:
            ClockError: that leads too far from the real time.
        """
        self._move(self._ahead + span)

    def reset(self) -> None:
        """Show the real time again."""
        self._move(timedelta(0))

    def _move(self, ahead: timedelta) -> None:
        if abs(ahead) > FARTHEST:
            real = self._real().astimezone(UTC)
            first, last = real - FARTHEST, real + FARTHEST
            raise ClockError(f"Choose a moment between {first:%Y-%m-%d} and {last:%Y-%m-%d}.")
        self._ahead = ahead
        for listener in tuple(self.listeners):
            listener()
