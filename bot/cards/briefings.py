"""What `/briefing` says, as message text: schedules, what comes, and what was delivered. Pure.

Moments are Discord's timestamps, which each reader sees in their own time and language
(https://docs.discord.com/developers/reference#message-formatting).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.briefing.composer.choice import REST
from bot.briefing.outlook import Outlook
from bot.cards.limits import MESSAGE_CONTENT
from bot.cards.markdown import escape
from bot.state.tables import Delivery, Feedback, Subscription
from knowledge import dates
from knowledge.edition import Edition

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ALL_TOPICS = "all stories"
POLICIES = {"again": "begin again, marked so", "quiet": "stay quiet until something changes"}
"""What a channel may want when all was told: value → words."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the ledger with what people thought of it."""

    row: Delivery
    feedback: Sequence[Feedback] = ()


def stamp(moment: datetime, style: str = "F") -> str:
    """A moment in the reader's own time; ``F`` is the long form, ``R`` relative, ``D`` the date, ``t`` the time."""
    return f"<t:{int(moment.timestamp())}:{style}>"


def both(moment: datetime) -> str:
    """A moment in the long form and relative."""
    return f"{stamp(moment)} ({stamp(moment, 'R')})"


def weekdays_words(weekdays: Collection[int]) -> str:
    """``Mon–Fri``, ``every day``, or the days' names; Monday is 0."""
    days = sorted(weekdays)
    if len(days) == len(_DAYS):
        return "every day"
    runs = len(days) > 2 and days[-1] - days[0] == len(days) - 1  # noqa: PLR2004 - two days are named both
    return f"{_DAYS[days[0]]}–{_DAYS[days[-1]]}" if runs else ", ".join(_DAYS[day] for day in days)


def when_words(subscription: Subscription) -> str:
    """Time, zone and weekdays as plain text."""
    days = weekdays_words([int(day) for day in subscription.weekdays])
    return f"{subscription.at:%H:%M} {subscription.zone}, {days}"


def topics_words(edition: Edition, topics: Iterable[str]) -> str:
    """The names of topics, as plain text; one that is in the base no more keeps its id."""
    names = (edition.entities[own].name if own in edition.entities else own for own in topics)
    return "; ".join(names) or ALL_TOPICS


def schedule_block(edition: Edition, subscription: Subscription, coming: Outlook) -> str:
    """One schedule: where, when, what, the next delivery, how long the topics last."""
    notified = f"notifies <@&{subscription.role_id}>" if subscription.role_id else "notifies nobody"
    policy = POLICIES.get(subscription.policy, subscription.policy)
    topics = escape(topics_words(edition, subscription.topics))
    return "\n".join(
        [
            f"**<#{subscription.channel_id}>** · {escape(when_words(subscription))}",
            f"Topics: {topics}. When all was told: {policy}. It {notified}.",
            next_line(subscription, coming),
            lasting_line(subscription, coming),
        ]
    )


def next_line(subscription: Subscription, coming: Outlook) -> str:
    """The next delivery in the reader's own time, or why there is none."""
    at = both(coming.next.instant)
    match subscription.status:
        case "paused":
            return f"Paused: nothing is delivered until `/briefing resume`. Its next slot would be {at}."
        case "suspended":
            since = stamp(subscription.status_since, "R")
            return (
                f"Suspended {since}: {subscription.reason} It resumes by itself when that is mended; "
                f"next slot: {at}."
            )
        case "ended":
            return f"Ended: no delivery comes any more. {subscription.reason}".strip()
        case _:
            return f"Next delivery: {at}.{_moved(subscription, coming)}"


def _moved(subscription: Subscription, coming: Outlook) -> str:
    """A sentence where the clocks go forward over the time that was chosen; empty otherwise."""
    local = coming.next.instant.astimezone(ZoneInfo(subscription.zone))
    if local.time() == subscription.at:
        return ""
    day = day_words(coming.next.date)
    return (
        f" On {day} the clocks go forward there and {subscription.at:%H:%M} does not exist: "
        f"it comes at {local:%H:%M} local time."
    )


def lasting_line(subscription: Subscription, coming: Outlook) -> str:
    """How long the chosen topics last."""
    if coming.problem:
        return f"{escape(coming.problem)} Choose other topics with `/briefing edit`."
    count = coming.stories
    has = f"The chosen topics have {count} {'story' if count == 1 else 'stories'}"
    if not subscription.topics:
        has = f"There are {count} stories"
    rests = (
        f" With fewer than {coming.enough} stories on these days the channel rests between: "
        f"no story comes again within {REST.days} days."
    )
    then = "then it stays quiet until something changes."
    if subscription.policy == "again":
        then = "then they are told again, marked so."
    rest = rests if count < coming.enough and subscription.policy == "again" else ""
    if coming.until is None:
        return f"{has}, all told here; {then}{rest}"
    left = "" if coming.untold == count else f", {coming.untold} of them not yet told here"
    return f"{has}{left}. At one a delivery they last until about {stamp(coming.until.instant, 'D')}; {then}{rest}"


def history_blocks(
    subscription: Subscription, shown: Sequence[Shown], *, older: bool, coming: Outlook
) -> Iterator[str]:
    """What became of a schedule's deliveries, newest first."""
    yield f"**<#{subscription.channel_id}>** · {escape(when_words(subscription))}"
    yield next_line(subscription, coming)
    yield lasting_line(subscription, coming)
    if not shown:
        yield "Nothing was due yet."
    for one in shown:
        yield _delivery_line(subscription, one)
        for said in one.feedback:
            if said.reason:
                yield f"> {'Useful' if said.useful else 'Not useful'}: {escape(' '.join(said.reason.split()))}"
    if older:
        yield f"-# Older ones: `/briefing history` with `before: {shown[-1].row.date.isoformat()}`."


def _delivery_line(subscription: Subscription, one: Shown) -> str:
    row = one.row
    asked = " (asked for)" if row.kind == "now" else ""
    parts = [f"**{day_words(row.date)}**{asked}: {_outcome(subscription, row)}"]
    useful = sum(1 for said in one.feedback if said.useful)
    if one.feedback:
        parts.append(f"useful {useful}, not useful {len(one.feedback) - useful}")
    return " · ".join(parts)


def _outcome(subscription: Subscription, row: Delivery) -> str:
    """Delivered, delayed, missed, quiet, uncertain or under way, with link and reason."""
    reason = f" {escape(row.reason)}" if row.reason else ""
    match row.state:
        case "sent":
            when = f" {stamp(row.done_at, 't')}" if row.done_at else ""
            link = message_link(subscription.guild_id, row)
            if not row.late:
                return f"delivered{when} {link}"
            return f"delayed, due {stamp(row.due_at, 't')}, delivered{when} {link}{reason}"
        case "missed" | "quiet" | "uncertain":
            return f"{row.state}.{reason}"
        case _:
            return f"under way, due {stamp(row.due_at, 'R')}.{reason}"


def message_link(guild_id: int, row: Delivery) -> str:
    """The address of a posted brief; empty where there is none."""
    if row.message_id is None:
        return ""
    return f"https://discord.com/channels/{guild_id}/{row.channel_id}/{row.message_id}"


def day_words(day: date) -> str:
    """A date with its weekday, in words."""
    return f"{_DAYS[day.weekday()]} {dates.words(dates.parse(day.isoformat()))}"


def packed(blocks: Iterable[str], gap: str = "\n\n") -> list[str]:
    """Blocks as messages that Discord takes: as few as hold them, and no block cut in two.

    A block that is too long for a message of its own stands there as far as its whole lines fit.
    """
    found: list[str] = []
    for block in blocks:
        lines = block.split("\n")
        while len(lines) > 1 and not MESSAGE_CONTENT.fits("\n".join(lines)):
            lines.pop()
        text = "\n".join(lines)[: MESSAGE_CONTENT.most]
        if found and MESSAGE_CONTENT.fits(f"{found[-1]}{gap}{text}"):
            found[-1] += f"{gap}{text}"
        else:
            found.append(text)
    return found
