"""Exit codes, documented in the README; numbers from 64 up follow BSD's sysexits.h."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended.

    Attributes:
        OK: done, or stopped by SIGTERM or SIGINT at whatever stage.
        DATA: errors in the data, in the commands that look for them.
        USAGE: wrong options.
        DATA_AT_RUN: errors in the data, where they were to be served.
        UNAVAILABLE: Discord or the database is out of reach, or another copy has taken over: to be tried again.
        SOFTWARE: a fault of ours.
        TOKEN_REFUSED: Discord refused the token: trying again does not help.
        CONFIGURATION: a setting, folder or state that somebody has to mend.
    """

    OK = 0
    DATA = 1
    USAGE = 2
    DATA_AT_RUN = 65
    UNAVAILABLE = 69
    SOFTWARE = 70
    TOKEN_REFUSED = 77
    CONFIGURATION = 78


class Stop(Exception):  # noqa: N818 - it ends a command, it is not always an error
    """Ends a command with one sentence for people and an exit code."""

    def __init__(self, code: Exit, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
