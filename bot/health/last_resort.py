"""Ends a process whose event loop is stuck in compiled code that holds the interpreter's lock.

There no thread of Python's runs, the watchdog's included; a regular expression that backtracks without end is the
usual case. So the kernel counts the processor time of this process (``ITIMER_PROF``), and each beat of the loop sets
the count back. A machine that sleeps and a container that is paused use no processor time, so they cannot set it off.
Python's ``faulthandler`` writes all stacks from within the signal, without the lock; then the signal ends the process.
"""

from __future__ import annotations

import faulthandler
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import UnsupportedOperation


class LastResort:
    """The kernel's count.

    Args:
        seconds: after how much processor time of all threads together, without a beat, the process ends.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._armed = False

    @contextmanager
    def armed(self) -> Iterator[None]:
        """Count as long as this lasts; nothing happens where the system or standard error cannot do it."""
        try:
            faulthandler.register(signal.SIGPROF, file=sys.stderr, all_threads=True, chain=True)
        except (AttributeError, UnsupportedOperation, ValueError):
            # Windows has no such timer; and in a test, standard error may be no file.
            yield
            return
        self._armed = True
        self.beat()
        try:
            yield
        finally:
            self._armed = False
            signal.setitimer(signal.ITIMER_PROF, 0.0)
            faulthandler.unregister(signal.SIGPROF)

    def beat(self) -> None:
        """Begin to count anew."""
        if self._armed:
            signal.setitimer(signal.ITIMER_PROF, self._seconds)
