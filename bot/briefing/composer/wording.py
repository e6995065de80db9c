"""The curated wordings of a brief, chosen among and never cut, and the small lines beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.briefing.composer.beside import Item
from bot.briefing.composer.page import COUNT, Line
from bot.briefing.composer.stories import about
from bot.cards.facts import CHECK, REASONS
from knowledge import dates
from knowledge.answers import NOTE_MARK, Fact, cite, fact_of
from knowledge.answers.checks import checks_of
from knowledge.curation.schema import Note
from knowledge.edition import Edition

THEN = "Then"
WHY = "Why it matters"
SINCE = "Since"
PUT_RIGHT = "Since: put right"
SAFELY = "To quote it safely"
_AS_OF_THE_ARTICLE = frozenset({"assessment", "motive", "forecast", "recommendation", "background"})
"""Kinds that hold as of the article; of the others it is said when they have no date of their own."""
_WHOSE = (" by the author", ", as the author sees it")
"""Ends of kind labels that say whose judgement it is."""
_MENDING = frozenset({"contradicted", "imprecise"})
"""Verdicts of notes that put a statement right; the others say what came later, or what belongs to it."""
_ENDS = (".", "?", "!", "”")
"""Ends of a sentence: a short wording has none, and stands among sentences."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one brief shows, so that a warning which it answers itself is not given.

    Attributes:
        claims: ids of the statements shown.
        notes: ids of the curator's notes shown.
        tags: claim id → words that mark the statement, such as an anniversary.
    """

    claims: Collection[str]
    notes: Collection[str]
    tags: Mapping[str, tuple[str, ...]]


def wordings(fact: Fact) -> Iterator[str]:
    """The curated wordings that say the statement whole, longest first: a label for lists is none of them."""
    yield fact.claim.text
    if fact.claim.headline:
        yield fact.claim.headline


def statement(edition: Edition, fact: Fact, wording: str, shown: Shown) -> tuple[Line, Line]:
    """A statement and its small line: kind, time, marks, reasons to check, citation."""
    marks = [_kind(fact, wording), _when(fact, wording), *shown.tags.get(fact.claim.id, ())]
    reasons = _open_reasons(edition, fact, shown)
    if reasons:
        marks.append(f"{CHECK[0].lower()}{CHECK[1:]}: {'; '.join(reasons)}")
    cited = ", ".join(place.label for place in fact.citations)
    said = f"{wording}{'' if wording.endswith(_ENDS) else '.'}"
    return Line("say", said), Line("small", f"{', '.join(filter(None, marks))}; {cited}")


def notes_lines(notes: Sequence[Note]) -> Iterator[Line]:
    """The curator's notes that say what came later or put something right: marked, dated, with their evidence."""
    checked = {dates.words(dates.parse(str(note.checked_on))) for note in notes}
    dated = f", checked {checked.pop()}" if len(checked) == 1 else ""
    head = PUT_RIGHT if all(note.verdict in _MENDING for note in notes) else SINCE
    yield Line("head", f"{head} ({NOTE_MARK[0].lower()}{NOTE_MARK[1:]}{dated})")
    for note in notes:
        yield Line("say", note.text)
        found = _evidence(note)
        again = "" if dated else f"; checked {dates.words(dates.parse(str(note.checked_on)))}"
        yield Line("small", f"{found[0].upper()}{found[1:]}{again}")


def item_lines(edition: Edition, item: Item, day: date, wording: str, shown: Shown) -> Iterator[Line]:
    """What stands beside the story, or alone on a day without one: a statement or a curator's note."""
    yield Line("head", item.lead)
    note = edition.notes.get(item.claim)
    if note is None:
        yield from statement(edition, fact_of(edition, edition.claims[item.claim], day), wording, shown)
        return
    checked = dates.words(dates.parse(str(note.checked_on)))
    yield Line("say", wording)
    yield Line("small", f"{NOTE_MARK}; {_evidence(note)}; checked {checked}")


def nothing_since(edition: Edition, topics: Sequence[str]) -> Line:
    """What is said when the story tells nothing that came later: where the documents stop, and who says more.

    Args:
        edition: the fact base.
        topics: the story's topics; More opens the first one's card. A state is noted for other things too.
    """
    stop = f"Our documents stop on {dates.words(edition.newest_source.published)}"
    if edition.kinds[topics[0]] != "state" and any(
        about(edition, note, topics[:1]) for note in edition.notes
    ):
        return Line("say", f"{stop}; More has the curators' notes on the subject.")
    near = [topic for topic in topics if edition.kinds[topic] != "state"]
    if near and any(about(edition, note, near) for note in edition.notes):
        return Line("say", f"{stop}.")
    return Line("say", f"{stop}, and no curator's note says what came after.")


def whose(edition: Edition, facts: Iterable[Fact]) -> Line:
    """Who wrote the documents cited: whom "the author" means."""
    named = [edition.sources[own].document for own in dict.fromkeys(fact.document for fact in facts)]
    return Line("small", "; ".join(f"{one.short}: {one.author.name}" for one in named))


def footer(edition: Edition) -> Line:
    """Words, edition, newest source."""
    newest = edition.newest_source
    said = f"{newest.document.short}, {dates.words(newest.published)}"
    return Line("small", f"{COUNT} words; edition {edition.hash[:8]}; newest source: {said}")


def _evidence(note: Note) -> str:
    first, *others = note.evidence
    found = f"evidence: {first.publisher}, {dates.words(dates.parse(first.date))}"
    found += " (unverified: not read)" if first.read == "unverified" else ""
    return found + (f", and {len(others)} more" if others else "")


def _kind(fact: Fact, wording: str) -> str:
    """The kind, without whose judgement it is where the statement says so itself, as a full text does."""
    label = fact.kind_label
    if wording != fact.claim.text:
        return label
    for end in _WHOSE:
        label = label.removesuffix(end)
    return label


def _when(fact: Fact, wording: str) -> str:
    """When, unless the statement says it itself; a time counted from another statement in the source's words."""
    times = fact.claim.times
    if times.after:
        return f"dated only “{times.after.words}”"
    if fact.when and fact.when_role:
        dated = dates.phrase(dates.parse(fact.when))
        derived = getattr(times, fact.when_role).basis == "derived"
        said = f"planned {dated}" if fact.when_role == "target" else dated
        return (
            f"{said} (derived)" if derived else "" if dates.words(dates.parse(fact.when)) in wording else said
        )
    if times.term:
        return f"undated, for “{times.term.words}”"
    return "" if fact.claim.kind in _AS_OF_THE_ARTICLE else "undated"


def _open_reasons(edition: Edition, fact: Fact, shown: Shown) -> list[str]:
    """The reasons to check that the brief itself does not answer, with the places that they come from."""
    own = fact.claim.id
    linked = edition.updated_by.get(own, ())
    places = {
        "changed_later": [other for kind, other in linked if kind in ("updates", "cancels")],
        "documents_disagree": [
            *(other for kind, other in linked if kind == "contradicts"),
            *(link.claim for link in fact.claim.links if link.type == "contradicts"),
        ],
    }
    found = {check.reason for check in checks_of(edition, (fact,))}
    if all(note.id in shown.notes for note in fact.notes if note.verdict != "context"):
        found.discard("note")
    reasons = []
    for reason in (known for known in REASONS if known in found):
        unseen = [other for other in places.get(reason, ()) if other not in shown.claims]
        if reason in places and not unseen:
            continue
        cited = dict.fromkeys(
            cite(
                edition, edition.claims[other].document, edition.claims[other].claim.citations[0].paragraph
            ).label
            for other in unseen
        )
        reasons.append(REASONS[reason] + (f" ({', '.join(cited)})" if cited else ""))
    return reasons
