"""The measured process's own figures, told on request: a byte in, a line of JSON out."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import resource
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

BRIEF, WHOLE = b".", b"+"
"""What is asked for: processor time and memory alone, or all figures."""
_FILES = Path("/proc/self/fd")
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a process has used.

    Attributes:
        cpu: processor time in user and system mode since its start, all threads, in seconds.
        memory: resident memory now (where the system does not tell: at most so far), in bytes.
        tasks: names of the tasks of asyncio that are not done, where they were asked for: finding them takes
            processor time.
        files: open files and connections, where they were asked for; 0 where the system does not tell.
    """

    cpu: float
    memory: int
    tasks: list[str]
    files: int


def start() -> None:
    """Answer every byte on standard input from a thread of its own, until it ends."""
    out = os.dup(sys.stdout.fileno())
    threading.Thread(target=_answer, args=(out,), daemon=True, name="meter").start()


def read(line: bytes) -> Figures:
    """The figures in a line of the answer."""
    return Figures(**json.loads(line))


def memory() -> int:
    """This process's resident memory in bytes; its peak on systems without ``/proc``."""
    return _status("VmRSS") or peak_memory()


def peak_memory() -> int:
    """The most resident memory this process ever had, in bytes."""
    # Linux's getrusage(2) counts what the parent had when it started this process; /proc begins anew.
    peak = _status("VmHWM")
    if peak:
        return peak
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Kilobytes elsewhere, bytes by macOS's getrusage(2).
    return most if sys.platform == "darwin" else most * 1024


def _status(key: str) -> int:
    """A figure of ``/proc/self/status`` in bytes, see proc_pid_status(5); 0 where there is none."""
    if not _STATUS.exists():
        return 0
    lines = (line.split() for line in _STATUS.read_text(encoding="utf-8").splitlines())
    return next((int(words[1]) * 1024 for words in lines if words[:1] == [f"{key}:"]), 0)


def _tasks() -> list[str]:
    """The tasks of every loop: from another thread, the collector is what knows them."""
    # The bot moves what it has at its start out of the collector's sight; tasks that end are not among that.
    found = (one for one in gc.get_objects() if isinstance(one, asyncio.Task))
    return sorted(getattr(task.get_coro(), "__qualname__", "") for task in found if not task.done())


def _files() -> int:
    return sum(1 for _ in _FILES.iterdir()) if _FILES.exists() else 0


def _answer(out: int) -> None:
    # Not through sys.stdin: its lock, held by a waiting thread, would make the interpreter abort at its end.
    while asked := os.read(0, 1):
        whole = asked == WHOLE
        figures = {
            "cpu": time.process_time(),
            "memory": memory(),
            "tasks": _tasks() if whole else [],
            "files": _files() if whole else 0,
        }
        os.write(out, (json.dumps(figures) + "\n").encode())
