"""A timeline as a file: CSV for a spreadsheet, iCalendar (RFC 5545) for a calendar. Pure, made from the same facts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, TypeAlias

from bot.cards.facts import CHECK
from knowledge import dates
from knowledge.answers import NOTE_MARK, Fact, Timeline

Format: TypeAlias = Literal["csv", "ical"]
ALL = "everything in the base"
COLUMNS = (
    "id", "part", "kind", "date_edtf", "date_words", "earliest", "latest", "statement", "who_says_it",
    "citations", "standing", "check_before_quoting", "curators_notes", "edition",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection)."""
_ENDINGS: dict[Format, str] = {"csv": "csv", "ical": "ics"}
_HEADINGS = {
    "events": "event or statement",
    "plans": "plan, not an event",
    "undated": "undated in the sources",
}
NO_EVENT = "not an event"


@dataclass(frozen=True, slots=True)
class Export:
    """A file and the sentence that goes with it.

    Attributes:
        name: the file's name, ASCII.
        data: its content, UTF-8.
        says: what it holds and what it does not.
    """

    name: str
    data: bytes
    says: str


def export(answer: Timeline, form: Format, edition: str, today: date) -> Export:
    """A timeline as a file.

    Args:
        answer: the timeline, as it is shown.
        form: which file.
        edition: the edition's hash.
        today: the reader's day.
    """
    name = f"timeline-{answer.entity or 'all'}-{edition}.{_ENDINGS[form]}"
    title = answer.name or ALL
    if form == "csv":
        count = len(answer.facts)
        says = f"Timeline of {title}: {count} statement{'' if count == 1 else 's'}, edition {edition}."
        return Export(name, as_csv(answer, edition), says)
    placed, left = _placed(answer)
    says = (
        f"Timeline of {title}: {len(placed)} entr{'y' if len(placed) == 1 else 'ies'}, edition {edition}. Each covers "
        "all the days that the source's date may mean, and says so."
    )
    if left:
        says += (
            f" {left} without both a first and a last day cannot stand in a calendar: they are in the list."
        )
    return Export(name, as_calendar(answer, edition, today), says)


def as_csv(answer: Timeline, edition: str) -> bytes:
    """The rows of the timeline in the order shown; UTF-8 with a mark that spreadsheets know it by."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    checks = _checks(answer)
    for part, fact in _parts(answer):
        earliest, latest = _bounds(fact)
        row = (
            fact.claim.id,
            _HEADINGS[part],
            fact.kind_label,
            fact.when or "",
            fact.when_text,
            earliest.isoformat() if earliest else "",
            latest.isoformat() if latest else "",
            fact.claim.text,
            " → ".join(fact.asserted_by),
            _cited(fact),
            fact.standing,
            "; ".join(checks.get(fact.claim.id, ())),
            "; ".join(_notes(fact)),
            edition,
        )
        writer.writerow([_inert(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_calendar(answer: Timeline, edition: str, today: date) -> bytes:
    """The dated items as entries of whole days that make nobody busy; a plan says that it is one."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - seldom needed, and slow to import

    calendar = Calendar()
    calendar.add("prodid", "-//Dossier//timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Timeline: {answer.name or ALL}")
    stamp = datetime(today.year, today.month, today.day, tzinfo=UTC)
    checks = _checks(answer)
    for fact, first, last in _placed(answer)[0]:
        claim = fact.claim
        event = Event()
        event.add("uid", f"{claim.id}@dossier")
        event.add("dtstamp", stamp)
        event.add("dtstart", first)
        # The end of an entry of whole days is the day after its last (RFC 5545, 3.6.1).
        event.add("dtend", last + timedelta(days=1))
        planned = fact in answer.plans
        kind = f"{fact.kind_label}, {NO_EVENT}" if planned else fact.kind_label
        event.add("summary", f"{kind}: {claim.headline or claim.short or claim.text}")
        if planned:
            event.add("status", "TENTATIVE")
        lines = (
            claim.text,
            f"When: {fact.when_text}",
            f"Who says it: {' → '.join(fact.asserted_by)}",
            f"Source: {_cited(fact)}",
            *(f"{CHECK}: {text}" for text in checks.get(claim.id, ())),
            *(note for note in _notes(fact) if note not in checks.get(claim.id, ())),
            f"Dossier's wording, edition {edition}, statement {claim.id}",
        )
        event.add("description", "\n".join(lines))
        event.add("categories", [fact.kind_label])
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _parts(answer: Timeline) -> Iterator[tuple[str, Fact]]:
    """All facts in the order shown, each with its part; what stands beside another undated is undated all the same."""
    part_of = {fact.claim.id: part for part in _HEADINGS for fact in getattr(answer, part)}
    return ((part_of[fact.claim.id], fact) for fact in answer.shown)


def _checks(answer: Timeline) -> Mapping[str, Sequence[str]]:
    """Claim id → why to look again before quoting it."""
    found: dict[str, list[str]] = {}
    for check in answer.checks:
        found.setdefault(check.fact, []).append(check.text)
    return found


def _notes(fact: Fact) -> Iterator[str]:
    return (f"{NOTE_MARK}: {note.text}" for note in fact.notes)


def _placed(answer: Timeline) -> tuple[list[tuple[Fact, date, date]], int]:
    """The items with a first and a last day, and how many have not both."""
    placed, left = [], 0
    for fact in answer.facts:
        first, last = _bounds(fact)
        if first is None or last is None or last == date.max:
            left += 1
        else:
            placed.append((fact, first, last))
    return placed, left


def _bounds(fact: Fact) -> tuple[date | None, date | None]:
    if fact.when is None:
        return None, None
    when = dates.parse(fact.when)
    return when.lower, when.upper


def _cited(fact: Fact) -> str:
    return "; ".join(place.label for place in fact.citations)


def _inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
