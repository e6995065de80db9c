"""Words of like meaning, and the rough stems by which they are looked up.

Words of general English and of this field. Whether two statements mean the same is never decided here: a statement
found by a like word shows its own words. The words themselves are data: ``alike.txt`` (groups that hold both ways),
``thesaurus.txt`` (one way, so that a broad word finds narrow ones without these finding everything) and
``phrases.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Final

IRREGULAR: Final = {
    "shaken": "shake", "sent": "send", "held": "hold", "took": "take", "met": "meet", "wrote": "write",
    "built": "build", "thought": "think", "brought": "bring", "grew": "grow", "grown": "grow", "went": "go",
    "fell": "fall", "rose": "rise", "lost": "lose", "kept": "keep", "led": "lead", "saw": "see", "seen": "see",
    "chose": "choose", "ran": "run",
}  # fmt: skip
"""Forms that no stemmer joins."""

_ENDING: Final = re.compile(r"(?:ations?|ments?|ions?|ings?|ers?|ed|es|e|s|ly|y)$")
_SHORTEST: Final = 4


def stem(word: str) -> str:
    """A rough stem, by which like words are looked up."""
    word = IRREGULAR.get(word, word)
    short = _ENDING.sub("", word)
    if len(short) < _SHORTEST:
        short = word.removesuffix("s")
    return short[:-1] if len(short) > _SHORTEST and short[-1] == short[-2] else short


@cache
def like_words() -> Mapping[str, tuple[str, ...]]:
    """Stem → words of like meaning, the word itself not among them."""
    found: dict[str, dict[str, None]] = {}
    for line in _lines("alike.txt"):
        group = line.split()
        for word in group:
            found.setdefault(stem(word), {}).update(dict.fromkeys(other for other in group if other != word))
    for line in _lines("thesaurus.txt"):
        asked, _, looked_up = line.partition(">")
        for word in asked.split():
            found.setdefault(stem(word), {}).update(dict.fromkeys(looked_up.split()))
    return {key: tuple(words) for key, words in found.items()}


@cache
def phrases() -> Mapping[str, str]:
    """Folded phrase → the word it is read as; empty where it carries nothing."""
    found = {}
    for line in _lines("phrases.txt"):
        typed, _, word = line.partition(">")
        found.update(dict.fromkeys((phrase.strip() for phrase in typed.split(",")), word.strip()))
    return found


def _lines(name: str) -> Iterator[str]:
    """The lines of a data file beside this module, without comments and empty ones."""
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
