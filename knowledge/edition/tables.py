"""The tables of an edition, in a registry of their own so that the bot's state never shares their metadata.

Each row carries its model whole as JSON in ``body``; the other columns are what is looked up and joined.
"""

from __future__ import annotations

from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class EditionTable(SQLModel, registry=registry()):
    """Base of all tables of an edition."""


class MetaRow(EditionTable, table=True):
    """Facts about the edition itself: ``hash``, ``schema``."""

    __tablename__ = "meta"
    key: str = Field(primary_key=True)
    value: str


class DocumentRow(EditionTable, table=True):
    """A document, in curated order."""

    __tablename__ = "document"
    id: str = Field(primary_key=True)
    position: int
    body: str


class ParagraphRow(EditionTable, table=True):
    """A paragraph's locator and first words; no text."""

    __tablename__ = "paragraph"
    document: str = Field(primary_key=True, foreign_key="document.id")
    locator: str = Field(primary_key=True)
    position: int
    fingerprint: str
    words: int
    role: str
    opening: str


class VocabularyRow(EditionTable, table=True):
    """A word that occurs in a document."""

    __tablename__ = "vocabulary"
    document: str = Field(primary_key=True, foreign_key="document.id")
    word: str = Field(primary_key=True)


class EntityRow(EditionTable, table=True):
    """An entity."""

    __tablename__ = "entity"
    id: str = Field(primary_key=True)
    kind: str
    name: str
    position: int
    body: str


class NameRow(EditionTable, table=True):
    """A registered name, the canonical one included; ``script`` is an ISO 15924 code."""

    __tablename__ = "name"
    position: int = Field(primary_key=True)
    entity: str = Field(foreign_key="entity.id", index=True)
    text: str
    language: str
    script: str
    kind: str
    used_by: str | None
    weak: bool
    cited: str | None


class RomanisedRow(EditionTable, table=True):
    """The Latin letters of a folded name in another script: making them anew at each start would cost memory."""

    __tablename__ = "romanised"
    folded: str = Field(primary_key=True)
    latin: str


class ClaimRow(EditionTable, table=True):
    """A claim, in the order of the documents and files."""

    __tablename__ = "claim"
    id: str = Field(primary_key=True)
    document: str = Field(foreign_key="document.id")
    position: int
    kind: str
    text: str
    body: str


class AboutRow(EditionTable, table=True):
    """Which entity a claim is about, and in which role."""

    __tablename__ = "about"
    claim: str = Field(primary_key=True, foreign_key="claim.id")
    entity: str = Field(primary_key=True, foreign_key="entity.id", index=True)
    role: str


class CitationRow(EditionTable, table=True):
    """A citation of a claim."""

    __tablename__ = "citation"
    claim: str = Field(primary_key=True, foreign_key="claim.id")
    document: str = Field(foreign_key="document.id")
    paragraph: str = Field(primary_key=True)


class LinkRow(EditionTable, table=True):
    """A link from one claim to another."""

    __tablename__ = "link"
    claim: str = Field(primary_key=True, foreign_key="claim.id")
    type: str = Field(primary_key=True)
    target: str = Field(primary_key=True, foreign_key="claim.id")


class CuratedRow(EditionTable, table=True):
    """Notes, stories, contested words, ambiguous names and decoys: ``sort`` says which."""

    __tablename__ = "curated"
    sort: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    body: str


FULL_TEXT = """
CREATE VIRTUAL TABLE claim_text USING fts5(
    id UNINDEXED, text, short, terms, voices, names, tokenize = "porter unicode61 remove_diacritics 2"
)
"""
"""Full-text index over our own wordings (SQLite FTS5)."""

INSERT_TEXT = (
    "INSERT INTO claim_text (id, text, short, terms, voices, names)"
    " VALUES (:id, :text, :short, :terms, :voices, :names)"
)
"""Fills it: our wordings, the key terms they are cited by, who says it and how, the names of what they are about."""
