"""Logs: text for people, JSON for machines, one line an event, without secrets and without what people typed."""

from __future__ import annotations

from bot.logs.redaction import Redactor
from bot.logs.setting_up import redacted, set_up

__all__ = ["Redactor", "redacted", "set_up"]
