"""What all pictures have above and below: a title, a line on what is shown, and how old it is."""

from __future__ import annotations

from bot.cards.footer import FIXED
from bot.cards.pictures import palette
from bot.cards.pictures.canvas import MUTED, TITLE, Canvas, wrapped
from bot.cards.pictures.statement import pieces_as_lines
from knowledge.answers import AsOf

TWIN = "The same stands as text on the pages of this message."
"""The end of every alternative text."""
BADGE = 190
"""Pixels at the lower left that stay empty: there Discord lays its sign that a picture has alternative text."""


def draw_head(canvas: Canvas, title: str, about: str) -> float:
    """Draw the title and the line below it; give where the next thing may begin."""
    y = canvas.lines(wrapped(title, palette.ROOM, TITLE), (palette.MARGIN, 24), TITLE)
    return canvas.lines(wrapped(about, palette.ROOM, MUTED), (palette.MARGIN, y + 2), MUTED)


def draw_foot(canvas: Canvas, as_of: AsOf, y: float) -> float:
    """Draw how old the answer is, at the right; give how tall the picture is."""
    first, *others = as_of.sources
    pieces = pieces_as_lines((f"As of: {first}", *others, FIXED), palette.ROOM - BADGE, between="; ")
    lines = [f"{line};" for line in pieces[:-1]] + pieces[-1:]
    return canvas.lines(lines, (palette.WIDTH - palette.MARGIN, y + 20), MUTED, "end") + 28
