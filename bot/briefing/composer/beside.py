"""What there is to tell besides a story: changes of the base, terms that ran out, anniversaries, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from bot.briefing.composer.brief import History, digests
from bot.briefing.composer.stories import about
from knowledge import dates
from knowledge.answers import fact_of
from knowledge.answers.checks import checks_of
from knowledge.answers.facts import runs_out
from knowledge.curation.schema import Dated
from knowledge.edition import Edition, Held

Sort: TypeAlias = Literal["corrected", "new", "term", "anniversary", "number"]

CHANGES: frozenset[Sort] = frozenset({"corrected", "new", "term"})
"""What breaks a silence."""
URGENT: tuple[Sort, ...] = ("corrected", "new", "term", "anniversary")
"""What lets a story jump the queue, most urgent first."""
JUST = timedelta(days=31)
"""How long ago a term has just run out: a month, so that a weekly channel hears of it too."""
_ONE_BY_ONE = 3
"""How many new statements of a document are told one after the other."""
_NUMBER_AGAIN = timedelta(days=180)
"""After how long a number may be told again."""
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d(?:s|X)?\b")
_NUMBER = re.compile(
    r"(?<![\w-])(?:\d{3,}|three|four|five|six|seven|eight|nine|ten|twelve|halving|halved)(?![\w-])"
)
"""Quantities; not ``two``, which mostly counts the parties, and not the days of dates."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to tell besides the story.

    Attributes:
        key: what the history keeps, so that it is told once.
        claim: the statement to tell, or the curator's note.
        lead: words that introduce the statement when it stands alone.
        tag: words that mark the statement when it stands in the story.
        also: other statements that count as told with it: those of a document that is new.
    """

    key: str
    sort: Sort
    claim: str
    lead: str
    tag: str
    also: tuple[str, ...] = ()


def items(edition: Edition, day: date, history: History, topics: Iterable[str]) -> tuple[Item, ...]:
    """All there is to tell on a day that the channel was not told yet, most urgent first."""
    chosen = tuple(topics)
    told = {key for line in history.told for key in line.beside}
    found = (*_changes(edition, history), *_terms(edition, day), *_anniversaries(edition, day))
    return tuple(item for item in found if item.key not in told and about(edition, item.claim, chosen))


def unasked(edition: Edition, history: History, topics: Iterable[str]) -> dict[str, str]:
    """Id → digest of the changed statements and notes that the chosen topics do not touch: they count as known."""
    chosen = tuple(topics)
    known = history.known or {}
    return {
        own: digest
        for own, digest in digests(edition).items()
        if known.get(own) != digest and (history.known is None or not about(edition, own, chosen))
    }


def learned(edition: Edition, told: Iterable[Item]) -> dict[str, str]:
    """Id → digest of the statements and notes that the channel knows once these were told."""
    now = digests(edition)
    return {own: now[own] for item in told for own in (item.claim, *item.also)}


def numbers(edition: Edition, day: date, history: History, near: Iterable[str]) -> tuple[Item, ...]:
    """Statements with a number about the same things that stand alone, not told lately, in the documents' order.

    One that asks for a check before it is quoted is left to a story of its own.

    Args:
        edition: the fact base.
        day: the date of the brief.
        history: what the channel has had.
        near: what the story is about, by its topics. A state is about too much to be near.
    """
    lately = {key for line in history.told if day - line.date < _NUMBER_AGAIN for key in line.beside}
    wanted = frozenset(one for one in near if edition.kinds[one] != "state")
    return tuple(
        Item(f"number:{own}", "number", own, "A number", "")
        for own, held in edition.claims.items()
        if f"number:{own}" not in lately
        and held.claim.kind in ("event", "status", "background")
        and wanted.intersection(one.entity for one in held.claim.about)
        and _NUMBER.search(_YEAR.sub("", held.claim.text))
        and not checks_of(edition, (fact_of(edition, held, day),))
    )


def _changes(edition: Edition, history: History) -> Iterator[Item]:
    if history.known is None:
        return
    now = digests(edition)
    for own, digest in now.items():
        if own in history.known and history.known[own] != digest:
            lead = "Corrected curator's note" if own in edition.notes else "Corrected in the base"
            yield Item(f"corrected:{own}:{digest}", "corrected", own, lead, "corrected in the base")
    fresh: dict[str, list[str]] = {}
    for own in now:
        if own in history.known:
            continue
        if own in edition.notes:
            yield Item(f"new:{own}", "new", own, "New curator's note", "new in the base")
        else:
            fresh.setdefault(edition.claims[own].document, []).append(own)
    for document, claims in fresh.items():
        yield from _new(edition, document, claims)


def _new(edition: Edition, document: str, claims: Sequence[str]) -> Iterator[Item]:
    """New statements one by one; of many of one document, the first speaks for all."""
    if len(claims) <= _ONE_BY_ONE:
        for own in claims:
            yield Item(f"new:{own}", "new", own, "New in the base", "new in the base")
        return
    first, *others = claims
    short = edition.sources[document].document.short
    lead = f"New in the base: {len(claims)} statements of {short}, among them"
    yield Item(f"new:{first}", "new", first, lead, "new in the base", tuple(others))


def _terms(edition: Edition, day: date) -> Iterator[Item]:
    for own, held in edition.claims.items():
        end = runs_out(edition, held)
        if end is not None and end < day <= end + JUST:
            ended = dates.phrase(dates.parse(end.isoformat()))
            what = (
                "The time stated for this" if held.claim.times.target else "The period stated by the source"
            )
            yield Item(
                f"term:{own}:{end}",
                "term",
                own,
                f"{what} ended {ended} at the latest",
                f"the stated time ended {ended} at the latest",
            )


def _anniversaries(edition: Edition, day: date) -> Iterator[Item]:
    """One a time and place: of statements with the same date and citation, the first that has a headline."""
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    for held in sorted(edition.claims.values(), key=lambda one: one.claim.headline is None):
        for dated in _past(held):
            years = dates.same_month_years_ago(dates.parse(dated.edtf), day)
            places = tuple(place.paragraph for place in held.claim.citations)
            if years is None or (dated.edtf, held.document, places) in seen:
                continue
            seen.add((dated.edtf, held.document, places))
            ago = f"{years} {'year' if years == 1 else 'years'} ago"
            when = dates.words(dates.parse(dated.edtf))
            yield Item(
                f"anniversary:{held.claim.id}:{day:%Y-%m}",
                "anniversary",
                held.claim.id,
                f"This month, {ago} ({when})",
                f"this month, {ago}",
            )


def _past(held: Held) -> tuple[Dated, ...]:
    times = held.claim.times
    return tuple(dated for dated in (times.happened, times.said) if dated is not None)
