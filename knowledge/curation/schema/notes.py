"""What curators add besides the documents' own statements: notes, questions to ask, contested words, stories."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from knowledge.curation.schema.scalars import Day, EdtfText, Line, Locator, Model, Slug, Verdict


class Evidence(Model):
    """The source of a curator's note. ``read`` says how much of it the curator could read."""

    publisher: Line
    title: Line
    date: EdtfText
    address: Line
    read: Literal["whole", "excerpt", "unverified"]


class Note(Model):
    """What the curator knows besides the documents: signed, dated, with its own source."""

    id: Slug
    verdict: Verdict
    text: Line
    claims: tuple[Slug, ...] = ()
    entities: tuple[Slug, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    author: Line
    checked_on: Day
    review_after: Day

    @model_validator(mode="after")
    def _has_target(self) -> Note:
        if not self.claims and not self.entities:
            raise ValueError("a note stands on at least one claim or entity")
        return self


class AmbiguousName(Model):
    """Names that may mean several things, and the question to ask."""

    names: Annotated[tuple[Line, ...], Field(min_length=1)]
    question: Line
    meanings: Annotated[tuple[Slug, ...], Field(min_length=2)]


class Contrast(Model):
    """Two entities whose names are near: never merged, always asked."""

    entities: Annotated[tuple[Slug, ...], Field(min_length=2, max_length=2)]
    reason: Line


class Ambiguous(Model):
    """The file ``ambiguous.yaml``."""

    ambiguous: tuple[AmbiguousName, ...] = ()
    contrasts: tuple[Contrast, ...] = ()


class ContestedUse(Model):
    """Where a contested word stands, and whose word it is there (``author`` or an entity id)."""

    document: Slug
    paragraph: Locator
    whose: Slug


class Contested(Model):
    """A word that not all would use, shown as the word of whoever uses it."""

    word: Line
    forms: Annotated[tuple[Line, ...], Field(min_length=1)]
    uses: Annotated[tuple[ContestedUse, ...], Field(min_length=1)]
    line: Line


class Story(Model):
    """A story of the daily brief.

    Attributes:
        then: the claims it stands on.
        why: the claim that says why it matters.
        since: note ids or claim ids that say what came later.
        quote_safely: the date, voice, name or exception that people get wrong.
        topics: entity ids.
        picture: the entity whose timeline is its picture, if any.
    """

    id: Slug
    title: Line
    then: Annotated[tuple[Slug, ...], Field(min_length=1)]
    why: Slug
    since: tuple[Slug, ...] = ()
    quote_safely: Line
    topics: Annotated[tuple[Slug, ...], Field(min_length=1)]
    picture: Slug | None = None


class Decoys(Model):
    """The file ``decoys.yaml``: things of this world that are not in the base, so that no near name answers."""

    decoys: tuple[Line, ...] = ()

    @field_validator("decoys", mode="before")
    @classmethod
    def _none_is_empty(cls, value: Any) -> Any:
        return value or ()
