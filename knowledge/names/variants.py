"""What a term may stand for before any name is looked at: without its question, article, title or particle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.names.layouts import retyped
from knowledge.names.normalise import fold, look_alike
from knowledge.names.words import ARTICLES, EASTERN_FRAMES, PARTICLES, QUESTIONS, TAILS, TITLES, TITLES_AFTER

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORTEST_RETYPED = 3
_HANGUL_RETYPED = 2
_LONGEST_RETYPED = 60


@dataclass(frozen=True, slots=True)
class Variant:
    """One reading of a term.

    Attributes:
        text: the folded text.
        reason: what was done, a clause for people; empty for the term as typed.
        person: only a person's name may match (a title was taken off).
        layout: the reading comes from another keyboard layout: only whole names may match.
    """

    text: str
    reason: str = ""
    person: bool = False
    layout: bool = False


def variants(term: str, folded: str) -> list[Variant]:
    """Give the readings of a term, as typed first; each text once."""
    found: dict[tuple[str, bool], Variant] = {}
    for variant in _read(term, folded):
        if variant.text:
            found.setdefault((variant.text, variant.person), variant)
    return list(found.values())


def bare(folded: str) -> str:
    """Take the question, the polite words and the article off a folded term."""
    before = ""
    text = folded
    while text != before:
        before = text
        text = ARTICLES.sub("", TAILS.sub("", QUESTIONS.sub("", text)), count=1)
        text = EASTERN_FRAMES.sub("", text).strip()
    return text or folded


def _read(term: str, folded: str) -> Iterator[Variant]:
    yield Variant(folded)
    plain = bare(folded)
    yield Variant(plain, "without the words around the name")
    base = PARTICLES.sub("", plain)
    yield Variant(base, "without the particle")
    for text in dict.fromkeys((plain, base)):
        untitled = TITLES_AFTER.sub("", TITLES.sub("", text)).strip()
        if untitled != text:
            yield Variant(untitled, "without the title", person=True)
            yield Variant(PARTICLES.sub("", untitled), "without the title", person=True)
    if not plain.isascii() and (seen := look_alike(term)) != term:
        yield Variant(fold(seen), "look-alike letters")
    for layout, text in retyped(term) if len(term) <= _LONGEST_RETYPED else ():
        shortest = _HANGUL_RETYPED if layout == "Korean" else _SHORTEST_RETYPED
        if len(read := fold(text)) >= shortest:
            yield Variant(read, f"typed on the wrong keyboard layout (read as {layout})", layout=True)
