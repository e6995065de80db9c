"""Opening an edition, and building it anew when it is missing or no longer that of the seeds."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col, create_engine, select

from knowledge.curation.problems import SeedError
from knowledge.curation.schema import Ambiguous, Claim, Contested, Decoys, Document, Entity, Note, Story
from knowledge.edition.build import build, seeds_hash
from knowledge.edition.edition import Edition, Held, Paragraph, Source
from knowledge.edition.full_text import FullText
from knowledge.edition.tables import (
    SCHEMA_VERSION,
    ClaimRow,
    CuratedRow,
    DocumentRow,
    EntityRow,
    MetaRow,
    ParagraphRow,
    VocabularyRow,
)
from knowledge.provenance.check import check

M = TypeVar("M", bound=BaseModel)


class EditionError(Exception):
    """There is no edition to be had; the sentence says why and what to do."""


def stamp(path: Path) -> tuple[str, str] | None:
    """The (hash, schema version) of an edition file; None when it is missing or no edition."""
    if not path.is_file():
        return None
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
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
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True),
    )
    try:
        with Session(engine) as session:
            return _read(session, FullText(path))
    except (DatabaseError, sqlite3.Error, ValueError) as error:
        raise EditionError(
            f"{path} is not a readable edition: delete it, it will be built anew ({error})"
        ) from error
    finally:
        engine.dispose()


def _read(session: Session, full_text: FullText) -> Edition:
    meta = {row.key: row.value for row in session.exec(select(MetaRow))}
    paragraphs: dict[str, dict[str, Paragraph]] = {}
    for row in session.exec(select(ParagraphRow).order_by(col(ParagraphRow.position))):
        kept = Paragraph(row.locator, row.fingerprint, row.words, row.role, row.opening)
        paragraphs.setdefault(row.document, {})[row.locator] = kept
    words: dict[str, list[str]] = {}
    for document, word in session.exec(select(VocabularyRow.document, VocabularyRow.word)):
        words.setdefault(document, []).append(word)
    sources = {
        row.id: Source(
            Document.model_validate_json(row.body),
            paragraphs.get(row.id, {}),
            frozenset(words.get(row.id, ())),
        )
        for row in session.exec(select(DocumentRow).order_by(col(DocumentRow.position)))
    }
    entities: dict[str, Entity] = {}
    kinds = {}
    for found in session.exec(select(EntityRow).order_by(col(EntityRow.position))):
        entities[found.id] = Entity.model_validate_json(found.body)
        kinds[found.id] = found.kind
    claims = {
        row.id: Held(Claim.model_validate_json(row.body), row.document)
        for row in session.exec(select(ClaimRow).order_by(col(ClaimRow.position)))
    }
    curated: dict[str, list[str]] = {}
    for line in session.exec(select(CuratedRow).order_by(col(CuratedRow.position))):
        curated.setdefault(line.sort, []).append(line.body)

    def models(sort: str, model: type[M]) -> list[M]:
        return [model.model_validate_json(body) for body in curated.get(sort, ())]

    decoys = models("decoys", Decoys)
    ambiguous = models("ambiguous", Ambiguous)
    return Edition(
        meta["hash"],
        sources,
        entities,
        kinds,  # type: ignore[arg-type] # the builder wrote only kinds of the schema
        claims,
        {note.id: note for note in models("note", Note)},
        {story.id: story for story in models("story", Story)},
        tuple(models("contested", Contested)),
        ambiguous[0] if ambiguous else Ambiguous(),
        decoys[0].decoys if decoys else (),
        full_text,
    )
