"""A fact as an item of a card, and the sections that say why to look again before quoting."""

from __future__ import annotations

from collections.abc import Iterable

from bot.cards.card import Cited, Item, Section
from knowledge.answers import NOTE_MARK, Check, CitedAt, Fact, Wording

REASONS = {
    "period_over": "the period stated by the source has run out",
    "changed_later": "a later statement changed it",
    "documents_disagree": "another statement disagrees or stands in tension",
    "note": "a curator's note",
}
"""Each reason to check, in words."""
BY_CURATOR = "the curator's words, not in the documents"
CHECK = "Check before you quote"


def fact_item(fact: Fact, checks: Iterable[Check]) -> Item:
    """Statement, then kind, time and voices, then citation, then the reasons to check.

    The reasons are named here and written out in :func:`check_section`; only a note that contradicts the
    statement stands whole beside it, so that the statement is never seen without it.
    """
    own = [check for check in checks if check.fact == fact.claim.id]
    reasons = list(dict.fromkeys(REASONS[check.reason] for check in own))
    warnings = [f"{CHECK}: {'; '.join(reasons)}."] if reasons else []
    warnings += [f"{NOTE_MARK}: {note.text}" for note in fact.notes if note.verdict == "contradicted"]
    return Item(
        fact.claim.text,
        (fact.kind_label, fact.when_text, f"by {' → '.join(fact.asserted_by)}"),
        places(fact.citations),
        tuple(warnings),
    )


def check_sections(facts: Iterable[Fact], checks: Iterable[Check]) -> list[Section]:
    """Why to check, each reason written out once with the places it concerns; then whose words are contested."""
    shown = {fact.claim.id: fact for fact in facts}
    where: dict[tuple[str, str], dict[CitedAt, None]] = {}
    for check in checks:
        concerned = where.setdefault((REASONS[check.reason], check.text), {})
        concerned.update(dict.fromkeys(shown[check.fact].citations))
    sections = []
    if where:
        items = (Item(text, (reason,), places(cited)) for (reason, text), cited in where.items())
        sections.append(Section(f"{CHECK}: why", tuple(items)))
    contested = dict.fromkeys(line for fact in shown.values() for line in fact.contested)
    if contested:
        sections.append(Section("Contested words", tuple(Item(line) for line in contested)))
    context = dict.fromkeys(
        note.text for fact in shown.values() for note in fact.notes if note.verdict == "context"
    )
    if context:
        sections.append(Section(NOTE_MARK, tuple(Item(text) for text in context)))
    return sections


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
