"""Autocomplete: what a person who has typed this much may be after, best first, each entity once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.names import keys
from knowledge.names.forms import Forms
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
_SLIP: Final = 1.0
_SLIPS: Final = 2.0
"""What slips in a beginning may cost, at least and at most: it is an offer, so a short one may have one too."""

_NEAR: Final = 100
_ENOUGH: Final = 400
_PLENTY: Final = 25
"""Entities offered for how they begin, from which on what only stands inside names is not looked for."""

_SIMPLER: Final = 4.0
"""Points within which the thing named inside another's name comes first: the islands before their dispute."""


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
        forms = [
            (form, row)
            for row, entry in enumerate(self._entries)
            for form in dict.fromkeys((entry.native, entry.latin, keys.squash(entry.latin)))
        ]
        # Apart, as plain letters are searched faster; a name in another script has its Latin letters among them.
        self._ascii = Forms(form for form in forms if form[0].isascii())
        self._others = Forms(form for form in forms if not form[0].isascii())
        self._importance = {
            entity.id: min(_WEIGHT, math.log1p(entity.weight) / 10 * _WEIGHT)
            for entity in index.entities.values()
        }

    def complete(
        self, typed: str, resolution: Resolution, kinds: frozenset[str] | None, limit: int
    ) -> tuple[Completion, ...]:
        """Give at most `limit` completions, with the resolution of the same text among them."""
        best: dict[str, _Hit] = {}
        for hit in self._hits(typed, resolution):
            held = best.get(hit.entry.target)
            if held is None or hit.score > held.score:
                best[hit.entry.target] = hit
        fitting = [
            hit for own, hit in best.items() if kinds is None or self._index.entities[own].kind in kinds
        ]
        scores = self._scores(best)
        fitting.sort(key=lambda hit: (-scores[hit.entry.target], self._index.name(hit.entry.target)))
        return tuple(
            Completion(
                hit.entry.target,
                self._index.name(hit.entry.target),
                hit.entry.text,
                hit.reason,
                round(scores[hit.entry.target], 2),
            )
            for hit in fitting[:limit]
        )

    def _scores(self, best: dict[str, _Hit]) -> dict[str, float]:
        """Give the score of each hit, just above that of a near one whose name holds its name."""
        scores = {own: hit.score for own, hit in best.items()}
        for own, hit in best.items():
            for inner in self._index.inside.get(own, frozenset()) & best.keys():
                if best[inner].score <= hit.score <= best[inner].score + _SIMPLER:
                    scores[inner] = max(scores[inner], hit.score + 0.01)
        return scores

    def _hits(self, typed: str, resolution: Resolution) -> Iterator[_Hit]:
        folded = fold(typed)
        if not folded:
            return
        yield from self._resolved(resolution)
        found = self._begun(folded)
        plain = bare(folded)
        if plain != folded:
            found += self._begun(plain)
        if " " in plain:
            found += self._words_begun(plain)
        if not found and isinstance(resolution, Missing) and not resolution.nearest:
            for layout, text in retyped(typed[:TERM_LIMIT]):
                found += [
                    _Hit(hit.entry, hit.score - 1, f"{hit.reason}, typed on the {layout} layout")
                    for hit in self._begun(fold(text))
                ]
        yield from found
        # A text that begins something as it stands has no slip in it.
        whole = isinstance(resolution, Exact | Alias)
        if len(plain) >= _SLIPS_FROM and not (whole or any(hit.score >= WORDS_BEGIN for hit in found)):
            yield from self._slipped(plain)
        if len(plain) >= _INFIX and len({hit.entry.target for hit in found}) < _PLENTY:
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
                entry for entry in self._index.native.get(fold(match.matched)) if entry.target == match.entity
            ]
            entry = rows[0] if rows else self._index.canonical[match.entity]
            yield _Hit(entry, score - place * 0.01, match.reason)

    def _begun(self, folded: str) -> list[_Hit]:
        """Give names of which a word begins with the text; the beginning of the name counts more."""
        found: list[_Hit] = []
        for text in {folded, keys.latin(folded)} - {""}:
            for row, length, first in islice(self._forms(text).beginning(text), _ENOUGH):
                entry = self._entries[row]
                score = (BEGINS if first else WORD_BEGINS) + self._closeness(entry, len(text) / length)
                if text != folded and not entry.native.startswith(folded):
                    score -= _OTHER_SCRIPT
                said = "begins" if first else "begins a word of"
                found.append(_Hit(entry, score, f'{said} "{entry.text}"'))
        return found

    def _forms(self, text: str) -> Forms:
        return self._ascii if text.isascii() else self._others

    def _words_begun(self, plain: str) -> Iterator[_Hit]:
        """Give names of which every typed word begins a word, in any order."""
        words = keys.latin(plain).split()
        longest = max(words, key=len, default="")
        if not longest:
            return  # signs that have no Latin letters
        cover = len("".join(words))
        for row in {row for row, _, _ in islice(self._forms(longest).beginning(longest), _ENOUGH)}:
            entry = self._entries[row]
            if _each_begins_one(words, entry.latin.split()):
                share = min(1.0, cover / max(1, len(keys.squash(entry.latin))))
                yield _Hit(entry, WORDS_BEGIN + self._closeness(entry, share), f'words of "{entry.text}"')

    def _slipped(self, plain: str) -> Iterator[_Hit]:
        """Give names whose beginning is spelt like the text."""
        script = keys.script(plain)
        typed = near_form(plain)
        size = len(typed)
        forms = self._index.scanned[script].reaching(size - 1)
        allowed = max(_SLIP, min(budget(size), _SLIPS))
        begun = [form[:size] for form in forms]
        for _, distance, at in process.extract(
            typed, begun, scorer=OSA.distance, score_cutoff=2 if size > _SLIPS_FROM else 1, limit=_NEAR
        ):
            form = forms[at]
            cost = min(typing_cost(typed, form[: size + more]) for more in (-1, 0, 1)) if distance else 0.0
            if cost > allowed:
                continue
            for entry in self._index.near.get(form):
                if entry.target in self._index.entities:
                    closeness = self._closeness(entry, min(1.0, size / len(form)))
                    yield _Hit(
                        entry, SLIPPED + closeness - 8 * cost, f'spelt like the beginning of "{entry.text}"'
                    )

    def _inside(self, plain: str) -> Iterator[_Hit]:
        for row, length in islice(self._forms(plain).holding(plain), _ENOUGH):
            entry = self._entries[row]
            if plain in entry.native:
                score = INSIDE + self._closeness(entry, len(plain) / length)
                yield _Hit(entry, score, f'within "{entry.text}"')

    def _closeness(self, entry: Entry, share: float) -> float:
        """Prefer what is nearly typed out, then canonical names, then what more claims stand on."""
        kind = 1.0 if entry.kind == "canonical" else 0.0
        return _CLOSENESS * share + kind + self._importance[entry.target] - (4.0 if entry.weak else 0.0)


def _each_begins_one(typed: Iterable[str], words: list[str]) -> bool:
    """Say whether every typed word begins a word of its own."""
    for one in typed:
        begun = next((word for word in words if word.startswith(one)), None)
        if begun is None:
            return False
        words.remove(begun)
    return True
