"""Autocomplete: what a person who has typed this much may be after, best first, each entity once."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.names import keys
from knowledge.names.index import near_form
from knowledge.names.layouts import retyped
from knowledge.names.near import budget
from knowledge.names.normalise import TERM_LIMIT, fold
from knowledge.names.result import Alias, Ambiguous, Exact, Fuzzy, Match, Missing
from knowledge.names.typing_cost import typing_cost
from knowledge.names.variants import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.names.index import Entry, NameIndex
    from knowledge.names.result import Resolution

WHOLE: Final = 100.0
BEGINS: Final = 80.0
WORD_BEGINS: Final = 70.0
RESOLVED: Final = 75.0
WORDS_BEGIN: Final = 64.0
SLIPPED: Final = 50.0
INSIDE: Final = 40.0
OFFERED: Final = 30.0
_CLOSENESS: Final = 12.0
_WEIGHT: Final = 2.0
_OTHER_SCRIPT: Final = 2.0
_INFIX: Final = 3
_SLIPS_FROM: Final = 4
_ENOUGH: Final = 400


@dataclass(frozen=True, slots=True)
class Completion:
    """One entity offered for what has been typed.

    Attributes:
        entity: the entity's id.
        name: its display name.
        matched: the registered name that matched.
        reason: why it is offered, a clause for the label.
        score: 0 to 100, for order only.
    """

    entity: str
    name: str
    matched: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class _Hit:
    entry: Entry
    score: float
    reason: str


class Completer:
    """Finds names by their beginnings; built once over an index."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        self._entries = [entry for entry in index.entries if entry.target in index.entities]
        starts: set[tuple[str, int, int]] = set()
        for at, entry in enumerate(self._entries):
            for form in {entry.native, entry.latin, keys.squash(entry.latin)}:
                starts.update((form[place:], at, place) for place in _word_starts(form))
        self._starts = sorted(starts)

    def complete(
        self, typed: str, resolution: Resolution, kinds: frozenset[str] | None, limit: int
    ) -> tuple[Completion, ...]:
        """Give at most `limit` completions, with the resolution of the same text among them."""
        best: dict[str, _Hit] = {}
        for hit in self._hits(typed, resolution):
            entity = self._index.entities[hit.entry.target]
            if kinds is not None and entity.kind not in kinds:
                continue
            if entity.id not in best or hit.score > best[entity.id].score:
                best[entity.id] = hit
        ranked = sorted(best.values(), key=lambda hit: (-hit.score, self._index.name(hit.entry.target)))
        return tuple(
            Completion(
                hit.entry.target,
                self._index.name(hit.entry.target),
                hit.entry.text,
                hit.reason,
                round(hit.score, 2),
            )
            for hit in ranked[:limit]
        )

    def _hits(self, typed: str, resolution: Resolution) -> Iterator[_Hit]:
        folded = fold(typed)
        if not folded:
            return
        found = [*self._resolved(resolution), *self._begun(folded)]
        plain = bare(folded)
        if plain != folded:
            found += self._begun(plain)
        if " " in plain:
            found += self._words_begun(plain)
        if not found:
            for layout, text in retyped(typed[:TERM_LIMIT]):
                found += [
                    _Hit(hit.entry, hit.score - 1, f"{hit.reason}, typed on the {layout} layout")
                    for hit in self._begun(fold(text))
                ]
        yield from found
        if len(plain) >= _SLIPS_FROM:
            yield from self._slipped(plain)
        if len(plain) >= _INFIX:
            yield from self._inside(plain)

    def _resolved(self, resolution: Resolution) -> Iterator[_Hit]:
        match resolution:
            case Exact(match=match) | Alias(match=match):
                yield from self._matched((match,), WHOLE)
            case Fuzzy(match=match):
                yield from self._matched((match,), RESOLVED + match.score / 10)
            case Ambiguous(candidates=matches):
                yield from self._matched(matches, RESOLVED + 10)
            case Missing(nearest=matches):
                yield from self._matched(matches, OFFERED)

    def _matched(self, matches: Iterable[Match], score: float) -> Iterator[_Hit]:
        for place, match in enumerate(matches):
            rows = [
                entry
                for entry in self._index.native.get(fold(match.matched), ())
                if entry.target == match.entity
            ]
            entry = rows[0] if rows else self._index.canonical[match.entity]
            yield _Hit(entry, score - place * 0.01, match.reason)

    def _begun(self, folded: str) -> list[_Hit]:
        """Give names of which a word begins with the text; the beginning of the name counts more."""
        found: list[_Hit] = []
        for text in {folded, keys.latin(folded)} - {""}:
            at = bisect_left(self._starts, (text, -1, -1))
            while at < len(self._starts) and self._starts[at][0].startswith(text) and len(found) < _ENOUGH:
                rest, row, place = self._starts[at]
                entry = self._entries[row]
                base = WORD_BEGINS if place else BEGINS
                score = base + self._closeness(
                    entry, len(text) / len(rest) if not place else len(text) / (len(rest) + place)
                )
                if not entry.native.startswith(folded) and text != folded:
                    score -= _OTHER_SCRIPT
                reason = f'begins "{entry.text}"' if not place else f'begins a word of "{entry.text}"'
                found.append(_Hit(entry, score, reason))
                at += 1
        return found

    def _words_begun(self, plain: str) -> Iterator[_Hit]:
        """Give names of which every typed word begins a word, in any order."""
        words = keys.latin(plain).split()
        longest = max(words, key=len)
        for hit in self._begun(longest):
            parts = hit.entry.latin.split()
            for word in words:
                begun = next((part for part in parts if part.startswith(word)), None)
                if begun is None:
                    break
                parts.remove(begun)
            else:
                cover = len(keys.squash(plain)) / max(1, len(keys.squash(hit.entry.latin)))
                yield _Hit(
                    hit.entry,
                    WORDS_BEGIN + self._closeness(hit.entry, min(1.0, cover)),
                    f'words of "{hit.entry.text}"',
                )

    def _slipped(self, plain: str) -> Iterator[_Hit]:
        """Give names whose beginning is spelt like the text."""
        script = keys.script(plain)
        typed = near_form(plain)
        forms = self._index.scanned[script].reaching(len(typed) - 1)
        allowed = min(budget(len(typed)), 2.0)
        begun = [form[: len(typed)] for form in forms]
        for _, distance, at in process.extract(
            typed, begun, scorer=OSA.distance, score_cutoff=2 if allowed > 1 else 1, limit=60
        ):
            form = forms[at]
            cost = (
                min(typing_cost(typed, form[: len(typed) + more]) for more in (-1, 0, 1)) if distance else 0.0
            )
            if cost > allowed:
                continue
            for entry in self._index.near[script][form]:
                if entry.target in self._index.entities:
                    closeness = self._closeness(entry, min(1.0, len(typed) / len(form)))
                    yield _Hit(
                        entry, SLIPPED + closeness - 8 * cost, f'spelt like the beginning of "{entry.text}"'
                    )

    def _inside(self, plain: str) -> Iterator[_Hit]:
        for entry in self._entries:
            if plain in entry.native:
                yield _Hit(
                    entry,
                    INSIDE + self._closeness(entry, len(plain) / len(entry.native)),
                    f'within "{entry.text}"',
                )

    def _closeness(self, entry: Entry, share: float) -> float:
        """Prefer what is nearly typed out, then canonical names, then what more claims stand on."""
        weight = math.log1p(self._index.entities[entry.target].weight) / 10
        kind = 1.0 if entry.kind == "canonical" else 0.0
        return _CLOSENESS * share + kind + min(_WEIGHT, weight * _WEIGHT) - (4.0 if entry.weak else 0.0)


def _word_starts(form: str) -> Iterator[int]:
    yield 0
    yield from (at + 1 for at, sign in enumerate(form) if sign == " ")
