"""Questions that are too long for a button, kept under a short id for a month."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session, sessionmaker
from sqlmodel import col

from bot.short_ids import short_id
from bot.state.subscriptions import upsert
from bot.state.tables import KeptQuestion

KEPT = timedelta(days=30)
"""For how long after it was last asked a question is kept."""
LONGEST = 4096
"""Characters of a question's text."""


class Questions:
    """The kept questions. Synchronous; each method is one short transaction."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions

    def keep(self, text: str, now: datetime) -> str:
        """Keep a question for 30 days from now; the same text has the same id in every process.

        Returns:
            Sixteen characters of a to z and 2 to 7.

        Raises:
            ValueError: it is longer than ``LONGEST``.
        """
        if len(text) > LONGEST:
            raise ValueError(f"a question of {len(text)} characters is not kept: {LONGEST} is the most")
        own = short_id(text)
        # As JSON in ASCII: no database takes every character that a person can send.
        row = {"id": own, "text": json.dumps(text), "created_at": now}
        with self._sessions.begin() as session:
            session.execute(
                upsert(session, KeptQuestion)
                .values(row)
                .on_conflict_do_update(index_elements=["id"], set_={"created_at": now})
            )
            session.execute(delete(KeptQuestion).where(col(KeptQuestion.created_at) <= now - KEPT))
        return own

    def prune(self, now: datetime) -> None:
        """Delete what was kept for its 30 days, also where nothing new is kept."""
        with self._sessions.begin() as session:
            session.execute(delete(KeptQuestion).where(col(KeptQuestion.created_at) <= now - KEPT))

    def recall(self, own: str, now: datetime) -> str | None:
        """Give the text of a question; None when it is unknown or was kept for its 30 days."""
        with self._sessions() as session:
            found = session.get(KeptQuestion, own)
        if found is None or found.created_at <= now - KEPT:
            return None
        return str(json.loads(found.text))
