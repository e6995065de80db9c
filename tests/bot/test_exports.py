"""A timeline as a table and as a calendar, read back by other readers than ours."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from icalendar import Calendar

from bot.cards.exports import COLUMNS, as_calendar, as_csv, export
from knowledge import dates
from knowledge.answers import timeline
from tests.bot.editions import TODAY

if TYPE_CHECKING:
    from knowledge.answers import Timeline
    from knowledge.edition import Edition

HASH = "0123456789abcdef"


def whole(edition: Edition) -> Timeline:
    return timeline(edition, None, TODAY)


def rows(answer: Timeline) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(answer, HASH).decode("utf-8-sig"))))


def test_the_table_has_every_statement_once_with_its_bounds_and_citation(edition: Edition) -> None:
    answer = whole(edition)
    found = rows(answer)
    assert tuple(found[0]) == COLUMNS
    assert [row["id"] for row in found] == [fact.claim.id for fact in answer.shown]
    assert len({row["id"] for row in found}) == len(answer.facts)
    for row, fact in zip(found, answer.shown, strict=True):
        assert row["statement"] == fact.claim.text
        assert row["citations"]
        assert row["edition"] == HASH
        assert row["date_edtf"] == (fact.when or "")
        if fact.when and dates.parse(fact.when).lower:
            assert date.fromisoformat(row["earliest"]) == dates.parse(fact.when).lower
    plans = {row["id"] for row in found if row["part"] == "plan, not an event"}
    assert plans == {fact.claim.id for fact in answer.plans}
    assert len(plans) > 1


def test_no_cell_begins_a_formula(edition: Edition) -> None:
    answer = whole(edition)
    fact = answer.events[0]
    claim = fact.claim.model_copy(update={"text": '=HYPERLINK("http://example.org")'})
    bad = replace(answer, events=(replace(fact, claim=claim),), plans=(), undated=())
    (row,) = rows(bad)
    assert row["statement"] == "'" + claim.text


def test_the_calendar_covers_what_the_date_may_mean_and_plans_say_so(edition: Edition) -> None:
    answer = whole(edition)
    events: list[Any] = list(Calendar.from_ical(as_calendar(answer, HASH, TODAY)).walk("VEVENT"))
    by_id = {fact.claim.id: fact for fact in answer.facts}
    assert len(events) > 10
    plans = noted = 0
    for event in events:
        fact = by_id[str(event["uid"]).removesuffix("@dossier")]
        assert fact.when is not None
        when = dates.parse(fact.when)
        assert event["dtstart"].dt == when.lower
        assert event["dtend"].dt - timedelta(days=1) == when.upper
        planned = fact in answer.plans
        kind = f"{fact.kind_label}, not an event" if planned else fact.kind_label
        assert str(event["summary"]).startswith(f"{kind}: ")
        assert ("status" in event) == planned
        plans += planned
        assert fact.claim.text in str(event["description"])
        assert fact.citations[0].label in str(event["description"])
        assert all(note.text in str(event["description"]) for note in fact.notes)
        noted += len(fact.notes)
        assert event["transp"] == "TRANSPARENT"
    assert plans
    assert noted


def test_what_cannot_stand_in_a_calendar_is_counted(edition: Edition) -> None:
    answer = whole(edition)
    made = export(answer, "ical", HASH, TODAY)
    placed = made.data.count(b"BEGIN:VEVENT")
    left = len(answer.facts) - placed
    assert left > 0
    assert f"{left} without both a first and a last day" in made.says


def test_the_same_answer_is_the_same_file(edition: Edition) -> None:
    answer = whole(edition)
    assert export(answer, "ical", HASH, TODAY) == export(answer, "ical", HASH, TODAY)
    assert export(answer, "csv", HASH, TODAY) == export(answer, "csv", HASH, TODAY)
