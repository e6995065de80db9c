"""Which entries a piece of writing names: each once, in the order in which they are first named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.edition import Edition


@dataclass(frozen=True, slots=True)
class Named:
    """An entry that a text names.

    Attributes:
        entity: its id.
        words: the words that name it, as they stand in the text, each once.
        times: how often it is named.
        clear: whether the words mean this entry alone; else they may mean it.
    """

    entity: str
    words: tuple[str, ...]
    times: int
    clear: bool


def mentioned(edition: Edition, pieces: Iterable[str]) -> tuple[Named, ...]:
    """The entries named in some pieces of text: first those named clearly, then what unclear words may mean.

    A word that may mean several entries adds nothing where it was said clearly which one is meant, and words like
    "treaty" or "missiles" name none at all.

    Args:
        edition: the fact base.
        pieces: running text, at most 6,000 characters each; a name never runs from one into the next.
    """
    found = [one for piece in pieces for one in edition.resolver.find(piece, prose=True)]
    clear: dict[str, list[str]] = {}
    for one in found:
        if one.entity:
            clear.setdefault(one.entity, []).append(_line(one.text))
    unclear: dict[str, list[str]] = {}
    for one in found:
        if not (one.entity or one.common or any(meaning in clear for meaning in one.meanings)):
            for meaning in one.meanings:
                unclear.setdefault(meaning, []).append(_line(one.text))
    return tuple(
        Named(own, tuple(dict.fromkeys(words)), len(words), sure)
        for group, sure in ((clear, True), (unclear, False))
        for own, words in group.items()
    )


def _line(text: str) -> str:
    return " ".join(text.split())
