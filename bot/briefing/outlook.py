"""What a channel may expect: the next delivery, and how long its topics last. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from bot.briefing.calendar import Slot, next_delivery
from bot.briefing.composer import TopicError, stories_of
from bot.briefing.composer.choice import REST
from bot.state.planning import schedule_of
from bot.state.tables import Subscription
from knowledge.edition import Edition


@dataclass(frozen=True, slots=True)
class Outlook:
    """What comes.

    Attributes:
        next: the next slot of the schedule on a date that has had none, whether or not the subscription runs.
        stories: how many stories the chosen topics have.
        untold: how many of them the channel has not had.
        until: the slot that tells the last of them; None when none is left.
        enough: how many stories it takes so that no day rests: none comes again while it rests.
        problem: a sentence when there is no story on one of the topics any more; empty otherwise.
    """

    next: Slot
    stories: int = 0
    untold: int = 0
    until: Slot | None = None
    enough: int = 0
    problem: str = ""


def outlook(
    edition: Edition,
    subscription: Subscription,
    told: Collection[str],
    now: datetime,
    had: Collection[date] = (),
) -> Outlook:
    """What a channel may expect.

    Args:
        edition: the fact base.
        subscription: what the channel wants.
        told: ids of the stories that the channel has had.
        now: the present instant, with a time zone.
        had: dates that have their line in the ledger: a time that is moved to later gives no second one.
    """
    schedule = schedule_of(subscription)
    coming = next_delivery(schedule, now)
    while coming.date in had:
        coming = next_delivery(schedule, coming.instant)
    try:
        stories = stories_of(edition, subscription.topics)
    except TopicError as error:
        return Outlook(coming, problem=str(error))
    untold = len(stories.keys() - set(told))
    last = coming if untold else None
    for _ in range(untold - 1):
        assert last is not None  # noqa: S101 - there is one as soon as one is left
        last = next_delivery(schedule, last.instant)
    return Outlook(coming, len(stories), untold, last, enough(schedule.weekdays))


def enough(weekdays: Collection[int]) -> int:
    """How many stories, one a slot, it takes until the first of them has rested, whichever weekday it was told on."""
    days = sorted(weekdays)

    def shortest(count: int) -> int:
        """The fewest days between a slot and the one ``count`` slots later."""
        return min(
            7 * ((index + count) // len(days)) + days[(index + count) % len(days)] - day
            for index, day in enumerate(days)
        )

    return next(count for count in range(1, REST.days + 2) if shortest(count) > REST.days)
