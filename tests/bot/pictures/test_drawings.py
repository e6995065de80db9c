"""Drawings of answers made up for it: every sort of date, what does not fit, and how they look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cards.pictures import NotDrawableError, Picture, Pictures, of_links, of_positions, of_timeline
from bot.cards.pictures.canvas import STATEMENT
from bot.cards.pictures.statement import choose
from knowledge import dates
from knowledge.answers import Fact
from tests.bot.pictures import made
from tests.bot.pictures.drawings import drawn
from tests.bot.pictures.drawings import picture as tiny
from tests.bot.pictures.png import PIXEL, pixels
from tests.bot.pictures.reading import faults, said, texts

GOLDEN = Path(__file__).parent / "golden"
SMALL_WIDTH = 400
TOLERANCE = 24
"""How far a sample of a pixel may differ, of 255: machines round differently."""
ALLOWED = 0.002
"""The share of pixels that may differ by more."""
LONG = (
    "The minister for fisheries was reported to have said, in an answer that the paper gave in full and that two "
    "members of the council had asked for, that the ships would not leave the sound before the ice did."
)
EVENTS = (
    made.fact("built", "The lighthouse was built.", "background", when="187X"),
    made.fact("signed", "The Grey Sound Treaty was signed.", when="2010"),
    made.fact("talks", "Talks on fishing went on.", "status", when="2012/2014"),
    made.fact("checked", "Ships were sent to the sound.", when="2016~"),
    made.fact("closed", "The harbour was closed.", when="2017-12?"),
    made.fact("patrols", "Patrols began.", "status", when="2018/.."),
    made.fact(
        "said", LONG, "position", short="Minister: ships to stay until the ice goes", when="2018-03-21"
    ),
    made.fact("after", LONG, "position", when="[2018-02-02..2018-03-01]", derived=True, after=True),
    made.fact("noted", "The council did not vote.", "non-action", when="2019-22", contradicted=True),
)
PLANS = (
    made.fact("plan", "A second harbour was planned.", "plan", when="2023"),
    made.fact("forecast", "The catch would fall.", "forecast"),
)
UNDATED = (
    made.fact("warned", LONG, "warning", cited=("Gazette standfirst", "Gazette ¶12", "Herald ¶3")),
    made.fact("unsaid", "The harbour master resigned."),
)


def one(pictures: list[Picture] | tuple[Picture, ...]) -> Picture:
    (picture,) = pictures
    return picture


def timeline() -> Picture:
    answer = made.timeline(*EVENTS[:7], plans=PLANS)
    return one(of_timeline(answer, "All").all())


def positions() -> Picture:
    rows = (
        made.row("Estermark", EVENTS[6], EVENTS[3]),
        made.row("Northhaven", EVENTS[7], UNDATED[0]),
        made.row("Skerry"),
        made.row("Westerland"),
        made.row("Overholm"),
    )
    return one(of_positions(made.positions(*rows)).all())


def links() -> Picture:
    found = [
        made.link("Estermark", EVENTS[1]),
        made.link("Northhaven", EVENTS[3]),
        made.link("Treaty on the Fisheries of the Grey Sound", EVENTS[6]),
    ]
    return one(of_links(made.entry(), found, made.AS_OF).all())


DRAWINGS = {"timeline": timeline, "positions": positions, "links": links}


@pytest.mark.parametrize("name", DRAWINGS)
def test_it_looks_as_it_looked(name: str) -> None:
    """A change of the drawing on purpose: look at the new picture, then put it in place of the old one."""
    png = drawn(DRAWINGS[name]().svg, SMALL_WIDTH)
    golden = (GOLDEN / f"{name}.png").read_bytes()
    width, height, now = pixels(png)
    before_width, before_height, before = pixels(golden)
    assert (width, height) == (before_width, before_height)
    far = sum(
        any(abs(now[at + part] - before[at + part]) > TOLERANCE for part in range(3))
        for at in range(0, len(now), PIXEL)
        if now[at : at + PIXEL] != before[at : at + PIXEL]
    )
    assert far / (width * height) <= ALLOWED


def test_the_golden_pictures_are_told_apart() -> None:
    sizes = {pixels((GOLDEN / f"{name}.png").read_bytes())[:2] for name in DRAWINGS}
    assert len(sizes) == len(DRAWINGS)


@pytest.mark.parametrize("name", DRAWINGS)
def test_made_up_drawings_have_no_faults(name: str) -> None:
    assert list(faults(DRAWINGS[name]())) == []


def test_every_sort_of_date_is_told() -> None:
    text = said(timeline())
    for words in (
        "The 1870s",
        "From 2012 to 2014",
        "About 2016",
        "December 2017 (uncertain)",
        "From 2018, no end given",
        "Said 21 March 2018",
        "Planned 2023",
        "Undated in the source",
        "Hollow bar with a line: it lasted so long.",
        "Dashed: uncertain or about then.",
        "Arrow: no bound given.",
        "Plans, forecasts and recommendations (not events)",
    ):
        assert words in text
    picture = one(of_timeline(made.timeline(EVENTS[1], EVENTS[7], EVENTS[8]), "All").all())
    assert "Said between 2 February and 1 March 2018 (derived)" in said(picture)
    assert made.AFTER in said(picture)
    assert "contradicts this" in said(picture)
    assert "Arrow" not in said(picture)


def test_what_counts_from_another_statement_is_tied_to_it() -> None:
    anchor = made.fact("other", "The minister spoke.", when="2016")
    later = made.fact("later", "The ships left.", after=True)
    picture = one(of_timeline(made.timeline(anchor, EVENTS[8], undated=(later, UNDATED[1])), "All").all())
    text = said(picture)
    assert text.index("The minister spoke.") < text.index("“soon after”, undated in the source")
    assert text.index("The ships left.") < text.index("The council did not vote.")
    assert "counted from: what the minister said (Gazette ¶2)" in text
    assert "Tied to the row above: the source counts it from there." in text
    assert text.index("neither older nor newer") < text.index("The harbour master resigned.")
    assert list(faults(picture)) == []
    # Without the other statement, nothing places it.
    alone = said(one(of_timeline(made.timeline(EVENTS[8], undated=(later,)), "All").all()))
    assert alone.index("neither older nor newer") < alone.index(made.AFTER)
    assert "Tied" not in alone


def test_what_a_range_or_a_kind_leaves_out_is_told() -> None:
    answer = replace(
        made.timeline(EVENTS[1]), earlier=EVENTS[:1], later=EVENTS[2:4], kind="event", other_kinds=3
    )
    text = said(one(of_timeline(answer, "All").all()))
    assert "Only of the kind “Event”." in text
    assert "Outside the range: 1 before, 2 after." in text
    assert "Range:" not in text
    ranged = replace(
        made.timeline(undated=UNDATED), start=dates.parse("1990"), end=dates.parse("1995"), later=EVENTS[:1]
    )
    text = said(one(of_timeline(ranged, "All").all()))
    assert "Range: from 1990 to 1995. Nothing is dated in it. Outside the range: 1 after." in text


def test_long_lists_are_cut_into_pictures_between_rows() -> None:
    many = tuple(
        made.fact(f"event-{number}", f"Event number {number} took place.", when="2016")
        for number in range(30)
    )
    pictures = of_timeline(made.timeline(*many), "All")
    assert [said(one).count("took place") for one in pictures.all()] == [12, 12, 6]
    assert pictures.on(0, ()) is pictures.all()[0]
    assert pictures.on(3, ["event-12", "event-0"]) is pictures.all()[1]
    assert pictures.on(5, ["other"]) is None
    assert [fault for one in pictures.all() for fault in faults(one)] == []


def test_only_the_pictures_that_are_asked_for_are_made() -> None:
    made_so_far: list[int] = []

    def make() -> Iterator[tuple[Picture, list[str]]]:
        for number in range(4):
            made_so_far.append(number)
            yield tiny(str(number)), [f"claim-{number}"]

    pictures = Pictures(make)
    assert made_so_far == []
    first = pictures.on(0, ["claim-3"])
    assert made_so_far == [0]
    second = pictures.on(1, ["claim-1"])
    assert made_so_far == [0, 1]
    assert pictures.on(0, ()) is first
    assert pictures.on(2, ["elsewhere", "claim-1"]) is second
    assert [pictures.on(1, [f"claim-{number}"]) for number in range(4)] == list(pictures.all())
    assert made_so_far == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        f"{LONG} {LONG}",
        "Verkehrsgenehmigungen were granted.",
        "X",
    ],
)
def test_what_is_long_gets_a_taller_row_and_is_never_cut(text: str) -> None:
    fact = made.fact("long", text, when="2016", cited=tuple(f"Gazette ¶{number}" for number in range(10, 30)))
    for picture in (
        one(of_timeline(made.timeline(fact, undated=(made.fact("b", text),), name=LONG[:120]), "All").all()),
        one(of_positions(made.positions(made.row("Estermark", fact, fact))).all()),
        one(of_links(made.entry(LONG[:120]), [made.link(LONG[:90], fact)], made.AS_OF).all()),
    ):
        assert text in said(picture)
        assert "Gazette ¶29" in said(picture)
        assert list(faults(picture)) == []


def test_positions_of_like_length_stand_side_by_side_and_others_below_each_other() -> None:
    def lefts(*facts: Fact) -> set[float]:
        picture = one(of_positions(made.positions(made.row("Estermark", *facts))).all())
        return {box.left for box in texts(picture) if "minister" in box.text or "Treaty" in box.text}

    short, long = made.fact("a", "The Grey Sound Treaty."), made.fact("b", LONG)
    assert len(lefts(short, replace(short, claim=short.claim.model_copy(update={"id": "c"})))) == 2
    assert len(lefts(short, long)) == 1


def test_an_undated_position_never_stands_beside_a_dated_one() -> None:
    dated = made.fact("dated", "The Grey Sound Treaty.", when="2016")
    undated = [made.fact(own, "The Grey Sound Treaty.") for own in ("a", "b")]
    picture = one(of_positions(made.positions(made.row("Estermark", dated, *undated))).all())
    tops = [box.top for box in texts(picture) if box.text == "The Grey Sound Treaty."]
    assert len(tops) == 3
    assert tops[0] < tops[1] == tops[2]


def test_the_last_of_an_odd_number_of_links_has_the_whole_line() -> None:
    fact = made.fact("a", "The Grey Sound Treaty.", cited=("Gazette ¶2",))
    names = ("Estermark", "Northhaven", "Skerry")
    picture = one(of_links(made.entry(), [made.link(name, fact) for name in names], made.AS_OF).all())
    rights = [box.right for box in texts(picture) if box.text == "Gazette ¶2"]
    assert rights[0] < rights[1] == rights[2]


def test_a_picture_of_one_party_alone_says_so() -> None:
    answer = replace(made.positions(made.row("Estermark", EVENTS[6])), party="estermark")
    picture = one(of_positions(answer).all())
    assert "Positions: Grey Sound, Estermark only" in said(picture)
    assert picture.alt.startswith("What the parties say on Grey Sound, Estermark only.")


def test_the_fullest_wording_that_fits_is_chosen_and_none_is_cut() -> None:
    headline, short = "Minister: ships would not leave before the ice", "Minister: ships to stay"
    wide = STATEMENT.width(LONG) + 1
    assert choose((LONG, headline, short), wide) == [LONG]
    assert choose((LONG, headline, short), STATEMENT.width(headline) + 1) == [headline]
    assert choose((LONG, headline, short), STATEMENT.width(short) + 1) == [short]
    assert " ".join(choose((LONG, None, None), 400)) == LONG
    assert " ".join(choose((LONG, headline, None), 200)) == headline


def test_names_without_glyphs_make_no_picture() -> None:
    answer = made.timeline(EVENTS[1], name="北方領土")
    with pytest.raises(NotDrawableError, match="北方領土"):
        of_timeline(answer, "All").all()


def test_a_word_that_no_line_holds_makes_no_picture() -> None:
    word = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
    answer = made.timeline(made.fact("law", f"The {word} was passed.", when="2016"))
    with pytest.raises(NotDrawableError, match=f"no room of .* for '{word}'"):
        of_timeline(answer, "All").all()
