"""Channels to compose briefs for."""

from __future__ import annotations

from datetime import date, timedelta

from bot.briefing.composer import Brief, History, Policy, compose
from knowledge.edition import Edition

FIRST = date(2026, 11, 23)


def run(  # noqa: PLR0913 - what a channel is made of
    edition: Edition,
    days: int,
    *,
    topics: tuple[str, ...] = (),
    policy: Policy = "again",
    first: date = FIRST,
    history: History | None = None,
) -> tuple[list[Brief], History]:
    """Give the briefs of some days in a row, and the history after them."""
    had = history or History()
    found = []
    for step in range(days):
        brief = compose(edition, first + timedelta(days=step), had, topics, policy)
        had = had.after(brief)
        found.append(brief)
    return found, had
