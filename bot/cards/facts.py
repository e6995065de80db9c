"""A fact as an item of a card, and the sections that say why to look again before quoting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.cards.card import Cited, Item, Section
from knowledge import dates
from knowledge.answers import NOTE_MARK, Check, CitedAt, Fact, Wording
from knowledge.curation.schema import Evidence, Note

REASONS = {
    "period_over": "the period stated by the source has run out",
    "changed_later": "a later statement changed it",
    "documents_disagree": "another statement disagrees or stands in tension",
    "note": "a curator's note",
}
"""Each reason to check, in words."""
_READ = {
    "whole": "read whole",
    "excerpt": "unverified: only an excerpt was read",
    "unverified": "unverified: not read",
}
BY_CURATOR = "the curator's words, not in the documents"
CHECK = "Check before you quote"


def by_fact(checks: Iterable[Check]) -> Mapping[str, Sequence[Check]]:
    """Claim id → its reasons to check."""
    found: dict[str, list[Check]] = {}
    for check in checks:
        found.setdefault(check.fact, []).append(check)
    return found


def fact_item(fact: Fact, checks: Mapping[str, Sequence[Check]]) -> Item:
    """Statement, then kind, time and voices, then citation, then the reasons to check.

    The reasons are named here and written out in :func:`closing_sections`; only a note that contradicts the
    statement stands whole beside it, so that the statement is never seen without it.
    """
    reasons = list(dict.fromkeys(REASONS[check.reason] for check in checks.get(fact.claim.id, ())))
    warnings = [f"{CHECK}: {'; '.join(reasons)}."] if reasons else []
    warnings += [f"{NOTE_MARK}: {note.text}" for note in fact.notes if note.verdict == "contradicted"]
    return Item(
        fact.claim.text,
        (fact.kind_label, fact.when_text, attribution(fact.asserted_by)),
        places(fact.citations),
        tuple(warnings),
        claim=fact.claim.id,
    )


def attribution(voices: tuple[str, ...]) -> str:
    """Who says it: the speaker first, then who reports it; ``voices`` begins with the outermost."""
    if len(voices) == 1:
        return f"according to {voices[0]}"
    speaker, *reporters = reversed(voices)
    return f"{speaker}, as reported by {', '.join(reporters)}"


def closing_sections(
    facts: Iterable[Fact], checks: Iterable[Check], notes: Iterable[Note] = (), *, brief: bool = False
) -> list[Section]:
    """Why to check, whose words are contested, and the curator's notes: each written out once.

    Args:
        facts: the statements shown.
        checks: the reasons to look again at them.
        notes: notes besides those on the statements.
        brief: name who published a note's evidence, and leave title and address to the entry's own card.
    """
    shown = {fact.claim.id: fact for fact in facts}
    where: dict[tuple[str, str], dict[CitedAt, None]] = {}
    for check in checks:
        if check.reason != "note":  # notes stand in a section of their own, with their evidence
            concerned = where.setdefault((REASONS[check.reason], check.text), {})
            concerned.update(dict.fromkeys(shown[check.fact].citations))
    why = tuple(Item(text, (reason,), places(cited)) for (reason, text), cited in where.items())
    contested = dict.fromkeys(line for fact in shown.values() for line in fact.contested)
    noted: dict[Note, dict[CitedAt, None]] = {note: {} for note in notes}
    for fact in shown.values():
        for note in fact.notes:
            noted.setdefault(note, {}).update(dict.fromkeys(fact.citations))
    sections = (
        Section(f"{CHECK}: why", why),
        Section("Contested words", tuple(Item(line) for line in contested)),
        Section(NOTE_MARK, tuple(note_item(note, on, brief=brief) for note, on in noted.items())),
    )
    return [section for section in sections if section.items]


def note_item(note: Note, concerned: Iterable[CitedAt], *, brief: bool = False) -> Item:
    """A curator's note with the places it concerns, its author and its evidence."""
    if brief:
        publishers = ", ".join(dict.fromkeys(found.publisher for found in note.evidence))
        evidence = f"{publishers} (in full in the entry)"
    else:
        evidence = "; ".join(map(_evidence, note.evidence))
    on = ", ".join(place.label for place in concerned)
    facts = (
        f"{note.verdict}, on {on}" if on else note.verdict,
        f"{note.author}, checked {note.checked_on}, to be checked again by {note.review_after}",
        f"evidence: {evidence}",
    )
    return Item(note.text, facts)


def _evidence(found: Evidence) -> str:
    when = dates.words(dates.parse(found.date))
    return f"{found.publisher}, “{found.title}”, {when}, {found.address} ({_READ[found.read]})"


def places(cited: Iterable[CitedAt]) -> Cited:
    """Citations for the eye and for the ear."""
    found = tuple(cited)
    return Cited("", tuple(place.label for place in found), tuple(place.words for place in found))


def worded(wording: Wording, lead: str = "") -> Cited:
    """A sourced line, marked when it is the curator's."""
    if wording.by_curator:
        return Cited(f"{lead}{wording.text} ({BY_CURATOR})")
    where = places(wording.cited)
    return Cited(lead + wording.text, where.labels, where.spoken)
