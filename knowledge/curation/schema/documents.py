"""Documents: what is known of their publication."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from knowledge.curation.schema.scalars import EdtfText, Line, Locator, Model, Slug


class Published(Model):
    """When a document appeared, as far as the copy proves it."""

    edtf: EdtfText
    basis: Literal["stated", "derived"]
    reason: Line


class Author(Model):
    """Who wrote a document: the name shown first in every chain of voices.

    Attributes:
        name: as shown, e.g. ``Anthony V Rinna`` or ``the author (not named in the copy)``.
        entity: the author's entity, when named.
    """

    name: Line
    entity: Slug | None = None


class Skip(Model):
    """A paragraph without a claim, and why."""

    paragraph: Locator
    reason: Line


class Document(Model):
    """What is known of a document's publication.

    Attributes:
        id: folder name.
        short: how citations call it, e.g. ``EAF`` in ``EAF ¶9``.
        order: later documents have higher numbers; ``order_evidence`` says why.
        fingerprint: SHA-256 over the fingerprints of its paragraphs, in order.
    """

    id: Slug
    short: Line
    title: Line
    author: Author
    publisher: Line
    published: Published
    order: Annotated[int, Field(ge=1)]
    order_evidence: Line
    language: Line
    address: Line
    rights: Line
    attribution: Line
    fingerprint: Line
    skipped: tuple[Skip, ...] = ()
    note: Line | None = None
