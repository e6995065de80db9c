"""Reads a drawing: where its texts and shapes are, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

from bot.cards.limits import PICTURE_ALT_TEXT
from bot.cards.pictures import Picture, palette
from bot.cards.pictures.typeface import typeface

LEAST_TYPE = 24
ASCENT, DESCENT = 0.86, 0.23
"""How far the letters in use reach above and below the baseline, in parts of the type size."""
SLACK = 0.5
EDGE = 8


@dataclass(frozen=True)
class TextBox:
    """Where a line of text stands, in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def texts(picture: Picture) -> Iterator[TextBox]:
    """Give each line of text, in the order drawn."""
    for element in ET.fromstring(picture.svg).findall("{*}text"):  # noqa: S314 - made by ourselves
        have, text = element.attrib, str(element.text)
        size, x, y = (float(have[key]) for key in ("font-size", "x", "y"))
        wide = typeface("font-weight" in have).width(text, size)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[have.get("text-anchor", "start")]
        yield TextBox(text, left, y - ASCENT * size, left + wide, y + DESCENT * size)


def said(picture: Picture) -> str:
    """Give all its text in the order drawn, lines joined by blanks."""
    return " ".join(box.text for box in texts(picture))


def faults(picture: Picture) -> Iterator[str]:
    """Say what is cut, overlaps, is too small, or is missing."""
    root = ET.fromstring(picture.svg)  # noqa: S314 - made by ourselves
    yield from _shape_faults(picture, root)
    boxes = list(texts(picture))
    for box in boxes:
        if (
            box.left < EDGE
            or box.right > picture.width - EDGE
            or box.top < 4
            or box.bottom > picture.height - 4
        ):
            yield f"cut: {box}"
    for one, two in combinations(boxes, 2):
        if _overlap(one, two):
            yield f"overlap: {one.text!r} and {two.text!r}"
    if not PICTURE_ALT_TEXT.fits(picture.alt):
        yield f"alternative text of {len(picture.alt)} characters"
    if not picture.alt.endswith("The same stands as text on the pages of this message."):
        yield "the alternative text does not point to the text"
    if picture.width != palette.WIDTH:
        yield f"{picture.width} pixels wide"


def _shape_faults(picture: Picture, root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "text" and float(element.attrib["font-size"]) < LEAST_TYPE:
            yield f"too small: {element.text}"
        for x, y in _corners(tag, element.attrib):
            if not (-SLACK <= x <= picture.width + SLACK and -SLACK <= y <= picture.height + SLACK):
                yield f"{tag} outside: {x}, {y}"


def _overlap(one: TextBox, two: TextBox) -> bool:
    beside = one.right <= two.left + SLACK or two.right <= one.left + SLACK
    below = one.bottom <= two.top + SLACK or two.bottom <= one.top + SLACK
    return not beside and not below


def _corners(tag: str, have: dict[str, str]) -> Iterator[tuple[float, float]]:
    if tag == "rect":
        x, y = float(have.get("x", 0)), float(have.get("y", 0))
        yield x, y
        yield x + float(have["width"]), y + float(have["height"])
    elif tag == "circle":
        x, y, r = (float(have[key]) for key in ("cx", "cy", "r"))
        yield x - r, y - r
        yield x + r, y + r
    elif tag in {"polygon", "polyline"}:
        for pair in re.findall(r"[-\d.]+,[-\d.]+", have["points"]):
            x, y = pair.split(",")
            yield float(x), float(y)
