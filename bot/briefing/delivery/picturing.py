"""A brief's picture: a recipe in the message that is kept, drawn when it is sent, left out where that fails."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

from bot.briefing.transport import Drawn
from bot.cards.pictures import Picture, of_timeline
from bot.cards.pictures.picture import alternative
from knowledge.answers import timeline
from knowledge.edition import Edition

_log = logging.getLogger(__name__)

RECIPE = "picture"
"""The key of the recipe in a kept message; Discord never sees it."""
PATIENCE = 4.0
"""Seconds that a brief waits for its picture. It is sent once and not edited for a picture: that would mark it so."""
_TIMELINE = "timeline"


class Drawing(Protocol):
    """What draws: :class:`bot.illustrating.Illustrator`."""

    async def soon(self, picture: Picture, patience: float | None = None) -> bytes | None:
        """The picture as PNG, or None where it takes longer or cannot be drawn."""


def recipe(edition: Edition, story: str | None, day: date) -> dict[str, str] | None:
    """How to draw a story's picture; None where it has none."""
    told = edition.stories.get(story or "")
    if told is None or told.picture is None:
        return None
    return {
        "of": _TIMELINE,
        "entity": told.picture,
        "claim": told.then[0],
        "day": day.isoformat(),
        "edition": edition.hash,
    }


class Picturing:
    """Draws by recipe.

    Args:
        edition: the fact base. A recipe of another edition is not drawn: its message says what that one said.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    async def draw(self, made: Mapping[str, str], drawing: Drawing) -> Drawn | None:
        """The picture of a recipe; None where it cannot be drawn, or not in time."""
        picture = self.picture(made)
        png = await drawing.soon(picture, PATIENCE) if picture else None
        if picture is None or png is None:
            _log.warning("a briefing goes out without its picture of %s", made.get("entity"))
            return None
        return Drawn(picture.name, picture.alt, png)

    def picture(self, made: Mapping[str, str]) -> Picture | None:
        """The picture of a recipe before it is drawn; of several, the one that shows the story's first statement."""
        entity = made.get("entity", "")
        if made.get("of") != _TIMELINE or made.get("edition") != self._edition.hash:
            return None
        if entity not in self._edition.entities:
            return None
        answer = timeline(self._edition, entity, date.fromisoformat(made["day"]))
        try:
            pictures = of_timeline(answer, "")
            found = pictures.on(1, [made.get("claim", "")]) or pictures.on(0, [])
        except ValueError as error:  # a character that the typeface has no glyph for
            _log.error("the picture of %s cannot be made: %s", entity, error)
            return None
        if found is None:
            return None
        count = len(answer.facts)
        said = alternative(
            f"Timeline of {answer.name}: {count} {'statement' if count == 1 else 'statements'}.",
            ["Each row has its date, kind and citation; a bar is as long as the date is inexact."],
            f"The same as text: /timeline {answer.name}.",
        )
        return replace(found, alt=said)
