"""Snowflakes and timestamps, from the clock that the sandbox is given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]

# Source: https://docs.discord.com/developers/reference#snowflakes: milliseconds since the first second of
# 2015, shifted by 22 bits.
EPOCH_MS = 1_420_070_400_000
TIMESTAMP_SHIFT = 22

# These stay the same from one run to the next, so that what a bot stored about the server stays valid.
GUILD_ID = "1100000000000000000"
EVERYONE_ROLE_ID = GUILD_ID
MEMBER_ROLE_ID = "1100000000000000001"
APP_ROLE_ID = "1100000000000000002"
CHANNEL_IDS = ("1100000000000000010", "1100000000000000011")


def system_now() -> datetime:
    """Give the current moment in UTC."""
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """Write a moment as Discord does: ISO 8601 with microseconds and offset."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


class Snowflakes:
    """Hands out ids that grow, each carrying the clock's time."""

    def __init__(self, now: Clock) -> None:
        self._now = now
        self._last = 0

    def next(self) -> str:
        """Give an id never given before by this object."""
        milliseconds = int(self._now().timestamp() * 1000) - EPOCH_MS
        self._last = max(milliseconds << TIMESTAMP_SHIFT, self._last + 1)
        return str(self._last)
