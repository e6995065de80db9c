"""What names a delivery everywhere: to the ledger, to Discord's memory of nonces, and in the message itself.

All are made from subscription, date, kind and number alone, so that any process, and any copy of the database,
makes the same ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from bot.state.tables import Kind

BUTTON_PREFIX = "brief"
MARKER_ACTION = "more"
"""The action of a message's first button: its ``custom_id`` is what a search of the history looks for."""
_KEY = re.compile(r"(?P<subscription>[a-z2-7]{10})(?P<date>\d{8})(?:n(?P<number>\d+))?")


@dataclass(frozen=True, slots=True)
class Key:
    """A delivery's name: a subscription, its scheduled local date, and the number of a ``now`` of that day."""

    subscription: str
    date: date
    number: int = 0

    @property
    def kind(self) -> Kind:
        """``now`` for those that have a number."""
        return "now" if self.number else "daily"

    def __str__(self) -> str:
        """At most 25 characters up to the 999,999th of a day; it is the nonce too."""
        return f"{self.subscription}{self.date:%Y%m%d}" + (f"n{self.number}" if self.number else "")

    def custom_id(self, action: str) -> str:
        """The ``custom_id`` of one of the message's buttons."""
        return f"{BUTTON_PREFIX}:{action}:{self}"


def parse_key(text: str) -> Key | None:
    """Read a key back, as a button carries it; None when it is none."""
    found = _KEY.fullmatch(text)
    if found is None:
        return None
    try:
        day = datetime.strptime(found["date"], "%Y%m%d").date()  # noqa: DTZ007 - a date has no zone
    except ValueError:
        return None
    return Key(found["subscription"], day, int(found["number"] or 0))
