"""A sheet to draw on: SVG made by hand, everything escaped, nothing written that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from bot.cards.pictures import palette
from bot.cards.pictures.picture import NotDrawableError, Picture
from bot.cards.pictures.typeface import FAMILY, typeface, wrap

Anchor: TypeAlias = Literal["start", "middle", "end"]
Point: TypeAlias = tuple[float, float]
BASELINE = 0.78
"""Where a line's baseline is, from its top, in parts of the leading."""
_DASHES = ' stroke-dasharray="7 6"'


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: size in pixels, colour and weight."""

    size: float
    colour: str = palette.INK
    bold: bool = False

    def width(self, text: str) -> float:
        """How wide a text is so, in pixels."""
        return typeface(self.bold).width(text, self.size)

    def coloured(self, colour: str) -> Type:
        """The same in another colour."""
        return replace(self, colour=colour)

    @property
    def leading(self) -> float:
        """Pixels from one line to the next."""
        return self.size * palette.LEADING


TITLE = Type(palette.TITLE, bold=True)
STATEMENT = Type(palette.STATEMENT)
STRONG = Type(palette.STATEMENT, bold=True)
SMALL = Type(palette.SMALL)
MUTED = Type(palette.SMALL, palette.MUTED)
LABEL = Type(palette.SMALL, palette.MUTED, bold=True)


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line or an edge is drawn."""

    colour: str
    thick: float = 2
    dashed: bool = False

    @property
    def svg(self) -> str:
        """Its attributes."""
        return f' stroke="{self.colour}" stroke-width="{_px(self.thick)}"{_DASHES if self.dashed else ""}'


class Canvas:
    """One picture in the making, 1200 pixels wide and as tall as it gets."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def text(self, text: str, at: Point, type_: Type, anchor: Anchor = "start") -> None:
        """Write a line; ``at`` is on its baseline, where it starts, has its middle or ends.

        Raises:
            NotDrawableError: the typeface has no glyph for some character of it.
        """
        if missing := typeface(type_.bold).missing(text):
            raise NotDrawableError(f"no glyph for {missing!r} in {text!r}")
        x, baseline = at
        weight = ' font-weight="700"' if type_.bold else ""
        where = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self._parts.append(
            f'<text x="{_px(x)}" y="{_px(baseline)}" font-size="{_px(type_.size)}" fill="{type_.colour}"'
            f"{weight}{where}>{_escaped(text)}</text>"
        )

    def lines(self, lines: Sequence[str], at: Point, type_: Type, anchor: Anchor = "start") -> float:
        """Write lines one below the other, the first with its top at ``at``; give where the next thing may begin."""
        x, top = at
        for line in lines:
            self.text(line, (x, top + type_.leading * BASELINE), type_, anchor)
            top += type_.leading
        return top

    def rectangle(
        self, at: Point, size: Point, fill: str = "none", *, radius: float = 0, edge: Pen | None = None
    ) -> None:
        """A box from its upper left corner, filled or framed or both."""
        (x, y), (width, height) = at, size
        self._parts.append(
            f'<rect x="{_px(x)}" y="{_px(y)}" width="{_px(width)}" height="{_px(height)}" rx="{_px(radius)}" '
            f'fill="{fill}"{edge.svg if edge else ""}/>'
        )

    def line(self, points: Sequence[Point], pen: Pen) -> None:
        """A line through points."""
        self._parts.append(f'<polyline points="{_points(points)}" fill="none"{pen.svg}/>')

    def shape(self, points: Sequence[Point], fill: str = "none", *, edge: Pen | None = None) -> None:
        """A closed shape with straight sides."""
        drawn = f'{edge.svg} stroke-linejoin="round"' if edge else ""
        self._parts.append(f'<polygon points="{_points(points)}" fill="{fill}"{drawn}/>')

    def circle(self, at: Point, radius: float, fill: str = "none", *, edge: Pen | None = None) -> None:
        """A disc or a ring."""
        self._parts.append(
            f'<circle cx="{_px(at[0])}" cy="{_px(at[1])}" r="{_px(radius)}" fill="{fill}"{edge.svg if edge else ""}/>'
        )

    def picture(self, height: float, alt: str, name: str) -> Picture:
        """The finished picture."""
        tall = round(height)
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{palette.WIDTH}" height="{tall}" '
            f'viewBox="0 0 {palette.WIDTH} {tall}" font-family="{FAMILY}">'
            f'<rect width="{palette.WIDTH}" height="{tall}" fill="{palette.GROUND}"/>{"".join(self._parts)}</svg>'
        )
        return Picture.of(svg, (palette.WIDTH, tall), alt, name)


def wrapped(text: str, room: float, type_: Type) -> list[str]:
    """A text as lines no wider than the room, broken between words.

    Raises:
        NotDrawableError: one of its words is wider than that.
    """
    lines = wrap(text, room, type_.size, bold=type_.bold)
    for line in lines:
        if type_.width(line) > room + 1:
            raise NotDrawableError(f"no room of {room:.0f} pixels for {line!r}")
    return lines


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_px(x)},{_px(y)}" for x, y in points)


def _escaped(text: str) -> str:
    """Text as content of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _px(number: float) -> str:
    """A number as SVG takes it: a tenth of a pixel is enough."""
    return f"{number:.1f}".removesuffix(".0")
