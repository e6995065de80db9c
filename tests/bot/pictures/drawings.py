"""Draws in the test's own process, small."""

from __future__ import annotations

import resvg_py

from bot.cards.pictures import Picture
from bot.cards.pictures.typeface import BOLD, FAMILY, REGULAR


def drawn(svg: str, width: int | None = None) -> bytes:
    """Give the PNG of a drawing, at another width if asked."""
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        skip_system_fonts=True,
        font_files=[str(REGULAR), str(BOLD)],
        font_family=FAMILY,
    )


def picture(text: str = "x", name: str = "test.png") -> Picture:
    """Give a small picture of its own for each text."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40" font-family="{FAMILY}">'
        f'<rect width="60" height="40" fill="#000"/><text y="30" font-size="20" fill="#fff">{text}</text></svg>'
    )
    return Picture.of(svg, (60, 40), "A test.", name)
