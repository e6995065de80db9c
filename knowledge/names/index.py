"""The name index: dictionaries of keys over a `NameBook`, built once, read only afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from knowledge.names import keys
from knowledge.names.maps import ByKey, ByLength
from knowledge.names.normalise import fold
from knowledge.names.words import AMERICAN, SYNONYMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
        same: dict[str, str] = {}
        self.native = ByKey(same)
        self.compact = ByKey(same)
        self._latin = ByKey(same)
        self._squashed = ByKey(same)
        self._respelt = ByKey(same)
        self.ordered = ByKey(same)
        self.sounds = ByKey(same)
        self.eastern = ByKey(same)
        self.initials = ByKey(same)
        self.near: dict[keys.Script, ByKey] = {script: ByKey(same) for script in keys.SCRIPTS}
        self.stems = ByKey(same)
        self.russian: dict[str, str] = {}
        self.canonical: dict[str, Entry] = {}
        self.words: set[str] = set()
        self.entries: list[Entry] = []
        entries = list(_entries(book, self.ambiguities))
        keys.forget_tables()  # before the maps are built, which then take the room that the tables had
        for entry in entries:
            self._add(entry)
        same.clear()
        self.inside = {target: self._named_in(entry) for target, entry in self.canonical.items()}
        self.scanned = {script: ByLength(forms) for script, forms in self.near.items()}

    def _add(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.native.add(entry.native, entry)
        self.compact.add(keys.squash(entry.native), entry)
        if entry.latin != entry.native:
            self._latin.add(entry.latin, entry)
            self._squashed.add(keys.squash(entry.latin), entry)
        if (respelt := keys.respelt(entry.latin)) != entry.latin:
            self._respelt.add(respelt, entry)
        if " " in entry.latin:
            self.ordered.add(keys.sorted_words(entry.latin), entry)
        script = keys.script(entry.native)
        if not (entry.everyday or entry.native.startswith("the ")):
            self.near[script].add(entry.near, entry)
        if entry.kind == "canonical":
            self.canonical.setdefault(entry.target, entry)
        if entry.target != DECOY:
            if not entry.foreign:
                self.words.update(entry.latin.split())
            self._add_heard(entry, script)

    def _add_heard(self, entry: Entry, script: keys.Script) -> None:
        """Add the keys by sound, by initials and by stem, which a decoy does without."""
        if script != "han":
            self.sounds.add(keys.sorted_words(keys.sounds(entry.latin)), entry)
        if len(skeleton := keys.eastern(entry.latin)) >= EASTERN_LENGTH:
            self.eastern.add(skeleton, entry)
        if entry.kind in _SPELT_OUT and script == "latin" and (short := keys.initials(entry.latin)):
            self.initials.add(short, entry)
        if script == "cyrillic":
            words = entry.native.split()
            self.stems.add(" ".join(sorted(map(keys.dictionary_stem, words))), entry)
            for word in words:
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
    # Equal forms are one string: most names are written in Latin letters as they are.
    native = text if native == text else native
    plain = keys.latin(native)
    plain = native if plain == native else plain
    near = near_form(native)
    near = native if near == native else near
    return Entry(target, text, kind, weak, native, plain, near, keys.numbers(plain), foreign, everyday)
