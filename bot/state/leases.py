"""Leases: taken and renewed by compare-and-swap, so that one process serves and the others stand by."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import Session, sessionmaker
from sqlmodel import col

from bot.state.ledger import one_changed
from bot.state.subscriptions import upsert
from bot.state.tables import Lease


class Leases:
    """The table of leases. Synchronous; each method is one short transaction.

    No method compares clocks: a holder shows that it lives by renewing, and only whoever has seen the same ``beat``
    for long enough, by a clock of its own, may say that it does not.
    """

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions

    def see(self, name: str) -> Lease | None:
        """Give a lease as it stands; None when nobody ever had it."""
        with self._sessions() as session:
            return session.scalar(select(Lease).where(col(Lease.name) == name))

    def take(self, name: str, holder: str, seen: Lease | None, until: datetime) -> Lease | None:
        """Take a lease that is still as it was seen; None when it is not.

        Args:
            name: what it is for.
            holder: who takes it.
            seen: what :meth:`see` gave.
            until: when it runs out, for people to read.
        """
        with self._sessions.begin() as session:
            if seen is None:
                done = session.execute(
                    upsert(session, Lease)
                    .values(name=name, holder=holder, fence=1, beat=0, until=until)
                    .on_conflict_do_nothing(index_elements=["name"])
                    .returning(col(Lease.name))
                )
                taken = bool(done.all())
            else:
                taken = one_changed(
                    session.execute(
                        update(Lease)
                        .where(_as_seen(seen))
                        .values(holder=holder, fence=seen.fence + 1, beat=0, until=until)
                    )
                )
        fence = 1 if seen is None else seen.fence + 1
        return Lease(name=name, holder=holder, fence=fence, until=until) if taken else None

    def renew(self, held: Lease, until: datetime) -> Lease | None:
        """Show that the holder lives; None when another has taken it."""
        with self._sessions.begin() as session:
            done = session.execute(
                update(Lease).where(_held(held)).values(beat=col(Lease.beat) + 1, until=until)
            )
        if not one_changed(done):
            return None
        return Lease(name=held.name, holder=held.holder, fence=held.fence, beat=held.beat + 1, until=until)

    def release(self, held: Lease, now: datetime) -> None:
        """Give it back, so that another need not wait; nothing happens when another has taken it."""
        with self._sessions.begin() as session:
            session.execute(update(Lease).where(_held(held)).values(holder=None, until=now))


def _as_seen(seen: Lease) -> ColumnElement[bool]:
    return and_(_held(seen), col(Lease.beat) == seen.beat)


def _held(lease: Lease) -> ColumnElement[bool]:
    holder = col(Lease.holder)
    return and_(
        col(Lease.name) == lease.name,
        col(Lease.fence) == lease.fence,
        holder.is_(None) if lease.holder is None else holder == lease.holder,
    )
