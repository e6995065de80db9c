"""The rules between the seed files: each module yields problems; all are reported in one run."""

from __future__ import annotations

from knowledge.curation.problems import Problem
from knowledge.curation.rules import coverage, drafts, form, names, references, sizes, statements
from knowledge.curation.seeds import Seeds

__all__ = ["problems"]


def problems(seeds: Seeds) -> list[Problem]:
    """Every broken rule, in file order. Assumes that the structure has loaded."""
    found: list[Problem] = []
    rules = (references, coverage, drafts, statements, sizes, names, form)
    for rule in rules:
        found.extend(rule.check(seeds))
    return sorted(set(found))
