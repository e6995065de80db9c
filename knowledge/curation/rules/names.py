"""Names: no duplicates, no undeclared collisions, both sides' names for disputed places, no flags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.curation.problems import Problem
from knowledge.curation.schema import Entity
from knowledge.curation.seeds import Placed, Seeds
from knowledge.curation.wordings import wordings
from knowledge.names.normalise import fold

_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]|\U0001f3f4")
JOIN = " / "
"""What joins both sides' names of a disputed place."""


def check(seeds: Seeds) -> Iterator[Problem]:
    """Rules on names, and on naming inside wordings."""
    yield from _collisions(seeds)
    for placed in seeds.entities:
        yield from _disputed(placed, seeds)
    yield from _in_wordings(seeds)


def joined_name(entity: Entity, display: dict[str, str]) -> str:
    """Both sides' names, in alphabetical order of the parties' names."""
    assert entity.disputed is not None  # noqa: S101 - asked only of disputed places
    ordered = sorted(entity.disputed.names, key=lambda party: display.get(party.party, party.party))
    return JOIN.join(party.name for party in ordered)


def _collisions(seeds: Seeds) -> Iterator[Problem]:
    declared: dict[str, frozenset[str]] = {}
    pairs: set[frozenset[str]] = set()
    if seeds.ambiguous:
        for item in seeds.ambiguous.value.ambiguous:
            for name in item.names:
                declared[fold(name)] = frozenset(item.meanings)
        pairs = {frozenset(pair.entities) for pair in seeds.ambiguous.value.contrasts}
    first: dict[str, tuple[Placed[Entity], str]] = {}
    for placed in seeds.entities:
        rows = [(("name",), placed.value.name)]
        rows += [(("names", index, "text"), name.text) for index, name in enumerate(placed.value.names)]  # type: ignore[misc] # paths of two shapes
        for path, text in rows:
            key = fold(text)
            other, before = first.setdefault(key, (placed, text))
            if other is placed and path == ("name",):
                continue
            if other is placed and before is not text:
                message = f"{text!r} is the same name as {before!r} of this entity: take one out"
                yield placed.problem(path, "duplicate-name", message)
            elif other is not placed:
                both = frozenset({other.value.id, placed.value.id})
                if not (both <= declared.get(key, frozenset()) or both in pairs):
                    message = f"{text!r} also names {other.value.id!r}: declare it in ambiguous.yaml"
                    yield placed.problem(path, "name-collision", message)


def _disputed(placed: Placed[Entity], seeds: Seeds) -> Iterator[Problem]:
    entity = placed.value
    if entity.disputed is None:
        return
    display = {other.value.id: other.value.name for other in seeds.entities}
    wanted = joined_name(entity, display)
    if entity.name != wanted:
        message = f"a disputed place is called by both sides' names in the parties' order: {wanted!r}"
        yield placed.problem(("name",), "disputed-name", message)
    own = {name.text: name.used_by for name in entity.names}
    for index, party in enumerate(entity.disputed.names):
        if own.get(party.name) != party.party:
            message = f"list {party.name!r} under names with used_by: {party.party}"
            yield placed.problem(("disputed", "names", index, "name"), "disputed-name", message)


def _in_wordings(seeds: Seeds) -> Iterator[Problem]:
    disputed = [placed.value for placed in seeds.entities if placed.value.disputed]
    guarded = []
    for entity in disputed:
        sides = [party.name for party in entity.disputed.names] if entity.disputed else []
        names = {
            name.text
            for name in entity.names
            if name.lang == "en" and name.kind != "member" and not name.weak and name.text[:1].isupper()
        }
        if not names:
            continue
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b")
        guarded.append((entity, sides, pattern))
    for wording in wordings(seeds):
        if _FLAG.search(wording.text):
            yield wording.placed.problem(wording.path, "flag", "no flags: take the emoji out")
        if wording.path[:1] == ("disputed",):
            continue
        for entity, sides, pattern in guarded:
            found = pattern.search(wording.text)
            if found and not all(side in wording.text for side in sides):
                message = f"{found.group()!r} is one side's name: write {entity.name!r}, or say 'the islands'"
                yield wording.placed.problem(wording.path, "one-sided-name", message)
