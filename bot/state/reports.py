"""What comes after a delivery: corrections of what was posted, feedback, and what operators are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session, sessionmaker
from sqlmodel import col

from bot.state.subscriptions import upsert
from bot.state.tables import Alarm, Correction, Delivery, Feedback


@dataclass(frozen=True, slots=True)
class Changed:
    """A statement that reads differently now from how it was posted."""

    claim: str
    old_digest: str
    new_digest: str
    was: str
    now: str


class Reports:
    """Corrections, feedback and alarms. Synchronous; each method is one short transaction."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions

    def unchecked(self, edition: str, limit: int = 200) -> list[Delivery]:
        """List the posted messages not yet compared with this edition, oldest first."""
        with self._sessions() as session:
            return list(
                session.scalars(
                    select(Delivery)
                    .where(
                        col(Delivery.state) == "sent",
                        col(Delivery.message_id).is_not(None),
                        or_(col(Delivery.edition).is_(None), col(Delivery.edition) != edition),
                    )
                    .order_by(col(Delivery.id))
                    .limit(limit)
                )
            )

    def checked(self, delivery_id: int, edition: str, changes: Iterable[Changed], day: date) -> int:
        """Keep what was found to have changed, each once, and that the message was compared; give how many were new."""
        new = 0
        with self._sessions.begin() as session:
            for change in changes:
                done = session.execute(
                    upsert(session, Correction)
                    .values(
                        delivery_id=delivery_id,
                        claim=change.claim,
                        old_digest=change.old_digest,
                        new_digest=change.new_digest,
                        was=change.was,
                        now=change.now,
                        day=day,
                        reason="",
                    )
                    .on_conflict_do_nothing(index_elements=["delivery_id", "claim", "new_digest"])
                    .returning(col(Correction.id))
                )
                new += len(done.all())
            session.execute(update(Delivery).where(col(Delivery.id) == delivery_id).values(edition=edition))
        return new

    def corrections(self, delivery_id: int) -> list[Correction]:
        """List a message's corrections, oldest first."""
        with self._sessions() as session:
            return list(
                session.scalars(
                    select(Correction)
                    .where(col(Correction.delivery_id) == delivery_id)
                    .order_by(col(Correction.id))
                )
            )

    def untold(self, limit: int = 200) -> list[Delivery]:
        """List the messages with a correction that they do not show yet."""
        with self._sessions() as session:
            return list(
                session.scalars(
                    select(Delivery)
                    .where(
                        col(Delivery.id).in_(
                            select(col(Correction.delivery_id)).where(col(Correction.told_at).is_(None))
                        )
                    )
                    .order_by(col(Delivery.id))
                    .limit(limit)
                )
            )

    def corrected(self, corrections: Iterable[Correction], now: datetime, reason: str = "") -> None:
        """Write down that a message shows these corrections, or why it never will."""
        ids = [one.id for one in corrections]
        with self._sessions.begin() as session:
            session.execute(
                update(Correction).where(col(Correction.id).in_(ids)).values(told_at=now, reason=reason)
            )

    def add_feedback(self, delivery_id: int, *, useful: bool, reason: str, now: datetime) -> Feedback:
        """Keep what somebody thought of a brief, and not who."""
        made = Feedback(delivery_id=delivery_id, useful=useful, reason=reason, given_at=now)
        with self._sessions.begin() as session:
            session.add(made)
        return made

    def feedback(self, delivery_ids: Iterable[int]) -> list[Feedback]:
        """List what was thought of some briefs, oldest first."""
        with self._sessions() as session:
            return list(
                session.scalars(
                    select(Feedback)
                    .where(col(Feedback.delivery_id).in_(list(delivery_ids)))
                    .order_by(col(Feedback.id))
                )
            )

    def raise_alarm(self, key: str, text: str, now: datetime) -> bool:
        """Note that something is wrong; whether that is new, so that operators are to be told."""
        with self._sessions.begin() as session:
            found = session.get(Alarm, key, with_for_update=True)
            if found is None:
                done = session.execute(
                    upsert(session, Alarm)
                    .values(key=key, text=text, raised_at=now)
                    .on_conflict_do_nothing(index_elements=["key"])
                    .returning(col(Alarm.key))
                )
                return bool(done.all())
            if found.over_at is None:
                return False
            found.text, found.raised_at, found.told_at, found.over_at = text, now, None, None
            return True

    def end_alarm(self, key: str, now: datetime) -> Alarm | None:
        """Note that it is right again; the alarm, when there was one."""
        with self._sessions.begin() as session:
            found = session.get(Alarm, key, with_for_update=True)
            if found is None or found.over_at is not None:
                return None
            found.over_at = now
            return found

    def told(self, key: str, now: datetime) -> None:
        """Note that operators were told of an alarm."""
        with self._sessions.begin() as session:
            session.execute(update(Alarm).where(col(Alarm.key) == key).values(told_at=now))

    def alarms(self, *, untold: bool = False) -> list[Alarm]:
        """List what is wrong now; only what operators were not told yet when asked so."""
        query = select(Alarm).where(col(Alarm.over_at).is_(None))
        if untold:
            query = query.where(col(Alarm.told_at).is_(None))
        with self._sessions() as session:
            return list(session.scalars(query.order_by(col(Alarm.raised_at), col(Alarm.key))))
