"""The picture of an entry's links: the entry, and at most eight others, each with the statement that connects them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.pictures import palette
from bot.cards.pictures.canvas import MUTED, STRONG, Canvas, Pen, wrapped
from bot.cards.pictures.frame import TWIN, draw_foot, draw_head
from bot.cards.pictures.groups import draw_legend, draw_mark, group_of
from bot.cards.pictures.picture import Picture, alternative
from bot.cards.pictures.statement import Statement, draw_statement, statement
from knowledge.answers import AsOf, EntityAnswer
from knowledge.answers.links import Link

GUTTER = 72
"""Pixels between the two columns: the stem runs there."""
WIDE = (palette.ROOM - GUTTER) / 2
PAD = 18
MARK = 38
GAP = 22
STEM = Pen(palette.MUTED, 4)
ABOUT = "Each link is one statement about both, with its kind and citation."


@dataclass(frozen=True, slots=True)
class Box:
    """A linked entry as it will be drawn."""

    link: Link
    name: tuple[str, ...]
    drawn: Statement
    wide: float

    @property
    def alone(self) -> bool:
        """Whether it has the whole line."""
        return self.wide > WIDE

    @property
    def height(self) -> float:
        """Pixels it takes."""
        return len(self.name) * STRONG.leading + self.drawn.height + 2 * PAD + 4


def relations_picture(answer: EntityAnswer, links: Sequence[Link], as_of: AsOf) -> Picture:
    """The picture of an entry's links, of which there is at least one; ``as_of`` is how old they are."""
    title, to_check = answer.name, {check.fact for check in answer.checks}
    canvas = Canvas()
    y = draw_head(canvas, f"Links: {title}", ABOUT)
    y = draw_legend(canvas, (link.fact.claim.kind for link in links), y + 8) + 26
    # The last of an odd number has the whole line.
    wide = [WIDE if number % 2 or number + 1 < len(links) else palette.ROOM for number in range(len(links))]
    boxes = [
        _box(link, one, to_check=link.fact.claim.id in to_check)
        for link, one in zip(links, wide, strict=True)
    ]
    y = _hub(canvas, title, y)
    middle = palette.WIDTH / 2
    tops: list[tuple[float, float]] = []
    for start in range(0, len(boxes), 2):
        pair = boxes[start : start + 2]
        height = max(box.height for box in pair)
        tops.append((y + GAP, height))
        y += GAP + height
    stem_end = tops[-1][0] + (0 if boxes[-1].alone else PAD + STRONG.leading * 0.5)
    canvas.line([(middle, tops[0][0] - GAP), (middle, stem_end)], STEM)
    for number, box in enumerate(boxes):
        top, height = tops[number // 2]
        _draw(canvas, box, (palette.MARGIN + (number % 2) * (WIDE + GUTTER), top), height)
    y = draw_foot(canvas, as_of, y)
    return canvas.picture(y, _alt(title, links), f"links-{answer.entity.id}.png")


def _box(link: Link, wide: float, *, to_check: bool) -> Box:
    room = wide - 2 * PAD
    drawn = statement(link.fact, room, to_check=to_check, dated=False, indent=MARK)
    return Box(link, tuple(wrapped(link.name, room, STRONG)), drawn, wide)


def _hub(canvas: Canvas, title: str, y: float) -> float:
    """The entry itself, from which the links go out."""
    lines = wrapped(title, palette.ROOM * 0.7, STRONG)
    wide = max(map(STRONG.width, lines)) + 72
    tall = len(lines) * STRONG.leading + 26
    canvas.rectangle(((palette.WIDTH - wide) / 2, y), (wide, tall), palette.INK, radius=min(tall / 2, 34))
    canvas.lines(lines, (palette.WIDTH / 2, y + 13), STRONG.coloured(palette.GROUND), "middle")
    return y + tall


def _draw(canvas: Canvas, box: Box, at: tuple[float, float], height: float) -> None:
    x, y = at
    group = group_of(box.link.fact.claim.kind)
    if not box.alone:
        joint = y + PAD + STRONG.leading * 0.5
        inner = x + WIDE if x < palette.WIDTH / 2 else x
        canvas.line([(inner, joint), (palette.WIDTH / 2, joint)], STEM)
        canvas.circle((palette.WIDTH / 2, joint), 8, palette.MUTED)
    canvas.rectangle((x, y), (box.wide, height), palette.PANEL, radius=12, edge=Pen(group.colour, 2))
    top = canvas.lines(box.name, (x + PAD, y + PAD), STRONG) + 4
    draw_mark(canvas, group, (x + PAD + 13, top + MUTED.leading * 0.5))
    draw_statement(canvas, box.drawn, (x + PAD, top), group.colour)


def _alt(title: str, links: Sequence[Link]) -> str:
    """What the picture shows, in a few sentences."""
    count = f"{len(links)} entr{'y' if len(links) == 1 else 'ies'}"
    names = ", ".join(link.name for link in links)
    what = f"{title} and {count} that our documents link it with, each by a cited statement."
    return alternative(what, [f"They are: {names}."], TWIN)
