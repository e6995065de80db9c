"""The registered names in an edition file: thousands of rows that an answer seldom needs, so read when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from sys import intern

from knowledge.curation.schema import Name, NameKind, Place
from knowledge.edition.opening import read_only
from knowledge.names.book import NameRow

_NAME = "SELECT text, language, kind, used_by, weak, cited FROM name WHERE entity = ? AND kind != 'canonical'"
_OF = f"{_NAME} ORDER BY position"
_WITH_TEXT = f"{_NAME} AND text = ?"
_TEXTS = "SELECT text FROM name WHERE entity = ? ORDER BY position"
_ROMANISED = "SELECT folded, latin FROM romanised"
_ALL = "SELECT entity, text, language, kind, weak FROM name ORDER BY position"


class NameTable:
    """The names by entity."""

    def __init__(self, path: Path) -> None:
        self._connection = read_only(path, any_thread=True)

    def of(self, entity: str) -> tuple[Name, ...]:
        """An entity's names besides the canonical one, in the order curated."""
        return tuple(_name(row) for row in self._connection.execute(_OF, (entity,)))

    def texts(self, entity: str) -> tuple[str, ...]:
        """The texts of all its names, the canonical one included."""
        return tuple(text for (text,) in self._connection.execute(_TEXTS, (entity,)))

    def with_text(self, entity: str, text: str) -> Name | None:
        """The one of its names with this text; None for the canonical one."""
        row = self._connection.execute(_WITH_TEXT, (entity, text)).fetchone()
        return _name(row) if row else None

    def rows(self) -> Iterator[NameRow]:
        """Every name, canonical ones included, as the resolver takes them: one by one, as they are thousands."""
        for entity, text, language, kind, weak in self._connection.execute(_ALL):
            # Few entities and kinds stand in thousands of rows: each is kept as one string.
            yield NameRow(intern(entity), text, language, intern(kind), bool(weak))

    def romanised(self) -> dict[str, str]:
        """The folded names in other scripts, with their Latin letters."""
        return dict(self._connection.execute(_ROMANISED).fetchall())


def _name(row: tuple[str, str, NameKind, str | None, int, str | None]) -> Name:
    text, lang, kind, used_by, weak, cited = row
    place = None
    if cited:
        document, paragraph = cited.split(" ")
        place = Place(document=document, paragraph=paragraph)
    return Name(text=text, lang=lang, kind=kind, used_by=used_by, weak=bool(weak), cited=place)
