"""Opening an edition, and building it anew when it is missing or no longer that of the seeds."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from knowledge.curation.problems import SeedError
from knowledge.curation.schema import Ambiguous, Claim, Contested, Decoys, Document, Entity, Note, Story
from knowledge.edition.content_hash import SCHEMA_VERSION, seeds_hash
from knowledge.edition.edition import Edition, Held, Paragraph, Source
from knowledge.edition.full_text import FullText
from knowledge.edition.name_table import NameTable
from knowledge.edition.opening import read_only

M = TypeVar("M", bound=BaseModel)


class EditionError(Exception):
    """There is no edition to be had; the sentence says why and what to do."""


def stamp(path: Path) -> tuple[str, str] | None:
    """The (hash, schema version) of an edition file; None when it is missing or no edition."""
    if not path.is_file():
        return None
    try:
        connection = read_only(path)
    except sqlite3.Error:
        return None
    try:
        rows = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    except sqlite3.Error:
        return None
    finally:
        connection.close()
    return rows.get("hash", ""), rows.get("schema", "")


def build_edition(seeds: Path, target: Path) -> str:
    """Check the seeds and build them into ``target``; gives the hash.

    Raises:
        SeedError: with every error in the seeds; nothing is written then.
        EditionError: the target cannot be written.
    """
    # Needed only where something changed: a start that finds its edition as it should be does without them.
    from knowledge.edition.build import build  # noqa: PLC0415
    from knowledge.provenance.check import check  # noqa: PLC0415

    report = check(seeds)
    if report.problems or report.seeds is None:
        raise SeedError(list(report.problems))
    content_hash = seeds_hash(seeds)
    try:
        build(report.seeds, content_hash, target)
    except OSError as error:
        raise EditionError(f"the edition cannot be written to {target}: {error.strerror or error}") from error
    return content_hash


def current_edition(seeds: Path, path: Path) -> Edition:
    """The edition of the seeds as they stand: opened when it is theirs, else built first.

    Without a seeds folder (as in an image that holds only the edition) the edition is opened as it is.

    Raises:
        SeedError: the seeds have errors.
        EditionError: there are neither seeds nor an edition, or the file cannot be written or read.
    """
    found = stamp(path)
    if seeds.is_dir():
        if found != (seeds_hash(seeds), str(SCHEMA_VERSION)):
            build_edition(seeds, path)
    elif found is None:
        raise EditionError(
            f"no edition at {path} and no seeds at {seeds}: set DOSSIER_SEEDS_DIR or DOSSIER_EDITION"
        )
    elif found[1] != str(SCHEMA_VERSION):
        raise EditionError(
            f"the edition at {path} has schema {found[1]}, this program reads {SCHEMA_VERSION}: rebuild it"
        )
    return open_edition(path)


def open_edition(path: Path) -> Edition:
    """Read an edition file into memory; the file is opened read-only and never locked.

    Raises:
        EditionError: the file is no edition.
    """
    try:
        connection = read_only(path)
        try:
            return _read(connection, FullText(path), NameTable(path))
        finally:
            connection.close()
    except (sqlite3.Error, ValueError, KeyError) as error:
        raise EditionError(
            f"{path} is not a readable edition: delete it, it will be built anew ({error})"
        ) from error


class _Reader:
    """Reads models from JSON; those in which the same fields were given share the set that says so.

    pydantic makes a set for each model, which takes more memory than all that it says: with thousands of small models
    nearly a megabyte.
    """

    def __init__(self) -> None:
        self._given: dict[frozenset[str], set[str]] = {}

    def read(self, model: type[M], body: str) -> M:
        found = model.model_validate_json(body)
        self._share(found)
        return found

    def _share(self, model: BaseModel) -> None:
        given = model.model_fields_set
        object.__setattr__(model, "__pydantic_fields_set__", self._given.setdefault(frozenset(given), given))
        for value in vars(model).values():
            if isinstance(value, BaseModel):
                self._share(value)
            elif isinstance(value, tuple):
                for one in value:
                    if isinstance(one, BaseModel):
                        self._share(one)


def _read(connection: sqlite3.Connection, full_text: FullText, names: NameTable) -> Edition:
    # Plain SQL over the tables of knowledge.edition.tables: rows become models of the seeds, not of the tables,
    # and the mapper between would cost memory and a part of the start.
    rows = connection.execute
    read = _Reader().read
    meta = dict(rows("SELECT key, value FROM meta"))
    paragraphs: dict[str, dict[str, Paragraph]] = {}
    columns = "document, locator, fingerprint, words, role, opening"
    for document, locator, *kept in rows(f"SELECT {columns} FROM paragraph ORDER BY position"):  # noqa: S608 - a constant
        paragraphs.setdefault(document, {})[locator] = Paragraph(locator, *kept)
    words: dict[str, list[str]] = {}
    for document, word in rows("SELECT document, word FROM vocabulary"):
        words.setdefault(document, []).append(word)
    sources = {
        own: Source(read(Document, body), paragraphs.get(own, {}), frozenset(words.get(own, ())))
        for own, body in rows("SELECT id, body FROM document ORDER BY position")
    }
    entities: dict[str, Entity] = {}
    kinds = {}
    for own, kind, body in rows("SELECT id, kind, body FROM entity ORDER BY position"):
        entities[own] = read(Entity, body)
        kinds[own] = kind
    claims = {
        own: Held(read(Claim, body), document)
        for own, document, body in rows("SELECT id, document, body FROM claim ORDER BY position")
    }
    curated: dict[str, list[str]] = {}
    for sort, body in rows("SELECT sort, body FROM curated ORDER BY position"):
        curated.setdefault(sort, []).append(body)

    def models(sort: str, model: type[M]) -> list[M]:
        return [read(model, body) for body in curated.get(sort, ())]

    decoys = models("decoys", Decoys)
    ambiguous = models("ambiguous", Ambiguous)
    return Edition(
        meta["hash"],
        sources,
        entities,
        kinds,
        claims,
        {note.id: note for note in models("note", Note)},
        {story.id: story for story in models("story", Story)},
        tuple(models("contested", Contested)),
        ambiguous[0] if ambiguous else Ambiguous(),
        decoys[0].decoys if decoys else (),
        full_text,
        names,
    )
