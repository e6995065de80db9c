"""A question taken apart: the things it names, and what sort of statement it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from knowledge.answers.search.asking import Steer

Sort: TypeAlias = Literal["entity", "word", "unknown", "foreign"]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the question names.

    Attributes:
        text: as typed, folded.
        sort: an entity, a word of the claims, a word that they do not have, or one in another script.
        entities: what the name may mean.
        forms: the word's spellings, the first as typed.
        like: words of like meaning.
        weak: the name never stands alone: it counts, and more only with the rest.
        common: a common noun that may mean several things ("treaty"): a statement without it may answer.
        lower: typed without a capital.
        carries: what the question asks for: a statement without it cannot answer.
        each: for every content word of a longer name, the words that may stand for it.
    """

    text: str
    sort: Sort
    entities: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    weak: bool = False
    common: bool = False
    lower: bool = True
    carries: bool = False
    each: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A question in its parts.

    Attributes:
        parts: in the order typed.
        steer: what sort of statement it asks for.
        speakers: entities that it asks the words of ("what did … say").
        counted: rough stems of the words of a question for a number, and of words of like meaning.
        offices: rough stems of the offices whose holder is asked for ("who is the … minister").
        doers: entities that it asks the deeds of ("did … sign", "… reaction to").
    """

    parts: tuple[Part, ...]
    steer: frozenset[Steer]
    speakers: tuple[str, ...] = ()
    doers: tuple[str, ...] = ()
    counted: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
