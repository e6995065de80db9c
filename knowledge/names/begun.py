"""The stage of names left unfinished: each typed word begins a word of the name, from its first word on."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from knowledge.names import keys
from knowledge.names.candidate import Candidate
from knowledge.names.index import PROPER

if TYPE_CHECKING:
    from knowledge.names.index import NameIndex

_LETTERS: Final = 6
_SHORTEST: Final = 2
_TOP: Final = 94.0
_WHOLE_WORDS: Final = 99.0
_UNFINISHED: Final = 9.0
"""For each word left unfinished before the last."""

_NEARLY_ALL: Final = 0.75
_MOST: Final = 300


class Beginnings:
    """Names in alphabetical order, to be found by how they begin."""

    def __init__(self, index: NameIndex) -> None:
        self._entries = sorted(
            (
                entry
                for entry in index.entries
                if entry.target in index.entities and " " in entry.latin and not entry.weak
            ),
            key=lambda entry: entry.latin,
        )
        self._kinds = {one.id: one.kind for one in index.entities.values()}
        self._forms = [entry.latin for entry in self._entries]

    def find(self, text: str) -> list[Candidate]:
        """Give the names of which two typed words or more begin the first words: "kuril isl", "new north pol"."""
        plain = keys.latin(text)
        words = plain.split()
        if len(words) < _SHORTEST or len(keys.squash(plain)) < _LETTERS or min(map(len, words)) < _SHORTEST:
            return []
        found = []
        at = bisect_left(self._forms, words[0])
        for entry in self._entries[at : at + _MOST]:
            if not entry.latin.startswith(words[0]):
                break
            parts = entry.latin.split()[: len(words)]
            if (
                len(parts) == len(words)
                and all(map(str.startswith, parts, words))
                and _numbers_kept(parts, words)
            ):
                share = len(plain) / len(entry.latin)
                # Whole words are no unfinished name: a "Japanese missile" is no "Japanese missile shield".
                sure = (
                    parts != words
                    or share >= _NEARLY_ALL
                    or entry.kind == "canonical"
                    or self._kinds[entry.target] in PROPER - {"weapon-system"}
                )
                reason = f'begins "{entry.text}"'
                found.append(Candidate(entry, _score(parts, words, share), "begun", reason, sure))
        return found


def _score(parts: list[str], words: list[str], share: float) -> float:
    """Weigh how much of the name was typed, and how many of its words before the last were left unfinished."""
    unfinished = sum(part != word for part, word in zip(parts[:-1], words[:-1], strict=True))
    top = _WHOLE_WORDS if parts == words else _TOP
    return round(top * (0.8 + 0.2 * share) - _UNFINISHED * unfinished, 2)


def _numbers_kept(parts: list[str], words: list[str]) -> bool:
    return all(number in words for number in keys.numbers(" ".join(parts)))
