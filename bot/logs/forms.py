"""The two forms of a line. Whatever a record holds passes the redactor before it is written."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.logs.escaping import escaped
from bot.logs.redaction import Redactor, without

LONGEST = 20_000
"""Characters of a message or of a traceback; the rest is left out, and that is said."""
CODE = '  File "'
"""How a traceback's entry for a line of code begins."""


class TextFormatter(logging.Formatter):
    """For people: time, level, logger, message; a traceback follows on lines of its own, each indented.

    Only the first line of a record begins at the margin, so that no text can pretend to be another record.
    """

    def __init__(self, redact: Redactor) -> None:
        super().__init__(datefmt="%Y-%m-%d %H:%M:%S")
        self._redact = redact
        self._second = (0, "")

    def format(self, record: logging.LogRecord) -> str:
        """The record as text."""
        message = escaped(_cut(self._redact(record.getMessage())))
        second = int(record.created)
        if second != self._second[0]:
            # Kept for a second: making it takes as long as the rest of a line.
            self._second = second, self.formatTime(record, self.datefmt)
        lines = [f"{self._second[1]} {record.levelname} {record.name}: {message}"]
        error = _cut(self._redact(_error(record)))
        lines += [f"    {escaped(line)}" for line in error.splitlines()]
        return "\n".join(lines)


class JsonFormatter(logging.Formatter):
    """For machines: one JSON object a line: time, level, logger, message, the event's fields, the traceback."""

    def __init__(self, redact: Redactor) -> None:
        super().__init__()
        self._redact = redact
        self._encode = json.JSONEncoder(ensure_ascii=False, default=repr).encode

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _cut(self._redact(record.getMessage())),
        }
        for name, value in _fields(record).items():
            line.setdefault(name, self._redact(value) if isinstance(value, str) else value)
        error = _error(record)
        if error:
            line["error"] = _cut(self._redact(error))
        # Of what is left to escape, JSON's own escapes mean the same.
        return escaped(self._encode(line))


def _error(record: logging.LogRecord) -> str:
    """The traceback and the stack; not what another handler kept of it, which may be cut or coloured."""
    parts = []
    if record.exc_info and record.exc_info[1] is not None:
        chunks = traceback.TracebackException.from_exception(record.exc_info[1]).format()
        # Lines of code hold no values; what an exception says may.
        words = _private(record)
        parts.append("".join(one if one.startswith(CODE) else without(words, one) for one in chunks))
    if record.stack_info:
        parts.append(record.stack_info)
    return "\n".join(parts).rstrip("\n")


def _fields(record: logging.LogRecord) -> Mapping[str, object]:
    """What the event is about, given as ``extra={"fields": …}``."""
    return getattr(record, "fields", {})


def _private(record: logging.LogRecord) -> tuple[str, ...]:
    """A person's words and name that the error may hold, given as ``extra={"private": …}``; never written."""
    return getattr(record, "private", ())


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    # The end of a traceback says what happened.
    half = LONGEST // 2
    return f"{text[:half]} … {len(text) - LONGEST} characters left out … {text[-half:]}"
