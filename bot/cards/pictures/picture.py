"""A picture before it is drawn, and the pictures that a card has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from bot.cards.limits import PICTURE_ALT_TEXT


class NotDrawableError(ValueError):
    """A text has characters that the shipped typeface lacks, or a word that no line holds: the card stays text."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG, and what is said instead of it.

    Attributes:
        svg: the drawing, in ASCII, since many are kept; ``key`` is its fingerprint.
        width: pixels; ``height`` too.
        alt: what it shows, for those who do not see it: at most 300 characters.
        name: its file name.
    """

    svg: str
    width: int
    height: int
    alt: str
    name: str
    key: str

    @classmethod
    def of(cls, svg: str, size: tuple[int, int], alt: str, name: str) -> Picture:
        """A picture with its fingerprint.

        Raises:
            ValueError: the alternative text is empty or too long.
        """
        if not PICTURE_ALT_TEXT.fits(alt):
            raise ValueError(f"the alternative text of {name} has {len(alt)} characters")
        content = svg.encode("ascii", "xmlcharrefreplace")
        return cls(content.decode(), *size, alt, name, sha256(content).hexdigest())


Made: TypeAlias = Iterable[tuple[Picture, Collection[str]]]
"""Pictures in order, each with the ids of the claims that it shows."""


class Pictures:
    """The pictures of one card, each made when it is asked for, so that a long list does not hold up the first page.

    Args:
        make: gives them.
    """

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._made: list[tuple[Picture, frozenset[str]]] = []
        self._left: Iterator[tuple[Picture, Collection[str]]] | None = None

    def each(self) -> Iterator[Picture]:
        """Every picture, in order, each made when it is taken.

        Raises:
            NotDrawableError: one of them cannot be drawn.
        """
        return (picture for picture, _ in self._each())

    def all(self) -> tuple[Picture, ...]:
        """Every picture, in order.

        Raises:
            NotDrawableError: one of them cannot be drawn.
        """
        return tuple(self.each())

    def on(self, page: int, claims: Iterable[str]) -> Picture | None:
        """The picture of a page of the card: the one that shows the first of the page's claims that one shows.

        Args:
            page: from 0; the first page has the first picture, whatever it shows.
            claims: the ids of the claims on that page, in order.

        Returns:
            None where no picture shows any of them.

        Raises:
            NotDrawableError: it cannot be drawn.
        """
        if page == 0:
            return next((picture for picture, _ in self._each()), None)
        showing = (picture for claim in claims for picture, shown in self._each() if claim in shown)
        return next(showing, None)

    def _each(self) -> Iterator[tuple[Picture, frozenset[str]]]:
        """The pictures made before, then those that are made as they are taken."""
        yield from self._made
        if self._left is None:
            self._left = iter(self._make())
        for picture, claims in self._left:
            self._made.append((picture, frozenset(claims)))
            yield self._made[-1]


def alternative(what: str, details: Sequence[str], otherwise: str) -> str:
    """The alternative text of a picture: what it shows, as many details as have room, and where the same is text.

    Args:
        what: what it shows, one sentence.
        details: more sentences, the most telling first; left out where they do not fit, never cut.
        otherwise: where the same can be read.
    """
    said = what
    for detail in details:
        if PICTURE_ALT_TEXT.fits(f"{said} {detail} {otherwise}"):
            said = f"{said} {detail}"
    return f"{said} {otherwise}"
