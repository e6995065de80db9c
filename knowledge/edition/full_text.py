"""Full-text look-ups in an edition file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from knowledge.edition.opening import read_only

_WORD = re.compile(r"\w+")
WORDED = "text short terms voices"
"""The columns that hold what a claim says; ``names`` holds what it is about."""
_WEIGHTED = "bm25(claim_text, 0.0, 4.0, 3.0, 2.0, 2.0, 1.0)"
"""bm25 with a weight for each column in the order of the table; the id is none."""


class FullText:
    """The claims by the words of their wordings, key terms and names; English stems (SQLite FTS5's porter)."""

    def __init__(self, path: Path) -> None:
        self._connection = read_only(path, any_thread=True)

    def claims_with(self, text: str, limit: int = 10) -> list[str]:
        """Ids of claims that hold the words of ``text`` side by side, best first by bm25."""
        words = _WORD.findall(text)
        if not words:
            return []
        query = f'"{" ".join(words)}"'
        statement = (
            "SELECT id FROM claim_text WHERE claim_text MATCH ? ORDER BY bm25(claim_text), rowid LIMIT ?"
        )
        return [str(row[0]) for row in self._connection.execute(statement, (query, limit))]

    def holding(self, forms: Iterable[str], columns: str = WORDED) -> Mapping[str, float]:
        """Claims that hold any of these words or phrases → how well, by weighted bm25: more is better.

        Args:
            forms: words and phrases; what holds no letter or digit is left out.
            columns: the columns to look in, with spaces between.
        """
        phrases = [" ".join(_WORD.findall(form)) for form in forms]
        asked = " OR ".join(f'"{phrase}"' for phrase in dict.fromkeys(phrases) if phrase)
        if not asked:
            return {}
        statement = f"SELECT id, -{_WEIGHTED} FROM claim_text WHERE claim_text MATCH ?"  # noqa: S608 - a constant
        rows = self._connection.execute(statement, (f"{{{columns}}} : ({asked})",))
        return {str(own): float(score) for own, score in rows}

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
