"""Entities: anything a reader might look up, with its names."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowledge.curation.schema.scalars import Line, Locator, Model, NameKind, Slug


class Place(Model):
    """A paragraph of a document, for things that are not claims."""

    document: Slug
    paragraph: Locator


class Sourced(Model):
    """A wording that is either cited or the curator's.

    Attributes:
        text: the wording.
        cited: where it stands; None marks it as the curator's.
    """

    text: Line
    cited: tuple[Place, ...] = ()


class Name(Model):
    """One registered name of an entity.

    Attributes:
        text: as written.
        lang: BCP 47 tag, with a script subtag for romanisations (``ja-Latn``).
        kind: what sort of name it is.
        used_by: the party that uses it, for disputed places.
        weak: never answers alone.
        cited: where the document uses it; None marks public knowledge supplied by the curator.
    """

    text: Line
    lang: Line = "en"
    kind: NameKind = "alias"
    used_by: Slug | None = None
    weak: bool = False
    cited: Place | None = None


class PartyName(Model):
    """What one party to a dispute calls the place."""

    party: Slug
    name: Line
    cited: Place | None = None


class Disputed(Model):
    """Both sides' names, and the line on who uses which and which document or curator says so."""

    names: Annotated[tuple[PartyName, ...], Field(min_length=2)]
    line: Line


class Entity(Model):
    """Anything a reader might look up. ``kind`` is given by the file it stands in."""

    id: Slug
    name: Line
    description: Sourced
    office: Sourced | None = None
    part_of: tuple[Slug, ...] = ()
    disputed: Disputed | None = None
    names: tuple[Name, ...] = ()
    not_in_documents: tuple[Line, ...] = ()
    see_also: tuple[Slug, ...] = ()
    starter: bool = False
    cited: Place | None = None
    note: Line | None = None
