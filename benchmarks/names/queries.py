"""The hand-written queries: what people type, and what it should lead to."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from knowledge.names.normalise import fold
from knowledge.names.result import Alias, Ambiguous, Exact, Fuzzy, Missing

if TYPE_CHECKING:
    from knowledge.names.book import NameBook
    from knowledge.names.result import Resolution

_FILE: Final = Path(__file__).parent / "queries.tsv"
_MISSING: Final = "MISSING"
_ASK: Final = "ASK:"


Half: TypeAlias = Literal["tune", "frozen", "fresh"]
HALVES: Final[tuple[Half, ...]] = ("tune", "frozen", "fresh")


@dataclass(frozen=True, slots=True)
class Query:
    """One query.

    Attributes:
        text: as typed.
        expected: entity ids of which any is right; empty when nothing must be found or a question is due.
        asked: entity ids that a question must offer; empty when no question is due.
        category: what makes it hard; ``no-…`` for those that must find nothing.
        half: ``tune`` or ``frozen``, chosen by the hash of the text before anything was tuned; ``fresh``: written when
            the tuning was done, and not tuned on since.
    """

    text: str
    expected: frozenset[str]
    asked: frozenset[str]
    category: str
    half: Half


Verdict = Literal["right", "asked", "silent", "wrong", "false"]


def load(book: NameBook) -> tuple[list[Query], int]:
    """Give the queries that this book can be asked, and how many were left out.

    Left out are queries for entities that the book has not, and nonsense that the book registers as a name.
    """
    entities = {entity.id for entity in book.entities}
    names = {fold(row.text) for row in book.names} | {
        fold(name) for one in book.ambiguities for name in one.names
    }
    kept: list[Query] = []
    left_out = 0
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            query = _query(row)
            wanted = query.expected | query.asked
            known = bool(wanted & entities) if query.expected else wanted <= entities
            if (wanted and not known) or (not wanted and fold(query.text) in names):
                left_out += 1
            else:
                kept.append(query)
    return kept, left_out


def judge(query: Query, resolution: Resolution) -> Verdict:
    """Give the verdict on a resolution.

    It is right, asks where an answer was due, is silent there, names another entity, or answers nonsense.
    """
    match resolution:
        case Exact(match=match) | Alias(match=match) | Fuzzy(match=match):
            if match.entity in query.expected:
                return "right"
            return "wrong" if query.expected or query.asked else "false"
        case Ambiguous(candidates=candidates):
            offered = {one.entity for one in candidates}
            return "right" if query.asked and query.asked <= offered else "asked"
        case Missing():
            return "silent" if query.expected or query.asked else "right"


def _query(row: dict[str, str]) -> Query:
    expected, asked = frozenset[str](), frozenset[str]()
    if row["expected"].startswith(_ASK):
        asked = frozenset(row["expected"].removeprefix(_ASK).split(","))
    elif row["expected"] != _MISSING:
        expected = frozenset(row["expected"].split("/"))
    half = next(half for half in HALVES if half == row["half"])
    return Query(row["query"], expected, asked, row["category"], half)
