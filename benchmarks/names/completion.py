"""Autocomplete, typed letter by letter: is the entity meant first, or among the first five?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks.names.timing import spread, timed

if TYPE_CHECKING:
    from benchmarks.names.queries import Query
    from knowledge.names.resolver import Resolver

_CATEGORIES: Final = frozenset({"exact", "alias", "metonym", "partial", "script", "typo", "order"})
_SHORTEST: Final = 4
_SHARE: Final = 0.6


def report(resolver: Resolver, queries: list[Query]) -> None:
    """Print hit@1, hit@5 and times for beginnings of the queries (three fifths of each, at least four letters)."""
    asked = [
        one for one in queries if one.category in _CATEGORIES and one.expected and len(one.text) > _SHORTEST
    ]
    typed = [one.text[: max(_SHORTEST, int(len(one.text) * _SHARE))] for one in asked]
    results, spent = timed(resolver.complete, typed)
    places = [
        next((at for at, hit in enumerate(hits) if hit.entity in query.expected), len(hits) + 5)
        for query, hits in zip(asked, results, strict=True)
    ]
    first = sum(place == 0 for place in places) / len(places)
    five = sum(place < 5 for place in places) / len(places)
    print(f"\nautocomplete, {len(places)} beginnings: hit@1 {first:.3f}, hit@5 {five:.3f}; {spread(spent)}")
