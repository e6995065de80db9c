"""The scalars of the seed files and the words each choice may take.

YAML scalars arrive as strings; these types check them and say what they should be.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict

from knowledge import dates

SHORT_LIMIT = 48
"""Longest short form of a claim, in characters: it has to fit a picture's row and a list's line."""
SLUG_LIMIT = 48
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
        raise ValueError(f"an id is ASCII kebab-case of at most {SLUG_LIMIT} characters, like new-start")
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
