"""Claims: statements of the documents, with voices, times, citations and links."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from knowledge.curation.schema.scalars import (
    SHORT_LIMIT,
    ClaimKind,
    Day,
    Duration,
    EdtfText,
    Level,
    Line,
    LinkType,
    Locator,
    Model,
    Role,
    Slug,
)


class Dated(Model):
    """A time in EDTF, and whether the source states it or we derive it (then with the reason)."""

    edtf: EdtfText
    basis: Literal["stated", "derived"] = "stated"
    reason: Line | None = None

    @model_validator(mode="after")
    def _reason_with_derived(self) -> Dated:
        if (self.basis == "derived") != (self.reason is not None):
            raise ValueError("a derived time needs a reason, and a stated one has none")
        return self


class Term(Model):
    """How long something runs, as an ISO 8601 duration, with the source's words."""

    duration: Duration
    words: Line


class After(Model):
    """A time that the source gives only relative to another claim's."""

    claim: Slug
    words: Line


class Times(Model):
    """The times of a statement, each only if the source gives it."""

    happened: Dated | None = None
    said: Dated | None = None
    target: Dated | None = None
    term: Term | None = None
    after: After | None = None


class Voice(Model):
    """One link in the chain of who says it, outermost first.

    Attributes:
        speaker: ``author``, ``unnamed`` or an entity id.
        level: what kind of speaker the sentence names.
        name: the speaker in words, where the entity's name would say more than the sentence does.
        cue: the source's cue word, verbatim.
        hedge: the source's hedge, verbatim.
        on_behalf_of: the party spoken for.
        uncertain: the sentence does not say whether this voice carries the statement.
    """

    speaker: Slug
    level: Level
    name: Line | None = None
    cue: Line | None = None
    hedge: Line | None = None
    on_behalf_of: Slug | None = None
    uncertain: bool = False


class About(Model):
    """An entity the claim is about, and its role in it."""

    entity: Slug
    role: Role = "topic"


class Citation(Model):
    """A paragraph of the claim's document, and the key terms that stand there verbatim."""

    paragraph: Locator
    terms: Annotated[tuple[Line, ...], Field(min_length=2, max_length=4)]


class Link(Model):
    """How this claim stands to another, and the sentence that says so."""

    type: LinkType
    claim: Slug
    text: Line


class SecondReading(Model):
    """Who else read the claim against its paragraph, when, and which state of the claim (its digest)."""

    reader: Line
    on: Day
    digest: Line


class Claim(Model):
    """One statement of a document, in our own words."""

    id: Slug
    kind: ClaimKind
    text: Line
    short: Annotated[Line, Field(max_length=SHORT_LIMIT)] | None = None
    headline: Annotated[Line, Field(max_length=90)] | None = None
    times: Times = Times()
    voices: Annotated[tuple[Voice, ...], Field(min_length=1)]
    about: Annotated[tuple[About, ...], Field(min_length=1)]
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]
    links: tuple[Link, ...] = ()
    second_reading: SecondReading | None = None
    note: Line | None = None
