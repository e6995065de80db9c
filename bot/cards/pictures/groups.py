"""The groups that statements are drawn in: each has a shape, a colour and words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.cards.pictures import palette
from bot.cards.pictures.canvas import SMALL, Canvas, Pen, Point
from knowledge.curation.schema import ClaimKind

Shape: TypeAlias = Literal["disc", "diamond", "ring", "square", "triangle"]


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds of statements that look alike.

    Attributes:
        kinds: kind → its word in the legend.
    """

    shape: Shape
    colour: str
    kinds: dict[ClaimKind, str]

    def legend(self, shown: Iterable[ClaimKind]) -> str:
        """The words of the kinds that are shown."""
        present = set(shown)
        words = [word for kind, word in self.kinds.items() if kind in present]
        return ", ".join([word if number == 0 else word.lower() for number, word in enumerate(words)])


GROUPS = (
    Group("disc", palette.BLUE, {"event": "Event", "status": "Status"}),
    Group(
        "diamond",
        palette.AMBER,
        {"position": "Position", "allegation": "Allegation", "warning": "Warning"},
    ),
    Group("ring", palette.ROSE, {"non-action": "Not done or not said"}),
    Group(
        "square",
        palette.GREEN,
        {"background": "Background", "assessment": "Assessment", "motive": "Motive"},
    ),
    Group(
        "triangle",
        palette.VIOLET,
        {"plan": "Plan", "forecast": "Forecast", "recommendation": "Recommendation"},
    ),
)


def group_of(kind: ClaimKind) -> Group:
    """The group that a kind is drawn in."""
    return next(group for group in GROUPS if kind in group.kinds)


def draw_mark(canvas: Canvas, group: Group, at: Point, radius: float = 12) -> None:
    """Draw a group's shape around a point."""
    (x, y), colour = at, group.colour
    match group.shape:
        case "disc":
            canvas.circle(at, radius, colour)
        case "ring":
            canvas.circle(at, radius - 2, edge=Pen(colour, 4))
        case "square":
            side = 2 * radius - 2
            canvas.rectangle((x - side / 2, y - side / 2), (side, side), colour)
        case "diamond":
            reach = radius * 1.25
            canvas.shape([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], colour)
        case "triangle":
            back = x - radius + 1
            canvas.shape(
                [(back, y - radius - 1), (x + radius + 2, y), (back, y + radius + 1)], edge=Pen(colour, 4)
            )


def draw_legend(canvas: Canvas, kinds: Iterable[ClaimKind], top: float) -> float:
    """Draw the groups in use with their words, as many lines as it takes; give where the next thing may begin."""
    shown, x = tuple(kinds), float(palette.MARGIN)
    for group in GROUPS:
        words = group.legend(shown)
        if not words:
            continue
        wide = 36 + SMALL.width(words)
        if x > palette.MARGIN and x + wide > palette.WIDTH - palette.MARGIN:
            x, top = float(palette.MARGIN), top + SMALL.leading + 4
        draw_mark(canvas, group, (x + 13, top + SMALL.leading * 0.52))
        canvas.lines([words], (x + 36, top), SMALL)
        x += wide + 40
    return top + SMALL.leading
