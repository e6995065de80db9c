"""Accuracy and speed of names: `python -m benchmarks.names [--seeds DIR] [--show] [--no-peers] [--scale]`."""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.names import completion, scale
from benchmarks.names.peers import peers
from benchmarks.names.queries import HALVES, judge, load
from benchmarks.names.timing import spread, timed
from knowledge.names.resolver import STAGES, Resolver

if TYPE_CHECKING:
    from benchmarks.names.queries import Query
    from knowledge.names.book import NameBook


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.names", description=__doc__)
    parser.add_argument(
        "--seeds", type=Path, help="measure on these seed files instead of the tests' name book"
    )
    parser.add_argument(
        "--show", action="store_true", help="list the queries that went wrong on the open half"
    )
    parser.add_argument("--no-peers", action="store_true", help="leave the other engines out")
    parser.add_argument("--scale", action="store_true", help="also measure on 10,000 and 100,000 names")
    asked = parser.parse_args()
    book = _book(asked.seeds)
    names = list(book.names)
    book = replace(book, names=names)
    queries, left_out = load(book)
    assert len(queries) > 600, "the benchmark looked at too few queries"
    print(f"{len(book.entities)} entities, {len(names)} names")
    print(f"{len(queries)} queries, {left_out} more do not fit this base")
    resolver = Resolver(book)
    for half in HALVES:
        _report(
            resolver, [one for one in queries if one.half == half], half, show=asked.show and half == "tune"
        )
    _ablate(book, [one for one in queries if one.half == "frozen"])
    completion.report(resolver, queries)
    if not asked.no_peers:
        _compare(book, queries)
    if asked.scale:
        scale.report()


def _book(seeds: Path | None) -> NameBook:
    if seeds is None:
        from tests.knowledge.names.book import book  # noqa: PLC0415 - only this mode needs the tests

        return book()
    from benchmarks.names.seeds import book_of  # noqa: PLC0415 - only this mode needs the seed machinery

    return book_of(seeds)


def _report(resolver: Resolver, queries: list[Query], half: str, *, show: bool) -> None:
    resolutions, spent = timed(resolver.resolve, [one.text for one in queries])
    verdicts = [judge(query, one) for query, one in zip(queries, resolutions, strict=True)]
    counts = Counter(verdicts)
    nonsense = sum(not (one.expected or one.asked) for one in queries)
    print(f"\n{half}: {counts['right'] / len(queries):.1%} right of {len(queries)}; {spread(spent)}")
    print(
        f"  wrong entity {counts['wrong'] / len(queries):.2%}, nonsense answered {counts['false'] / nonsense:.2%}, "
        f"asked {counts['asked']}, silent {counts['silent']}"
    )
    by_category: dict[str, list[bool]] = defaultdict(list)
    for query, verdict in zip(queries, verdicts, strict=True):
        by_category[query.category].append(verdict == "right")
    for category, rights in by_category.items():
        print(f"  {category:13}{sum(rights):4} of {len(rights):3}  {sum(rights) / len(rights):.1%}")
    for query, verdict in zip(queries, verdicts, strict=True):
        if show and verdict != "right":
            print(
                f"  {verdict}: {query.text!r} ({query.category}), expected {sorted(query.expected | query.asked)}"
            )


def _ablate(book: NameBook, queries: list[Query]) -> None:
    """Print what each stage buys on the frozen half: what goes wrong without it."""
    print("\nwithout a stage (frozen half):")
    whole = _rights(Resolver(book), queries)
    for stage in STAGES:
        if stage != "name":
            rest = Resolver(book, frozenset(STAGES) - {stage})
            print(f"  {stage:8}{(_rights(rest, queries) - whole) / len(queries):+.1%}")
    bare = type(book)(book.entities, book.names, book.ambiguities, book.contrasts)
    print(f"  decoys  {(_rights(Resolver(bare), queries) - whole) / len(queries):+.1%}")


def _rights(resolver: Resolver, queries: list[Query]) -> int:
    return sum(judge(query, resolver.resolve(query.text)) == "right" for query in queries)


def _compare(book: NameBook, queries: list[Query]) -> None:
    """Print the peers on the frozen half, each with the cut-off that gave it most rights on the open half."""
    print("\npeers (frozen half):")
    owners: dict[str, set[str]] = defaultdict(set)
    for row in book.names:
        owners[row.text.casefold()].add(row.entity)
    decidable = [one for one in queries if not one.asked]
    for name, search in peers([row.text for row in book.names]):
        tuned = [(one, search(one.text)) for one in decidable if one.half == "tune"]
        floor = max(
            range(40, 101), key=lambda cut: sum(_is_right(one, hit, owners, cut) for one, hit in tuned)
        )
        frozen = [one for one in decidable if one.half == "frozen"]
        hits, spent = timed(search, [one.text for one in frozen], rounds=1)
        right = sum(_is_right(one, hit, owners, floor) for one, hit in zip(frozen, hits, strict=True))
        nonsense = [hit for one, hit in zip(frozen, hits, strict=True) if not one.expected]
        answered = sum(hit is not None and hit[1] >= floor for hit in nonsense)
        print(
            f"  {name:28}{right / len(frozen):.1%} right, nonsense answered {answered / len(nonsense):.1%}, "
            f"cut-off {floor}, {spread(spent)}"
        )


def _is_right(query: Query, hit: tuple[str, float] | None, owners: dict[str, set[str]], floor: float) -> bool:
    answered = owners[hit[0]] if hit and hit[1] >= floor else set[str]()
    return bool(answered & query.expected) if query.expected else not answered


if __name__ == "__main__":
    main()
