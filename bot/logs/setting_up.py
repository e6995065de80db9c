"""Sets the logs of this process up."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from types import MappingProxyType

from bot.logs.escaping import escaped
from bot.logs.forms import JsonFormatter, TextFormatter
from bot.logs.redaction import Redactor

LEAST: Mapping[str, int] = MappingProxyType(
    {
        # At DEBUG these write down payloads: what people typed, their names, and tokens. None of that is for a log.
        "discord.gateway": logging.INFO,
        "discord.http": logging.INFO,
        "discord.webhook": logging.INFO,
        "discord.ui": logging.INFO,
        "psycopg": logging.INFO,
        # The same of statements with their values, at INFO.
        "sqlalchemy": logging.WARNING,
        # Each request, and each step at every start: that is not news.
        "aiohttp.access": logging.WARNING,
        "alembic": logging.WARNING,
    }
)
"""Loggers that never say more than this, whatever ``LOG_LEVEL`` is."""


class QuietHandler(logging.StreamHandler):  # type: ignore[type-arg] # typeshed makes it generic, Python does not
    """Writes lines, and says of one that cannot be written only where it came from.

    Args:
        form: ``text`` or ``json``.
        redact: takes secrets out.
    """

    def __init__(self, form: str, redact: Redactor) -> None:
        super().__init__(sys.stderr)
        self.redact = redact
        self.setFormatter(JsonFormatter(redact) if form == "json" else TextFormatter(redact))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Say so in a line; logging's own would print the message and its values as they are."""
        kind = sys.exc_info()[0]
        name = kind.__name__ if kind else "error"
        where = escaped(f"{record.name} ({record.module}, line {record.lineno})")
        with suppress(Exception):
            self.stream.write(f"ERROR bot.logs: a line of {where} could not be written ({name})\n")


def set_up(level: str, form: str, secrets: Iterable[str | None] = ()) -> None:
    """Send all logs to standard error in one form; replaces what was set up before.

    Args:
        level: ``DEBUG`` to ``ERROR``.
        form: ``text`` or ``json``.
        secrets: never to be written.
    """
    from bot.errors import LateAnswers  # noqa: PLC0415 - discord.py is slow to import, and only serving logs

    logging.basicConfig(level=level, handlers=[QuietHandler(form, Redactor(secrets))], force=True)
    root = logging.getLogger().level
    for name, least in LEAST.items():
        logging.getLogger(name).setLevel(max(root, least))
    tree = logging.getLogger("discord.app_commands.tree")
    if not any(isinstance(known, LateAnswers) for known in tree.filters):
        tree.addFilter(LateAnswers())
    client = logging.getLogger("discord.client")
    client.addFilter(_is_not_about_voice)
    client.addFilter(_in_a_line)


def redacted(text: str) -> str:
    """A text that goes to people without a log, without the secrets that :func:`set_up` was given, and all others."""
    for handler in logging.getLogger().handlers:
        if isinstance(handler, QuietHandler):
            return handler.redact(text)
    return Redactor()(text)


def _in_a_line(record: logging.LogRecord) -> bool:
    """Make of a lost connection, which comes back by itself, a warning of one line: discord.py adds a traceback."""
    if str(record.msg).startswith("Attempting a reconnect") and record.exc_info and record.exc_info[1]:
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.msg = f"the connection to Discord was lost (%s). {record.msg}"
        why = record.exc_info[1]
        record.args = (
            f"{type(why).__name__}: {why}",
            *(record.args if isinstance(record.args, tuple) else ()),
        )
        record.exc_info = None
    return True


def _is_not_about_voice(record: logging.LogRecord) -> bool:
    """Keep out the warnings that libraries for voice are missing: no voice is used here."""
    return not str(record.msg).endswith("voice will NOT be supported")
