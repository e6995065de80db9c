"""The questions of the benchmark: with the claims that answer them, or with none."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

Half: TypeAlias = Literal["tune", "frozen", "more"]
FILE: Final = Path(__file__).with_name("questions.tsv")
MORE: Final = Path(__file__).with_name("more.tsv")
"""Further open questions, written and tuned on after the first look at the frozen half, set by set."""
FROZEN: Final = "5b6df7b1fb37d2a8cbc8bfcc2876051e274210b7e358b8be7f7ae89207d01d26"
"""SHA-256 of the frozen half, taken before the engine was written."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the claims of which any one is an answer, and its half."""

    text: str
    claims: frozenset[str]
    half: Half


def load() -> list[Question]:
    """All questions, in the order of the file.

    Raises:
        AssertionError: the frozen half was changed.
    """
    rows = _rows(FILE)
    frozen = "\n".join("\t".join(row) for row in rows if row[2] == "frozen")
    assert hashlib.sha256(frozen.encode()).hexdigest() == FROZEN, "the frozen half was changed"
    return [Question(text, frozenset(claims.split()), half_of(text)) for text, claims, _ in rows]


def load_more() -> list[Question]:
    """The further open questions."""
    return [Question(text, frozenset(claims.split()), "more") for text, claims in _rows(MORE)]


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def half_of(text: str) -> Half:
    """The half that a question falls into: by its own hash, so that nobody chooses."""
    return "frozen" if hashlib.sha256(text.encode()).digest()[0] % 2 else "tune"
