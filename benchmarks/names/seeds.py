"""The name book of a folder of seed files, through the loader that the product uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.curation.book import name_book
from knowledge.curation.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.names.book import NameBook


def book_of(folder: Path) -> NameBook:
    """Give the names of the seed files in a folder.

    Raises:
        SeedError: the seed files cannot be read; it lists every problem.
    """
    seeds = load(folder)
    return name_book(
        [placed.value for placed in seeds.entities],
        seeds.kinds,
        seeds.ambiguous.value if seeds.ambiguous else None,
        seeds.decoys.value.decoys if seeds.decoys else (),
    )
