"""Which cards were posted to their channel: a card's button works once, after a restart too."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session, sessionmaker
from sqlmodel import col

from bot.state.subscriptions import upsert
from bot.state.tables import PostedCard

KEPT = timedelta(days=30)
"""For how long it is known: far longer than Discord shows a private message."""


class PostedCards:
    """The posted cards. Synchronous; each method is one short transaction."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions

    def claim_post(self, message_id: int, key: str, now: datetime) -> bool:
        """Take the right to post a message's card; false when somebody has it already.

        Args:
            message_id: the message whose button was pressed.
            key: what the card answers, of any length.
            now: the moment.
        """
        with self._sessions.begin() as session:
            session.execute(delete(PostedCard).where(col(PostedCard.at) <= now - KEPT))
            done = session.execute(
                upsert(session, PostedCard)
                .values(message_id=message_id, question=_digest(key), at=now)
                .on_conflict_do_nothing(index_elements=["message_id", "question"])
                .returning(col(PostedCard.message_id))
            )
            return bool(done.all())

    def release(self, message_id: int, key: str) -> None:
        """Give the right back: the card could not be posted, so the button may be pressed again."""
        with self._sessions.begin() as session:
            session.execute(
                delete(PostedCard).where(
                    col(PostedCard.message_id) == message_id, col(PostedCard.question) == _digest(key)
                )
            )


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
