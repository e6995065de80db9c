"""Seeds → one read-only SQLite file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import text as sql
from sqlmodel import Session, SQLModel, create_engine

from knowledge.curation.schema import Place
from knowledge.curation.seeds import Seeds
from knowledge.edition.content_hash import SCHEMA_VERSION
from knowledge.edition.scripts import script_of
from knowledge.edition.tables import (
    FULL_TEXT,
    INSERT_TEXT,
    AboutRow,
    CitationRow,
    ClaimRow,
    CuratedRow,
    DocumentRow,
    EditionTable,
    EntityRow,
    LinkRow,
    MetaRow,
    NameRow,
    ParagraphRow,
    RomanisedRow,
    VocabularyRow,
)
from knowledge.names import keys
from knowledge.names.normalise import fold


def build(seeds: Seeds, content_hash: str, target: Path) -> None:
    """Write an edition and put it in place in one step, so that a reader sees the old one or the new one whole.

    Raises:
        OSError: the folder cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(handle)
    temporary = Path(name)
    try:
        engine = create_engine(f"sqlite:///{temporary}")
        with engine.connect() as connection:
            connection.execute(sql("PRAGMA journal_mode=DELETE"))
            connection.execute(sql("PRAGMA synchronous=FULL"))
            EditionTable.metadata.create_all(connection)
            connection.execute(sql(FULL_TEXT))
            connection.commit()
        with Session(engine) as session:
            for rows in _rows(seeds, content_hash):
                session.add_all(rows)
                session.flush()
            texts = list(_full_text(seeds))
            if texts:
                session.execute(sql(INSERT_TEXT), texts)
            session.commit()
        engine.dispose()
        temporary.chmod(0o444)
        temporary.replace(target)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _rows(seeds: Seeds, content_hash: str) -> Iterator[list[SQLModel]]:
    """The rows table by table, referred-to tables first."""
    yield [MetaRow(key="hash", value=content_hash), MetaRow(key="schema", value=str(SCHEMA_VERSION))]
    yield [
        DocumentRow(id=found.document.value.id, position=at, body=found.document.value.model_dump_json())
        for at, found in enumerate(seeds.documents)
    ]
    yield [
        ParagraphRow(
            document=found.document.value.id,
            locator=row.locator,
            position=at,
            fingerprint=row.fingerprint,
            words=row.words,
            role=row.role,
            opening=found.receipts.openings.get(row.locator, ""),
        )
        for found in seeds.documents
        for at, row in enumerate(found.paragraphs)
    ]
    yield [
        VocabularyRow(document=found.document.value.id, word=word)
        for found in seeds.documents
        for word in found.vocabulary
    ]
    yield [
        EntityRow(
            id=placed.value.id,
            kind=seeds.kinds[placed.value.id],
            name=placed.value.name,
            position=at,
            body=placed.value.model_dump_json(exclude={"names"}),
        )
        for at, placed in enumerate(seeds.entities)
    ]
    yield list(_names(seeds))
    yield list(_romanised(seeds))
    yield [
        ClaimRow(
            id=placed.value.id,
            document=document.document.value.id,
            position=at,
            kind=placed.value.kind,
            text=placed.value.text,
            body=placed.value.model_dump_json(),
        )
        for at, (document, placed) in enumerate(seeds.claims())
    ]
    yield list(_claim_parts(seeds))
    curated: tuple[tuple[str, list[Any]], ...] = (
        ("note", list(seeds.notes)),
        ("story", list(seeds.stories)),
        ("contested", list(seeds.contested)),
        ("ambiguous", [seeds.ambiguous] if seeds.ambiguous else []),
        ("decoys", [seeds.decoys] if seeds.decoys else []),
    )
    yield [
        CuratedRow(sort=sort, position=at, body=placed.value.model_dump_json())
        for sort, items in curated
        for at, placed in enumerate(items)
    ]


def _names(seeds: Seeds) -> Iterator[NameRow]:
    at = 0
    for placed in seeds.entities:
        entity = placed.value
        rows: list[tuple[str, str, str, str | None, bool, Place | None]] = [
            (entity.name, "en", "canonical", None, False, entity.cited)
        ]
        rows += [
            (name.text, name.lang, name.kind, name.used_by, name.weak, name.cited) for name in entity.names
        ]
        for text, language, kind, used_by, weak, cited in rows:
            yield NameRow(
                position=at,
                entity=entity.id,
                text=text,
                language=language,
                script=script_of(text),
                kind=kind,
                used_by=used_by,
                weak=weak,
                cited=f"{cited.document} {cited.paragraph}" if cited else None,
            )
            at += 1


def _romanised(seeds: Seeds) -> Iterator[RomanisedRow]:
    texts = {
        *(placed.value.name for placed in seeds.entities),
        *(name.text for placed in seeds.entities for name in placed.value.names),
        *(
            name
            for item in (seeds.ambiguous.value.ambiguous if seeds.ambiguous else ())
            for name in item.names
        ),
        *(seeds.decoys.value.decoys if seeds.decoys else ()),
    }
    for folded in sorted({fold(text) for text in texts}):
        if not folded.isascii():
            yield RomanisedRow(folded=folded, latin=keys.latin(folded))


def _claim_parts(seeds: Seeds) -> Iterator[SQLModel]:
    for document, placed in seeds.claims():
        claim = placed.value
        for about in claim.about:
            yield AboutRow(claim=claim.id, entity=about.entity, role=about.role)
        for citation in claim.citations:
            yield CitationRow(
                claim=claim.id, document=document.document.value.id, paragraph=citation.paragraph
            )
        for link in claim.links:
            yield LinkRow(claim=claim.id, type=link.type, target=link.claim)


def _full_text(seeds: Seeds) -> Iterator[dict[str, str]]:
    names = {placed.value.id: placed.value for placed in seeds.entities}
    for _, placed in seeds.claims():
        claim = placed.value
        about = " ".join(names[item.entity].name for item in claim.about if item.entity in names)
        terms = " ; ".join(term for citation in claim.citations for term in citation.terms)
        speakers = (
            voice.name or (names[voice.speaker].name if voice.speaker in names else "")
            for voice in claim.voices
        )
        cues = (voice.cue or "" for voice in claim.voices)
        yield {
            "id": claim.id,
            "text": claim.text,
            "short": " ".join(filter(None, (claim.short, claim.headline))),
            "terms": terms,
            "voices": " ; ".join(filter(None, (*speakers, *cues))),
            "names": about,
        }
