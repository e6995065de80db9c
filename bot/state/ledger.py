"""The ledger: lines are claimed by compare-and-swap, and written only by whoever holds the claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import CursorResult, case, func, or_, select, update
from sqlalchemy.orm import Session, sessionmaker
from sqlmodel import col

from bot.state.keys import Key
from bot.state.planning import line, local_date
from bot.state.subscriptions import insert_lines, upsert
from bot.state.tables import Channel, Delivery, State, Subscription

OPEN: tuple[State, ...] = ("due", "claimed", "uncertain")


class FenceError(Exception):
    """The claim on a line was lost: another engine holds it now, and nothing was written."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A composed message, as it is kept before the first attempt.

    Attributes:
        payload: the message as JSON; None when the day is silent.
        reason: why it is quiet.
    """

    payload: Mapping[str, Any] | None
    form: str
    story: str | None
    beside: tuple[str, ...]
    claims: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    learned: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """What a channel has had, oldest first, and the version of that knowledge."""

    rows: tuple[Delivery, ...]
    version: int


class Ledger:
    """The ledger. Synchronous; each method is one short transaction."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions

    def get(self, own: int) -> Delivery | None:
        """Give a line."""
        with self._sessions() as session:
            return session.get(Delivery, own)

    def find(self, key: Key) -> Delivery | None:
        """Give the line of a key, as a button carries it."""
        with self._sessions() as session:
            return session.scalar(
                select(Delivery).where(
                    col(Delivery.subscription_id) == key.subscription,
                    col(Delivery.date) == key.date,
                    col(Delivery.kind) == key.kind,
                    col(Delivery.number) == key.number,
                )
            )

    def history(self, subscription_id: str, limit: int = 25, before: date | None = None) -> list[Delivery]:
        """List a subscription's lines, newest first."""
        query = select(Delivery).where(col(Delivery.subscription_id) == subscription_id)
        if before is not None:
            query = query.where(col(Delivery.date) < before)
        order = (col(Delivery.due_at).desc(), col(Delivery.id).desc())
        with self._sessions() as session:
            return list(session.scalars(query.order_by(*order).limit(limit)))

    def add_now(self, subscription_id: str, now: datetime) -> Delivery | None:
        """Write a line that is due at once and uses up no day; None when there is no such subscription."""
        with self._sessions.begin() as session:
            found = session.get(Subscription, subscription_id, with_for_update=True)
            if found is None or found.status == "ended":
                return None
            day = local_date(found, now)
            highest = session.scalar(
                select(func.max(col(Delivery.number))).where(
                    col(Delivery.subscription_id) == subscription_id,
                    col(Delivery.date) == day,
                    col(Delivery.kind) == "now",
                )
            )
            key = Key(found.id, day, (highest or 0) + 1)
            insert_lines(session, [line(found, key, now)])
            return session.scalar(select(Delivery).where(col(Delivery.nonce) == str(key)))

    def open(self, now: datetime, limit: int = 1000) -> list[Delivery]:
        """List the lines that somebody has to look at, oldest first; after them those that wait to be tried again.

        However many wait, they keep no other line out of the list.
        """
        waits = case((col(Delivery.retry_at) > now, 1), else_=0)
        with self._sessions() as session:
            return list(
                session.scalars(
                    select(Delivery)
                    .where(col(Delivery.state).in_(OPEN), _free(now))
                    .order_by(waits, col(Delivery.due_at), col(Delivery.id))
                    .limit(limit)
                )
            )

    def claim(self, own: int, fence: int, owner: str, now: datetime, until: datetime) -> Delivery | None:
        """Take a line that is as it was seen (its fence) and that nobody holds; None when it is not."""
        with self._sessions.begin() as session:
            taken = session.execute(
                update(Delivery)
                .where(
                    col(Delivery.id) == own,
                    col(Delivery.fence) == fence,
                    col(Delivery.state).in_(OPEN),
                    _free(now),
                )
                .values(owner=owner, lease_until=until, fence=fence + 1)
            )
            if not one_changed(taken):
                return None
            # An uncertain line stays one until it is settled.
            session.execute(
                update(Delivery)
                .where(col(Delivery.id) == own, col(Delivery.state) == "due")
                .values(state="claimed")
            )
            return session.get_one(Delivery, own)

    def dates(self, subscription_id: str, since: date) -> frozenset[date]:
        """The local dates from ``since`` on that have their daily line already, whatever became of it."""
        with self._sessions() as session:
            return frozenset(
                session.scalars(
                    select(col(Delivery.date)).where(
                        col(Delivery.subscription_id) == subscription_id,
                        col(Delivery.kind) == "daily",
                        col(Delivery.date) >= since,
                    )
                )
            )

    def past(self, channel_id: int, but: int | None = None) -> Past:
        """What a channel has had: posted, perhaps posted, under way, or quiet."""
        with self._sessions() as session:
            channel = session.get(Channel, channel_id)
            rows = session.scalars(
                select(Delivery)
                .where(
                    col(Delivery.channel_id) == channel_id,
                    col(Delivery.form).is_not(None),
                    col(Delivery.state) != "missed",
                    col(Delivery.id) != (but or 0),
                )
                .order_by(col(Delivery.due_at), col(Delivery.id))
            )
            return Past(tuple(rows), channel.version if channel else 0)

    def freeze(self, row: Delivery, frozen: Frozen, version: int) -> Delivery | None:
        """Keep a composed message; None when the channel has had another brief since, and it must be composed anew.

        Raises:
            FenceError: the claim was lost.
        """
        with self._sessions.begin() as session:
            session.execute(
                upsert(session, Channel).values(id=row.channel_id, version=0).on_conflict_do_nothing()
            )
            counted = session.execute(
                update(Channel)
                .where(col(Channel.id) == row.channel_id, col(Channel.version) == version)
                .values(version=version + 1)
            )
            if not one_changed(counted):
                return None
            return self._write(
                session,
                row,
                payload=dict(frozen.payload) if frozen.payload is not None else None,
                form=frozen.form,
                story=frozen.story,
                beside=list(frozen.beside),
                claims={own: dict(shown) for own, shown in frozen.claims.items()},
                learned=dict(frozen.learned),
                reason=frozen.reason,
                edition=frozen.edition,
            )

    def begin_attempt(
        self, row: Delivery, now: datetime, trusted_from: datetime, *, late: bool, lease_until: datetime
    ) -> Delivery:
        """Write down that the message is about to be sent. From here on it may have been.

        Raises:
            FenceError: the claim was lost, so nothing may be sent.
        """
        return self._in_transaction(
            row,
            attempts=row.attempts + 1,
            doubt=True,
            late=late,
            trusted_from=trusted_from,
            first_attempt_at=row.first_attempt_at or now,
            last_attempt_at=now,
            retry_at=None,
            lease_until=lease_until,
        )

    def refused(self, row: Delivery, before: Delivery, reason: str, retry_at: datetime) -> Delivery:
        """Write down that the attempt had no effect: there is no more doubt than before it.

        Raises:
            FenceError: the claim was lost.
        """
        kept = {"doubt": before.doubt, "trusted_from": before.trusted_from, "late": before.late}
        return self._in_transaction(row, reason=reason, retry_at=retry_at, **kept)

    def unsure(self, row: Delivery, reason: str, retry_at: datetime | None, **more: Any) -> Delivery:
        """Write down that nothing is known of the attempt.

        Raises:
            FenceError: the claim was lost.
        """
        return self._in_transaction(row, reason=reason, retry_at=retry_at, **more)

    def rebase(self, row: Delivery, now: datetime) -> Delivery:
        """Take the last attempt as made now, after the clock was put back.

        Raises:
            FenceError: the claim was lost.
        """
        return self._in_transaction(
            row, first_attempt_at=now, last_attempt_at=now, trusted_from=None, retry_at=None
        )

    def settle(
        self, row: Delivery, state: State, now: datetime, reason: str = "", message_id: int | None = None
    ) -> Delivery:
        """End a line, or leave it uncertain; the claim is given back.

        Raises:
            FenceError: the claim was lost.
        """
        return self._in_transaction(
            row,
            state=state,
            reason=reason,
            message_id=message_id,
            doubt=state == "uncertain",
            done_at=None if state == "uncertain" else now,
            owner=None,
            lease_until=None,
            retry_at=None,
        )

    def release(self, row: Delivery, retry_at: datetime | None, reason: str = "") -> None:
        """Give a line back, not to be looked at before ``retry_at``; nothing happens where the claim was lost.

        Args:
            row: the line as it is held.
            retry_at: None for at once.
            reason: what it waits for, where the line has no reason yet.
        """
        with self._sessions.begin() as session:
            session.execute(
                update(Delivery)
                .where(col(Delivery.id) == row.id, col(Delivery.fence) == row.fence)
                .where(col(Delivery.state).in_(OPEN))
                .values(
                    state="uncertain" if row.state == "uncertain" else "due",
                    owner=None,
                    lease_until=None,
                    retry_at=retry_at,
                    reason=row.reason or reason,
                )
            )

    def waiting(self, subscription_ids: Iterable[str]) -> set[str]:
        """Which of these subscriptions have an open line."""
        with self._sessions() as session:
            return set(
                session.scalars(
                    select(col(Delivery.subscription_id))
                    .where(
                        col(Delivery.subscription_id).in_(list(subscription_ids)),
                        col(Delivery.state).in_(OPEN),
                    )
                    .distinct()
                )
            )

    def _in_transaction(self, row: Delivery, **values: Any) -> Delivery:
        with self._sessions.begin() as session:
            return self._write(session, row, **values)

    def _write(self, session: Session, row: Delivery, **values: Any) -> Delivery:
        done = session.execute(
            update(Delivery)
            .where(
                col(Delivery.id) == row.id,
                col(Delivery.fence) == row.fence,
                col(Delivery.owner) == row.owner,
            )
            .values(**values)
        )
        if not one_changed(done):
            raise FenceError(f"delivery {row.nonce}: another engine holds it now")
        return session.get_one(Delivery, row.id, populate_existing=True)


def _free(now: datetime) -> Any:
    """That nobody holds a line."""
    return or_(col(Delivery.lease_until).is_(None), col(Delivery.lease_until) <= now)


def one_changed(done: Any) -> bool:
    """Whether an update found its row as it was expected."""
    assert isinstance(done, CursorResult)  # noqa: S101 - updates give nothing else
    return done.rowcount == 1
