"""Whether our clock may be trusted. Pure.

Every rule of the ledger counts in wall-clock time, so a clock that disagrees with Discord's delivers nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

BOUND = timedelta(seconds=30)
"""How far the clock may be from the ``Date`` of Discord's answers: half of the time that a nonce is trusted."""
STEP = timedelta(seconds=5)
"""A clock that moved so much more, or less, than the machine's own steady one was set by someone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Two clocks read together: the wall clock, and seconds of the machine's steady one."""

    wall: datetime
    steady: float


def stepped(before: Reading | None, now: Reading) -> bool:
    """Whether the wall clock was set since the reading before, so that Discord's is to be asked anew."""
    if before is None:
        return True
    return abs((now.wall - before.wall).total_seconds() - (now.steady - before.steady)) > STEP.total_seconds()


def disagreement(ahead: float | None) -> str | None:
    """A sentence when the clock is too far from Discord's; None when it is right or nothing is known.

    Args:
        ahead: seconds by which our clock is ahead of Discord's.
    """
    if ahead is None or abs(ahead) <= BOUND.total_seconds():
        return None
    direction = "ahead of" if ahead > 0 else "behind"
    return (
        f"This machine's clock is {abs(ahead):.0f} s {direction} Discord's: nothing is delivered until it is right. "
        "Check its time synchronisation."
    )
