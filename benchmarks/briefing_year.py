"""A year of briefs for three channels: how many stories, repeats and quiet days, how long they are, how fast made.

Run with ``python -m benchmarks.briefing_year``; exits with 1 when a rule is broken.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from benchmarks.prepare import own_edition
from benchmarks.report import Row, Table
from bot.briefing.composer import Brief, History, Policy, compose, how_long
from knowledge.edition import Edition, open_edition

FIRST = date(2026, 11, 23)
DAYS = 365
CHANNELS: dict[str, tuple[tuple[str, ...], Policy]] = {
    "all topics, begins again": ((), "again"),
    "arms control, begins again": (
        ("arms-control", "inf-treaty", "new-start", "intermediate-range-missiles"),
        "again",
    ),
    "Russia and Japan, stays quiet": (("russia-japan-relations",), "quiet"),
}
LEAST, MOST = 60, 190


def year(edition: Edition, topics: tuple[str, ...], policy: Policy, first: date = FIRST) -> list[Brief]:
    """The briefs of a year for one channel."""
    history, found = History(), []
    for step in range(DAYS):
        brief = compose(edition, first + timedelta(days=step), history, topics, policy)
        history = history.after(brief)
        found.append(brief)
    return found


def measure(edition_file: Path, _seeds: Path) -> Table:
    """Compose the years and give the figures."""
    edition = open_edition(edition_file)
    rows: list[Row] = []
    for name, (topics, policy) in CHANNELS.items():
        began = time.perf_counter()
        briefs = year(edition, topics, policy)
        each = (time.perf_counter() - began) / len(briefs) * 1000
        forms = Counter(brief.form for brief in briefs)
        told = [brief for brief in briefs if brief.story]
        words = [brief.words for brief in told]
        quiet = sum(brief.form == "quiet" and brief.posted for brief in briefs)
        counted = ", ".join(f"{forms[form]} {form}" for form in ("story", "again", "quiet"))
        rows += [
            Row(name, f"{counted} ({quiet} of them with a line); {how_long(edition, topics)} stories"),
            Row(
                "  words, least to most",
                f"{min(words)} to {max(words)}, {sum(words) / len(words):.0f} on average",
                f"{LEAST} to {MOST}",
                min(words) >= LEAST and max(words) <= MOST,
            ),
            Row("  least days until a story came again", _least_gap(told), "more than 25", _least(told) > 25),
            Row("  made in, each", f"{each:.1f} ms"),
        ]
    return Table(
        "A year of briefs", f"{DAYS} days from {FIRST}, three channels with different topics", tuple(rows)
    )


def _least(told: list[Brief]) -> int:
    last: dict[str, date] = {}
    gaps = [DAYS]
    for brief in told:
        assert brief.story
        if brief.story in last:
            gaps.append((brief.date - last[brief.story]).days)
        last[brief.story] = brief.date
    return min(gaps)


def _least_gap(told: list[Brief]) -> str:
    gap = _least(told)
    return "none came again" if gap == DAYS else str(gap)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        table = measure(*own_edition(Path(folder)))
    print(table.text())
    sys.exit(0 if table.met else 1)
