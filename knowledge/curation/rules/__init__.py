"""The rules between the seed files: each module yields problems; all are reported in one run."""

from __future__ import annotations

from knowledge.curation.problems import Problem
from knowledge.curation.rules import coverage, drafts, form, names, references, statements
from knowledge.curation.seeds import Seeds

__all__ = ["problems"]


def problems(seeds: Seeds) -> list[Problem]:
    """Every broken rule, in file order. Assumes that the structure has loaded."""
    found: list[Problem] = []
    for rule in (references.check, coverage.check, drafts.check, statements.check, names.check, form.check):
        found.extend(rule(seeds))
    return sorted(set(found))
