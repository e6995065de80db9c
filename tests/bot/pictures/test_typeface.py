"""Text is measured in the files that it is drawn with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.pictures import NotDrawableError, palette
from bot.cards.pictures.canvas import SMALL, Canvas
from bot.cards.pictures.typeface import FAMILY, typeface, wrap
from tests.bot.pictures.drawings import drawn
from tests.bot.pictures.png import PIXEL, pixels

SAMPLES = (
    "Japan and South Korea agreed to host US systems",
    "Zakharova: “Aegis Ashore”, ¶8 · 2020–21",
    "Южные Курилы, мирный договор",
    "Ελλάδα, Łódź, Đà Nẵng",
)


def ink(text: str, size: int, *, bold: bool) -> tuple[int, int]:
    """Give the first and the last column of pixels that a text drawn from x = 20 on has."""
    weight = ' font-weight="700"' if bold else ""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="60" font-family="{FAMILY}">'
        f'<rect width="1200" height="60" fill="#000"/>'
        f'<text x="20" y="40" font-size="{size}"{weight} fill="#fff">{text}</text></svg>'
    )
    width, height, data = pixels(drawn(svg))
    lit = [x for x in range(width) if any(data[PIXEL * (y * width + x)] > 60 for y in range(height))]
    return lit[0], lit[-1]


@pytest.mark.parametrize("text", SAMPLES)
@pytest.mark.parametrize("bold", [False, True])
def test_a_text_is_as_wide_as_it_is_measured(text: str, bold: bool) -> None:
    first, last = ink(text, 30, bold=bold)
    # Side bearings and kerning: less than half a letter.
    assert last - first == pytest.approx(typeface(bold).width(text, 30), abs=15)


def test_the_shipped_characters_are_those_that_names_and_sentences_need() -> None:
    for bold in (False, True):
        assert typeface(bold).missing("".join(SAMPLES)) == ""
        assert typeface(bold).missing("北方領土 Kurils 남쿠릴\n") == "北方領土남쿠릴\n"


def test_a_text_without_glyphs_is_refused() -> None:
    with pytest.raises(NotDrawableError, match="no glyph for '北方領土'"):
        Canvas().text("Kurils, 北方領土", (0, 0), SMALL)


def test_what_is_written_is_escaped() -> None:
    canvas = Canvas()
    canvas.text('A < B & "C" </text><script>', (20, 40), SMALL)
    svg = canvas.picture(60, "A test.", "x.png").svg
    assert "<script" not in svg
    assert 'A &lt; B &amp; "C"' in svg
    drawn(svg)


@given(st.lists(st.text("abc WÄЖ-", max_size=12), max_size=30).map(" ".join), st.integers(80, 900))
def test_wrapping_keeps_every_word_and_the_room(text: str, room: int) -> None:
    lines = wrap(text, room, palette.STATEMENT)
    assert " ".join(lines).split() == text.split()
    face = typeface()
    assert all(face.width(line, palette.STATEMENT) <= room + 0.01 or " " not in line for line in lines)


def test_wrapping_fills_a_line_before_it_begins_another() -> None:
    assert wrap("one two three", 10_000, 30) == ["one two three"]
    assert len(wrap("one two three", typeface().width("one two", 30) + 0.01, 30)) == 2
    assert wrap("", 100, 30) == []
