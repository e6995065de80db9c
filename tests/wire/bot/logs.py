"""Waits for log lines, since what the bot does after its last request can be seen nowhere else."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 10.0  # seconds; a broken bot must not make the tests wait for ever


class Logs(logging.Handler):
    """Keeps records and wakes who waits for one."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
        self.records: list[logging.LogRecord] = []
        self._signal = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)
        self._signal.set()
        self._signal = asyncio.Event()

    async def until(self, part: str, count: int = 1) -> logging.LogRecord:
        """Give the record, once there are this many with this text."""
        async with asyncio.timeout(PATIENCE):
            while len(found := list(self._with(part))) < count:
                await self._signal.wait()
        return found[-1]

    def _with(self, part: str) -> Iterator[logging.LogRecord]:
        return (record for record in self.records if part in record.getMessage())

    def errors(self) -> list[str]:
        """Give what was logged as an error, traceback included."""
        return [self.format(record) for record in self.records if record.levelno >= logging.ERROR]
