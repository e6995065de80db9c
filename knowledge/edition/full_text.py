"""Full-text look-ups in an edition file."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

_WORD = re.compile(r"\w+")


class FullText:
    """The claims by the words of their wordings, key terms and names; English stems (SQLite FTS5's porter)."""

    def __init__(self, path: Path) -> None:
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        # Read-only and immutable, so use from several threads needs no lock of ours.
        self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)

    def claims_with(self, text: str, limit: int = 25) -> list[str]:
        """Ids of claims that hold every word of ``text``, best first by bm25."""
        words = _WORD.findall(text)
        if not words:
            return []
        query = " AND ".join(f'"{word}"' for word in words)
        statement = (
            "SELECT id FROM claim_text WHERE claim_text MATCH ? ORDER BY bm25(claim_text), rowid LIMIT ?"
        )
        return [str(row[0]) for row in self._connection.execute(statement, (query, limit))]

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
