"""Logs: text for people, JSON for machines, one line an event."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and the traceback where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def set_up(level: str, form: str) -> None:
    """Send all logs to standard error in one form; replaces what was set up before."""
    from bot.errors import LateAnswers  # noqa: PLC0415 - discord.py is slow to import, and only serving logs

    handler = logging.StreamHandler(sys.stderr)
    text = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
    handler.setFormatter(JsonFormatter() if form == "json" else text)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    tree = logging.getLogger("discord.app_commands.tree")
    if not any(isinstance(known, LateAnswers) for known in tree.filters):
        tree.addFilter(LateAnswers())
    logging.getLogger("discord.client").addFilter(_is_not_about_voice)
    # Each request of the sandbox, and each step of alembic at every start, come at INFO: that is not news.
    for name in ("aiohttp.access", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _is_not_about_voice(record: logging.LogRecord) -> bool:
    """Keep out the warnings that libraries for voice are missing: no voice is used here."""
    return not str(record.msg).endswith("voice will NOT be supported")
