"""Colours and sizes of all pictures. Colour never carries a meaning alone: each one comes with a shape and a word.

Every colour of type has a contrast of at least 4.5:1 on both grounds (WCAG 2.2, success criterion 1.4.3); the
tests work it out.
"""

from __future__ import annotations

WIDTH = 1200
"""Pixels; a phone shows them on some 360 points, a desktop on some 550."""
MARGIN = 36
ROOM = WIDTH - 2 * MARGIN

GROUND = "#17191e"
PANEL = "#21242c"
LINE = "#3b414d"
"""Grid lines and frames: they carry no text."""

INK = "#f4f5f7"
MUTED = "#bcc2ce"
BLUE = "#6db9ff"
AMBER = "#ffb454"
GREEN = "#5fd8a0"
VIOLET = "#cbaaff"
ROSE = "#ff9db0"
YELLOW = "#ffe680"
"""Only for warnings."""
TYPE_COLOURS = (INK, MUTED, BLUE, AMBER, GREEN, VIOLET, ROSE, YELLOW)

TITLE = 50
HEADING = 32
STATEMENT = 34
SMALL = 28
"""The smallest type there is. 24 px is the least that stays legible on a phone; these are some 8 points there."""
LEADING = 1.26
"""From one baseline to the next, in parts of the type size."""
