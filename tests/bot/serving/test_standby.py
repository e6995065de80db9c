"""Two real processes on one database: one serves, the other takes over, and nothing comes twice."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import aiohttp
import psycopg
import pytest
from psycopg import sql

from bot.briefing.calendar import Schedule
from bot.sandbox.gateway import IDENTIFY
from bot.serving.lease import HOLD, NAME
from bot.state import Store, Wish, database_address
from tests.bot.processes import PATIENCE
from tests.bot.serving.process import Process

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from sqlalchemy.engine import URL

    from bot.sandbox.server import Sandbox
    from bot.sandbox.world import Change

HURRY = 0.3
SERVES, STANDS_BY = "connected; serving 1 server", "another copy of Dossier is running: standing by"
TAKES_OVER = "the other copy of Dossier has ended: this one serves now"


class Town:
    """A Discord, a database, and the copies of the bot on them."""

    def __init__(self, sandbox: Sandbox, address: URL, edition_file: Path, folder: Path) -> None:
        self.sandbox, self.address = sandbox, address
        self._edition, self._folder, self._number = edition_file, folder, 0
        self.briefs: list[str] = []
        self._news = asyncio.Event()
        sandbox.world.listeners.append(self._on_change)
        with closing(Store.open(address)) as store:
            channel, guild = int(sandbox.channel["id"]), int(sandbox.guild["id"])
            # A time of the day that does not come while the test runs.
            hour = (datetime.now(UTC).hour + 12) % 24
            wish = Wish(guild, channel, Schedule(time(hour), "UTC", frozenset(range(7))))
            self.subscription = store.subscriptions.create(wish, datetime.now(UTC)).id

    def _on_change(self, change: Change) -> None:
        if change.kind == "message_create" and change.message is not None:
            self.briefs.append(str(change.message.payload["content"]))
            self._news.set()

    def copy(self, **more: str) -> Process:
        """Give another copy of the bot."""
        self._number += 1
        plain = self.address.set(drivername=self.address.get_backend_name())
        return Process(
            self._folder / f"data-{self._number}",
            self._edition,
            self.sandbox,
            DATABASE_URL=plain.render_as_string(hide_password=False),
            TEST_HURRY=str(HURRY),
            **more,
        )

    def order(self) -> None:
        """Order a brief at once."""
        with closing(Store.open(self.address)) as store:
            assert store.ledger.add_now(self.subscription, datetime.now(UTC)) is not None

    async def until_briefs(self, count: int) -> None:
        """Wait until so many briefs were posted."""
        async with asyncio.timeout(PATIENCE):
            while len(self.briefs) < count:
                self._news.clear()
                await self._news.wait()

    @property
    def sessions(self) -> int:
        """How many sessions were begun."""
        return sum(one.get("op") == IDENTIFY for one in self.sandbox.gateway.received)

    @property
    def holder(self) -> str | None:
        """Who has the lease."""
        with closing(Store.open(self.address)) as store:
            held = store.leases.see(NAME)
            return None if held is None else held.holder


@pytest.fixture
def town(sandbox: Sandbox, address: URL, edition_file: Path, tmp_path: Path) -> Town:
    sandbox.clock.set(datetime.now(UTC))
    return Town(sandbox, address, edition_file, tmp_path)


@pytest.fixture
def file_town(sandbox: Sandbox, edition_file: Path, tmp_path: Path) -> Town:
    """Give one whose database is a file: what it shows depends on no database."""
    sandbox.clock.set(datetime.now(UTC))
    return Town(sandbox, database_address(None, tmp_path), edition_file, tmp_path)


@asynccontextmanager
async def both(town: Town) -> AsyncIterator[tuple[Process, Process]]:
    """Give a copy that serves and one that stands by."""
    async with town.copy() as one:
        await one.says(SERVES)
        async with town.copy() as other:
            await other.says(STANDS_BY)
            assert town.sessions == 1
            yield one, other


async def test_a_copy_takes_over_from_one_that_was_killed_and_nothing_comes_twice(town: Town) -> None:
    town.order()
    async with both(town) as (one, other):
        await town.until_briefs(1)
        one.send(signal.SIGKILL)
        await one.code()
        town.order()
        await other.says(SERVES)
        await town.until_briefs(2)
        assert town.sessions == 2
        other.send(signal.SIGTERM)
        assert await other.code() == 0, other.text
    assert [other.count(words) for words in (STANDS_BY, TAKES_OVER)] == [1, 1]
    assert len(town.briefs) == 2
    assert town.holder is None


async def test_a_copy_that_stops_in_order_hands_over_at_once(file_town: Town) -> None:
    town = file_town
    async with both(town) as (one, other):
        one.send(signal.SIGTERM)
        assert await one.code() == 0, one.text
        # It did not wait for the lease to run out: it has never seen it stand still for so long.
        await other.says(TAKES_OVER)
        await other.says(SERVES)
    assert town.sessions == 2


async def test_a_copy_that_stands_by_says_so_to_machines(file_town: Town) -> None:
    with closing(Store.open(file_town.address)) as store:
        assert store.leases.take(NAME, "other", None, datetime.now(UTC)) is not None
    async with file_town.copy(DOSSIER_HTTP_PORT="0") as copy:
        await copy.says("in use by another copy")
        found = re.search(r"health pages on port (\d+)", copy.text)
        assert found, copy.text
        async with aiohttp.ClientSession(f"http://127.0.0.1:{found[1]}") as pages:
            async with pages.get("/readyz") as ready:
                assert (ready.status, await ready.text()) == (503, "standing by: another copy is running\n")
            async with pages.get("/livez") as alive:
                assert alive.status == 200
    assert file_town.sessions == 0


async def test_a_copy_that_was_held_up_finds_another_in_its_place_and_ends(file_town: Town) -> None:
    town = file_town
    async with both(town) as (one, other):
        one.send(signal.SIGSTOP)
        await other.says(SERVES)
        one.send(signal.SIGCONT)
        assert await one.code() == 69, one.text
        assert "dossier: Another copy of Dossier has taken over while this one was held up" in one.text
        assert town.holder is not None
        assert f"/{other.pid}/" in town.holder
        other.send(signal.SIGTERM)
        assert await other.code() == 0, other.text
    assert town.sessions == 2


async def test_a_copy_that_loses_the_database_ends_before_another_may_take_over(
    sandbox: Sandbox, postgres: str, edition_file: Path, tmp_path: Path
) -> None:
    sandbox.clock.set(datetime.now(UTC))
    name = f"dossier_lost_{os.getpid()}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        town = Town(sandbox, database_address(postgres, tmp_path).set(database=name), edition_file, tmp_path)
        async with town.copy() as one:
            await one.says(SERVES)
            connection.execute(
                sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(name))
            )
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            assert await one.code() == 69, one.text
    assert f"The state could not be written for {HOLD * HURRY:.0f} s" in one.text
