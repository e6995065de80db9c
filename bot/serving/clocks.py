"""What tells the time and lets it pass, handed to everything that waits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def steady() -> float:
    """Seconds of a clock that nobody sets and that goes on while the machine sleeps, where it has one."""
    boot: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clocks:
    """The time.

    Attributes:
        steady: seconds of a clock that nobody sets.
        now: the wall clock.
        sleep: lets seconds pass.
    """

    steady: Callable[[], float] = steady
    now: Callable[[], datetime] = utc_now
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


SYSTEM = Clocks()
"""This machine's."""
