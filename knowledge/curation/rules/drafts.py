"""Nothing that a draft left for a person to say is still unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.curation.placeholders import wanted
from knowledge.curation.problems import Path, Problem
from knowledge.curation.seeds import Seeds


def check(seeds: Seeds) -> Iterator[Problem]:
    """Placeholders left in a document's description."""
    for document in seeds.documents:
        for path, text in _texts(document.document.value.model_dump(), ()):
            left = wanted(text)
            if left is not None:
                message = f"a person has to say this: {left or 'see the curation guide'}"
                yield document.document.problem(path, "placeholder", message)


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text below a value, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from _texts(below, (*path, key))
    elif isinstance(value, list | tuple):
        for index, below in enumerate(value):
            yield from _texts(below, (*path, index))
