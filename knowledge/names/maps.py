"""The containers of the name index: entries by a key, whether kept or made again, lists of numbers, words by length."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from knowledge.names.index import Entry


class ByKey:
    """Entries by a key, in the order in which they were added.

    For keys that the entries have as their forms anyway. Nearly every key has one entry: that one is held without a
    list around it.
    """

    __slots__ = ("_held",)

    def __init__(self) -> None:
        self._held: dict[str, Entry | tuple[Entry, ...]] = {}

    def add(self, key: str, entry: Entry) -> None:
        """Put an entry under a key."""
        held = self.get(key)
        self._held[key] = (*held, entry) if held else entry

    def get(self, key: str) -> tuple[Entry, ...]:
        """Give the entries under a key; none when there is no such key."""
        held = self._held.get(key, ())
        return held if isinstance(held, tuple) else (held,)


class ByMadeKey:
    """Entries by a key that is made of them and not kept, in the order in which they were given.

    The key's hash leads to the entries, of which the key is then made again: hashes and places take a tenth of the
    memory that the keys in a dictionary take. Twice as slow as `ByKey`, which a few look-ups for a term do not feel.

    Args:
        entries: all entries; the map keeps the sequence.
        made: the key of an entry; None when it has none of this sort.
        at_once: the same, where there is a faster way for all entries than for one.
    """

    __slots__ = ("_entries", "_hashes", "_made", "_places")

    def __init__(
        self,
        entries: Sequence[Entry],
        made: Callable[[Entry], str | None],
        at_once: Callable[[Entry], str | None] | None = None,
    ) -> None:
        keys = map(at_once or made, entries)
        found = [(hash(key), at) for at, key in enumerate(keys) if key is not None]
        found.sort()
        self._hashes = array("q", (hashed for hashed, _ in found))
        self._places = array("I", (at for _, at in found))
        self._entries = entries
        self._made = made

    def get(self, key: str) -> tuple[Entry, ...]:
        """Give the entries under a key; none when there is no such key."""
        hashed = hash(key)
        first = bisect_left(self._hashes, hashed)
        if first == len(self._hashes) or self._hashes[first] != hashed:
            return ()
        places = self._places[first : bisect_right(self._hashes, hashed, first)]
        return tuple(entry for entry in map(self._entries.__getitem__, places) if self._made(entry) == key)


class Lists:
    """Lists of small numbers, one behind another in one array, each found by its place."""

    __slots__ = ("_numbers", "_starts")

    def __init__(self, lists: Iterable[Iterable[int]]) -> None:
        self._starts = array("I", (0,))
        self._numbers = array("I")
        for one in lists:
            self._numbers.extend(one)
            self._starts.append(len(self._numbers))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, place: int) -> Sequence[int]:
        return self._numbers[self._starts[place] : self._starts[place + 1]]

    def size(self, place: int) -> int:
        """Give the length of one list."""
        return self._starts[place + 1] - self._starts[place]


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
