"""A brief, and what is remembered of the briefs that a channel has had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, TypeAlias

from knowledge.answers import Fact
from knowledge.curation.receipts import claim_digest, model_digest
from knowledge.curation.schema import Note
from knowledge.edition import Edition

Form: TypeAlias = Literal["story", "again", "quiet"]
Policy: TypeAlias = Literal["again", "quiet"]
"""What a channel wants when all was told: begin again, or nothing until something changes."""


_CHECKING = ("author", "evidence", "checked_on", "review_after")


@dataclass(frozen=True, slots=True)
class Told:
    """One day of a channel's briefs.

    Attributes:
        date: the scheduled local date.
        story: the story's id; None on a quiet day.
        beside: keys of what stood beside it, so that it is not told twice.
        posted: whether there was anything to post; False on a silent day.
    """

    date: date
    form: Form
    story: str | None = None
    beside: tuple[str, ...] = ()
    posted: bool = True


@dataclass(frozen=True, slots=True)
class History:
    """What a channel has had.

    Attributes:
        told: its briefs, oldest first. Silent days may be left out.
        known: id → digest of the statements and notes as the channel knows them (:func:`digests`); None before
            its first brief, when nothing can be new to it.
    """

    told: tuple[Told, ...] = ()
    known: Mapping[str, str] | None = None

    def after(self, brief: Brief) -> History:
        """The history with a brief added."""
        line = Told(brief.date, brief.form, brief.story, brief.beside, brief.posted)
        return replace(self, told=(*self.told, line), known={**(self.known or {}), **brief.learned})


@dataclass(frozen=True, slots=True)
class Brief:
    """What a channel gets on a date.

    Attributes:
        date: the scheduled local date.
        form: a story told for the first time, one told again, or quiet.
        story: the story's id; None when quiet.
        push: the first line, which a notification shows.
        content: the message as Discord markdown, at most 2,000 characters; empty on a silent day.
        text: the same as plain text.
        words: how many words it has.
        facts: every statement shown, each once, in the order shown.
        notes: ids of the curator's notes shown.
        beside: keys of what stands beside the story, or is marked in it: new, corrected, a term, an anniversary.
        learned: id → digest of the statements and notes that the channel knows from here on.
        reason: why it is quiet, as a sentence for the ledger; empty otherwise.
    """

    date: date
    form: Form
    story: str | None
    push: str
    content: str
    text: str
    words: int
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    learned: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""

    @property
    def posted(self) -> bool:
        """Whether there is anything to post."""
        return bool(self.content)


def digests(edition: Edition) -> dict[str, str]:
    """Id → digest of each claim and curator's note: what makes it corrected.

    Left out is what only curators see, and of a note when and by which evidence it was checked again.
    """
    claims = {own: claim_digest(held.claim) for own, held in edition.claims.items()}
    return claims | {own: note_digest(note) for own, note in edition.notes.items()}


def note_digest(note: Note) -> str:
    """The digest of a curator's note, without when and by which evidence it was checked."""
    return model_digest(note, *_CHECKING)
