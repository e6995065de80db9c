"""What anybody would try first: SQLite's FTS5 with bm25, and rapidfuzz, both over the claims' texts."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from rapidfuzz import fuzz, process, utils

Engine: TypeAlias = Callable[[str], Sequence[tuple[str, float]]]
"""A question → claim ids with scores, best first; more is better."""
_WORD: Final = re.compile(r"\w+")
_MOST: Final = 10


def engines(texts: Mapping[str, str]) -> Mapping[str, Engine]:
    """Name → engine, over claim id → text."""
    return {
        "FTS5 bm25, any word": _full_text(texts, " OR "),
        "FTS5 bm25, all words": _full_text(texts, " AND "),
        "rapidfuzz WRatio": _fuzzy(texts, fuzz.WRatio),
        "rapidfuzz token_set_ratio": _fuzzy(texts, fuzz.token_set_ratio),
    }


def _full_text(texts: Mapping[str, str], join: str) -> Engine:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE claim USING fts5(id UNINDEXED, text, tokenize = 'porter unicode61')"
    )
    connection.executemany("INSERT INTO claim VALUES (?, ?)", texts.items())

    def ask(question: str) -> Sequence[tuple[str, float]]:
        words = join.join(f'"{word}"' for word in _WORD.findall(question))
        if not words:
            return ()
        statement = (
            "SELECT id, -bm25(claim) FROM claim WHERE claim MATCH ? ORDER BY bm25(claim), rowid LIMIT ?"
        )
        return [(str(own), float(score)) for own, score in connection.execute(statement, (words, _MOST))]

    return ask


def _fuzzy(texts: Mapping[str, str], scorer: Callable[..., float]) -> Engine:
    def ask(question: str) -> Sequence[tuple[str, float]]:
        found = process.extract(
            question, dict(texts), scorer=scorer, processor=utils.default_process, limit=_MOST
        )
        return [(own, score) for _, score, own in found if score > 0]

    return ask
