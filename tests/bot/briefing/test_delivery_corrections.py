from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.briefing.delivery.correcting import Corrector
from bot.briefing.delivery.corrections import WITHDRAWN, changes, content_with
from bot.briefing.delivery.message import NOTED, payload, sent_content
from bot.briefing.transport import Outcome, Refused
from bot.cards.limits import MESSAGE_CONTENT
from bot.cards.markdown import escape
from bot.state import Changed, Delivery, Key
from bot.state.tables import Correction
from tests.bot.briefing.delivery_world import CHANNEL, World, sqlite_at

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from knowledge.edition import Edition

EIGHT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def corrected_edition(edition: Edition, own: str, text: str | None) -> Edition:
    """The same base in which one statement reads differently, or is gone (None)."""
    held = edition.claims[own]
    claims = dict(edition.claims)
    if text is None:
        del claims[own]
    else:
        claims[own] = SimpleNamespace(claim=held.claim.model_copy(update={"text": text}))  # type: ignore[assignment] # all that is read of it
    return cast("Edition", SimpleNamespace(hash="another", claims=claims, notes=edition.notes))


@pytest.fixture
async def world(edition: Edition, tmp_path: Path) -> AsyncIterator[World]:
    made = World(edition, sqlite_at(tmp_path))
    made.subscribe()
    await made.until(EIGHT, step=1800)
    assert made.row().state == "sent"
    yield made
    made.store.close()


def shown(world: World) -> tuple[str, str]:
    own, kept = next(iter(world.row().claims.items()))
    return own, kept["text"]


def content(world: World) -> str:
    return str(world.discord.messages[0].payload["content"])


async def other_edition(world: World, own: str, text: str | None) -> None:
    world.edition = corrected_edition(world.edition, own, text)
    world.restart()
    await world.tick(60)


async def test_a_posted_statement_that_is_corrected_later_is_corrected_in_the_message_once(
    world: World,
) -> None:
    own, was = shown(world)
    before = content(world)
    await other_edition(world, own, "It was another thing.")
    line = f"-# Corrected on 2 March 2026: was “{was}” / now “It was another thing.”"
    assert content(world) == f"{before}\n{line}"
    await world.tick(60)
    world.restart()
    await world.tick(60)
    assert content(world).count("Corrected on") == 1
    [kept] = world.store.reports.corrections(world.row().key)
    assert (kept.claim, kept.was, kept.now, kept.day) == (own, was, "It was another thing.", date(2026, 3, 2))
    assert kept.told_at is not None


def with_note(edition: Edition, own: str, **changes: object) -> Edition:
    """The same base in which one curator's note is another; with no change it is gone."""
    notes = {one: note for one, note in edition.notes.items() if one != own}
    if changes:
        notes[own] = edition.notes[own].model_copy(update=changes)
    made = SimpleNamespace(hash=f"with {sorted(changes)}", claims=edition.claims, notes=notes)
    return cast("Edition", made)


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"text": "It is otherwise."}, "corrected on {day}: was “{was}” / now “It is otherwise.”"),
        ({}, "withdrawn on {day}: was “{was}”"),
        ({"checked_on": "2026-11-21"}, ""),
        (
            {"verdict": "imprecise"},
            "corrected on {day}: “{was}” reads as before; {its} was corrected: press Sources.",
        ),
    ],
)
async def test_a_posted_note_of_the_curators_is_corrected_as_a_note(
    world: World, edition: Edition, changes: dict[str, object], line: str
) -> None:
    for day in range(3, 20):
        await world.until(EIGHT + timedelta(days=day), step=3600)
        row = world.rows()[-1]
        noted = [own for own, shown in row.claims.items() if NOTED in shown]
        if noted and edition.notes[noted[0]].verdict != "imprecise":
            break
    else:
        pytest.fail("no brief showed a note")
    note = edition.notes[noted[0]]
    before, sent = world.discord.messages[-1].payload["content"], len(world.discord.messages)
    assert note.text in before.replace("\\", "")
    world.edition = with_note(edition, note.id, **changes)
    world.restart()
    await world.tick(60)
    today, its = f"{world.clock.true.day} March 2026", "its verdict, or what it concerns,"
    said = line.format(was=escape(note.text), day=today, its=its)
    after = world.discord.messages[sent - 1].payload["content"]
    assert after == (f"{before}\n-# Curator's note {said}" if line else before)
    assert len(world.store.reports.corrections(row.key)) == bool(line)


async def test_what_another_edition_wrote_is_compared_though_it_is_posted_later(world: World) -> None:
    await world.until(EIGHT + timedelta(days=1) - timedelta(seconds=1), step=3600)
    world.discord.trouble.extend(["dropped"] * 2)
    await world.tick(1)
    line = world.rows()[-1]
    assert (line.state, len(world.discord.messages)) == ("due", 1)
    own, kept = next(iter(line.claims.items()))
    await other_edition(world, own, "It was another thing.")
    assert len(world.discord.messages) == 1
    await world.pass_(timedelta(minutes=3), step=15)
    assert len(world.discord.messages) == 2
    told = world.discord.messages[1].payload["content"]
    assert f"was “{kept['text']}” / now “It was another thing.”" in told


async def test_an_edit_that_nobody_answers_is_made_again(world: World) -> None:
    own, _ = shown(world)
    world.discord.trouble.extend(["dropped", "dropped"])
    await other_edition(world, own, "It was another thing.")
    assert "Corrected" not in content(world)
    await world.tick(15)
    assert "Corrected" not in content(world)
    await world.tick(15)
    assert content(world).count("Corrected on") == 1


async def test_a_message_that_may_not_be_edited_is_tried_again_slowly(world: World) -> None:
    own, _ = shown(world)
    tried: list[int] = []
    edit = world.discord.edit

    async def refused(channel_id: int, message_id: int, content: str) -> Outcome:
        tried.append(message_id)
        if len(tried) < 3:
            return Refused("permission", "The thread is archived and cannot be opened: open it again.")
        return await edit(channel_id, message_id, content)

    world.discord.edit = refused  # type: ignore[method-assign] # what Discord does for a while
    await other_edition(world, own, "It reads otherwise.")
    await world.pass_(timedelta(minutes=4), step=15)
    assert len(tried) == 1
    await world.pass_(timedelta(minutes=8), step=15)
    assert len(tried) == 3
    assert "It reads otherwise." in content(world)


async def test_a_message_that_is_gone_is_not_asked_for_again(world: World) -> None:
    own, _ = shown(world)
    world.discord.messages[0].deleted = True
    await other_edition(world, own, "It was another thing.")
    [kept] = world.store.reports.corrections(world.row().key)
    assert kept.told_at is not None
    assert "Unknown Message" in kept.reason


async def test_nothing_is_edited_where_nothing_changed(world: World) -> None:
    before = content(world)
    unshown = next(own for own in world.edition.claims if own not in world.row().claims)
    await other_edition(world, unshown, "It was another thing.")
    assert content(world) == before
    assert world.row().edition == "another"


async def test_two_corrections_stand_one_under_the_other_and_a_withdrawal_is_said(world: World) -> None:
    own, was = shown(world)
    await other_edition(world, own, "It was another thing.")
    world.clock.advance(17 * 3600)
    again = corrected_edition(world.edition, own, None)
    again.hash = "a third"  # type: ignore[misc] # a stand-in
    world.edition = again
    world.restart()
    await world.tick(15)
    lines = content(world).split("\n")[-2:]
    assert lines == [
        f"-# Corrected on 2 March 2026: was “{was}” / now “It was another thing.”",
        "-# Withdrawn on 3 March 2026: was “It was another thing.”",
    ]
    assert content(world).endswith(lines[1])


async def test_a_posted_statement_that_is_withdrawn_is_told_once_and_so_is_its_return(world: World) -> None:
    own, was = shown(world)
    before, whole = content(world), world.edition
    digest = world.row().claims[own]["digest"]
    line = f"-# Withdrawn on 2 March 2026: was “{was}”"
    await other_edition(world, own, None)
    assert content(world) == f"{before}\n{line}"
    world.restart()
    await world.tick(60)
    assert content(world) == f"{before}\n{line}"
    [kept] = world.store.reports.corrections(world.row().key)
    assert (kept.claim, kept.was, kept.now, kept.new_digest) == (own, was, "", WITHDRAWN)
    assert kept.told_at is not None
    world.edition = cast("Edition", SimpleNamespace(hash="back", claims=whole.claims, notes=whole.notes))
    world.restart()
    await world.tick(60)
    back = f"-# Restored on 2 March 2026: now “{was}”"
    assert content(world) == f"{before}\n{line}\n{back}"
    gone = corrected_edition(whole, own, None)
    gone.hash = "gone again"  # type: ignore[misc] # a stand-in
    world.edition = gone
    world.restart()
    await world.tick(60)
    assert content(world) == f"{before}\n{line}\n{back}\n{line}"
    found = [one.new_digest for one in world.store.reports.corrections(world.row().key)]
    assert found == [WITHDRAWN, digest, f"{WITHDRAWN}#2"]


def row(text: str) -> Delivery:
    key = Key("saaaaaaaaa", date(2026, 3, 2))
    return Delivery(
        subscription_id=key.subscription,
        date=key.date,
        channel_id=CHANNEL,
        due_at=EIGHT,
        deadline=EIGHT,
        nonce=str(key),
        marker=key.custom_id("more"),
        payload=payload(text, key, None),
        claims={"a": {"digest": "1", "text": "It was so."}},
    )


def correction(number: int = 0, **more: Any) -> Correction:
    values: dict[str, Any] = {"was": "It was so.", "now": "It was *other*.", **more}
    return Correction(
        delivery_id=1,
        claim="a",
        old_digest="1",
        new_digest=str(number),
        day=date(2026, 3, 2) + timedelta(days=number),
        **values,
    )


def test_a_change_of_source_alone_is_said_as_that() -> None:
    [line] = [
        line
        for line in content_with(row("Brief."), [correction(now="It was so.")]).split("\n")
        if "Corr" in line
    ]
    assert "reads as before; its source, time or attribution was corrected" in line


def test_markup_in_a_wording_is_shown_as_it_is() -> None:
    assert r"now “It was \*other\*.”" in content_with(row("Brief."), [correction()])


@pytest.mark.parametrize("length", [100, 1900, 1950, 1990, 2000])
@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_correction_always_fits_and_is_always_said(length: int, count: int) -> None:
    text = "Line.\n" * (length // 6)
    found = content_with(row(text), [correction(number) for number in range(count)])
    assert MESSAGE_CONTENT.fits(found)
    assert "Corrected on" in found
    assert found.startswith("Line.\n")


def test_what_was_corrected_already_is_compared_with_that(edition: Edition) -> None:
    line = row("Brief.")
    assert list(changes(line, edition, {"a": "1"}, [])) == []
    assert list(changes(line, edition, {}, [])) == [Changed("a", "1", WITHDRAWN, "It was so.", "")]
    assert list(changes(line, edition, {}, [correction(now="It is.")])) == [
        Changed("a", "0", WITHDRAWN, "It is.", "")
    ]
    gone = correction(now="")
    gone.new_digest = WITHDRAWN
    assert list(changes(line, edition, {}, [gone])) == []
    assert list(changes(line, edition, {"a": "1"}, [gone])) == [Changed("a", WITHDRAWN, "1", "", "")]


@pytest.mark.parametrize("length", [100, 1990])
def test_a_withdrawal_always_fits_and_is_always_said(length: int) -> None:
    found = content_with(row("Line.\n" * (length // 6)), [correction(now="")])
    assert MESSAGE_CONTENT.fits(found)
    assert "withdrawn" in found.casefold()


def test_the_kept_text_is_what_was_sent() -> None:
    line = row("Brief.")
    assert sent_content(line) == "Brief."
    line.late = True
    assert sent_content(line) == "Brief.\n-# Delayed: this was due <t:1772438400:t>."
    assert Corrector.__doc__
