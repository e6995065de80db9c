"""The stage of near spellings: rapidfuzz finds them, the typing cost judges them, the length sets the budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.names import keys
from knowledge.names.candidate import Candidate
from knowledge.names.index import DECOY, near_form
from knowledge.names.typing_cost import typing_cost

if TYPE_CHECKING:
    from knowledge.names.index import NameIndex
    from knowledge.names.variants import Variant

_BUDGETS: Final = ((3, 0.0), (4, 0.7), (5, 0.9), (7, 1.4), (10, 1.7), (14, 2.1), (20, 2.6))
"""Up to so many letters, so much typing cost is still the same word; tuned on the open half of benchmarks/names."""

_LONGEST_BUDGET: Final = 3.0
_WORD_BUDGETS: Final = ((2, 0.0), (3, 0.7), (4, 1.0), (7, 1.5), (10, 1.8))
_SIGN_BUDGETS: Final = ((3, 0.0), (6, 1.0), (12, 2.0))
"""For Chinese characters and kana, where one sign is a syllable or a word."""

_JAMO_PER_LETTER: Final = 1.25
_CANDIDATES: Final = 24
_MOST_EDITS: Final = 5
_MOST_EDITS_LARGE: Final = 3
_LARGE: Final = 20_000
"""From so many names on, far ones are not scanned for just to be offered."""

_OFFER: Final = 2.2
"""Within so many budgets a name is offered as near, though not taken."""

_SLIP_BESIDE_SPACES: Final = 1.0
_FOREIGN: Final = 0.6
_FOREIGN_LENGTH: Final = 8
"""Short names of other languages in Latin letters get a smaller budget: "routine" is no slip for "Poutine"."""

_TOP: Final = 98.0


def budget(length: int) -> float:
    """Give the typing cost within which a name of so many letters counts as meant; 0: never by nearness."""
    return _step(_BUDGETS, length, _LONGEST_BUDGET)


def near(index: NameIndex, variant: Variant) -> list[Candidate]:
    """Give the names spelt close to a reading of the term, with decoys; those beyond the budget are unsure."""
    typed = near_form(variant.text)
    script = keys.script(variant.text)
    signs = script == "han"
    numbers = keys.numbers(keys.latin(variant.text))
    allowed = _allowed(typed, script)
    if not allowed:
        return []
    edits = min(
        int(allowed * (1.0 if signs else _OFFER)) + 1,
        _MOST_EDITS_LARGE if len(index.scanned[script]) > _LARGE else _MOST_EDITS,
    )
    hits = process.extract(
        typed,
        index.scanned[script].within(len(typed), edits),
        scorer=OSA.distance,
        score_cutoff=edits,
        limit=_CANDIDATES,
    )
    found = []
    for form, _, _ in hits:
        cost = OSA.distance(typed, form) if signs else typing_cost(typed, form)
        limit = max(allowed, _allowed(form, script)) if allowed else 0.0
        if not limit or cost > limit * _OFFER:
            continue
        for entry in index.near.get(form):
            if entry.numbers != numbers and entry.target != DECOY:
                continue
            strict = _FOREIGN if entry.foreign and script == "latin" and len(form) < _FOREIGN_LENGTH else 1.0
            sure = cost <= limit * strict and (signs or _words_agree(index, typed, form))
            found.append(
                Candidate(entry, _score(cost, typed, form), "near", f'spelling close to "{entry.text}"', sure)
            )
    return sorted(found, key=lambda one: -one.score)


def _allowed(form: str, script: keys.Script) -> float:
    if script == "han":
        return _step(_SIGN_BUDGETS, len(form), 3.0)
    return budget(int(len(keys.squash(form)) / (_JAMO_PER_LETTER if script == "hangul" else 1.0)))


def _step(table: tuple[tuple[int, float], ...], length: int, beyond: float) -> float:
    return next((cost for longest, cost in table if length <= longest), beyond)


def _score(cost: float, typed: str, form: str) -> float:
    return round(_TOP * (1.0 - cost / (max(len(typed), len(form)) + 1)), 2)


def _words_agree(index: NameIndex, typed: str, form: str) -> bool:
    """Hold every word to its own budget; a word that other names have is no slip for another word.

    So a long shared word does not carry a different short one, and "south" is never a slip for "north".
    """
    ours, theirs = typed.split(), form.split()
    if len(ours) != len(theirs):
        if any(len(word) == 1 for word in {*ours} ^ {*theirs}):
            return False  # a letter that stands alone is an initial or a number, no slip
        # Words run together or torn apart, with one slip at most: "south korean sea" is no "South Koreans".
        return typing_cost(keys.squash(typed), keys.squash(form)) <= _SLIP_BESIDE_SPACES
    if len(ours) == 1:
        return True
    return all(
        typing_cost(one, other) <= _step(_WORD_BUDGETS, max(len(one), len(other)), 2.5)
        and (one not in index.words or one.startswith(other) or other.startswith(one))
        for one, other in zip(ours, theirs, strict=True)
        if one != other
    )
