"""Entities named in running text: longest names first, whole words only, weak names never."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.names.index import DECOY
from knowledge.names.normalise import fold

if TYPE_CHECKING:
    from knowledge.names.index import Entry, NameIndex

_SIGNS: Final = "぀-ヿ㐀-鿿가-힣"
_WORD: Final = re.compile(rf"[^\W_{_SIGNS}]+(?:['’.+][^\W_{_SIGNS}]+)*\.?")
_UNSPACED: Final = re.compile(rf"[{_SIGNS}](?:[{_SIGNS}]| (?=[가-힣]))*")
_LONGEST: Final = 10
_SHORT: Final = 4
_LONGEST_RUN: Final = 24
_TEXT_LIMIT: Final = 6000


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """One entity named in a text.

    Attributes:
        entity: the entity's id, or an empty string when the name may mean several.
        meanings: the ids that the name may mean; one for a clear name.
        text: the words as they stand in the text.
        start: where they begin, in characters.
        end: where they end.
    """

    entity: str
    meanings: tuple[str, ...]
    text: str
    start: int
    end: int


def mentions(index: NameIndex, text: str) -> tuple[Mention, ...]:
    """Give the names in a text in order, none inside another; at most 6,000 characters are read."""
    text = text[:_TEXT_LIMIT]
    words = [_Word(fold(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]
    found: list[Mention] = []
    at = 0
    while at < len(words):
        length, mention = _longest(index, text, words, at)
        if mention:
            found.append(mention)
        at += length
    found += _unspaced(index, text)
    return tuple(sorted(found, key=lambda one: one.start))


def _longest(index: NameIndex, text: str, words: list[_Word], at: int) -> tuple[int, Mention | None]:
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        run = words[at : at + length]
        entries = index.native.get(" ".join(word.folded for word in run))
        start, end = run[0].start, run[-1].end
        if entries and "\n" not in text[start:end]:
            return length, _mention(index, entries, text[start:end].rstrip("."), start)
    return 1, None


def _unspaced(index: NameIndex, text: str) -> list[Mention]:
    """Find names in scripts that set no spaces: the longest registered name at each sign of a run."""
    found: list[Mention] = []
    for run in _UNSPACED.finditer(text):
        at = run.start()
        while at < run.end():
            at += text[at] == " "
            mention = None
            for end in range(min(run.end(), at + _LONGEST_RUN), at + 1, -1):
                if text[end - 1] == " ":
                    continue
                entries = index.compact.get(text[at:end].replace("・", "").replace(" ", ""))
                mention = _mention(index, entries, text[at:end], at) if entries else None
                if mention:
                    found.append(mention)
                    at = end
                    break
            at += 0 if mention else 1
    return found


def _mention(index: NameIndex, entries: tuple[Entry, ...], seen: str, start: int) -> Mention | None:
    """Give the mention, or none for a decoy, a weak name, or an acronym that stands there as a word."""
    strong = [entry for entry in entries if entry.target != DECOY and not entry.weak and _cased(entry, seen)]
    meanings: dict[str, None] = {}
    for entry in strong:
        ambiguity = index.ambiguities.get(entry.target)
        meanings.update(dict.fromkeys(ambiguity.meanings if ambiguity else (entry.target,)))
    if not meanings:
        return None
    ids = tuple(meanings)
    return Mention(ids[0] if len(ids) == 1 else "", ids, seen, start, start + len(seen))


def _cased(entry: Entry, seen: str) -> bool:
    """Ask a short or capitalised acronym to be written as one: "us" and "start" are words."""
    letters = [sign for sign in entry.text if sign.isalpha()]
    if not seen.isascii() or not letters:
        return True
    if all(sign.isupper() for sign in letters):
        return not seen.islower() if len(letters) > _SHORT else seen.replace(".", "").isupper()
    return seen[0].isupper() or not entry.text[0].isupper() or len(entry.text.split()) > 1
