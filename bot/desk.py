"""Where questions are answered: term → entity → answer → card. The slash commands and the command line share it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import assert_never

from bot.cards.card import Card
from bot.cards.comparisons import comparison_card
from bot.cards.entries import entry_card, no_treaty_card
from bot.cards.linked import links_card
from bot.cards.overviews import about_card, browse_card, sources_card
from bot.cards.pages import pages
from bot.cards.positions import positions_card
from bot.cards.question import Question, Verb
from bot.cards.replies import ambiguous_card, matched_line, shown, unknown_card
from bot.cards.searches import search_card
from bot.cards.timelines import timeline_card
from bot.cards.treaties import treaty_card
from knowledge import answers, dates
from knowledge.answers import Check, Comparison, Fact, Positions, Search, Searcher, Timeline
from knowledge.answers.entity import as_of as age
from knowledge.answers.links import links
from knowledge.curation.schema import ClaimKind, EntityKind
from knowledge.edition import Edition
from knowledge.names.result import Alias, Ambiguous, Exact, Fuzzy, Match, Missing, Resolution
from knowledge.provenance.passages import NO_LIBRARY, Library

LABEL_JOIN = " → "
"""Between the reason and the name in an autocomplete label."""
CACHED_CARDS = 512
"""How many cards are kept: more than there are entries."""
CACHED_TERMS = 256
"""How many typed terms are kept with their answers: what one person asks a team asks again."""
NEAREST = 5
"""How many entries are offered where nothing answers."""
LARGE = 80
"""From how many statements on an entry's cards are made before anybody asks for them."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer with its card.

    Attributes:
        resolution: how the term was understood; None where no term was given.
        card: what people see.
        facts: the statements, in the order shown.
        not_in_documents: what a reader would expect and the documents do not give.
        checks: reasons to look again before quoting.
        timeline: the parts of a timeline, where that was asked for; the same for the others.
    """

    resolution: Resolution | None
    card: Card
    facts: tuple[Fact, ...] = ()
    not_in_documents: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    timeline: Timeline | None = None
    positions: Positions | None = None
    comparison: Comparison | None = None
    search: Search | None = None


class NoPartyError(ValueError):
    """The party asked for is not one entry of the base; the sentence says so."""


@dataclass(frozen=True, slots=True)
class Range:
    """What a timeline is cut to: days, inclusive, and one kind of statement."""

    start: dates.Edtf | None = None
    end: dates.Edtf | None = None
    kind: ClaimKind | None = None

    @property
    def reversed(self) -> bool:
        """Whether it ends before it begins, so that nothing can be in it."""
        first = self.start.lower if self.start else None
        last = self.end.upper if self.end else None
        return first is not None and last is not None and last < first


EVERYTHING = Range()


class Desk:
    """Answers questions from one edition.

    Args:
        edition: the fact base.
        today: gives the reader's day.
        copies: the reader's own copies of the documents.
    """

    def __init__(self, edition: Edition, today: Callable[[], date], copies: Library = NO_LIBRARY) -> None:
        self.edition = edition
        self.today = today
        self.copies = copies
        self._searcher = Searcher(edition)
        self._cached: Callable[..., Answered] = lru_cache(CACHED_CARDS)(self._made)
        self._large: Callable[..., Answered] = lru_cache(CACHED_CARDS)(self._made)
        self._looked_up: Callable[..., Answered] = lru_cache(CACHED_TERMS)(self._understood)
        self._make_large()

    def _make_large(self) -> None:
        """Make the cards that take long, so that nobody waits for them with the whole event loop."""
        verbs: tuple[Verb, ...] = ("entity", "treaty", "timeline", "positions", "compare")
        today = self.today()
        asked = [(verb, own) for own in self.edition.entities if self._is_large(own) for verb in verbs]
        for verb, own in (*asked, ("timeline", None)):
            pages(self._record(verb, own, EVERYTHING, today).card)

    def _is_large(self, subject: str | None) -> bool:
        """Whether so much is said of it that its cards are kept apart, where no number of others drives them out."""
        if subject is None or subject not in self.edition.entities:
            return False
        return len(self.edition.about(subject)) >= LARGE

    def look_up(self, verb: Verb, term: str, span: Range = EVERYTHING, party: str | None = None) -> Answered:
        """Answer a typed term: an id, a label or free text; ``party`` is an entity's id, for positions only."""
        if verb == "search":
            return self.search(term)
        if span != EVERYTHING:
            return self.answer(verb, self.resolve(term), span, party)
        return self._looked_up(verb, term, party, self.today())

    def search(self, words: str) -> Answered:
        """Answer free words from the claims."""
        found = self._record("search", words, EVERYTHING, self.today())
        assert found.search is not None  # noqa: S101 - what a search answers
        if found.facts:
            return found
        named = (
            Match(own, self.edition.entities[own].name, self.edition.entities[own].name, 100.0, "named")
            for own in found.search.entities
        )
        return replace(found, resolution=Missing(words, tuple(named)[:NEAREST]))

    def party(self, term: str) -> str:
        """The id of the party that a term names.

        Raises:
            NoPartyError: it names none, or several.
        """
        found = self.resolve(term)
        match found:
            case Exact() | Alias() | Fuzzy():
                return found.match.entity
            case Ambiguous():
                names = "; ".join(one.name for one in found.candidates)
                raise NoPartyError(f"“{shown(term)}” may be several parties ({names}): name one of them")
            case Missing():
                raise NoPartyError(
                    f"no entry of the base is called “{shown(term)}”, so it cannot be the party"
                )
        assert_never(found)

    def resolve(self, term: str) -> Resolution:
        """Understand a term; an entity's id, as autocomplete sends it, is itself."""
        entity = self.edition.entities.get(term)
        if entity is not None:
            match = Match(entity.id, entity.name, entity.name, 100.0, "the entry's id")
            return Exact(entity.name, match)
        # A person may send an autocomplete label back: what stands after the join is the entry's name.
        return self.edition.resolver.resolve(term.rpartition(LABEL_JOIN)[2] or term)

    def answer(
        self, verb: Verb, found: Resolution, span: Range = EVERYTHING, party: str | None = None
    ) -> Answered:
        """Answer an understood term."""
        match found:
            case Exact() | Alias() | Fuzzy():
                return self._entry(verb, found, span, party)
            case Ambiguous():
                return Answered(found, ambiguous_card(self.edition, found, verb))
            case Missing():
                return self._unknown(verb, found)
        assert_never(found)

    def again(self, question: Question) -> Card | None:
        """The card that a button asks for; None when its entry is not in this edition or nothing was asked."""
        answered = self.answered_again(question)
        return answered.card if answered is not None else None

    def answered_again(self, question: Question) -> Answered | None:
        """The answer that a button asks for; None as for its card."""
        if question.verb not in ("timeline", "browse", "sources", "about") and not question.subject:
            return None
        named = question.subject and question.verb not in ("browse", "search")
        if any(
            own and own not in self.edition.entities for own in (named and question.subject, question.party)
        ):
            return None
        span = Range(_parsed(question.start), _parsed(question.end), question.kind)
        if (span.start is None, span.end is None) != (question.start is None, question.end is None):
            return None
        return self._record(question.verb, question.subject, span, self.today(), question.party)

    def overview(self, verb: Verb, kind: EntityKind | None = None) -> Answered:
        """Browse, sources, about, or the timeline of everything: no term needed."""
        return self._record(verb, kind, EVERYTHING, self.today())

    def timeline_of_all(self, span: Range = EVERYTHING) -> Answered:
        """Every dated statement."""
        return self._record("timeline", None, span, self.today())

    def _understood(self, verb: Verb, term: str, party: str | None, _today: date) -> Answered:
        """The answer to a typed term on one day; kept, so that the term is understood once."""
        return self.answer(verb, self.resolve(term), EVERYTHING, party)

    def _entry(self, verb: Verb, found: Exact | Alias | Fuzzy, span: Range, party: str | None) -> Answered:
        record = self._record(verb, found.match.entity, span, self.today(), party)
        return replace(
            record, resolution=found, card=replace(record.card, matched=matched_line(self.edition, found))
        )

    def _unknown(self, verb: Verb, found: Missing) -> Answered:
        why = answers.unknown(self.edition, found.term, self.today())
        card = replace(unknown_card(self.edition, found, why, verb), readable=self.copies.mounted)
        return Answered(found, card, why.facts, (), why.checks)

    def _record(
        self, verb: Verb, subject: str | None, span: Range, today: date, party: str | None = None
    ) -> Answered:
        """The answer whatever was typed; kept for the day unless a range, of which there are too many, is asked for."""
        if span != EVERYTHING:
            return self._made(verb, subject, span, today)
        kept = self._large if self._is_large(subject) and party is None else self._cached
        return kept(verb, subject, span, today, party)

    def _made(
        self, verb: Verb, subject: str | None, span: Range, today: date, party: str | None = None
    ) -> Answered:
        """The answer; its card says whether passages can be read."""
        made = self._make(verb, subject, span, today, party)
        return replace(made, card=replace(made.card, readable=True)) if self.copies.mounted else made

    def _make(
        self, verb: Verb, subject: str | None, span: Range, today: date, party: str | None = None
    ) -> Answered:
        edition = self.edition
        match verb:
            case "about":
                return Answered(None, about_card(edition))
            case "sources":
                return Answered(None, sources_card(edition))
            case "browse":
                return Answered(None, browse_card(edition, subject))  # type: ignore[arg-type] # a kind, checked by decode
            case "timeline":
                found = answers.timeline(edition, subject, today, span.start, span.end, kind=span.kind)
                return Answered(None, timeline_card(found), found.facts, (), found.checks, found)
            case "entity" | "treaty" | "positions" | "compare" | "links" | "search":
                assert subject is not None  # noqa: S101 - only overviews have none
                return self._entry_record(verb, subject, today, party)
        assert_never(verb)

    def _entry_record(self, verb: Verb, subject: str, today: date, party: str | None) -> Answered:
        edition = self.edition
        if verb == "search":
            search = self._searcher.search(subject, today)
            card = search_card(edition, search)
            return Answered(None, card, search.facts, search.not_in_documents, search.checks, search=search)
        if verb == "positions":
            said = answers.positions(edition, subject, today, party)
            return Answered(None, positions_card(edition, said), said.facts, (), said.checks, positions=said)
        if verb == "compare":
            side = answers.compare(edition, subject, today)
            return Answered(
                None, comparison_card(edition, side), side.facts, (), side.checks, comparison=side
            )
        if verb == "treaty":
            record = answers.treaty_record(edition, subject, today)
            if record is None:
                return Answered(None, no_treaty_card(edition, subject))
            answer, card = record.answer, treaty_card(edition, record)
        else:
            answer = answers.entity_answer(edition, subject, today)
            if verb == "links":
                found = links(edition, subject, answer.facts)
                facts = tuple(link.fact for link in found)
                return Answered(None, links_card(answer, found, age(edition, facts)), facts)
            card = entry_card(edition, answer, verb)
        return Answered(None, card, answer.facts, answer.not_in_documents, answer.checks)


def _parsed(text: str | None) -> dates.Edtf | None:
    if text is None:
        return None
    try:
        return dates.parse(text)
    except dates.DateError:
        return None
