"""A clock for what waits: its time passes only while somebody sleeps, and then at once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.serving.clocks import Clocks


class PassingClocks:
    """The clocks, and what was slept.

    Attributes:
        passed: seconds since the beginning.
        slept: each sleep, in order.
    """

    def __init__(self) -> None:
        self.passed = 0.0
        self.slept: list[float] = []
        self.start = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)

    @property
    def clocks(self) -> Clocks:
        """What is handed over."""
        return Clocks(lambda: self.passed, self.now, self.sleep)

    def now(self) -> datetime:
        """The wall clock, which goes along."""
        return self.start + timedelta(seconds=self.passed)

    async def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.slept.append(seconds)
        self.passed += seconds
        await asyncio.sleep(0)
