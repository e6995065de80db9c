"""Every picture of every entry: nothing cut, nothing overlapping, each statement once and in a curated wording."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

import pytest

from bot.cards.pictures import Picture, palette
from bot.cards.pictures.canvas import SMALL, Canvas
from bot.cards.pictures.timeline import ROWS
from bot.drawing.png import is_blank
from tests.bot.editions import desk, edition, edition_file
from tests.bot.pictures.drawings import drawn
from tests.bot.pictures.reading import faults, said

if TYPE_CHECKING:
    from bot.cards.card import Card
    from bot.desk import Desk
    from knowledge.answers import Fact

__all__ = ["desk", "edition", "edition_file"]
READABLE = 4.5
"""WCAG 2.2, success criterion 1.4.3."""
Illustrated = Literal["timeline", "positions", "links"]


def cards(desk: Desk, verb: Illustrated) -> dict[str, tuple[Card, tuple[Fact, ...]]]:
    """Give each entry's card of a kind that has pictures, with its facts."""
    found = {own: desk.look_up(verb, own) for own in desk.edition.entities}
    return {own: (one.card, one.facts) for own, one in found.items() if one.card.pictures is not None}


def pictures(card: Card) -> tuple[Picture, ...]:
    assert card.pictures is not None
    return card.pictures.all()


def is_worded(fact: Fact, text: str) -> bool:
    """Whether one of the claim's curated wordings stands there whole."""
    claim = fact.claim
    return any(wording in text for wording in (claim.text, claim.headline, claim.short) if wording)


@pytest.mark.parametrize(("verb", "least"), [("timeline", 80), ("positions", 40), ("links", 50)])
def test_nothing_is_cut_or_overlaps(desk: Desk, verb: Illustrated, least: int) -> None:
    shown = [picture for card, _ in cards(desk, verb).values() for picture in pictures(card)]
    assert len(shown) >= least
    assert [(one.name, fault) for one in shown for fault in faults(one)] == []
    assert max(Counter(one.name for one in shown).values()) == 1


def test_a_timeline_shows_each_statement_once_in_a_curated_wording_with_its_citations(desk: Desk) -> None:
    everything = desk.timeline_of_all()
    checked = 0
    for card, facts in [*cards(desk, "timeline").values(), (everything.card, everything.facts)]:
        text = " ".join(map(said, pictures(card)))
        assert card.pictures is not None
        for fact in facts:
            assert is_worded(fact, text), fact.claim.id
            assert all(place.label in text for place in fact.citations)
            assert card.pictures.on(1, [fact.claim.id]) is not None
            checked += 1
    assert checked > 400


def test_a_timeline_has_at_most_so_many_rows_in_a_picture(desk: Desk) -> None:
    everything = desk.timeline_of_all()
    assert everything.card.pictures is not None
    rows = Counter(id(everything.card.pictures.on(1, [fact.claim.id])) for fact in everything.facts)
    assert sum(rows.values()) == len(everything.facts)
    assert max(rows.values()) <= ROWS
    assert len(rows) == len(pictures(everything.card))


def test_positions_show_what_each_party_says_and_name_those_who_say_nothing(desk: Desk) -> None:
    checked = 0
    for own in cards(desk, "positions"):
        answer = desk.look_up("positions", own)
        assert answer.positions is not None
        text = " ".join(map(said, pictures(answer.card)))
        for row in answer.positions.rows:
            assert row.name in text
            assert all(is_worded(fact, text) for fact in row.facts)
        silent = [row.name for row in answer.positions.rows if not row.facts]
        assert text.count("Nothing in our documents") == bool(silent) + len(pictures(answer.card))
        below = text.rpartition("Nothing in our documents")[2]
        assert all(name in below for name in silent)
        checked += 1
    assert checked > 20


def test_links_show_at_most_eight_entries_each_with_a_statement_that_names_both(desk: Desk) -> None:
    sizes = set()
    for card, facts in cards(desk, "links").values():
        (picture,) = pictures(card)
        text = said(picture)
        sizes.add(len(facts))
        assert len({fact.claim.id for fact in facts}) == len(facts) <= 8
        assert all(is_worded(fact, text) for fact in facts)
        assert all(choice.label in text for choice in card.related)
    assert max(sizes) == 8


def test_a_statement_is_never_seen_without_a_note_that_contradicts_it(desk: Desk) -> None:
    everything = desk.timeline_of_all()
    contradicted = [fact for fact in everything.facts if any(n.verdict == "contradicted" for n in fact.notes)]
    marks = sum(said(picture).count("contradicts this") for picture in pictures(everything.card))
    assert marks == len(contradicted)
    to_check = {check.fact for check in everything.checks} - {fact.claim.id for fact in contradicted}
    assert sum(said(one).count("Check before you quote") for one in pictures(everything.card)) == len(
        to_check
    )


def test_colours_are_readable_on_both_grounds() -> None:
    assert len(palette.TYPE_COLOURS) > 5
    for colour in palette.TYPE_COLOURS:
        for ground in (palette.GROUND, palette.PANEL):
            assert contrast(colour, ground) >= READABLE, (colour, ground)
    assert contrast(palette.GROUND, palette.INK) >= READABLE


def contrast(one: str, two: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, glossary)."""
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("verb", ["timeline", "positions", "links"])
@pytest.mark.parametrize("own", ["japan", "thaad"])
def test_something_is_to_be_seen(desk: Desk, verb: Illustrated, own: str) -> None:
    for picture in pictures(desk.look_up(verb, own).card):
        assert not is_blank(drawn(picture.svg, 240))


def test_the_faults_are_seen() -> None:
    def fault_of(
        canvas: Canvas, alt: str = "It shows. The same stands as text on the pages of this message."
    ) -> str:
        return "; ".join(faults(canvas.picture(100, alt, "x.png")))

    canvas = Canvas()
    canvas.text("well placed", (100, 50), SMALL)
    assert fault_of(canvas) == ""
    assert "point" in fault_of(canvas, "It shows.")
    canvas.text("over it", (120, 60), SMALL)
    assert "overlap: 'well placed' and 'over it'" in fault_of(canvas)
    for x, y in ((1150, 50), (100, 110), (-20, 50)):
        canvas = Canvas()
        canvas.text("cut off", (x, y), SMALL)
        assert "cut" in fault_of(canvas)
    canvas = Canvas()
    canvas.rectangle((0, 0), (1300, 20), "#fff")
    assert "rect outside" in fault_of(canvas)
