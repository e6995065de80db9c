"""Which story is told: none again within 25 days, none twice before all were told, the urgent one first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.briefing.composer.beside import CHANGES, URGENT, Item
from bot.briefing.composer.brief import Form, History, Policy
from bot.briefing.composer.stories import claims_of
from knowledge.curation.schema import Story

REST = timedelta(days=25)
"""No story comes again within this many days."""
_RECENT = 2
"""How many stories back the next one should differ in its subject."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The story to tell, told for the first time or again."""

    story: str
    form: Form


@dataclass(frozen=True, slots=True)
class NoChoice:
    """No story may be told.

    Attributes:
        all_told: every story was told and the channel wants nothing until something changes; else every story
            that is left rests.
        again_from: the first date on which one may be told again; None when only a change can bring one back.
    """

    all_told: bool
    again_from: date | None


def choose(
    stories: Mapping[str, Story], day: date, history: History, policy: Policy, items: Iterable[Item]
) -> tuple[Choice, ...] | NoChoice:
    """All stories that may be told on a day, the one to tell first.

    Stories that are urgent come first; then those never told, by how little they share with the last ones told
    and then in an order of their own for each choice of topics; then those told longest ago.
    """
    if not stories:
        return NoChoice(all_told=False, again_from=None)
    last = {line.story: line.date for line in history.told if line.story is not None}
    urgency = {own: _urgency(story, items) for own, story in stories.items()}
    if policy == "quiet" and last.keys() >= stories.keys():
        changed = len([sort for sort in URGENT if sort in CHANGES])
        left = [own for own in stories if urgency[own] < changed]
        if not left:
            return NoChoice(all_told=True, again_from=None)
    else:
        left = sorted(_left(stories, history))
    rested = [own for own in left if own not in last or day - last[own] > REST]
    if not rested:
        return NoChoice(all_told=False, again_from=min(last[own] for own in left) + REST + timedelta(days=1))
    recent = _recent(stories, history)
    seed = ",".join(sorted(stories))

    def rank(own: str) -> tuple[int, date, int, str]:
        shared = len(recent.intersection((*stories[own].topics, *claims_of(stories[own]))))
        return urgency[own], last.get(own, date.min), shared, _scattered(seed, own)

    return tuple(Choice(own, "again" if own in last else "story") for own in sorted(rested, key=rank))


def _left(stories: Mapping[str, Story], history: History) -> set[str]:
    """The stories not yet told in this round; a round ends when all were told."""
    left = set(stories)
    for line in history.told:
        left.discard(line.story or "")
        left = left or set(stories)
    return left


def _urgency(story: Story, items: Iterable[Item]) -> int:
    told_with = set(claims_of(story))
    ranks = [URGENT.index(item.sort) for item in items if item.sort in URGENT and item.claim in told_with]
    return min(ranks, default=len(URGENT))


def _recent(stories: Mapping[str, Story], history: History) -> set[str]:
    told = [line.story for line in history.told if line.story in stories][-_RECENT:]
    return {name for own in told if own for name in (*stories[own].topics, *claims_of(stories[own]))}


def _scattered(seed: str, own: str) -> str:
    """A place in an order that looks like chance and is the same on every machine."""
    return hashlib.sha256(f"{seed}:{own}".encode()).hexdigest()
