"""The name book of a folder of seed files, through the loader that the product uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.curation.load import load
from knowledge.names.book import Ambiguity, NameBook, Named, NameRow

if TYPE_CHECKING:
    from pathlib import Path


def book_of(folder: Path) -> NameBook:
    """Give the names of the seed files in a folder.

    Raises:
        SeedError: the seed files cannot be read; it lists every problem.
    """
    seeds = load(folder)
    names: list[NameRow] = []
    for placed in seeds.entities:
        entity = placed.value
        names.append(NameRow(entity.id, entity.name, "en", "canonical"))
        names += [NameRow(entity.id, name.text, name.lang, name.kind, name.weak) for name in entity.names]
    asked = seeds.ambiguous.value if seeds.ambiguous else None
    return NameBook(
        tuple(
            Named(one.value.id, one.value.name, seeds.kinds[one.value.id], one.value.description.text)
            for one in seeds.entities
        ),
        tuple(names),
        tuple(Ambiguity(one.names, one.question, one.meanings) for one in asked.ambiguous) if asked else (),
        tuple((pair.entities[0], pair.entities[1]) for pair in asked.contrasts) if asked else (),
        seeds.decoys.value.decoys if seeds.decoys else (),
    )
