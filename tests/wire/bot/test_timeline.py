"""/timeline: one kind of statement alone, and the list as a file."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from bot.cards.markdown import escape
from bot.desk import Range
from tests.wire.bot.reading import labels, press, title, words

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.sandbox.person import Person
    from bot.sandbox.reply import Reply
    from bot.sandbox.server import Sandbox

pytestmark = pytest.mark.usefixtures("bot")


def attached(sandbox: Sandbox, reply: Reply) -> tuple[str, bytes]:
    """Give the name and content of the one file of an answer."""
    (file,) = reply.message["attachments"]
    stored = sandbox.world.files.get(file["id"], file["filename"])
    assert stored is not None
    return file["filename"], stored.content


async def test_a_timeline_of_one_kind_keeps_to_it_on_every_page(anna: Person, desk: Desk) -> None:
    reply = await anna.command("timeline", kind="position")
    assert "Only of the kind “Position”" in words(reply.message)
    seen = [words(reply.message)]
    while any(label.startswith("More") for label in labels(reply.message)):
        reply = await press(anna, reply, "More")
        seen.append(words(reply.message))
    assert len(seen) > 1
    everything = "\n".join(seen)
    shown = [held.claim for held in desk.edition.claims.values() if escape(held.claim.text) in everything]
    facts = desk.timeline_of_all(Range(kind="position")).facts
    assert {claim.id for claim in shown} >= {fact.claim.id for fact in facts}
    assert {fact.claim.kind for fact in facts} == {"position"}


async def test_an_undated_event_stands_beside_the_one_that_the_source_counts_it_from(anna: Person) -> None:
    text = words((await anna.command("timeline", topic="Crimea")).message)
    row = "**“following”, undated in the source** — Japan imposed sanctions on Moscow"
    assert text.index("**2014** —") < text.index(row)
    assert "Undated in the sources" not in text[: text.index(row)]
    assert "“following”, counted from: Crimea: annexation by Russia (author's word)" in text


async def test_a_range_without_a_dated_event_says_so_before_it_lists_undated_ones(anna: Person) -> None:
    reply = await anna.command("timeline", topic="THAAD", **{"from": "1990", "to": "1995"})
    text = words(reply.message)
    nothing = text.index("Nothing in our documents is dated in this range.")
    assert nothing < text.index("Range: from 1990 to 1995") < text.index("Undated in the sources")


async def test_a_timeline_comes_as_a_table_that_holds_what_the_card_holds(
    anna: Person, desk: Desk, sandbox: Sandbox
) -> None:
    reply = await anna.command("timeline", topic="thaad", **{"as": "CSV file"})
    name, data = attached(sandbox, reply)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    facts = desk.look_up("timeline", "THAAD").facts
    assert reply.ephemeral
    assert name == f"timeline-thaad-{desk.edition.hash}.csv"
    assert [row["id"] for row in rows] == [fact.claim.id for fact in facts]
    assert [row["statement"] for row in rows] == [fact.claim.text for fact in facts]
    assert f"{len(facts)} statements" in reply.message["content"]


async def test_a_timeline_comes_as_a_calendar_that_says_what_it_leaves_out(
    anna: Person, sandbox: Sandbox
) -> None:
    reply = await anna.command("timeline", **{"as": "calendar file"})
    name, data = attached(sandbox, reply)
    assert name.endswith(".ics")
    assert data.startswith(b"BEGIN:VCALENDAR")
    entries = data.count(b"BEGIN:VEVENT")
    assert entries > 10
    assert f"{entries} entries" in reply.message["content"]
    assert "cannot stand in a calendar" in reply.message["content"]


async def test_a_file_of_what_nobody_knows_is_the_same_answer_as_ever(anna: Person) -> None:
    reply = await anna.command("timeline", topic="zzzqqq", **{"as": "CSV file"})
    assert reply.message["attachments"] == []
    assert title(reply.message).startswith("No entry for")
