"""What a question asks for by its small words: who said, what should, why, when, how many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from knowledge.answers.search.vocabulary import SAYING, carries_little
from knowledge.names.normalise import fold

Steer: TypeAlias = Literal[
    "saying",
    "should",
    "why",
    "when",
    "number",
    "future",
    "past",
    "fact",
    "deed",
    "coming",
    "speaking",
    "measure",
    "advice",
    "cause",
    "where",
    "office",
    "whether",
]

_EDGES: Final = "\"'“”‘’«».,;:!?()[]{}…¿¡。、？！「」"
_PIECES: Final = re.compile(r"\w+")
_NUMBERS: Final = re.compile(r"\bhow (?:many|much)\b|\bnumber of\b")
_PAST: Final = re.compile(r"^when (?:was|were|did|has|had)\b")
_SPEAKING: Final = re.compile(
    r"\b(?:accus|alleg|warn|threat|caution|oppos|object|protest|complain|critici|condemn|denounc|insist|blam|den(?:y|ie)"
    r"|reject|react|respon|ask|questio|express|urge|demand)\w*"
)
_ATTRIBUTE: Final = re.compile(r"^(?:what (?:is|was|are|were|s) (?:the )?|the )?(\w{3,}) of ")
OFFICE: Final = re.compile(
    r"\b(?:ministers?|presidents?|premier|ambassador|emperor|chancellor|secretary|leader|chief|director|commander"
    r"|governor|king|spokes(?:person|woman|man))\b"
)
_OFFICE: Final = re.compile(rf"^who (?:is|was) .*{OFFICE.pattern}")
_WHETHER: Final = re.compile(r"^(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should) ")
_CAUSE: Final = re.compile(r"^why\b")
_WHERE: Final = re.compile(
    r"^(?:where|(?:which|what) (?:place|region|country|countries|state|states|sites?))\b"
)
_ADVICE: Final = re.compile(r"^(?:should|ought) ")
_MEASURE: Final = re.compile(
    r"\bhow (?:large|big|high|fast|heavy|deep|far|expensive)\b"
    r"|\b(?:speed|range|altitude|height|length|weight|distance|size)s? of\b"
)
_COMING: Final = re.compile(r"^when (?:will|would|is|are|could|can|might|shall|should)\b")
_FACT: Final = re.compile(
    r"^(?:did|has|have|had|was|were) (?!.*\b(?:want|hope|intend|plan|expect|fear)\w*\b)"
)
_DEED: Final = re.compile(
    r"^who (?:has |had |have )?(?!accus|alleg|warn|threat|caution|claim|declar|call|sa[iy]|blam|complain)"
    r"(?:\w+ed|broke|left|began|took|built|won|lost|sent|shot|sank)\b"
)
_SHOULD: Final = re.compile(r"\b(?:should|ought|recommend\w*|advise\w*|advice|needs? to)\b")
_WHY: Final = re.compile(r"\b(?:why|reasons?|motives?|motivat\w*|because|purpose)\b")
_WHEN: Final = re.compile(r"^(?:since )?when\b|\b(?:what|which) (?:year|month|day|date)\b|\bdate of\b")
_MEASURES: Final = frozenset("long far often big large soon likely old high strong fast heavy deep".split())
_VIEWED: Final = re.compile(
    r"^how (?:do|does|did|has|have) .+ view\b|\b(?!the |an? |in |what |whose )\w+ view of\b"
)
_VIEW: Final = "view"
_FUTURE: Final = re.compile(
    r"\b(?:will|would|going to|future|expect\w*|forecast\w*|predict\w*|plans?|planned)\b"
)

_ASKS: Final[tuple[tuple[Steer, re.Pattern[str]], ...]] = (
    ("should", _SHOULD),
    ("why", _WHY),
    ("when", _WHEN),
    ("number", _NUMBERS),
    ("future", _FUTURE),
    ("past", _PAST),
    ("fact", _FACT),
    ("deed", _DEED),
    ("coming", _COMING),
    ("measure", _MEASURE),
    ("advice", _ADVICE),
    ("cause", _CAUSE),
    ("where", _WHERE),
    ("office", _OFFICE),
    ("whether", _WHETHER),
)
"""What a question asks for → how it is asked; a question may ask for several."""


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
        words, pieces = fold(chunk).split(), _PIECES.findall(typed)
        if len(pieces) != len(words):
            pieces = [typed] * len(words)
        found += [Token(word, typed, piece[:1].isupper()) for word, piece in zip(words, pieces, strict=True)]
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


def attribute_of(folded: str) -> str | None:
    """What a question asks for of something: "price" in ``what is the price of``; None for other questions."""
    found = _ATTRIBUTE.search(folded)
    word = found.group(1) if found else ""
    return None if not word or word in SAYING or carries_little(word) else word


def steers_of(folded: str) -> frozenset[Steer]:
    """The sorts of statement that a folded question asks for."""
    words = set(folded.split())
    found: set[Steer] = set()
    if words & SAYING or (_VIEW in words and not _VIEWED.search(folded)):
        found.add("saying")
    if words & SAYING or _SPEAKING.search(folded):
        found.add("speaking")
    found.update(steer for steer, pattern in _ASKS if pattern.search(folded))
    return frozenset(found)
