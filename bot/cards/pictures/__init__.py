"""Pictures of answers: from an answer to SVG. Pure; ``bot.drawing`` makes PNG of it in a process of its own.

To add a kind of picture, write one module here, a function below that gives its :class:`Pictures`, and set that as
the card's ``pictures``; sending, caching, turning pages and the fallback to text come with it.

- :class:`~bot.cards.pictures.canvas.Canvas` is the sheet: 1200 pixels wide, as tall as it gets. It escapes what it
  writes, knows how wide it is, and refuses characters that the shipped typeface has no glyph for (the card then goes
  out as text).
- ``palette`` has all colours and type sizes: nothing smaller than ``SMALL``, no colour without a shape or a word.
- ``typeface.wrap`` breaks a text into lines between words. Nothing is ever cut: give a long text a taller row.
- ``statement.statement`` and ``draw_statement`` are a claim as every picture shows it: time, kind, citation, the
  fullest curated wording that fits, and whether to check before quoting. ``choose`` picks among wordings.
- ``groups`` has the shape and colour of each kind of claim, and the legend.
- ``picture.alternative`` makes the alternative text within 300 characters.

``Pictures`` makes its pictures when the first is asked for, so that a card costs nothing more before that.
"""

from collections.abc import Sequence

from bot.cards.pictures.picture import Made, NotDrawableError, Picture, Pictures
from knowledge.answers import AsOf, EntityAnswer, Positions, Timeline
from knowledge.answers.links import Link

__all__ = ["NotDrawableError", "Picture", "Pictures", "of_links", "of_positions", "of_timeline"]


def of_timeline(answer: Timeline, all_of_it: str) -> Pictures:
    """The ledger of a timeline; ``all_of_it`` is what the timeline of everything is called."""

    def make() -> Made:
        from bot.cards.pictures.timeline import timeline_pictures  # noqa: PLC0415 - not before one is asked for

        return timeline_pictures(answer, all_of_it)

    return Pictures(make)


def of_positions(answer: Positions) -> Pictures:
    """The grid of what the parties say."""

    def make() -> Made:
        from bot.cards.pictures.positions import positions_pictures  # noqa: PLC0415 - not before one is asked for

        return positions_pictures(answer)

    return Pictures(make)


def of_links(answer: EntityAnswer, links: Sequence[Link], as_of: AsOf) -> Pictures:
    """An entry and what it is linked with, of which there is at least one; ``as_of`` is how old the links are."""

    def make() -> Made:
        from bot.cards.pictures.relations import relations_picture  # noqa: PLC0415 - not before one is asked for

        return [(relations_picture(answer, links, as_of), ())]

    return Pictures(make)
