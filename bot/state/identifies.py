"""Which sessions were begun with Discord lately: a token has only so many in a day."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker
from sqlmodel import col

from bot.state.tables import Identify

DAY = timedelta(hours=24)
"""Discord counts sessions over 24 hours: https://docs.discord.com/developers/events/gateway#session-start-limit-object"""


def fingerprint(token: str) -> str:
    """What stands for a token in the state: nobody gets from it to the token."""
    return hashlib.sha256(token.encode()).hexdigest()[:32]


class Identifies:
    """The sessions of a day. Synchronous; each method is one short transaction."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions

    def add(self, token: str, now: datetime) -> None:
        """Note that a session is about to be begun; what is older than a day is forgotten.

        Args:
            token: its :func:`fingerprint`.
            now: the moment.
        """
        with self._sessions.begin() as session:
            session.add(Identify(token=token, at=now))
            session.execute(delete(Identify).where(col(Identify.at) <= now - DAY))

    def lately(self, token: str, now: datetime) -> list[datetime]:
        """When the sessions of the last 24 hours were begun, oldest first."""
        with self._sessions() as session:
            return list(
                session.scalars(
                    select(col(Identify.at))
                    .where(col(Identify.token) == token, col(Identify.at) > now - DAY)
                    .order_by(col(Identify.at), col(Identify.id))
                )
            )
