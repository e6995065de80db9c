"""The name index: dictionaries of keys over a `NameBook`, built once, read only afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from knowledge.names import keys
from knowledge.names.maps import ByKey, ByLength, ByMadeKey
from knowledge.names.normalise import fold
from knowledge.names.words import AMERICAN, SYNONYMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from knowledge.names.book import Ambiguity, NameBook, Named, NameRow

DECOY: Final = "!"
"""The target of a decoy: no entity, a reason to say nothing."""

PERSON: Final = "person"
"""The kind whose names have titles and initials."""

PROPER: Final = frozenset({PERSON, "state", "place", "weapon-system"})
"""Kinds whose names are proper names."""

EASTERN_LENGTH: Final = 7
"""Letters that a skeleton of Japanese or Korean sounds needs, to say anything."""

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


class NameIndex:
    """Every way in to a name: one dictionary per key, and the lists that near names are scanned in."""

    def __init__(self, book: NameBook) -> None:
        self.entities: Mapping[str, Named] = {entity.id: entity for entity in book.entities}
        self.ambiguities: Mapping[str, Ambiguity] = {f"?{at}": one for at, one in enumerate(book.ambiguities)}
        self.contrasts = frozenset(frozenset(pair) for pair in book.contrasts)
        self.entries: list[Entry] = list(_entries(book, self.ambiguities))
        keys.forget_tables()  # before the maps are built, which then take the room that the tables had
        self.native = ByKey()
        self.russian: dict[str, str] = {}
        self.canonical: dict[str, Entry] = {}
        self.words: set[str] = set()
        for entry in self.entries:
            self._add(entry)
        self.compact = ByMadeKey(self.entries, lambda entry: keys.squash(entry.native))
        self.first_signs = frozenset(entry.native[0] for entry in self.entries)
        self._latin = ByMadeKey(self.entries, _romanised)
        self._squashed = ByMadeKey(self.entries, _squashed)
        self._respelt = ByMadeKey(self.entries, _respelt)
        self.ordered = ByMadeKey(self.entries, _ordered)
        sound = cache(keys.sound)  # one word stands in many names
        self.sounds = ByMadeKey(self.entries, _sounds, lambda entry: _sounds(entry, sound))
        self.eastern = ByMadeKey(self.entries, _eastern)
        self.initials = ByMadeKey(self.entries, _initials)
        self.stems = ByMadeKey(self.entries, _stems)
        self.inside = {target: self._named_in(entry) for target, entry in self.canonical.items()}
        self.near = ByMadeKey(self.entries, _scanned)
        self.scanned = {
            script: ByLength(
                dict.fromkeys(
                    entry.near
                    for entry in self.entries
                    if keys.script(entry.native) == script and _scanned(entry) is not None
                )
            )
            for script in keys.SCRIPTS
        }

    def _add(self, entry: Entry) -> None:
        self.native.add(entry.native, entry)
        if entry.kind == "canonical":
            self.canonical.setdefault(entry.target, entry)
        if entry.target == DECOY:
            return
        if not entry.foreign:
            self.words.update(entry.latin.split())
        if keys.script(entry.native) == "cyrillic":
            for word in entry.native.split():
                self.russian.setdefault(keys.dictionary_stem(word), word)

    def _named_in(self, entry: Entry) -> frozenset[str]:
        """Give the entities whose names stand inside this name: the islands in the name of their dispute."""
        words = entry.native.split()
        spans = {" ".join(words[at:end]) for at in range(len(words)) for end in range(at + 1, len(words) + 1)}
        spans.discard(entry.native)
        owners = {one.target for span in spans for one in self.native.get(span)}
        return frozenset(owner for owner in owners if owner in self.entities and owner != entry.target)

    def latin(self, plain: str) -> tuple[Entry, ...]:
        """Give the names with these Latin letters."""
        return self.native.get(plain) + self._latin.get(plain)

    def squashed(self, compact: str) -> tuple[Entry, ...]:
        """Give the names with these Latin letters, spaces apart."""
        return self.compact.get(compact) + self._squashed.get(compact)

    def respelt(self, plain: str) -> tuple[Entry, ...]:
        """Give the names that are this in British spelling and digits."""
        return self.latin(plain) + self._respelt.get(plain)

    def name(self, target: str) -> str:
        """Give the display name of an entity."""
        return self.entities[target].name


def _scanned(entry: Entry) -> str | None:
    return None if entry.everyday or entry.native.startswith("the ") else entry.near


def _romanised(entry: Entry) -> str | None:
    return entry.latin if entry.latin != entry.native else None


def _squashed(entry: Entry) -> str | None:
    return keys.squash(entry.latin) if entry.latin != entry.native else None


def _respelt(entry: Entry) -> str | None:
    respelt = keys.respelt(entry.latin)
    return respelt if respelt != entry.latin else None


def _ordered(entry: Entry) -> str | None:
    return keys.sorted_words(entry.latin) if " " in entry.latin else None


# A decoy does without the keys by sound, by initials and by stem.


def _sounds(entry: Entry, sound: Callable[[str], str] = keys.sound) -> str | None:
    if entry.target == DECOY or keys.script(entry.native) == "han":
        return None
    return keys.sorted_words(" ".join(map(sound, entry.latin.split())))


def _eastern(entry: Entry) -> str | None:
    skeleton = keys.eastern(entry.latin) if entry.target != DECOY else ""
    return skeleton if len(skeleton) >= EASTERN_LENGTH else None


def _initials(entry: Entry) -> str | None:
    if entry.target == DECOY or entry.kind not in _SPELT_OUT or keys.script(entry.native) != "latin":
        return None
    return keys.initials(entry.latin) or None


def _stems(entry: Entry) -> str | None:
    if entry.target == DECOY or keys.script(entry.native) != "cyrillic":
        return None
    return " ".join(sorted(map(keys.dictionary_stem, entry.native.split())))


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


def halves(text: str) -> tuple[str, ...]:
    """Give the folded names that a name with a slash sets side by side: their words belong to one half each."""
    return tuple(half for part in text.split("/") if (half := fold(part)))


def merged(words: Iterable[str]) -> tuple[str, ...]:
    """Give words with synonyms taken as one."""
    return tuple(SYNONYMS.get(word) or AMERICAN.get(word, word) for word in words)


def _entries(book: NameBook, ambiguities: Mapping[str, Ambiguity]) -> Iterator[Entry]:
    romanised = book.romanised()
    taken: dict[str, str] = {}
    also: set[tuple[str, str]] = set()
    for target, text, kind, weak, foreign in _rows(book, ambiguities):
        native = fold(text)
        first = taken.setdefault(native, "")
        if not native or first == target or (target, native) in also:
            continue
        if first:
            also.add((target, native))
        else:
            taken[native] = target
        yield _entry(romanised, target, text, kind, native, weak=weak, foreign=foreign)
    for text in book.decoys:
        native = fold(text)
        if native and native not in taken:  # a name that has come into the base since is a decoy no longer
            taken[native] = DECOY
            everyday = text.islower() and text.isascii()
            yield _entry(romanised, DECOY, text, "decoy", native, everyday=everyday)


def _rows(book: NameBook, ambiguities: Mapping[str, Ambiguity]) -> Iterator[tuple[str, str, str, bool, bool]]:
    """Give target, text, kind, and whether it is weak and foreign, of each name that is no decoy."""
    known = {entity.id for entity in book.entities}
    for entity in book.entities:
        yield entity.id, entity.name, "canonical", False, False
    for row in book.names:
        if row.entity in known:
            yield row.entity, row.text, row.kind, row.weak, _foreign(row)
    for target, one in ambiguities.items():
        for name in one.names:
            yield target, name, "ambiguous", False, False


def _foreign(row: NameRow) -> bool:
    return not row.language.startswith("en")


def _entry(  # noqa: PLR0913 - the columns of one row
    romanised: Mapping[str, str],
    target: str,
    text: str,
    kind: str,
    native: str,
    *,
    weak: bool = False,
    foreign: bool = False,
    everyday: bool = False,
) -> Entry:
    # Equal forms are one string: most names are written in Latin letters as they are.
    native = text if native == text else native
    plain = native if native.isascii() else romanised.get(native) or keys.latin(native)
    plain = native if plain == native else plain
    near = plain if keys.script(native) == "latin" else near_form(native)
    near = native if near == native else near
    return Entry(target, text, kind, weak, native, plain, near, keys.numbers(plain), foreign, everyday)
