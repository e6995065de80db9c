"""Whether another process has ended, judged by one's own clock alone. Pure.

The one that serves renews its lease; the others look at it. No two clocks are compared: whoever sees the same lease
for ``EXPIRY`` knows that its holder, which gives up after ``HOLD`` without a renewal, has stopped.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from bot.state.tables import Lease

NAME = "serving"
"""The lease that whoever serves Discord holds."""
RENEWAL = 5.0
"""Seconds between two renewals."""
RETRY = 1.0
"""Seconds to the next try after a renewal that failed."""
HOLD = 10.0
"""Seconds after the last renewal when its holder gives up, because another may soon take over."""
EXPIRY = 15.0
"""Seconds for which a lease must stand still before another takes it. What lies between is for stopping."""
LOOK = 2.0
"""Seconds between two looks of those that stand by. A takeover after a kill comes within EXPIRY + LOOK."""

Sight: TypeAlias = Literal["free", "silent", "alive"]


class Watch:
    """What one process has seen of another's lease."""

    def __init__(self) -> None:
        self._seen: tuple[str | None, int, int] | None = None
        self._since = 0.0

    def look(self, lease: Lease | None, asked: float, answered: float) -> Sight:
        """Look at the lease.

        Args:
            lease: as it stands now; None when nobody ever had it.
            asked: before it was read, in seconds of a clock that nobody sets.
            answered: after it. An answer may take long, so the wait counts from after the first to before the last.

        Returns:
            ``free``: it may be taken; ``alive``: it was renewed since the last look; ``silent``: it was not, yet.
        """
        if lease is None or lease.holder is None:
            return "free"
        now = (lease.holder, lease.fence, lease.beat)
        if now == self._seen:
            return "free" if asked - self._since >= EXPIRY else "silent"
        known, self._seen, self._since = self._seen, now, answered
        return "silent" if known is None else "alive"

    def forget(self) -> None:
        """Begin anew: the state could not be asked, so nothing is known of the time between."""
        self._seen = None
