"""Entities named in running text: longest names first, whole words only, weak names never.

In prose, also names in another grammatical form (a Russian case, an English plural), and none across a comma.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.names import keys
from knowledge.names.exact import uninflected
from knowledge.names.index import DECOY
from knowledge.names.normalise import fold

if TYPE_CHECKING:
    from knowledge.names.index import Entry, NameIndex

_SIGNS: Final = "぀-ヿ㐀-鿿가-힣"
_WORD: Final = re.compile(rf"[^\W_{_SIGNS}]+(?:['’.+][^\W_{_SIGNS}]+)*\.?")
_UNSPACED: Final = re.compile(rf"[{_SIGNS}](?:[{_SIGNS}]| (?=[가-힣]))*")
_LONGEST: Final = 10
_PAUSE: Final = re.compile(r"[,;:!?]|(?<=[a-zа-яё0-9])\.\s|\)\s")
"""What ends a part of a sentence: "Japan, Russia and" names two states and not their relations."""
_CAPITAL: Final = re.compile(r"(?<![.!?:\n] )(?<![.!?:\n])(?<!^)\b(?!I\b)[A-Z]")
"""A capital within a sentence, "I" aside: without one, whoever wrote the text sets no capitals in names either."""
_SHORT: Final = 4
_LONGEST_RUN: Final = 24
_LONGEST_INFLECTED: Final = 5
"""How many words of a name are tried in other grammatical forms, of which each word may have several."""
TEXT_LIMIT: Final = 6000
"""Characters of a text that are read at once."""


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    start: int
    end: int
    bends: bool


@dataclass(frozen=True, slots=True)
class _Style:
    """How a text is written: as prose, and by somebody who sets no capitals."""

    prose: bool
    small: bool
    forms: dict[str, tuple[Entry, ...]]
    """What runs of words in another grammatical form mean: looking that up is slow, and words repeat."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One entity named in a text.

    Attributes:
        entity: the entity's id, or an empty string when the name may mean several.
        meanings: the ids that the name may mean; one for a clear name.
        text: the words as they stand in the text.
        start: where they begin, in characters.
        end: where they end.
        common: a word like "treaty", or one too weak to name anything alone: worth a question where somebody asks
            for it, and no name in what they write.
    """

    entity: str
    meanings: tuple[str, ...]
    text: str
    start: int
    end: int
    common: bool = False


def mentions(index: NameIndex, text: str, *, prose: bool = False) -> tuple[Mention, ...]:
    """Give the names in a text in order, none inside another; at most 6,000 characters are read."""
    text = text[:TEXT_LIMIT]
    words = [
        _Word(folded := fold(found[0]), found.start(), found.end(), prose and _may_bend(index, folded))
        for found in _WORD.finditer(text)
    ]
    style = _Style(prose, small=prose and not _CAPITAL.search(text), forms={})
    found: list[Mention] = []
    at = 0
    while at < len(words):
        length, mention = _longest(index, text, words, at, style)
        if mention:
            found.append(mention)
        at += length
    found += _unspaced(index, text)
    return tuple(sorted(found, key=lambda one: one.start))


def _longest(
    index: NameIndex, text: str, words: list[_Word], at: int, style: _Style
) -> tuple[int, Mention | None]:
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        run = words[at : at + length]
        folded = " ".join(word.folded for word in run)
        entries = index.native.get(folded)
        if not entries and length <= _LONGEST_INFLECTED and all(word.bends for word in run):
            if folded not in style.forms:
                style.forms[folded] = tuple(uninflected(index, folded))
            entries = style.forms[folded]
        start, end = run[0].start, run[-1].end
        if style.prose and _PAUSE.search(text, start, end - 1):
            entries = tuple(one for one in entries if _PAUSE.search(one.text))
        if entries and "\n" not in text[start:end]:
            return length, _mention(index, entries, text[start:end].rstrip("."), start, small=style.small)
    return 1, None


def _unspaced(index: NameIndex, text: str) -> list[Mention]:
    """Find names in scripts that set no spaces: the longest registered name at each sign of a run."""
    found: list[Mention] = []
    for run in _UNSPACED.finditer(text):
        at = run.start()
        while at < run.end():
            at += text[at] == " "
            if text[at : at + 1] not in index.first_signs and text[at : at + 1] != "・":
                at += 1
                continue
            mention = None
            for end in range(min(run.end(), at + _LONGEST_RUN), at + 1, -1):
                if text[end - 1] == " ":
                    continue
                entries = index.compact.get(text[at:end].replace("・", "").replace(" ", ""))
                if entries and _goes_on(index, text, at, end):
                    continue  # ロシア in ベラルーシア is part of another word
                mention = _mention(index, entries, text[at:end], at) if entries else None
                if mention:
                    found.append(mention)
                    at = end
                    break
            at += 0 if mention else 1
    return found


def _may_bend(index: NameIndex, folded: str) -> bool:
    """Say whether a word may be a form of a word of some name; most Russian words are not."""
    return folded.isascii() or any(stem in index.russian for stem in keys.stems(folded))


def _goes_on(index: NameIndex, text: str, start: int, end: int) -> bool:
    """Say whether a name in katakana is a part of a longer word: katakana follows that begins no name."""
    if not (_is_katakana(text[start:end]) and _is_katakana(text[end : end + 1])):
        return False
    longest = min(len(text), end + _LONGEST_RUN)
    return not any(index.compact.get(text[end:to].replace("・", "")) for to in range(end + 2, longest + 1))


def _is_katakana(text: str) -> bool:
    return bool(text) and all("ァ" <= sign <= "ヺ" or sign in "ー・" for sign in text)


def _mention(
    index: NameIndex, entries: tuple[Entry, ...], seen: str, start: int, *, small: bool = False
) -> Mention | None:
    """Give the mention, or none for a decoy, a weak name, or an acronym that stands there as a word."""
    strong = [
        entry
        for entry in entries
        if entry.target != DECOY and not entry.weak and (_cased(entry, seen) or (small and _is_long(entry)))
    ]
    meanings: dict[str, None] = {}
    for entry in strong:
        ambiguity = index.ambiguities.get(entry.target)
        meanings.update(dict.fromkeys(ambiguity.meanings if ambiguity else (entry.target,)))
    if not meanings:
        return None
    ids = tuple(meanings)
    entity = ids[0] if len(ids) == 1 else ""
    return Mention(entity, ids, seen, start, start + len(seen), _is_common(index, entries, strong))


def _is_common(index: NameIndex, entries: tuple[Entry, ...], strong: list[Entry]) -> bool:
    """Say whether the words are no name: weak as one of their meanings, or declared unclear as common words are."""
    declared = [index.ambiguities[one.target].names[0] for one in strong if one.target in index.ambiguities]
    if len(declared) < len(strong):
        return False
    return any(one.weak for one in entries) or all(name[0].islower() for name in declared)


def _cased(entry: Entry, seen: str) -> bool:
    """Ask a short or capitalised acronym to be written as one: "us" and "start" are words."""
    letters = [sign for sign in entry.text if sign.isalpha()]
    if not seen.isascii() or not letters:
        return True
    if all(sign.isupper() for sign in letters):
        return not seen.islower() if len(letters) > _SHORT else seen.replace(".", "").isupper()
    return seen[0].isupper() or not entry.text[0].isupper() or len(entry.text.split()) > 1


def _is_long(entry: Entry) -> bool:
    """Say whether a name is long enough to be told from a word by its letters alone: "putin" is, "us" is not."""
    return sum(sign.isalpha() for sign in entry.text) > _SHORT
