"""One line of the ledger, taken as far as it goes now: the thin shell around :mod:`bot.briefing.decide`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.briefing.composer import TopicError
from bot.briefing.decide import UNTRIED, Facts, Freeze, LookUp, Rebase, Send, Settle, Wait, decide
from bot.briefing.delivery.alarms import Alarms
from bot.briefing.delivery.message import Writing, as_sent
from bot.briefing.delivery.picturing import RECIPE
from bot.briefing.transport import (
    Absent,
    Access,
    Allowed,
    Drawn,
    Failed,
    NotNow,
    Refused,
    Sent,
    Transport,
    Unreadable,
    Unsure,
)
from bot.observing import UNOBSERVED, Observer
from bot.state.ledger import FenceError
from bot.state.store import Store
from bot.state.tables import Delivery, State, Subscription
from knowledge.edition import Edition

_log = logging.getLogger(__name__)

SEND_SECONDS = 15.0
"""After how long a request is given up."""
LEASE = timedelta(seconds=45)
"""How long a line is held: longer than one request and what is written about it."""
STALLED = timedelta(seconds=5)
"""A process that was stopped so long between writing down an attempt and making it does not make it."""
PROOF = timedelta(seconds=20)
"""How long a search's proof that a message is absent is good for."""
SEARCH_MARGIN = timedelta(days=2)
"""How far before its time a message is looked for: a clock may have been wrong when it was sent."""
REFUSED_AGAIN = timedelta(minutes=5)
"""When to try again what Discord refused for want of a permission that we seem to have."""
ATTEMPTS = {Sent: "sent", Unsure: "unsure", NotNow: "not_now", Refused: "refused"}
"""The words under which an observer counts what became of a sending."""
MOST_STEPS = 16
LONGEST_BACKOFF = 20.0


@dataclass(frozen=True, slots=True)
class Tools:
    """What the work needs.

    Attributes:
        owner: name of this engine in claims, like no other's.
        now: the clock.
        write: composes a brief.
        observer: is told what becomes of each line.
    """

    store: Store
    transport: Transport
    edition: Edition
    alarms: Alarms
    owner: str
    now: Callable[[], datetime]
    write: Writing
    observer: Observer = UNOBSERVED


@dataclass(slots=True)
class _Held:
    """A claimed line and what was learnt about it on the way.

    Attributes:
        draw: whether its picture is still to be drawn.
        drawn: its picture.
    """

    row: Delivery
    absent_at: datetime | None = None
    unreadable: bool = False
    found: bool = False
    draw: bool = True
    drawn: Drawn | None = None


class Worker:
    """Takes lines as far as they go.

    Args:
        tools: what it needs.
        pause: called with seconds and a reason when Discord asks to leave all channels alone.
    """

    def __init__(self, tools: Tools, pause: Callable[[float, str], None]) -> None:
        self._t, self._pause = tools, pause

    async def work(self, seen: Delivery) -> None:
        """Claim a line and take it as far as it goes; nothing happens where another engine was faster."""
        store, ledger, now = self._t.store, self._t.store.ledger, self._t.now()
        row = await store.call(ledger.claim, seen.key, seen.fence, self._t.owner, now, now + LEASE)
        if row is None:
            return
        held = _Held(row)
        try:
            for _ in range(MOST_STEPS):
                if await self._step(held):
                    return
            _log.error("delivery %s: no end after %d steps", row.nonce, MOST_STEPS)
            await self._release(held, self._t.now() + LEASE)
        except FenceError as lost:
            _log.warning("%s", lost)

    async def _step(self, held: _Held) -> bool:
        """Do the next thing; whether that was all for now."""
        row, now = held.row, self._t.now()
        subscription = await self._t.store.call(self._t.store.subscriptions.get, row.subscription_id)
        if subscription is None:
            return True
        access = await self._access(held, subscription)
        absent = held.absent_at is not None and timedelta(0) <= now - held.absent_at <= PROOF
        action = decide(row, subscription, Facts(now, access, absent))
        match action:
            case Wait(until=until, reason=reason):
                await self._release(held, until, reason)
                return True
            case Settle(state=state, reason=reason):
                await self._settle(held, state, reason)
                return True
            case Rebase():
                held.row = await self._t.store.call(self._t.store.ledger.rebase, row, now)
                return False
            case Freeze():
                return await self._freeze(held, subscription)
            case LookUp():
                return await self._look_up(held)
            case Send() if held.draw and RECIPE in (row.payload or {}):
                # Drawing takes a while: what is to be done is decided anew after it.
                held.draw, held.drawn = False, await self._t.transport.drawn(row.channel_id, as_sent(row))
                return False
            case Send():
                return await self._send(held, subscription, action)

    async def _access(self, held: _Held, subscription: Subscription) -> Access:
        access = await self._t.transport.access(subscription.guild_id, held.row.channel_id)
        # What the search said counts for more than what the permissions seem to be.
        return Allowed(history=False) if held.unreadable and isinstance(access, Allowed) else access

    async def _freeze(self, held: _Held, subscription: Subscription) -> bool:
        ledger, row = self._t.store.ledger, held.row
        past = await self._t.store.call(ledger.past, row.channel_id, row.id)
        try:
            frozen = await asyncio.to_thread(self._t.write, self._t.edition, row, subscription, past.rows)
        except TopicError as error:
            await self._settle(held, "missed", str(error))
            return True
        kept = await self._t.store.call(ledger.freeze, row, frozen, past.version)
        if kept is None:
            return False
        held.row = kept
        if kept.payload is None:
            await self._settle(held, "quiet", frozen.reason)
            return True
        return False

    async def _look_up(self, held: _Held) -> bool:
        row = held.row
        found = await self._t.transport.find(row.channel_id, row.marker, row.due_at - SEARCH_MARGIN)
        match found:
            case Sent(message_id=message_id):
                held.found = True
                await self._sent(held, message_id)
                return True
            case Absent():
                held.absent_at = self._t.now()
            case Unreadable():
                held.unreadable = True
            case Failed(reason=reason, seconds=seconds):
                retry_at = self._t.now() + timedelta(seconds=seconds)
                held.row = await self._t.store.call(self._t.store.ledger.unsure, row, reason, retry_at)
                await self._release(held, retry_at)
                return True
        return False

    async def _send(self, held: _Held, subscription: Subscription, action: Send) -> bool:
        ledger, before, began = self._t.store.ledger, held.row, self._t.now()
        held.row = await self._t.store.call(
            ledger.begin_attempt,
            before,
            began,
            action.trusted_from,
            late=action.late,
            lease_until=began + LEASE,
        )
        held.absent_at = None
        row = held.row
        if not timedelta(0) <= self._t.now() - began <= STALLED:
            await self._release(held, None)
            return True
        sending = self._t.transport.send(row.channel_id, as_sent(row), row.nonce, SEND_SECONDS, held.drawn)
        outcome = await sending
        self._t.observer.attempted(ATTEMPTS[type(outcome)])
        now = self._t.now()
        match outcome:
            case Sent(message_id=message_id):
                await self._sent(held, message_id, subscription)
            case Unsure(reason=reason):
                retry_at = now + timedelta(seconds=min(2.0 ** min(row.attempts, 10), LONGEST_BACKOFF))
                held.row = await self._t.store.call(ledger.unsure, row, reason, retry_at)
                await self._release(held, retry_at)
            case NotNow(seconds=seconds, reason=reason, everywhere=everywhere):
                if everywhere:
                    self._pause(seconds, reason)
                await self._back(held, before, reason, timedelta(seconds=seconds))
            case Refused(reason=reason, why="permission" | "message") if held.drawn is not None:
                # It may be the picture that is not taken: the text goes out alone, by an attempt of its own.
                _log.warning("Discord refused a briefing's picture: %s", reason)
                held.drawn = None
                await self._back(held, before, reason, timedelta(0), keep=True)
                return False
            case Refused():
                await self._refused(held, before, subscription, outcome)
        return True

    async def _refused(
        self, held: _Held, before: Delivery, subscription: Subscription, outcome: Refused
    ) -> None:
        subscriptions = self._t.store.subscriptions
        await self._back(held, before, outcome.reason, REFUSED_AGAIN, keep=outcome.why != "permission")
        if outcome.why == "permission":
            changed = await self._t.store.call(
                subscriptions.suspend, subscription.id, self._t.now(), "refused", outcome.reason
            )
            if changed is not None:
                await self._t.alarms.raise_(f"subscription:{subscription.id}", suspended(changed))
            return
        await self._settle(held, "missed", outcome.reason)
        if outcome.why == "channel":
            reason = f"{outcome.reason} Choose another with /briefing edit, or schedule a new one."
            await self._t.store.call(subscriptions.end, subscription.id, self._t.now(), "channel", reason)
            await self._t.alarms.once(
                f"ended:{subscription.id}", f"The briefing in <#{held.row.channel_id}> ended: {reason}"
            )
        else:
            await self._t.alarms.once(
                f"message:{held.row.nonce}",
                f"Discord refused the briefing {held.row.nonce} for <#{held.row.channel_id}>: {outcome.reason}",
            )

    async def _back(
        self, held: _Held, before: Delivery, reason: str, wait: timedelta, *, keep: bool = False
    ) -> None:
        """Undo the doubt of an attempt that had no effect, and give the line back unless it is kept."""
        retry_at = self._t.now() + wait
        held.row = await self._t.store.call(self._t.store.ledger.refused, held.row, before, reason, retry_at)
        if not keep:
            await self._release(held, retry_at)

    async def _sent(self, held: _Held, message_id: int, subscription: Subscription | None = None) -> None:
        delayed = held.row.reason or UNTRIED
        await self._settle(held, "sent", delayed if held.row.late else "", message_id)
        if subscription is not None and subscription.status == "suspended":
            await self._t.store.call(self._t.store.subscriptions.revive, subscription.id, self._t.now())
            await self._t.alarms.over(f"subscription:{subscription.id}")

    async def _settle(self, held: _Held, state: State, reason: str, message_id: int | None = None) -> None:
        row = held.row
        held.row = await self._t.store.call(
            self._t.store.ledger.settle, row, state, self._t.now(), reason, message_id
        )
        _log.info(
            "delivery %s: %s%s",
            row.nonce,
            state,
            f" ({reason})" if reason else "",
            extra={"fields": {"delivery": row.nonce, "state": state, "reason": reason}},
        )
        after = (self._t.now() - row.due_at).total_seconds()
        self._t.observer.delivered(state, after, late=row.late, found=held.found)
        if state == "uncertain":
            await self._t.alarms.raise_(
                f"delivery:{row.nonce}",
                f"The briefing {row.nonce} for <#{row.channel_id}> is uncertain. {reason}",
            )
        else:
            await self._t.alarms.over(f"delivery:{row.nonce}")

    async def _release(self, held: _Held, retry_at: datetime | None, reason: str = "") -> None:
        await self._t.store.call(self._t.store.ledger.release, held.row, retry_at, reason)


def suspended(subscription: Subscription) -> str:
    """What operators are told of a suspension."""
    return (
        f"The briefing in <#{subscription.channel_id}> is suspended: {subscription.reason} "
        "It resumes by itself when that is mended."
    )
