"""A claim as an answer shows it: worded, attributed, dated, cited, with where it stands on the reader's day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from knowledge import dates
from knowledge.curation.schema import AUTHOR, UNNAMED, Claim, ClaimKind, Dated, Note, Voice
from knowledge.edition import Edition, Held

Standing: TypeAlias = Literal["latest", "superseded", "term-passed", "overtaken"]
WhenRole: TypeAlias = Literal["happened", "said", "target"]

KIND_LABELS: dict[ClaimKind, str] = {
    "event": "Event",
    "status": "Status",
    "position": "Position",
    "allegation": "Allegation",
    "warning": "Warning",
    "plan": "Plan",
    "forecast": "Forecast",
    "recommendation": "Recommendation by the author",
    "assessment": "Assessment by the author",
    "motive": "Motive, as the author sees it",
    "non-action": "Not done or not said",
    "background": "Background",
}
_AIMED = frozenset({"plan", "forecast", "recommendation"})
_REPLACING = frozenset({"updates", "cancels"})


@dataclass(frozen=True, slots=True)
class CitedAt:
    """A place in a document: ``label`` for the eye (``EAF ¶9``), ``words`` for the ear (``EAF, paragraph 9``)."""

    document: str
    paragraph: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim, ready to be shown.

    Attributes:
        when: EDTF of the time that places it, None when undated; ``when_role`` says what that time is.
        when_text: the time in words, with its role.
        asserted_by: who says it, outermost voice first.
        standing: where it stands on the reader's day.
        notes: the curator's notes on it.
        contested: sentences on contested words it uses, and whose words they are.
    """

    claim: Claim
    document: str
    kind_label: str
    when: str | None
    when_role: WhenRole | None
    when_text: str
    asserted_by: tuple[str, ...]
    citations: tuple[CitedAt, ...]
    standing: Standing
    notes: tuple[Note, ...]
    contested: tuple[str, ...]


def cite(edition: Edition, document: str, paragraph: str) -> CitedAt:
    """How a place is cited: the one way to write it."""
    short = edition.sources[document].document.short
    if paragraph.isdigit():
        return CitedAt(document, paragraph, f"{short} ¶{paragraph}", f"{short}, paragraph {paragraph}")
    name = paragraph.replace("-", " ")
    return CitedAt(document, paragraph, f"{short} {name}", f"{short}, {name}")


def fact_of(edition: Edition, held: Held, today: date) -> Fact:
    """The claim as it is shown on a day."""
    claim = held.claim
    role, dated = _placing_time(claim)
    return Fact(
        claim=claim,
        document=held.document,
        kind_label=_kind_label(claim),
        when=dated.edtf if dated else None,
        when_role=role,
        when_text=_when_text(edition, claim, role, dated),
        asserted_by=tuple(_voice_name(edition, held, voice) for voice in claim.voices),
        citations=tuple(cite(edition, held.document, citation.paragraph) for citation in claim.citations),
        standing=standing(edition, held, today),
        notes=edition.notes_of_claims.get(claim.id, ()),
        contested=tuple(_contested(edition, held)),
    )


def facts_of(edition: Edition, claims: Iterable[Held], today: date) -> tuple[Fact, ...]:
    """Several claims, in the order given."""
    return tuple(fact_of(edition, held, today) for held in claims)


def standing(edition: Edition, held: Held, today: date) -> Standing:
    """Where a claim stands: replaced by a link, its own time run out, overtaken by a note, or the latest there is."""
    if any(kind in _REPLACING for kind, _ in edition.updated_by.get(held.claim.id, ())):
        return "superseded"
    end = runs_out(edition, held)
    if end is not None and end < today:
        return "term-passed"
    if any(note.verdict == "outdated" for note in edition.notes_of_claims.get(held.claim.id, ())):
        return "overtaken"
    return "latest"


def runs_out(edition: Edition, held: Held) -> date | None:
    """The latest day on which a claim's own target or term can end; None when it states neither.

    A term without a dated beginning began no later than its document appeared.
    """
    times = held.claim.times
    if times.target:
        return dates.latest(dates.parse(times.target.edtf))
    if times.term:
        began = times.happened or times.said
        start = dates.parse(began.edtf) if began else edition.sources[held.document].published
        latest = dates.latest(start)
        if latest is not None:
            return dates.latest(dates.plus_duration(dates.parse(latest.isoformat()), times.term.duration))
    return None


def _placing_time(claim: Claim) -> tuple[WhenRole | None, Dated | None]:
    roles: tuple[WhenRole, ...] = (
        ("target", "said", "happened") if claim.kind in _AIMED else ("happened", "said", "target")
    )
    for role in roles:
        dated: Dated | None = getattr(claim.times, role)
        if dated:
            return role, dated
    return None, None


def _when_text(edition: Edition, claim: Claim, role: WhenRole | None, dated: Dated | None) -> str:
    parts = []
    if dated:
        phrase = dates.phrase(dates.parse(dated.edtf))
        aimed = "planned " if claim.kind == "plan" else "expected "
        lead = {"happened": "", "said": "said ", "target": aimed}[role or "happened"]
        parts.append(f"{lead}{phrase}" + (" (derived)" if dated.basis == "derived" else ""))
    if claim.times.after:
        parts.append(
            f"“{claim.times.after.words}”, counted from: {_anchor(edition, claim.times.after.claim)}"
        )
    if claim.times.term:
        parts.append(f"for “{claim.times.term.words}”")
    return "; ".join(parts) or "undated in the source"


def _anchor(edition: Edition, own: str) -> str:
    """The claim that a relative time counts from: by its short form, else by who says it and where."""
    held = edition.claims[own]
    if held.claim.short:
        return held.claim.short
    speaker = _voice_name(edition, held, held.claim.voices[-1])
    place = cite(edition, held.document, held.claim.citations[0].paragraph)
    return f"what {speaker} said ({place.label})"


def _kind_label(claim: Claim) -> str:
    label = KIND_LABELS[claim.kind]
    last = claim.voices[-1]
    if claim.kind == "recommendation" and last.level != "author":
        label = "Recommendation"
    if last.speaker == UNNAMED:
        label += " (hearsay: the document names no source)"
    return label


def _voice_name(edition: Edition, held: Held, voice: Voice) -> str:
    name = voice.name
    if voice.speaker == AUTHOR:
        name = name or edition.sources[held.document].document.author.name
    elif voice.speaker == UNNAMED:
        name = name or "a source that the document does not name"
    else:
        name = name or edition.entities[voice.speaker].name
    if voice.on_behalf_of and voice.on_behalf_of in edition.entities:
        name += f" (for {edition.entities[voice.on_behalf_of].name})"
    return f"{name} (uncertain)" if voice.uncertain else name


def _contested(edition: Edition, held: Held) -> Iterable[str]:
    text = held.claim.text.casefold()
    here = {
        contested.word: contested
        for citation in held.claim.citations
        for contested in edition.contested_at.get((held.document, citation.paragraph), ())
    }
    for contested in here.values():
        if any(form.casefold() in text for form in contested.forms):
            yield contested.line
