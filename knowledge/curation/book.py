"""The curated names as the resolver takes them: the one way from entities and declared ambiguities to a name book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from knowledge.curation.schema import Ambiguous, Entity, EntityKind
from knowledge.names.book import Ambiguity, NameBook, Named, NameRow


def name_book(
    entities: Iterable[Entity],
    kinds: Mapping[str, EntityKind],
    ambiguous: Ambiguous | None,
    decoys: tuple[str, ...],
    weight: Callable[[str], int] = lambda _: 0,
) -> NameBook:
    """Collect the names.

    Args:
        entities: all entities, in order.
        kinds: entity id → kind.
        ambiguous: declared ambiguous names and contrast pairs.
        decoys: names of things that are not in the base.
        weight: entity id → how many claims stand on it; breaks ties in order, never decides a match.
    """
    declared = ambiguous or Ambiguous()
    named: list[Named] = []
    names: list[NameRow] = []
    for entity in entities:
        named.append(
            Named(entity.id, entity.name, kinds[entity.id], entity.description.text, weight(entity.id))
        )
        names.append(NameRow(entity.id, entity.name, "en", "canonical"))
        names += [NameRow(entity.id, name.text, name.lang, name.kind, name.weak) for name in entity.names]
    return NameBook(
        tuple(named),
        tuple(names),
        tuple(Ambiguity(item.names, item.question, item.meanings) for item in declared.ambiguous),
        tuple((pair.entities[0], pair.entities[1]) for pair in declared.contrasts),
        decoys,
    )
