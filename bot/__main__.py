"""The command `dossier`: the composition root."""

from __future__ import annotations

import io
import os
import signal
import sys
from types import FrameType

SERVING = ("run", "sandbox", "start")
"""Commands that people end; all others are done before anybody wants to."""
UNWINDING = 1.5
"""Seconds in which a stopped command has to be over: under the two after which people grow impatient."""


def main() -> None:
    """Run the command line and exit with its code."""
    # Before anything else is imported: as process 1 of a container, SIGTERM without a handler is ignored.
    signal.signal(signal.SIGTERM, _stop)
    if sys.argv[1:2] and sys.argv[1] in SERVING:
        signal.signal(signal.SIGINT, _stop)
    _take_any_text()
    if sys.argv[1:2] == ["health"] and not {"-h", "--help"} & set(sys.argv):
        # A container asks every few seconds: without the rest of the command line it takes a tenth of the time.
        from bot.cli.health import main as health  # noqa: PLC0415 - after the handler

        sys.exit(health(sys.argv[2:]))
    from bot.cli.parser import dispatch  # noqa: PLC0415 - after the handler

    try:
        code = dispatch(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def _take_any_text() -> None:
    """Let no byte that is not text end a command, whatever the locale: it is a mark in what is read and said."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _stop(_number: int, _frame: FrameType | None) -> None:
    """End with 0, files being written thrown away; at once when told so again, or when that is held up."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    # Where the signal comes in, the exception may be swallowed: in a destructor, for one.
    signal.signal(signal.SIGALRM, _leave)
    signal.setitimer(signal.ITIMER_REAL, UNWINDING)
    sys.exit(0)


def _leave(_number: int, _frame: FrameType | None) -> None:
    os._exit(0)


if __name__ == "__main__":
    main()
