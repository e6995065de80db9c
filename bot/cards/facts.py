"""A fact as an item of a card."""

from __future__ import annotations

from collections.abc import Iterable

from bot.cards.card import Cited, Item
from knowledge.answers import NOTE_MARK, Check, CitedAt, Fact, Wording

_REASONS = {
    "period_over": "its time has run out",
    "changed_later": "changed later",
    "documents_disagree": "documents disagree or stand in tension",
    "note": "curator's note",
}
BY_CURATOR = "the curator's words, not in the documents"


def fact_item(fact: Fact, checks: Iterable[Check]) -> Item:
    """Statement, then kind, time and voices, then citation, then reasons to check."""
    warnings = [
        f"Check before you quote ({_REASONS[check.reason]}): {check.text}"
        for check in checks
        if check.fact == fact.claim.id
    ]
    warnings += [
        f"{NOTE_MARK} ({note.verdict}): {note.text}" for note in fact.notes if note.verdict == "context"
    ]
    warnings += [f"Contested word: {line}" for line in fact.contested]
    return Item(
        fact.claim.text,
        (fact.kind_label, fact.when_text, f"by {' → '.join(fact.asserted_by)}"),
        places(fact.citations),
        tuple(warnings),
    )


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
