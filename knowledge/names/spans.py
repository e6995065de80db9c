"""Names inside a longer run of words, so that "South Korea" counts as one thing and not as two words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from knowledge.names.index import DECOY, merged
from knowledge.names.words import STOP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from knowledge.names.index import Entry

MARK: Final = "@"
"""Begins a token that stands for an entity, or for a decoy (``@!``)."""

_LONGEST: Final = 8
_SHORTEST: Final = 2
_ROMANISED: Final = 5
"""Letters that a romanised name needs: "soul" is a word before it is Seoul."""

_SCATTERED: Final = 4
_SEVERAL: Final = "?"


class Spans:
    """The names that mean one entity (or a decoy) without doubt, by their words with synonyms merged."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._owner: dict[str, str] = {}
        for entry in entries:
            if entry.everyday or len(entry.latin) < (
                _SHORTEST if entry.native == entry.latin else _ROMANISED
            ):
                continue
            words = " ".join(merged(entry.latin.split()))
            words = entry.latin if words == entry.latin else words  # one string with the entry's
            owner = _SEVERAL if entry.weak or entry.kind == "ambiguous" else entry.target
            held = self._owner.get(words, owner)
            self._owner[words] = owner if held in (owner, DECOY) else held if owner == DECOY else _SEVERAL

        for words in [one for one in self._owner if self._is_made_of_names(one.split())]:
            del self._owner[words]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Give each name with the entity that it means; ``?`` where there are several."""
        return iter(self._owner.items())

    def _is_made_of_names(self, words: Sequence[str]) -> bool:
        """Say whether these are other names side by side: "Russia and Japan", which among other words are the two."""
        inside = [word for word in self.longest(words, len(words) - 1) if word not in STOP]
        return len(inside) > 1 and all(word[0] == MARK and word != MARK + DECOY for word in inside)

    def longest(self, words: Sequence[str], most: int = _LONGEST) -> list[str]:
        """Give merged words with the longest name at each place, of at most so many words, replaced by its token."""
        found: list[str] = []
        at = 0
        while at < len(words):
            for length in range(min(_LONGEST, most, len(words) - at), 0, -1):
                owner = self._owner.get(" ".join(words[at : at + length]), _SEVERAL)
                if owner != _SEVERAL:
                    found.append(MARK + owner)
                    at += length
                    break
            else:
                found.append(words[at])
                at += 1
        return found

    def all(self, words: Sequence[str]) -> set[str]:
        """Give the tokens of every name in a run of merged words, names inside names too."""
        return {
            MARK + owner
            for at in range(len(words))
            for length in range(1, min(_LONGEST, len(words) - at) + 1)
            if (owner := self._owner.get(" ".join(words[at : at + length]), _SEVERAL))
            not in (_SEVERAL, DECOY)
        }


class Scattered:
    """Names of which the words stand together in any order: "missiles of intermediate range"."""

    def __init__(self, spans: Spans) -> None:
        self._owner = {
            _unordered(parts): owner
            for name, owner in spans
            if _SHORTEST <= len(parts := name.split()) <= _SCATTERED
        }

    def all(self, words: Sequence[str]) -> set[str]:
        """Give the tokens of the names of which all words stand together in a run of merged words."""
        carrying = [word for word in words if word not in STOP]
        return {
            MARK + owner
            for length in range(_SHORTEST, _SCATTERED + 1)
            for at in range(len(carrying) - length + 1)
            if (owner := self._owner.get(_unordered(carrying[at : at + length]), _SEVERAL))
            not in (_SEVERAL, DECOY)
        }


def _unordered(words: Iterable[str]) -> str:
    return " ".join(sorted(word for word in words if word not in STOP))
