"""A clock that several processes share: kept in a file, run faster than the real one, and moved by hand."""

from __future__ import annotations

import mmap
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

_FORM = struct.Struct("ddd")


class SharedClock:
    """Wall clock of the measured world.

    Args:
        path: the file; made by :meth:`make`.
    """

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _FORM.size)

    @classmethod
    def make(cls, path: Path, start: datetime, speed: float) -> SharedClock:
        """Make the file: from ``start`` on, ``speed`` seconds pass in each real one."""
        path.write_bytes(_FORM.pack(start.timestamp(), time.monotonic(), speed))
        return cls(path)

    @property
    def speed(self) -> float:
        """Seconds here in a real one."""
        return self._read()[2]

    def seconds(self) -> float:
        """Seconds since 1970 in the measured world."""
        start, origin, speed = self._read()
        # Linux's monotonic clock is one for all processes.
        return start + (time.monotonic() - origin) * speed

    def now(self) -> datetime:
        """The moment in the measured world."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def advance(self, span: timedelta) -> None:
        """Move it forward."""
        start, origin, speed = self._read()
        _FORM.pack_into(self._memory, 0, start + span.total_seconds(), origin, speed)

    def _read(self) -> tuple[float, float, float]:
        start, origin, speed = _FORM.unpack_from(self._memory, 0)
        return start, origin, speed
