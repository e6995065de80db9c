"""Subscriptions: made, changed, paused, suspended, ended, forgotten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker
from sqlmodel import col

from bot.briefing.calendar import Schedule
from bot.state.planning import planned
from bot.state.tables import Delivery, StateTable, Status, Subscription

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

MOST = 25
"""Subscriptions that a server may have: as many as Discord shows in one list of choices."""
GUILD_FORGOTTEN = timedelta(days=30)
"""After how long the subscriptions of a server that removed us are deleted, with their history."""


class RefusedError(Exception):
    """Something that cannot be done; the sentence says why, and nothing was saved."""


class SameScheduleError(RefusedError):
    """The channel has this briefing already: it would come twice.

    Attributes:
        channel_id: the channel.
    """

    def __init__(self, channel_id: int) -> None:
        super().__init__(f"<#{channel_id}> has exactly this briefing already: it would come twice.")
        self.channel_id = channel_id


@dataclass(frozen=True, slots=True)
class Wish:
    """What a channel wants.

    Attributes:
        schedule: when.
        topics: ids of entries; none for all stories.
        policy: ``again`` or ``quiet``, when all was told.
        role_id: the role to notify, or None.
    """

    guild_id: int
    channel_id: int
    schedule: Schedule
    topics: tuple[str, ...] = ()
    policy: str = "again"
    role_id: int | None = None


def wish_of(subscription: Subscription) -> Wish:
    """What a subscription wants, to change a part of it."""
    weekdays = frozenset(int(day) for day in subscription.weekdays)
    return Wish(
        subscription.guild_id,
        subscription.channel_id,
        Schedule(subscription.at, subscription.zone, weekdays),
        tuple(subscription.topics),
        subscription.policy,
        subscription.role_id,
    )


def sameness(wish: Wish) -> str:
    """A digest of what two briefings must not share: channel, times and topics. Whom it notifies is no difference."""
    days = "".join(str(day) for day in sorted(wish.schedule.weekdays))
    at = wish.schedule.at.isoformat()
    parts = [wish.guild_id, wish.channel_id, at, wish.schedule.zone, days, sorted(set(wish.topics))]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


class Subscriptions:
    """The table of subscriptions. Synchronous; each method is one short transaction.

    Args:
        sessions: makes sessions.
        new_id: makes an id by chance: ten characters of a to z and 2 to 7.
    """

    def __init__(self, sessions: sessionmaker[Session], new_id: Callable[[], str]) -> None:
        self._sessions = sessions
        self._new_id = new_id

    def create(self, wish: Wish, now: datetime, most: int = MOST) -> Subscription:
        """Keep a new one; its first slot is the first after ``now``.

        Raises:
            SameScheduleError: the channel has the same already; whoever saved it, nothing comes twice.
            RefusedError: the server has as many as it may.
        """
        made = Subscription(
            id=self._new_id(),
            status_since=now,
            planned_until=now,
            created_at=now,
            changed_at=now,
            **_columns(wish),
        )
        with _once(wish), self._sessions.begin() as session:
            if session.get_bind().dialect.name == "postgresql":
                # Two people at once must not both make the last one; SQLite's writers queue anyway.
                session.execute(select(func.pg_advisory_xact_lock(wish.guild_id)))
            count = session.scalar(
                select(func.count()).where(
                    col(Subscription.guild_id) == wish.guild_id, col(Subscription.status) != "ended"
                )
            )
            if (count or 0) >= most:
                raise RefusedError(
                    f"This server has {count} briefings, and {most} is the most: remove one first."
                )
            session.add(made)
        return made

    def get(self, own: str, guild_id: int | None = None) -> Subscription | None:
        """Give one, None where there is none (in that server)."""
        with self._sessions() as session:
            found = session.get(Subscription, own)
        return found if found is not None and guild_id in {None, found.guild_id} else None

    def of_guild(self, guild_id: int, *, ended: bool = False) -> list[Subscription]:
        """List a server's, oldest first; those that have ended only when asked for."""
        query = select(Subscription).where(col(Subscription.guild_id) == guild_id)
        if not ended:
            query = query.where(col(Subscription.status) != "ended")
        with self._sessions() as session:
            return list(session.scalars(query.order_by(col(Subscription.created_at), col(Subscription.id))))

    def everything(self) -> list[Subscription]:
        """List all of all servers, those that have ended too."""
        with self._sessions() as session:
            return list(session.scalars(select(Subscription).order_by(col(Subscription.id))))

    def edit(self, own: str, wish: Wish, now: datetime) -> Subscription | None:
        """Change what one wants; slots up to ``now`` stay those of the old schedule. None: there is none.

        Raises:
            SameScheduleError: the channel has another that is the same; nothing was changed.
        """
        columns = {**_columns(wish), "changed_at": now}
        with _once(wish):
            return self._change(own, now, columns, starts=False)

    def pause(self, own: str, now: datetime) -> Subscription | None:
        """Pause; what was due before is still settled. None: there is none that runs."""
        return self._status(own, "paused", now, but=("ended",))

    def resume(self, own: str, now: datetime) -> Subscription | None:
        """Go on from the next slot. None: there is none to go on with."""
        return self._status(own, "active", now, but=("ended",))

    def remove(self, own: str, now: datetime) -> Subscription | None:
        """End it; its history stays. None: there is none."""
        return self._status(own, "ended", now, "removed", "It was removed.", but=("ended",))

    def suspend(self, own: str, now: datetime, cause: str, reason: str) -> Subscription | None:
        """Wait until Discord lets us post again; its slots go on counting. None: it did not run."""
        return self._status(own, "suspended", now, cause, reason, but=("paused", "ended"))

    def revive(self, own: str, now: datetime) -> Subscription | None:
        """End a suspension; None when there was none."""
        return self._status(own, "active", now, but=("active", "paused", "ended"))

    def end(self, own: str, now: datetime, cause: str, reason: str) -> Subscription | None:
        """End it for a reason of Discord's; None when it had ended."""
        return self._status(own, "ended", now, cause, reason, but=("ended",))

    def note_presence(self, present: Mapping[int, bool], now: datetime) -> None:
        """Note of which servers we are a member, and since when of which we are not."""
        here = [guild for guild, seen in present.items() if seen]
        away = [guild for guild, seen in present.items() if not seen]
        with self._sessions.begin() as session:
            for guilds, known, value in ((here, False, None), (away, True, now)):
                absent = col(Subscription.absent_since)
                session.execute(
                    update(Subscription)
                    .where(
                        col(Subscription.guild_id).in_(guilds),
                        absent.is_(None) if known else absent.is_not(None),
                    )
                    .values(absent_since=value)
                )

    def forget_guilds(self, now: datetime) -> list[int]:
        """Delete what belongs to servers that removed us long ago, with its history; give their ids."""
        old = col(Subscription.absent_since) < now - GUILD_FORGOTTEN
        with self._sessions.begin() as session:
            gone = sorted(session.scalars(select(col(Subscription.guild_id)).where(old).distinct()))
            if gone:
                session.execute(delete(Subscription).where(col(Subscription.guild_id).in_(gone)))
        return gone

    def plan(self, now: datetime) -> int:
        """Write the lines of all slots whose time has come; those that exist stay. Give how many were new."""
        with self._sessions.begin() as session:
            found = session.scalars(
                select(Subscription)
                .where(
                    col(Subscription.status).in_(("active", "suspended")),
                    col(Subscription.planned_until) < now,
                )
                .order_by(col(Subscription.id))
                .with_for_update(skip_locked=True)
            )
            return sum(self._plan(session, one, now) for one in list(found))

    def _plan(self, session: Session, subscription: Subscription, now: datetime) -> int:
        if now <= subscription.planned_until:
            return 0
        rows = planned(subscription, now)
        subscription.planned_until = now
        return insert_lines(session, rows)

    def _status(  # noqa: PLR0913 - a status has a cause, a reason and statuses that it cannot follow
        self,
        own: str,
        status: Status,
        now: datetime,
        cause: str = "",
        reason: str = "",
        *,
        but: Iterable[Status],
    ) -> Subscription | None:
        columns: dict[str, Any] = {"status": status, "cause": cause, "reason": reason, "status_since": now}
        if status == "ended":
            columns["once"] = None
        return self._change(own, now, columns, but=tuple(but), starts=status == "active")

    def _change(
        self,
        own: str,
        now: datetime,
        columns: dict[str, Any],
        *,
        but: tuple[Status, ...] = ("ended",),
        starts: bool,
    ) -> Subscription | None:
        with self._sessions.begin() as session:
            found = session.get(Subscription, own, with_for_update=True)
            if found is None or found.status in but:
                return None
            was = found.status
            if was in ("active", "suspended"):
                # Slots that have come belong to what was wanted until now.
                self._plan(session, found, now)
            if was == "paused" and starts:
                found.planned_until = now
            if "at" in columns:
                # Behind a clock that was put back the new schedule counts from now on, too.
                found.planned_until = now
            for name, value in columns.items():
                setattr(found, name, value)
            return found


def upsert(session: Session, table: type[StateTable]) -> postgresql.Insert | sqlite.Insert:
    """An insert that may say what happens where the key is taken: both databases have one, each its own."""
    if session.get_bind().dialect.name != "postgresql":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - large, and loaded by then where it is used

    return postgresql.insert(table)


def insert_lines(session: Session, rows: Iterable[Delivery]) -> int:
    """Insert lines whose key is not there yet; give how many were."""
    count = 0
    for row in rows:
        values = {name: value for name, value in row.model_dump().items() if name != "id"}
        done = session.execute(
            upsert(session, Delivery)
            .values(**values)
            .on_conflict_do_nothing(index_elements=["subscription_id", "date", "kind", "number"])
            .returning(col(Delivery.id))
        )
        count += len(done.all())
    return count


@contextmanager
def _once(wish: Wish) -> Iterator[None]:
    """Tell the one constraint that people can run into as a sentence; it holds between processes too."""
    try:
        yield
    except IntegrityError as error:
        if "once" in str(error.orig):
            raise SameScheduleError(wish.channel_id) from None
        raise


def _columns(wish: Wish) -> dict[str, Any]:
    return {
        "guild_id": wish.guild_id,
        "channel_id": wish.channel_id,
        "at": wish.schedule.at,
        "zone": wish.schedule.zone,
        "weekdays": "".join(str(day) for day in sorted(wish.schedule.weekdays)),
        "topics": list(wish.topics),
        "policy": wish.policy,
        "role_id": wish.role_id,
        "once": sameness(wish),
    }
