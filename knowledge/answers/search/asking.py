"""What a question asks for by its small words: who said, what should, why, when, how many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from knowledge.answers.search.vocabulary import SAYING
from knowledge.names.normalise import fold

Steer: TypeAlias = Literal["saying", "should", "why", "when", "number", "future", "past"]

_EDGES: Final = "\"'“”‘’«».,;:!?()[]{}…¿¡。、？！「」"
_NUMBERS: Final = re.compile(r"\bhow (?:many|much)\b|\bnumber of\b")
_PAST: Final = re.compile(r"^when (?:was|were|did|has|had)\b")
_SHOULD: Final = re.compile(r"\b(?:should|ought|recommend\w*|advise\w*|advice|needs? to)\b")
_WHY: Final = re.compile(r"\b(?:why|reasons?|motives?|motivat\w*|because|purpose)\b")
_WHEN: Final = re.compile(r"^(?:since )?when\b|\b(?:what|which) (?:year|month|day|date)\b|\bdate of\b")
_MEASURES: Final = frozenset(
    {"long", "far", "often", "big", "large", "soon", "likely", "old", "high", "strong"}
)
_VIEWED: Final = re.compile(r"^how (?:do|does|did|has|have) .+ view\b")
_VIEW: Final = "view"
_FUTURE: Final = re.compile(
    r"\b(?:will|would|going to|future|expect\w*|forecast\w*|predict\w*|plans?|planned)\b"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word, the run of letters it was typed in, and whether that began with a capital."""

    folded: str
    typed: str
    upper: bool


def fold_all(text: str) -> list[str]:
    """The folded words of a text of any length."""
    return [word for chunk in text.split() for word in fold(chunk).split()]


def tokens_of(text: str) -> list[Token]:
    """The folded words of a question."""
    found = []
    for chunk in text.split():
        typed = chunk.strip(_EDGES)
        found += [Token(word, typed, typed[:1].isupper()) for word in fold(chunk).split()]
    return found


def asking_left_out(tokens: Sequence[Token], folded: str) -> list[Token]:
    """Without the words that only ask: "how long", and "view" where it stands for what somebody says."""
    viewed = bool(_VIEWED.search(folded))
    return [
        token
        for at, token in enumerate(tokens)
        if not (token.folded in _MEASURES and at and tokens[at - 1].folded == "how")
        and (viewed or token.folded != _VIEW)
    ]


def steers_of(folded: str) -> frozenset[Steer]:
    """The sorts of statement that a folded question asks for."""
    words = set(folded.split())
    found: set[Steer] = set()
    if words & SAYING or (_VIEW in words and not _VIEWED.search(folded)):
        found.add("saying")
    patterns: tuple[tuple[Steer, re.Pattern[str]], ...] = (
        ("should", _SHOULD), ("why", _WHY), ("when", _WHEN), ("number", _NUMBERS), ("future", _FUTURE), ("past", _PAST),
    )  # fmt: skip
    found.update(steer for steer, pattern in patterns if pattern.search(folded))
    return frozenset(found)
