"""The command `dossier`: the composition root."""

from __future__ import annotations

import io
import signal
import sys
from types import FrameType


def main() -> None:
    """Run the command line and exit with its code."""
    # Before anything else is imported: as process 1 of a container, SIGTERM without a handler is ignored.
    signal.signal(signal.SIGTERM, _stop)
    _take_any_text()
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
    sys.exit(0)


if __name__ == "__main__":
    main()
