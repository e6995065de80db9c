"""The stories of some topics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from knowledge.curation.schema import Story
from knowledge.edition import Edition


class TopicError(LookupError):
    """A topic on which there is no story; the sentence says so."""


def stories_of(edition: Edition, topics: Iterable[str] = ()) -> Mapping[str, Story]:
    """Story id → story, of the chosen topics together, in file order; of no topic: all stories.

    A topic stands for all that is part of it. Where no story has it among its topics, those count that stand on a
    statement about it or by it.

    Raises:
        TopicError: the base has no story at all, no such entry, or no story on one of the topics.
    """
    chosen = tuple(dict.fromkeys(topics))
    if not edition.stories:
        raise TopicError("There are no stories in the base.")
    if not chosen:
        return edition.stories
    wanted = {own for topic in chosen for own in _on(edition, topic)}
    return {own: story for own, story in edition.stories.items() if own in wanted}


def how_long(edition: Edition, topics: Iterable[str] = ()) -> int:
    """How many briefs the chosen topics last until all was told.

    Raises:
        TopicError: as in :func:`stories_of`.
    """
    return len(stories_of(edition, topics))


def topics_with_stories(edition: Edition) -> Mapping[str, int]:
    """Entity id → how many stories it has, most first: what a channel may choose as topics."""
    counts: dict[str, int] = {}
    for topic in edition.entities:
        count = len(_listed(edition, topic))
        if count:
            counts[topic] = count
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def claims_of(story: Story) -> tuple[str, ...]:
    """Ids of the claims and notes that a story is told with."""
    return tuple(dict.fromkeys((*story.then, story.why, *story.since)))


def about(edition: Edition, own: str, topics: Iterable[str]) -> bool:
    """Whether a claim is about one of the topics or said by it, or a note on such a claim; of no topic, all are."""
    chosen = tuple(topics)
    below = [edition.below[topic] for topic in chosen]
    note = edition.notes.get(own)
    claims = note.claims if note else (own,)
    named = frozenset(note.entities) if note else frozenset[str]()
    return not chosen or any(
        named & entities or any(_concerns(edition, claim, entities) for claim in claims) for entities in below
    )


def _on(edition: Edition, topic: str) -> frozenset[str]:
    if topic not in edition.entities:
        raise TopicError(f"There is no entry {topic!r} in the base.")
    found = _listed(edition, topic)
    if not found:
        below = edition.below[topic]
        found = frozenset(
            own
            for own, story in edition.stories.items()
            if any(_concerns(edition, claim, below) for claim in story.then)
        )
    if not found:
        raise TopicError(f"There is no story on {edition.entities[topic].name} in the base.")
    return found


def _listed(edition: Edition, topic: str) -> frozenset[str]:
    below = edition.below[topic]
    return frozenset(own for own, story in edition.stories.items() if not below.isdisjoint(story.topics))


def _concerns(edition: Edition, claim: str, entities: frozenset[str]) -> bool:
    held = edition.claims[claim].claim
    named = {one.entity for one in held.about} | {voice.speaker for voice in held.voices}
    return not entities.isdisjoint(named)
