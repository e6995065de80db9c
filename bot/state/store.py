"""The state as a whole, and the one thread that talks to it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, Self, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session, sessionmaker

from bot.state.database import open_database
from bot.state.identifies import Identifies
from bot.state.leases import Leases
from bot.state.ledger import Ledger
from bot.state.posted import PostedCards
from bot.state.questions import Questions
from bot.state.reports import Reports
from bot.state.subscriptions import Subscriptions
from bot.state.tables import ID_LENGTH

P = ParamSpec("P")
R = TypeVar("R")
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def chance_id() -> str:
    """Ten characters by chance: 50 bits, so that no two subscriptions ever share one."""
    return "".join(secrets.choice(_LETTERS) for _ in range(ID_LENGTH))


class Store:
    """The state. Synchronous: in an event loop, call it through :meth:`call`.

    Args:
        engine: an open database, see :func:`bot.state.database.open_database`.
        new_id: makes the id of a new subscription.

    Attributes:
        subscriptions: who wants what.
        ledger: what is to be delivered, was, or was not.
        reports: corrections, feedback, alarms.
        questions: what is too long for a button.
        cards: which cards were posted to their channel.
        leases: which process serves.
        identifies: which sessions were begun with Discord lately.
    """

    def __init__(self, engine: Engine, new_id: Callable[[], str] = chance_id) -> None:
        self._engine = engine
        # One thread: the loop never waits for a disk, and this process never competes with itself for a lock.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="dossier-state")
        sessions: sessionmaker[Session] = sessionmaker(engine, expire_on_commit=False)
        self.subscriptions = Subscriptions(sessions, new_id)
        self.ledger = Ledger(sessions)
        self.reports = Reports(sessions)
        self.questions = Questions(sessions)
        self.cards = PostedCards(sessions)
        self.leases = Leases(sessions)
        self.identifies = Identifies(sessions)

    @classmethod
    def open(cls, address: URL) -> Self:
        """Open the state at an address, migrated.

        Raises:
            StateError: it cannot be used; a sentence.
        """
        return cls(open_database(address))

    async def call(self, method: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run one of the methods in the state's thread and give what it gives."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: method(*args, **kwargs))

    def close(self) -> None:
        """Finish what is under way and disconnect."""
        self._thread.shutdown(wait=True)
        self._engine.dispose()
