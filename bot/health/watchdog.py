"""Ends a process that is alive but does nothing: its event loop is blocked, or its gateway silent.

It runs in a thread of its own, since nothing that waits for the loop can tell that the loop is dead. It does not
compare clocks: it adds up the time that it was itself awake while a count stood still. A machine that slept, a
container that was paused and a process that was stopped by a debugger therefore cost two seconds of patience,
whatever their clocks say afterwards; and where there is hardly any processor time, everything gets more of it.

The figures:

- ``loop`` 60 s: discord.py needs the loop for its heartbeats, which Discord wants every 41.25 s
  (``heartbeat_interval``), and Discord ends a session that misses one; so what a restart breaks is broken already.
  People wait 3 s for an answer, so nothing that is meant to be takes so long.
- ``gateway`` 180 s: discord.py notices silence by itself after at most 60 s (``heartbeat_timeout``) and the 41.25 s
  between two looks, closes within 10 s, and takes at most 60 s for a new connection: 171.25 s together. It counts only
  while discord.py believes to be connected. Without a network it tries again in growing steps (up to 17 minutes), and
  a restart would do nothing better.
- ``processor`` 120 s, of processor time: for :mod:`bot.health.last_resort`; twice ``loop``, so that this comes first.
- ``lost`` 3600 s: not connected for that long, although a session had been had; a restart once an hour costs one
  of a day's 1,000 sessions.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol

from bot.health.gateway import Gateway

_log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two looks."""
AWAKE = 2.0
"""How many times the time between two looks one of them adds at most: whatever is longer, we were not awake in."""
SOFTWARE = 70
"""The exit code of a fault of ours (BSD's sysexits.h)."""
SAYING = 2.0
"""Seconds that the last line may take: standard error may be what the loop is blocked on."""
FRAMES = 12
"""How many calls of the loop's stack are told, the innermost first."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of silence after which the process is ended, see above, and between two looks at it."""

    loop: float = 60.0
    gateway: float = 180.0
    lost: float = 3600.0
    processor: float = 120.0
    every: float = EVERY


class Beating(Protocol):
    """What shows that the loop is alive."""

    beats: int


class Silence:
    """How long a count has stood still while somebody looked.

    Args:
        most: seconds that one look adds at most.
    """

    def __init__(self, most: float) -> None:
        self._most = most
        self._count = -1
        self.seconds = 0.0

    def look(self, count: int, elapsed: float) -> float:
        """Look at the count; give the seconds that it has stood still.

        Args:
            count: it.
            elapsed: seconds since the last look.
        """
        if count == self._count:
            self.seconds += min(elapsed, self._most)
        else:
            self._count, self.seconds = count, 0.0
        return self.seconds

    def over(self) -> None:
        """Begin anew: nothing is expected now."""
        self._count, self.seconds = -1, 0.0


class Watch:
    """Looks at the loop and the gateway, and says when it is enough. No thread of its own.

    Args:
        pulse: the loop's.
        gateway: the connection.
        limits: how long is too long.
    """

    def __init__(self, pulse: Beating, gateway: Gateway, limits: Limits) -> None:
        self._pulse, self._gateway, self._limits = pulse, gateway, limits
        most = self._most = AWAKE * limits.every
        self._loop, self._silent, self._lost = Silence(most), Silence(most), Silence(most)

    def look(self, elapsed: float) -> str | None:
        """Give the sentence to end with, None while all is well.

        Args:
            elapsed: seconds since the last look.
        """
        gateway, limits = self._gateway, self._limits
        blocked = self._loop.look(self._pulse.beats, elapsed)
        if blocked >= limits.loop:
            return f"the event loop has not answered for {blocked:.0f} s"
        if blocked >= self._most or not gateway.ready:
            # A blocked loop reads no frames either: only one of the two is to blame.
            self._silent.over()
            self._lost.over()
            return None
        if gateway.connected:
            self._lost.over()
            silent = self._silent.look(gateway.frames, elapsed)
            if silent >= limits.gateway:
                return f"the gateway has been silent for {silent:.0f} s although it is connected"
        else:
            self._silent.over()
            lost = self._lost.look(gateway.frames, elapsed)
            if lost >= limits.lost:
                return f"Discord could not be reached again for {lost:.0f} s"
        return None


class Watchdog:
    """The thread that looks, as a context manager to be entered in the loop's own thread.

    Args:
        watch: what it asks.
        end: ends the process with a sentence and the loop's thread; must not return.
        steady: seconds of a clock that nobody sets.
        every: seconds between two looks.
    """

    def __init__(
        self,
        watch: Watch,
        end: Callable[[str, int], None] | None = None,
        *,
        steady: Callable[[], float] = time.monotonic,
        every: float = EVERY,
    ) -> None:
        self._watch, self._end, self._steady, self._every = watch, end or end_process, steady, every
        self._stop = threading.Event()
        self._loop_thread = threading.get_ident()
        self._thread = threading.Thread(target=self._run, name="dossier-watchdog", daemon=True)

    def __enter__(self) -> None:
        self._loop_thread = threading.get_ident()
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        last = self._steady()
        while not self._stop.wait(self._every):
            now = self._steady()
            sentence = self._watch.look(now - last)
            last = now
            if sentence is not None:
                self._end(sentence, self._loop_thread)
                return


def end_process(sentence: str, thread: int) -> None:
    """Say what is wrong and where the loop stands, in one line, and end the process at once with 70.

    Nothing is closed: what is blocked cannot be. The ledger knows of each attempt before it is made.
    """
    stack = stack_of(thread)

    def say() -> None:
        _log.error(
            "%s: ending the process; the loop is at %s", sentence, stack, extra={"fields": {"stack": stack}}
        )

    # In a thread of its own: the loop may hold the lock of the log, or nobody may read what we write.
    saying = threading.Thread(target=say, name="dossier-last-word", daemon=True)
    saying.start()
    saying.join(SAYING)
    os._exit(SOFTWARE)


def stack_of(thread: int) -> str:
    """Where a thread stands, the innermost call first, without any values."""
    frame = sys._current_frames().get(thread)  # noqa: SLF001 - Python documents it, for exactly this
    if frame is None:
        return "no place (its thread has ended)"
    calls = reversed(traceback.extract_stack(frame))
    told = [f"{'/'.join(PurePath(one.filename).parts[-2:])}:{one.lineno} {one.name}" for one in calls]
    return " < ".join(told[:FRAMES])
