"""The name index: dictionaries of keys over a `NameBook`, built once, read only afterwards."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.names import keys
from knowledge.names.normalise import fold
from knowledge.names.words import AMERICAN, SYNONYMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from knowledge.names.book import Ambiguity, NameBook, Named, NameRow

DECOY: Final = "!"
"""The target of a decoy: no entity, a reason to say nothing."""

PERSON: Final = "person"
"""The kind whose names have titles and initials."""

_SPELT_OUT: Final = frozenset({"canonical", "official"})
"""Kinds of name that people abbreviate to initials."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One registered name with its keys.

    Attributes:
        target: an entity id, `DECOY`, or ``?n`` for the n-th declared ambiguity.
        text: the name as written in the base.
        kind: the name's kind; ``ambiguous`` and ``decoy`` for the other targets.
        weak: it never answers alone.
        native: the folded name.
        latin: the folded name in Latin letters.
        near: the form in which nearness is measured, in the name's own script.
        numbers: every number in it.
        foreign: a Latin name in another language than English: further from what hands here type.
        everyday: a decoy that is an everyday word (written in lower case) and so only stops a match of its whole term.
    """

    target: str
    text: str
    kind: str
    weak: bool
    native: str
    latin: str
    near: str
    numbers: tuple[str, ...]
    foreign: bool = False
    everyday: bool = False


class ByLength:
    """Words in order of length, so that a scan for near ones reads only those of nearly the same length."""

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


class NameIndex:
    """Every way in to a name: one dictionary per key, and the lists that near names are scanned in."""

    def __init__(self, book: NameBook) -> None:
        self.entities: Mapping[str, Named] = {entity.id: entity for entity in book.entities}
        self.ambiguities: Mapping[str, Ambiguity] = {f"?{at}": one for at, one in enumerate(book.ambiguities)}
        self.contrasts = frozenset(frozenset(pair) for pair in book.contrasts)
        self.native: dict[str, list[Entry]] = defaultdict(list)
        self.compact: dict[str, list[Entry]] = defaultdict(list)
        self.latin: dict[str, list[Entry]] = defaultdict(list)
        self.squashed: dict[str, list[Entry]] = defaultdict(list)
        self.ordered: dict[str, list[Entry]] = defaultdict(list)
        self.respelt: dict[str, list[Entry]] = defaultdict(list)
        self.sounds: dict[str, list[Entry]] = defaultdict(list)
        self.eastern: dict[str, list[Entry]] = defaultdict(list)
        self.initials: dict[str, list[Entry]] = defaultdict(list)
        self.near: dict[keys.Script, dict[str, list[Entry]]] = {
            script: defaultdict(list) for script in keys.SCRIPTS
        }
        self.stems: dict[str, list[Entry]] = defaultdict(list)
        self.russian: dict[str, str] = {}
        self.canonical: dict[str, Entry] = {}
        self.words: set[str] = set()
        self.entries: list[Entry] = []
        for entry in _entries(book, self.ambiguities):
            self._add(entry)
        self.inside = {target: self._named_in(entry) for target, entry in self.canonical.items()}
        self.scanned = {script: ByLength(forms) for script, forms in self.near.items()}

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.native[entry.native].append(entry)
        self.compact[keys.squash(entry.native)].append(entry)
        self.latin[entry.latin].append(entry)
        self.squashed[keys.squash(entry.latin)].append(entry)
        self.ordered[keys.sorted_words(entry.latin)].append(entry)
        self.respelt[keys.respelt(entry.latin)].append(entry)
        script = keys.script(entry.native)
        if not (entry.everyday or entry.native.startswith("the ")):
            self.near[script][entry.near].append(entry)
        if entry.kind == "canonical":
            self.canonical.setdefault(entry.target, entry)
        if entry.target == DECOY:
            return
        self.words.update(entry.latin.split())
        if script != "han":
            self.sounds[keys.sorted_words(keys.sounds(entry.latin))].append(entry)
        self.eastern[keys.eastern(entry.latin)].append(entry)
        if entry.kind in _SPELT_OUT and script == "latin" and (short := keys.initials(entry.latin)):
            self.initials[short].append(entry)
        if script == "cyrillic":
            words = entry.native.split()
            self.stems[" ".join(sorted(keys.dictionary_stem(word) for word in words))].append(entry)
            for word in words:
                self.russian.setdefault(keys.dictionary_stem(word), word)

    def _named_in(self, entry: Entry) -> frozenset[str]:
        """Give the entities whose names stand inside this name: the islands in the name of their dispute."""
        words = entry.native.split()
        spans = {" ".join(words[at:end]) for at in range(len(words)) for end in range(at + 1, len(words) + 1)}
        spans.discard(entry.native)
        owners = {one.target for span in spans for one in self.native.get(span, ())}
        return frozenset(owner for owner in owners if owner in self.entities and owner != entry.target)

    def name(self, target: str) -> str:
        """Give the display name of an entity."""
        return self.entities[target].name


def near_form(folded: str) -> str:
    """Give the form in which nearness is measured: Latin letters, Cyrillic letters, Hangul letters or characters."""
    match keys.script(folded):
        case "hangul":
            return keys.jamo(keys.squash(folded))
        case "han":
            return keys.squash(folded)
        case "cyrillic":
            return folded
        case "latin":
            return keys.latin(folded)


def merged(words: Iterable[str]) -> tuple[str, ...]:
    """Give words with synonyms taken as one."""
    return tuple(SYNONYMS.get(word) or AMERICAN.get(word, word) for word in words)


def _entries(book: NameBook, ambiguities: Mapping[str, Ambiguity]) -> Iterable[Entry]:
    seen: set[tuple[str, str]] = set()
    known = {entity.id for entity in book.entities}
    rows = [(entity.id, entity.name, "canonical", False, False) for entity in book.entities]
    rows += [
        (row.entity, row.text, row.kind, row.weak, _foreign(row)) for row in book.names if row.entity in known
    ]
    rows += [
        (target, name, "ambiguous", False, False) for target, one in ambiguities.items() for name in one.names
    ]
    taken: set[str] = set()
    for target, text, kind, weak, foreign in rows:
        native = fold(text)
        if native and (target, native) not in seen:
            seen.add((target, native))
            taken.add(native)
            yield _entry(target, text, kind, native, weak=weak, foreign=foreign)
    for text in book.decoys:
        native = fold(text)
        if native and native not in taken:  # a name that has come into the base since is a decoy no longer
            taken.add(native)
            yield _entry(DECOY, text, "decoy", native, everyday=text.islower() and text.isascii())


def _foreign(row: NameRow) -> bool:
    return not row.language.startswith("en")


def _entry(  # noqa: PLR0913 - the columns of one row
    target: str,
    text: str,
    kind: str,
    native: str,
    *,
    weak: bool = False,
    foreign: bool = False,
    everyday: bool = False,
) -> Entry:
    plain = keys.latin(native)
    return Entry(
        target, text, kind, weak, native, plain, near_form(native), keys.numbers(plain), foreign, everyday
    )
