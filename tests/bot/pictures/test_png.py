"""A picture on which nothing can be seen is told apart from one on which something can."""

from __future__ import annotations

import pytest

from bot.drawing.png import is_blank, size
from tests.bot.pictures.drawings import drawn
from tests.bot.pictures.png import pixels

SHEET = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="50" font-family="Noto Sans">{}</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        "",
        '<rect width="90" height="50" fill="#17191e"/>',
        '<rect width="90" height="50" fill="#abc" opacity="0.5"/>',
        '<rect width="90" height="20" fill="#17191e"/><rect y="20" width="90" height="30" fill="#fff"/>',
        '<text x="9" y="30" font-size="0" fill="#fff">H</text>',
    ],
)
def test_nothing_to_be_seen_is_blank(inside: str) -> None:
    assert is_blank(drawn(SHEET.format(inside)))


@pytest.mark.parametrize(
    "inside",
    [
        '<rect x="89" y="49" width="1" height="1" fill="#fff"/>',
        '<rect width="90" height="50" fill="#000"/><text x="9" y="30" font-size="12" fill="#111">i</text>',
        '<rect width="45" height="50" fill="#17191e"/>',
        '<rect x="0" width="1" height="50" fill="#fff"/>',
    ],
)
def test_anything_to_be_seen_is_not(inside: str) -> None:
    assert not is_blank(drawn(SHEET.format(inside)))


def test_the_size_is_read() -> None:
    assert size(drawn(SHEET.format(""))) == (90, 50)
    width, height, data = pixels(drawn(SHEET.format('<rect width="90" height="50" fill="#102030"/>')))
    assert (width, height, data[:4]) == (90, 50, b"\x10\x20\x30\xff")


@pytest.mark.parametrize("cut", [0, 8, 30, 60, -20])
def test_what_is_no_whole_picture_is_an_error(cut: int) -> None:
    png = drawn(SHEET.format('<circle r="30" fill="#fff"/>'))
    with pytest.raises(ValueError, match=r"PNG|pixels"):
        is_blank(png[:cut])
