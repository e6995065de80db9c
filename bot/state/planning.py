"""From a subscription and the clock to lines of the ledger. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.briefing.calendar import CATCH_UP, ON_TIME, Schedule, due
from bot.state.keys import MARKER_ACTION, Key
from bot.state.tables import Delivery, Subscription

_INSTANT = timedelta(microseconds=1)


def schedule_of(subscription: Subscription) -> Schedule:
    """The schedule that a subscription keeps."""
    return Schedule(subscription.at, subscription.zone, frozenset(int(day) for day in subscription.weekdays))


def planned(subscription: Subscription, now: datetime) -> list[Delivery]:
    """The lines for every slot whose time has come and that has none yet, oldest first."""
    return [
        line(subscription, Key(subscription.id, one.slot.date), one.slot.instant)
        for one in due(schedule_of(subscription), since=subscription.planned_until, now=now)
    ]


def line(subscription: Subscription, key: Key, instant: datetime) -> Delivery:
    """A new line of the ledger."""
    return Delivery(
        subscription_id=subscription.id,
        date=key.date,
        kind=key.kind,
        number=key.number,
        channel_id=subscription.channel_id,
        due_at=instant,
        deadline=deadline(instant, ZoneInfo(subscription.zone)),
        nonce=str(key),
        marker=key.custom_id(MARKER_ACTION),
    )


def deadline(instant: datetime, zone: ZoneInfo) -> datetime:
    """Until when a slot may be delivered: for ``CATCH_UP``, within its local day, and at least for ``ON_TIME``."""
    local = instant.astimezone(zone).date()
    midnight = datetime.combine(local + timedelta(days=1), time(), zone).astimezone(instant.tzinfo)
    return max(instant + ON_TIME, min(instant + CATCH_UP, midnight - _INSTANT))


def local_date(subscription: Subscription, now: datetime) -> date:
    """The date that it is where the subscription is at home."""
    return now.astimezone(ZoneInfo(subscription.zone)).date()
