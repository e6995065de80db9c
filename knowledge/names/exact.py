"""The stages that look keys up: registered names as typed, then names under the looser keys."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

from knowledge.names import keys
from knowledge.names.candidate import Candidate
from knowledge.names.index import EASTERN_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.names.index import Entry, NameIndex
    from knowledge.names.variants import Variant

REGISTERED: Final = 100.0
_SHORT: Final = 4
_ALIKE: Final = 0.6
_EASTERN_ALIKE: Final = 0.5
_INITIALS: Final = range(3, 7)
_READINGS: Final = 200


def registered(index: NameIndex, folded: str) -> list[Candidate]:
    """Give the names that the folded term is, decoys among them."""
    return [Candidate(entry, REGISTERED, "name", _said(entry)) for entry in index.native.get(folded)]


def keyed(index: NameIndex, variant: Variant) -> list[Candidate]:
    """Give the names that share a looser key with a reading of the term, best key first."""
    found: dict[tuple[str, str], Candidate] = {}
    for score, reason, entries in _lookups(index, variant):
        clause = ", ".join(part for part in (variant.reason, reason) if part) or "another way to write it"
        for entry in entries:
            if entry.everyday and entry.native != variant.text:
                continue  # an everyday word stops only itself
            found.setdefault(
                (entry.target, entry.native), Candidate(entry, score, "key", clause, titled=variant.person)
            )
    return list(found.values())


def _lookups(index: NameIndex, variant: Variant) -> Iterator[tuple[float, str, Iterable[Entry]]]:
    text = variant.text
    plain = keys.latin(text)
    if variant.reason:
        yield 98.0, "", index.native.get(text)
    if _may_squash(text):
        yield 97.0, "spaces or hyphens apart", index.compact.get(keys.squash(text))
    if (respelt := keys.respelt(plain)) != plain or plain == text:
        yield 97.0, "spelt or counted another way", _of_script(text, index.respelt(respelt))
    yield 95.0, "words in another order", _reordered(index, plain)
    if text_stems := uninflected(index, text):
        yield 95.0, "another grammatical form", text_stems
    if variant.layout:
        return
    yield 96.0, "the same in Latin letters", _transliterated(index, text, plain)
    if len(plain) >= _SHORT and keys.script(text) != "han":
        skeleton = keys.sorted_words(keys.sounds(plain))
        heard = index.sounds.get(skeleton)
        yield (
            92.0,
            "another spelling of the same sound",
            [one for one in heard if _resembles(plain, one, skeleton)],
        )
        skeleton = keys.eastern(plain)
        if len(skeleton) >= EASTERN_LENGTH:
            heard = index.eastern.get(skeleton)
            yield (
                90.0,
                "another spelling of the same sound",
                [one for one in _of_script(text, heard) if _resembles(plain, one, skeleton, _EASTERN_ALIKE)],
            )
    if plain == text and len(text) in _INITIALS:
        yield 90.0, "its initials", index.initials.get(text)


def _may_squash(text: str) -> bool:
    """Refuse to close up short words: "ba l" is not "Bal", but "u s a" is "USA"."""
    parts = text.split()
    compact = keys.squash(text)
    return (
        len(compact) > _SHORT
        or not compact.isascii()
        or any(sign.isdigit() for sign in compact)
        or all(len(part) == 1 for part in parts)
        or len(parts) == 1
    )


def _transliterated(index: NameIndex, text: str, plain: str) -> list[Entry]:
    """Give names with the same Latin letters; two Chinese words of one sound must share a character."""
    found = _of_script(text, index.latin(plain))
    compact = keys.squash(plain)
    if len(compact) > _SHORT:
        found += index.squashed(compact)
    if keys.script(text) != "han":
        return [entry for entry in found if keys.script(entry.native) != "han"]
    return [entry for entry in found if keys.script(entry.native) == "han" and set(text) & set(entry.native)]


def _reordered(index: NameIndex, plain: str) -> tuple[Entry, ...]:
    return index.ordered.get(keys.sorted_words(plain)) if " " in plain else ()


def uninflected(index: NameIndex, text: str) -> list[Entry]:
    """Give names of which the term is a case form (Russian) or a plural (English)."""
    if keys.script(text) == "cyrillic":
        return _russian(index, text)
    if text.isascii() and len(text) > _SHORT and text.endswith("s"):
        bases = (text[:-1], text.removesuffix("es"), text[:-3] + "y" if text.endswith("ies") else "")
        return [entry for base in bases if len(base) >= _SHORT for entry in index.native.get(base)]
    return []


def _russian(index: NameIndex, text: str) -> list[Entry]:
    words = [keys.stems(word) for word in text.split()]
    found: dict[str, Entry] = {}
    for reading in islice(product(*words), _READINGS):
        for entry in index.stems.get(" ".join(sorted(reading))):
            if entry.native != text:
                found.setdefault(entry.target + entry.native, entry)
    return list(found.values())


def _of_script(text: str, entries: Iterable[Entry]) -> list[Entry]:
    """Keep Latin letters from meaning a Chinese name of that sound, and few of them any name of another script."""
    if not text.isascii():
        return list(entries)
    wanted = (
        {"latin"}
        if len(text) < _SHORT and not any(map(str.isdigit, text))
        else {"latin", "cyrillic", "hangul"}
    )
    return [entry for entry in entries if keys.script(entry.native) in wanted or keys.is_kana(entry.native)]


def _resembles(plain: str, entry: Entry, skeleton: str, alike: float = _ALIKE) -> bool:
    """Hold names that sound alike to being spelt alike; a short one to one letter, and not its first."""
    if len(skeleton) < _SHORT or len(entry.latin) < _SHORT:
        return False
    if len(skeleton) == _SHORT and (plain[0] != entry.latin[0] or OSA.distance(plain, entry.latin) > 1):
        return False
    return entry.numbers == keys.numbers(plain) and OSA.normalized_similarity(plain, entry.latin) >= alike


def _said(entry: Entry) -> str:
    return "its name" if entry.kind == "canonical" else f"its registered name ({entry.kind})"
