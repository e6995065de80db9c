"""Why a process stops serving: it was told to, or it lost the right to. The first reason counts."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
_log = logging.getLogger(__name__)

SIGNALS = (signal.SIGTERM, signal.SIGINT)
UNWINDING = 1.0
"""Seconds that work which is not waited for has, to take note of its cancellation."""


def leave_on_signal() -> None:
    """From here on a signal ends the process at once: there is nothing left to finish."""
    for number in SIGNALS:
        signal.signal(number, lambda *_: os._exit(0))


class EndedError(Exception):
    """What was under way was given up, because serving ends."""


class Ending:
    """Whether serving ends, and why.

    Args:
        leave: ends the process at once with a code.

    Attributes:
        over: set when it ends.
        lost: why this process may not go on; None when it was told to stop.
    """

    def __init__(self, leave: Callable[[int], object] = os._exit) -> None:
        self.over = asyncio.Event()
        self.lost: str | None = None
        self._leave = leave

    def listen(self) -> None:
        """Take SIGTERM and SIGINT from here on; the second of them ends the process at once."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, self.tell)

    def tell(self) -> None:
        """Stop in order, because somebody wants it; at once when they want it a second time."""
        if self.over.is_set():
            _log.warning("told to stop again: ending at once")
            self._leave(0)
            return
        _log.info("stopping")
        self.over.set()

    def lose(self, sentence: str, seconds: float, code: int) -> None:
        """Stop because this process may not go on, within some seconds and whatever hangs.

        Args:
            sentence: why.
            seconds: after which the process is ended the hard way.
            code: the exit code then.
        """
        if self.over.is_set():
            return
        self.lost = sentence
        # A thread of its own: the loop, or a database that does not answer, may be what hangs.
        last = threading.Timer(seconds, self._leave, (code,))
        last.daemon = True
        last.start()
        self.over.set()

    async def unless(self, work: Coroutine[Any, Any, T]) -> T:
        """Do some work, unless serving ends before it is done.

        Raises:
            EndedError: serving ends; the work was given up.
        """
        if self.over.is_set():
            work.close()
            raise EndedError
        doing = asyncio.create_task(work, name="dossier-stage")
        ending = asyncio.create_task(self.over.wait(), name="dossier-ending")
        try:
            await asyncio.wait((doing, ending), return_when=asyncio.FIRST_COMPLETED)
            if self.over.is_set():
                raise EndedError
            return await doing
        finally:
            ending.cancel()
            if not doing.done():
                doing.cancel()
                # Bounded: Python 3.11's wait_for may swallow a cancellation.
                await asyncio.wait((doing,), timeout=UNWINDING)
