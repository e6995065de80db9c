"""Check before you quote: the reasons, each named, never a generic warning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from knowledge import dates
from knowledge.answers.facts import Fact, runs_out
from knowledge.edition import Edition

Reason: TypeAlias = Literal["period_over", "changed_later", "documents_disagree", "note"]
_WARNING_NOTES = frozenset({"contradicted", "imprecise", "outdated"})
NOTE_MARK = "Curator's note, not in the documents"


@dataclass(frozen=True, slots=True)
class Check:
    """One reason to look again before quoting a fact."""

    reason: Reason
    text: str
    fact: str


def checks_of(edition: Edition, facts: Iterable[Fact]) -> tuple[Check, ...]:
    """The reasons of all facts, each once, in the order of the facts."""
    found: dict[tuple[str, str, str], Check] = {}
    for fact in facts:
        for check in _of(edition, fact):
            found.setdefault((check.reason, check.text, check.fact), check)
    return tuple(found.values())


def _of(edition: Edition, fact: Fact) -> Iterator[Check]:
    own = fact.claim.id
    if fact.standing == "term-passed":
        end = runs_out(edition, edition.claims[own])
        assert end is not None  # noqa: S101 - that is what term-passed means
        ended = dates.phrase(dates.parse(end.isoformat()))
        if fact.claim.times.target:
            passed = f"The time stated for this has passed, at the latest {ended}"
            text = f"{passed}; our documents do not say what came of it."
        else:
            words = fact.claim.times.term.words if fact.claim.times.term else ""
            period = f"The period stated by the source (“{words}”)"
            text = f"{period} has run out: counted from then, it ended {ended} at the latest."
        yield Check("period_over", text, own)
    for kind, other in edition.updated_by.get(own, ()):
        if kind in ("updates", "cancels"):
            yield Check("changed_later", _link_text(edition, other, own, kind), own)
        elif kind == "contradicts":
            yield Check("documents_disagree", _link_text(edition, other, own, kind), own)
    for link in fact.claim.links:
        if link.type == "contradicts":
            yield Check("documents_disagree", link.text, own)
    for note in fact.notes:
        if note.verdict in _WARNING_NOTES:
            yield Check("note", f"{NOTE_MARK}: {note.text}", own)


def _link_text(edition: Edition, source: str, target: str, kind: str) -> str:
    links = edition.claims[source].claim.links
    return next(link.text for link in links if link.claim == target and link.type == kind)
