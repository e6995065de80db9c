"""What to do next with a line of the ledger. Pure: every rule of "exactly once" is here.

The rules, and why they hold:

- Discord remembers a nonce for some minutes and posts nothing twice within them. So for ``TRUST`` after the first
  attempt the same message is simply sent again.
- After that only the channel's history tells. It is read once ``QUIET`` has passed since the last attempt, so that
  a request which was still under way has taken effect or never will.
- A message is sent again only when its absence was proven a moment ago. A line that was never tried is treated the
  same once it is later than ``TRUST``: this ledger may be an old copy, and the message posted already.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from bot.briefing.transport import Access, Allowed, Gone, NoGuild, Unknown
from bot.state.tables import Delivery, State, Subscription

TRUST = timedelta(seconds=60)
"""For how long after the first attempt Discord's memory of a nonce is relied on. Discord promises "the past few
minutes" (https://docs.discord.com/developers/resources/message#create-message); the last request may itself take
some seconds to arrive."""
QUIET = timedelta(seconds=60)
"""After how long a request that was given up takes no effect any more."""
SKEW = timedelta(seconds=5)
"""A last attempt that lies further in the future than this was recorded by a clock that has been put back since."""
LONGEST_RETRY = timedelta(hours=1)
"""No wait that we set is longer; a longer one was set by a clock that has been put back since."""
FORGOTTEN = timedelta(days=7)
"""After how long a line that was never settled is settled without looking again."""
UNTRIED = "At its time Dossier was not running, not connected, or waiting for its clock to be put right."
"""Why a line that nothing else held up was not delivered at its time."""
UNREADABLE = "Dossier may not read the channel's history: grant Read Message History."


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to do before then."""

    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Freeze:
    """Compose the message and keep it."""


@dataclass(frozen=True, slots=True)
class Send:
    """Send the frozen message.

    Attributes:
        trusted_from: from when on Discord may know the nonce: the beginning of this series of attempts.
        late: whether it is to be marked as delayed.
    """

    trusted_from: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class LookUp:
    """Search the channel's history for the message."""


@dataclass(frozen=True, slots=True)
class Rebase:
    """The clock was put back since the last attempt: take that as made now, and trust no nonce."""


@dataclass(frozen=True, slots=True)
class Settle:
    """The line ends here, or is uncertain."""

    state: State
    reason: str


Action: TypeAlias = Wait | Freeze | Send | LookUp | Rebase | Settle


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of now.

    Attributes:
        now: the clock.
        access: what we may do in the channel.
        absent: whether the message's absence was proven a moment ago.
        on_time: up to how late a delivery is not marked as delayed.
    """

    now: datetime
    access: Access
    absent: bool = False
    on_time: timedelta = timedelta(minutes=5)


def decide(row: Delivery, subscription: Subscription, facts: Facts) -> Action:
    """Give the next step for a line that is not final."""
    now = facts.now
    if row.last_attempt_at is not None and now < row.last_attempt_at - SKEW:
        return Rebase()
    if row.retry_at is not None and now < row.retry_at <= now + LONGEST_RETRY:
        return Wait(row.retry_at, "It is tried again later.")
    unwanted = _unwanted(subscription)
    if row.doubt or row.state == "uncertain":
        return _doubtful(row, facts, unwanted)
    if unwanted:
        return Settle("missed", unwanted)
    if now < row.due_at:
        return Wait(row.due_at, "The clock was put back before its time.")
    return _untried(row, facts)


def _untried(row: Delivery, facts: Facts) -> Action:
    """A line none of whose attempts, if any, can have reached Discord as far as this ledger knows."""
    over = _over(row, facts.now)
    access = facts.access
    if isinstance(access, Gone):
        return Settle("missed", access.reason)
    if not isinstance(access, Allowed):
        return (
            Settle("missed", _over(row, facts.now, access.reason)) if over else _later(facts, access.reason)
        )
    if facts.now - row.due_at > FORGOTTEN:
        return Settle("missed", over or "It is too old.")
    if facts.now - row.due_at > TRUST and not facts.absent:
        if access.history:
            return LookUp()
        why = (
            "Without the right to read the channel's history it cannot be told whether it was posted before."
        )
        return Settle("missed", _over(row, facts.now, why)) if over else _later(facts, why)
    if over:
        return Settle("missed", over)
    # Without a proof of absence another copy of this ledger may have posted it, from its time on.
    return Freeze() if row.payload is None else _send(row, facts, facts.now if facts.absent else row.due_at)


def _doubtful(row: Delivery, facts: Facts, unwanted: str) -> Action:
    """A line that may have been posted without our knowing."""
    now, access = facts.now, facts.access
    over = _over(row, now)
    if isinstance(access, Gone):
        return Settle("missed", f"{access.reason} Whether it had been posted there cannot be told any more.")
    if _trusted(row, now) and not over and not unwanted and isinstance(access, Allowed):
        return _send(row, facts, row.trusted_from or now)
    last = row.last_attempt_at
    if last is not None and now < last + QUIET:
        return Wait(last + QUIET, "An attempt may still take effect.")
    if now - row.due_at > FORGOTTEN and not facts.absent:
        return _unsettled(row, facts, "The channel's history could not be searched for a week.")
    if isinstance(access, Unknown):
        return _later(facts, access.reason)
    if not isinstance(access, Allowed):
        return _unsettled(row, facts, access.reason)
    if not access.history:
        return _unsettled(row, facts, UNREADABLE)
    if not facts.absent:
        return LookUp()
    if unwanted or over:
        return Settle("missed", unwanted or over)
    return Freeze() if row.payload is None else _send(row, facts, now)


def _trusted(row: Delivery, now: datetime) -> bool:
    """Whether Discord still knows the nonce of what was sent first."""
    if row.trusted_from is None or row.payload is None:
        return False
    return row.trusted_from <= now <= row.trusted_from + TRUST


def _unsettled(row: Delivery, facts: Facts, why: str) -> Action:
    if row.state == "uncertain":
        return _later(facts, why)
    return Settle("uncertain", f"It may have been posted, and that cannot be looked up. {why}")


def _send(row: Delivery, facts: Facts, trusted_from: datetime) -> Send:
    return Send(trusted_from, late=facts.now - row.due_at > facts.on_time)


def _later(facts: Facts, reason: str) -> Wait:
    return Wait(facts.now + timedelta(seconds=30), reason)


def _unwanted(subscription: Subscription) -> str:
    match subscription.status:
        case "paused":
            return "The briefing was paused before it could be delivered."
        case "ended":
            return f"The briefing had ended before it could be delivered. {subscription.reason}".strip()
        case _:
            return ""


def _over(row: Delivery, now: datetime, why: str = "") -> str:
    """Why it is too late for it, each reason once; empty while it is not."""
    reasons = " ".join(filter(None, dict.fromkeys((row.reason, why)))) or UNTRIED
    return f"It could not be delivered in time. {reasons}" if now > row.deadline else ""


Standing: TypeAlias = Literal["keep", "suspend", "resume", "end"]


def standing(subscription: Subscription, access: Access) -> tuple[Standing, str, str]:
    """What becomes of a subscription in view of what we may do in its channel.

    Returns:
        What to do; the cause as a word; the reason as a sentence.
    """
    if subscription.status not in ("active", "suspended"):
        return "keep", "", ""
    if isinstance(access, Unknown):
        return "keep", "", ""
    if isinstance(access, Gone):
        return "end", "channel", f"{access.reason} Choose another with /briefing edit, or schedule a new one."
    if isinstance(access, Allowed) and access.history:
        # What Discord refused although the permissions looked right is over only when it takes a message.
        back = subscription.status == "suspended" and subscription.cause != "refused"
        return ("resume" if back else "keep"), "", ""
    cause = "guild" if isinstance(access, NoGuild) else "permission"
    reason = UNREADABLE if isinstance(access, Allowed) else access.reason
    if subscription.status == "suspended" and subscription.cause in (cause, "refused"):
        return "keep", "", ""
    return "suspend", cause, reason
