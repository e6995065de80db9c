"""The registered names in an edition file: thousands of rows that an answer seldom needs, so read when asked for."""

from __future__ import annotations

from pathlib import Path
from sys import intern

from knowledge.curation.schema import Name, Place
from knowledge.edition.opening import read_only
from knowledge.names.book import NameRow

_OF = """
SELECT text, language, kind, used_by, weak, cited FROM name WHERE entity = ? AND kind != 'canonical' ORDER BY position
"""
_ALL = "SELECT entity, text, language, kind, weak FROM name ORDER BY position"


class NameTable:
    """The names by entity."""

    def __init__(self, path: Path) -> None:
        self._connection = read_only(path, any_thread=True)

    def of(self, entity: str) -> tuple[Name, ...]:
        """An entity's names besides the canonical one, in the order curated."""
        found = []
        for text, lang, kind, used_by, weak, cited in self._connection.execute(_OF, (entity,)):
            place = None
            if cited:
                document, paragraph = cited.split(" ")
                place = Place(document=document, paragraph=paragraph)
            found.append(Name(text=text, lang=lang, kind=kind, used_by=used_by, weak=bool(weak), cited=place))
        return tuple(found)

    def rows(self) -> tuple[NameRow, ...]:
        """Every name, canonical ones included, as the resolver takes them."""
        # Few entities, languages and kinds stand in thousands of rows: each is kept as one string.
        return tuple(
            NameRow(intern(entity), text, intern(language), intern(kind), bool(weak))
            for entity, text, language, kind, weak in self._connection.execute(_ALL)
        )
