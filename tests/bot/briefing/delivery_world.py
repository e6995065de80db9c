"""An engine on a state of its own and a Discord in memory, with processes that end and databases that are restored."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest
from sqlalchemy.engine import URL

from bot.briefing.calendar import Schedule
from bot.briefing.delivery import Engine
from bot.state import Delivery, Store, Subscription, Wish, database_address
from bot.state.database import connect, open_database
from knowledge.edition import Edition
from tests.bot.briefing.delivery_clock import Clock
from tests.bot.briefing.fake_discord import FakeDiscord, StoppedError

P = ParamSpec("P")
R = TypeVar("R")
GUILD, CHANNEL = 1, 10
EVERY_DAY = frozenset(range(7))


def at(hour: int, minute: int = 0, zone: str = "UTC", days: frozenset[int] = EVERY_DAY) -> Schedule:
    return Schedule(time(hour, minute), zone, days)


class Process(Store):
    """The state as one process sees it; it may end at any call."""

    stop_at: int | None = None
    calls = 0
    discord: FakeDiscord

    async def call(self, method: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        if self.discord.stopped:
            raise StoppedError
        self.calls += 1
        if self.calls == self.stop_at:
            self.discord.stopped = True
            raise StoppedError
        return method(*args, **kwargs)


class World:
    """All that a test of delivery needs.

    Args:
        edition: the fact base.
        address: an empty database.
    """

    def __init__(self, edition: Edition, address: URL) -> None:
        self.edition = edition
        self.clock = Clock()
        self.discord = FakeDiscord(self.clock)
        self.address = address
        open_database(address).dispose()
        self._ids = itertools.count(1)
        self.store, self.engine = self.start()

    def start(self) -> tuple[Process, Engine]:
        """Begin another process."""
        store = Process(connect(self.address), self.new_id)
        store.discord = self.discord
        return store, self.engine_on(store)

    def engine_on(self, store: Store) -> Engine:
        return Engine(store, self.discord, self.edition, now=self.clock.now, steady=self.clock.steady)

    def restart(self) -> None:
        """End the process, whatever it was doing, and begin another."""
        self.store.close()
        self.discord.stopped = False
        self.store, self.engine = self.start()

    def new_id(self) -> str:
        return "s" + "".join("abcdefghij"[int(digit)] for digit in f"{next(self._ids):09d}")

    def subscribe(
        self, schedule: Schedule | None = None, channel: int = CHANNEL, **more: object
    ) -> Subscription:
        wish = Wish(GUILD, channel, schedule or at(8), **more)  # type: ignore[arg-type] # named by the test
        return self.store.subscriptions.create(wish, self.clock.now())

    async def tick(self, seconds: float = 0) -> None:
        """Let time pass, then tick; a process that ends is replaced by another."""
        self.clock.advance(seconds)
        with suppress(StoppedError):
            await self.engine.tick()
        if self.discord.stopped:
            self.restart()

    async def until(self, moment: datetime, step: float = 30) -> None:
        """Tick until a moment of the true time."""
        while self.clock.true < moment:
            await self.tick(min(step, (moment - self.clock.true).total_seconds()))

    async def pass_(self, span: timedelta, step: float = 30) -> None:
        await self.until(self.clock.true + span, step)

    def rows(self) -> list[Delivery]:
        found = [self.store.ledger.history(one.id, 1000) for one in self.subscriptions()]
        return sorted((row for rows in found for row in rows), key=lambda row: (row.due_at, row.key))

    def row(self) -> Delivery:
        [only] = self.rows()
        return only

    def subscriptions(self) -> list[Subscription]:
        return self.store.subscriptions.of_guild(GUILD, ended=True)


def sqlite_at(folder: Path) -> URL:
    return database_address(None, folder)


@pytest.fixture
def world(edition: Edition, tmp_path: Path) -> Iterator[World]:
    made = World(edition, sqlite_at(tmp_path))
    yield made
    made.store.close()


@pytest.fixture
def either(edition: Edition, address: URL) -> Iterator[World]:
    """Give a world on SQLite and on PostgreSQL."""
    made = World(edition, address)
    yield made
    made.store.close()
