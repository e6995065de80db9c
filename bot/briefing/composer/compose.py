"""A channel's brief for a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from bot.briefing.composer.beside import CHANGES, Item, items, learned, numbers, unasked
from bot.briefing.composer.brief import Brief, Form, History, Policy
from bot.briefing.composer.choice import NoChoice, choose
from bot.briefing.composer.page import Line, Page, page
from bot.briefing.composer.quiet import quiet_brief, quiet_reason
from bot.briefing.composer.stories import claims_of, stories_of
from bot.briefing.composer.wording import (
    SAFELY,
    SINCE,
    THEN,
    WHY,
    Shown,
    footer,
    item_lines,
    notes_lines,
    nothing_since,
    statement,
    whose,
    wordings,
)
from knowledge.answers import Fact, fact_of
from knowledge.curation.schema import Story
from knowledge.edition import Edition

_PUSH = {
    "corrected": "Corrected in the base. ",
    "new": "New in the base. ",
    "term": "A stated time has run out. ",
    "anniversary": "",
}
_AGAIN = "Told before. "
_OTHERS = 9
"""How many more stories are tried when what changed has no room beside the first."""
_ROOM_FOR_A_NUMBER = 150
"""Up to this length a brief has room for a number besides."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A choice of wordings and of what stands beside the story.

    Attributes:
        worded: claim id → the wording chosen, for those that are not told in full.
        why: whether it is said why the story matters.
        beside: what is told besides, with its wording.
    """

    worded: Mapping[str, str] = field(default_factory=dict)
    why: bool = True
    beside: tuple[tuple[Item, str], ...] = ()


def compose(edition: Edition, day: date, history: History, topics: Iterable[str], policy: Policy) -> Brief:
    """The brief of a channel on a date: a pure function of what it is given.

    Args:
        edition: the fact base.
        day: the scheduled local date.
        history: what the channel has had.
        topics: entity ids; none means all stories.
        policy: what to do when all was told.

    Raises:
        TopicError: there is no story on one of the topics.
    """
    chosen = tuple(dict.fromkeys(topics))
    stories = stories_of(edition, chosen)
    found = items(edition, day, history, chosen)
    changes = [item for item in found if item.sort in CHANGES]
    brief = None
    while brief is None:
        choices = choose(stories, day, history, policy, found)
        if isinstance(choices, NoChoice):
            last = max((line.date for line in history.told if line.posted), default=None)
            brief = quiet_brief(edition, day, last, quiet_reason(stories, choices), changes)
            break
        briefs = (
            _Composer(edition, day, history, stories[choice.story], choice.form, found).brief()
            for choice in choices
        )
        brief = _telling(briefs, changes)
        # Those that are longer than Discord takes give way, of which curators hear elsewhere.
        stories = {own: story for own, story in stories.items() if own not in {one.story for one in choices}}
    return replace(brief, learned={**unasked(edition, history, chosen), **brief.learned})


def _telling(briefs: Iterator[Brief | None], changes: Sequence[Item]) -> Brief | None:
    """The first brief that can be sent; when something changed, one of the next that has room for it goes before."""
    sendable = (brief for brief in briefs if brief is not None)
    first = next(sendable, None)
    keys = {item.key for item in changes}
    if first is None or not keys or not keys.isdisjoint(first.beside):
        return first
    return next((brief for brief in islice(sendable, _OTHERS) if not keys.isdisjoint(brief.beside)), first)


@dataclass(frozen=True)
class _Composer:
    """Composes one story's brief."""

    edition: Edition
    day: date
    history: History
    story: Story
    form: Form
    found: tuple[Item, ...]

    @property
    def told(self) -> frozenset[str]:
        """Ids of what the story is told with."""
        return frozenset(claims_of(self.story))

    @property
    def marked(self) -> tuple[Item, ...]:
        """What there is to tell of the story's own statements."""
        return tuple(item for item in self.found if item.claim in self.told)

    @property
    def apart(self) -> tuple[Item, ...]:
        """What there is to tell of others."""
        return tuple(item for item in self.found if item.claim not in self.told)

    def brief(self) -> Brief | None:
        """The story's brief, with what fits beside it; None when Discord would not take it."""
        draft, sent = self._fitted()
        if not sent.sendable:
            return None
        shown = self._shown(draft)
        told = (
            *(item for item in self.marked if item.claim in (*shown.claims, *shown.notes)),
            *(item for item, _ in draft.beside),
        )
        return Brief(
            self.day,
            self.form,
            self.story.id,
            self._push(),
            sent.content,
            sent.text,
            sent.words,
            tuple(self._facts(draft)),
            (*shown.notes, *(item.claim for item, _ in draft.beside if item.claim in self.edition.notes)),
            tuple(item.key for item in told),
            learned(self.edition, told),
        )

    def _fitted(self) -> tuple[_Draft, Page]:
        """The fullest draft that keeps to the limits, and it as it is sent."""
        changes = [item for item in self.apart if item.sort in CHANGES][:1]
        draft = self._first_fitting(changes)
        sent = page(self._lines(draft))
        rest = [item for item in self.apart if item not in changes and item.sort not in ("corrected", "new")][
            :1
        ]
        told = self.told | {item.claim for item, _ in draft.beside}
        counted = [
            item
            for item in numbers(self.edition, self.day, self.history, self.story.topics)
            if item.claim not in told and sent.words < _ROOM_FOR_A_NUMBER
        ]
        for item in (*rest, *counted[:1]):
            for wording in self._wordings(item):
                fuller = replace(draft, beside=(*draft.beside, (item, wording)))
                written = page(self._lines(fuller))
                if written.fits:
                    draft, sent = fuller, written
                    break
        return draft, sent

    def _first_fitting(self, changes: Sequence[Item]) -> _Draft:
        """The first draft that keeps to the limits, else the shortest.

        What changed waits for another day where there is no room for it.
        """
        draft = _Draft()
        for beside in ((changes,) if changes else ()) + ((),):
            for draft in self._drafts(tuple((item, next(self._wordings(item))) for item in beside)):
                if page(self._lines(draft)).fits:
                    return draft
        return draft

    def _drafts(self, beside: tuple[tuple[Item, str], ...]) -> Iterator[_Draft]:
        """Full wordings first; then shorter ones, longest statement first; then without why it matters."""
        longest = sorted(self.story.then, key=lambda own: -len(self._fact(own).claim.text))
        for why in (True, False):
            worded: dict[str, str] = {}
            yield _Draft(worded, why, beside)
            for own in (self.story.why, *longest):
                shorter = list(wordings(self._fact(own)))[1:2]
                if shorter:
                    worded = {**worded, own: shorter[0]}
                    yield _Draft(worded, why, beside)

    def _lines(self, draft: _Draft) -> Iterator[Line]:
        shown = self._shown(draft)
        yield Line("push", self._push())
        yield Line("head", THEN)
        for own in self.story.then:
            yield from self._statement(own, draft, shown)
        if draft.why:
            yield Line("head", WHY)
            yield from self._statement(self.story.why, draft, shown)
        yield from self._since(draft, shown)
        yield Line("head", SAFELY)
        yield Line("say", self.story.quote_safely)
        for item, wording in draft.beside:
            yield from item_lines(self.edition, item, self.day, wording, shown)
        yield whose(self.edition, self._facts(draft))
        yield footer(self.edition)

    def _since(self, draft: _Draft, shown: Shown) -> Iterator[Line]:
        claims = [own for own in self.story.since if own in self.edition.claims]
        if claims:
            yield Line("head", SINCE)
        for own in claims:
            yield from self._statement(own, draft, shown)
        if shown.notes:
            yield from notes_lines([self.edition.notes[own] for own in shown.notes])
        if not claims and not shown.notes:
            yield Line("head", SINCE)
            yield nothing_since(self.edition, self.story.topics)

    def _statement(self, own: str, draft: _Draft, shown: Shown) -> tuple[Line, Line]:
        fact = self._fact(own)
        return statement(self.edition, fact, draft.worded.get(own, fact.claim.text), shown)

    def _shown(self, draft: _Draft) -> Shown:
        """What the draft shows; a note that contradicts a statement always stands with it."""
        claims = tuple(self._claims(draft))
        notes = [own for own in self.story.since if own in self.edition.notes]
        notes += [
            note.id
            for own in claims
            for note in self.edition.notes_of_claims.get(own, ())
            if note.verdict == "contradicted"
        ]
        tags: dict[str, tuple[str, ...]] = {}
        for item in self.marked:
            tags[item.claim] = (*tags.get(item.claim, ()), item.tag)
        return Shown(claims, tuple(dict.fromkeys(notes)), tags)

    def _claims(self, draft: _Draft) -> Iterator[str]:
        yield from dict.fromkeys(
            (
                *self.story.then,
                *((self.story.why,) if draft.why else ()),
                *(own for own in self.story.since if own in self.edition.claims),
                *(item.claim for item, _ in draft.beside if item.claim in self.edition.claims),
            )
        )

    def _facts(self, draft: _Draft) -> Iterator[Fact]:
        return (self._fact(own) for own in self._claims(draft))

    def _wordings(self, item: Item) -> Iterator[str]:
        note = self.edition.notes.get(item.claim)
        return iter((note.text,)) if note else wordings(self._fact(item.claim))

    def _fact(self, own: str) -> Fact:
        return fact_of(self.edition, self.edition.claims[own], self.day)

    def _push(self) -> str:
        again = _AGAIN if self.form == "again" else ""
        why = next((_PUSH[item.sort] for item in self.marked if item.sort in _PUSH), "")
        return f"{why or again}{self.story.title}"
