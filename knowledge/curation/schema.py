"""The schema of the seed files: frozen models, unknown keys forbidden.

YAML scalars arrive as strings; the models give them their types. The order of the fields is the order in
which the formatter writes the keys.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from knowledge import dates

SHORT_LIMIT = 48
"""Longest short form of a claim, in characters: it has to fit a picture's row and a list's line."""
SLUG_LIMIT = 60
"""Longest id, in characters: a button's custom_id carries it beside a verb, two dates and a page number."""
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_LOCATOR = re.compile(r"[1-9][0-9]?[0-9]?\Z")
_DURATION = re.compile(r"P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+D)?\Z")
NAMED_LOCATORS = frozenset(
    {"caption", "author-note", "footer", "standfirst", "date-line", "disclaimer", "title", "source-line"}
)
"""Parts of a document that carry information without being body paragraphs."""
AUTHOR = "author"
"""The speaker that stands for the document's own author."""
UNNAMED = "unnamed"
"""The speaker of hearsay: the document names no source."""


def _slug(value: str) -> str:
    if not _SLUG.match(value) or len(value) > SLUG_LIMIT:
        raise ValueError("an id is ASCII kebab-case of at most 60 characters, like new-start")
    return value


def _line(value: str) -> str:
    if not value or value != " ".join(value.split()):
        raise ValueError("must be one line of text: not empty, no double, leading or trailing spaces")
    return value


def _edtf(value: str) -> str:
    dates.parse(value)
    return value


def _day(value: str) -> str:
    if dates.parse(value).precision is not dates.Precision.DAY:
        raise ValueError(f"{value!r} must be one day, like 2026-11-22")
    return value


def _duration(value: str) -> str:
    if not _DURATION.match(value):
        raise ValueError(f"{value!r} is not an ISO 8601 duration of years, months or days, like P5Y")
    return value


def _locator(value: str) -> str:
    if not _LOCATOR.match(value) and value not in NAMED_LOCATORS:
        named = ", ".join(sorted(NAMED_LOCATORS))
        raise ValueError(f"{value!r} is no paragraph locator: a number from 1, or one of {named}")
    return value


Slug: TypeAlias = Annotated[str, AfterValidator(_slug)]
Line: TypeAlias = Annotated[str, AfterValidator(_line)]
EdtfText: TypeAlias = Annotated[str, AfterValidator(_edtf)]
Day: TypeAlias = Annotated[str, AfterValidator(_day)]
Duration: TypeAlias = Annotated[str, AfterValidator(_duration)]
Locator: TypeAlias = Annotated[str, AfterValidator(_locator)]

ClaimKind: TypeAlias = Literal[
    "event", "status", "position", "allegation", "warning", "plan", "forecast", "recommendation",
    "assessment", "motive", "non-action", "background",
]  # fmt: skip
LinkType: TypeAlias = Literal["updates", "contradicts", "corroborates", "fulfils", "cancels", "elaborates"]
Level: TypeAlias = Literal[
    "author", "person", "government", "institution", "officials", "capital", "agency", "unattributed"
]
Role: TypeAlias = Literal["actor", "object", "system", "place", "treaty", "topic", "party", "speaker"]
EntityKind: TypeAlias = Literal[
    "state", "person", "organisation", "place", "weapon-system", "treaty", "law", "policy", "event",
    "dispute", "format", "partnership", "concept",
]  # fmt: skip
NameKind: TypeAlias = Literal[
    "alias", "acronym", "abbreviation", "official", "transliteration", "translation", "demonym", "metonym",
    "partial", "variant", "member",
]  # fmt: skip
Verdict: TypeAlias = Literal["contradicted", "imprecise", "outdated", "context"]


class Model(BaseModel):
    """Base of all seed models: frozen, nothing unknown, nothing coerced silently."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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
    """

    id: Slug
    title: Line
    then: Annotated[tuple[Slug, ...], Field(min_length=1)]
    why: Slug
    since: tuple[Slug, ...] = ()
    quote_safely: Line
    topics: Annotated[tuple[Slug, ...], Field(min_length=1)]


class Decoys(Model):
    """The file ``decoys.yaml``: things of this world that are not in the base, so that no near name answers."""

    decoys: tuple[Line, ...] = ()

    @field_validator("decoys", mode="before")
    @classmethod
    def _none_is_empty(cls, value: Any) -> Any:
        return value or ()
