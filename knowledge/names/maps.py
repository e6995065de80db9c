"""The two containers of the name index: entries by a key, and words by their length."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.names.index import Entry


class ByKey:
    """Entries by a key, in the order in which they were added.

    Nearly every key has one entry: that one is held without a list around it, and equal keys of several maps are one
    string, which together halve the memory of an index.

    Args:
        same: strings already in use, by themselves; shared by the maps of one index while they are filled.
    """

    __slots__ = ("_held", "_same")

    def __init__(self, same: dict[str, str]) -> None:
        self._held: dict[str, Entry | tuple[Entry, ...]] = {}
        self._same = same

    def __contains__(self, key: str) -> bool:
        return key in self._held

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def add(self, key: str, entry: Entry) -> None:
        """Put an entry under a key."""
        held = self.get(key)
        self._held[self._same.setdefault(key, key)] = (*held, entry) if held else entry

    def get(self, key: str) -> tuple[Entry, ...]:
        """Give the entries under a key; none when there is no such key."""
        held = self._held.get(key, ())
        return held if isinstance(held, tuple) else (held,)


class ByLength:
    """Words in order of length, so that a scan for near ones reads only those of nearly the same length."""

    __slots__ = ("_lengths", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(words, key=len)
        self._lengths = [len(word) for word in self._words]

    def __len__(self) -> int:
        return len(self._words)

    def within(self, length: int, edits: int) -> list[str]:
        """Give the words whose length differs by at most so many letters."""
        return self._words[
            bisect_left(self._lengths, length - edits) : bisect_right(self._lengths, length + edits)
        ]

    def reaching(self, length: int) -> list[str]:
        """Give the words of at least this length."""
        return self._words[bisect_left(self._lengths, length) :]
