"""The files stand in their canonical form, so that a difference in git is a difference in content."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.curation.format import canonical_files
from knowledge.curation.problems import Problem
from knowledge.curation.seeds import Seeds


def check(seeds: Seeds) -> Iterator[Problem]:
    """Files that the formatter would write differently, at the first differing line."""
    for file, wanted in canonical_files(seeds).items():
        have = seeds.texts[file]
        if have != wanted:
            pairs = zip(have.splitlines(), wanted.splitlines(), strict=False)
            line = next((number for number, (old, new) in enumerate(pairs, 1) if old != new), 1)
            yield Problem(file, line, 1, "format", "not in canonical form from here on: run dossier format")
