"""What Discord answered to our requests: how many of them it counts against us, and what its clock says."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

INVALID = frozenset({401, 403, 429})
"""The answers that Discord counts; 10,000 of them within 10 minutes bar the address for a while, except those 429
whose scope is ``shared``: https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans"""
WINDOW = 600.0
MOST = 10_000


class Requests:
    """Counts the answers.

    Args:
        steady: seconds of a clock that nobody sets.
        now: the wall clock.

    Attributes:
        statuses: how many answers had which HTTP status.
        invalid: how many of them Discord counts against us, by status.
    """

    def __init__(self, steady: Callable[[], float], now: Callable[[], datetime]) -> None:
        self._steady, self._now = steady, now
        self.statuses: Counter[int] = Counter()
        self.invalid: Counter[int] = Counter()
        self._recent: deque[float] = deque(maxlen=MOST)
        self._date: tuple[str, datetime] | None = None

    def answered(self, status: int, headers: Mapping[str, str]) -> None:
        """Discord answered."""
        self.statuses[status] += 1
        if status in INVALID and headers.get("X-RateLimit-Scope") != "shared":
            self.invalid[status] += 1
            self._recent.append(self._steady())
        date = headers.get("Date")
        if date:
            # Read only when somebody asks: most answers are never looked at.
            self._date = date, self._now()

    def lately(self) -> int:
        """How many were counted against us within the last 10 minutes; at most 10,000 are known."""
        since = self._steady() - WINDOW
        while self._recent and self._recent[0] < since:
            self._recent.popleft()
        return len(self._recent)

    def ahead(self) -> float | None:
        """Seconds by which our clock was ahead of Discord's at its last answer, to a second or so; None: unknown."""
        if self._date is None:
            return None
        text, ours = self._date
        try:
            theirs = parsedate_to_datetime(text)
        except ValueError:
            return None
        return None if theirs.tzinfo is None else (ours - theirs).total_seconds()
