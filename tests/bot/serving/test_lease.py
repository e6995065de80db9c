"""Who serves: decided by what a process sees with its own clock."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import OperationalError

from bot.serving import lease as rules
from bot.serving.clocks import Clocks
from bot.serving.ending import EndedError, Ending
from bot.serving.lease import EXPIRY, HOLD, LOOK, NAME, RENEWAL, Watch
from bot.serving.tenure import MARGIN, tenure
from bot.state import Store
from bot.state.tables import Lease
from tests.bot.passing import PassingClocks

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sqlalchemy.engine import URL

START = PassingClocks().start


def lease(beat: int = 0, holder: str | None = "other", fence: int = 1) -> Lease:
    return Lease(name=NAME, holder=holder, fence=fence, beat=beat, until=START)


def test_the_figures_leave_time_to_stop() -> None:
    assert RENEWAL < HOLD - rules.RETRY
    assert HOLD + (EXPIRY - HOLD - MARGIN) + MARGIN <= EXPIRY
    assert EXPIRY - HOLD - MARGIN >= 2
    assert EXPIRY + LOOK < 30


def test_a_lease_that_nobody_holds_is_free_at_once() -> None:
    assert Watch().look(None, 0, 0) == "free"
    assert Watch().look(lease(holder=None), 0, 0) == "free"


def test_only_a_lease_that_stood_still_before_our_eyes_is_free() -> None:
    watch = Watch()
    assert [watch.look(lease(), at, at) for at in (0, 2, EXPIRY - 0.1)] == ["silent"] * 3
    assert watch.look(lease(), EXPIRY, EXPIRY) == "free"


@pytest.mark.parametrize("other", [lease(beat=1), lease(fence=2), lease(holder="third")])
def test_any_sign_of_life_begins_the_wait_anew(other: Lease) -> None:
    watch = Watch()
    watch.look(lease(), 0, 0)
    assert watch.look(other, EXPIRY, EXPIRY) == "alive"
    assert watch.look(other, 2 * EXPIRY - 1, 2 * EXPIRY - 1) == "silent"
    assert watch.look(other, 2 * EXPIRY, 2 * EXPIRY) == "free"


def test_what_was_not_watched_does_not_count() -> None:
    watch = Watch()
    watch.look(lease(), 0, 0)
    watch.forget()
    assert watch.look(lease(), EXPIRY, EXPIRY) == "silent"


def test_an_answer_that_takes_long_shortens_no_wait() -> None:
    watch = Watch()
    watch.look(lease(), 0, 9)
    assert watch.look(lease(), EXPIRY, EXPIRY + 9) == "silent"
    assert watch.look(lease(), EXPIRY + 9, EXPIRY + 9) == "free"


class Copy:
    """A process on a database; it sleeps until the test lets its time pass."""

    def __init__(self, address: URL, name: str) -> None:
        self.store = Store.open(address)
        self.name = name
        self.ending = Ending(lambda _: None)
        self.said: list[str] = []
        self.at = self.served_at = 0.0
        self.serving, self.let_go = asyncio.Event(), asyncio.Event()
        self._sleeping: asyncio.Queue[tuple[float, asyncio.Event]] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._serve())

    async def _serve(self) -> None:
        clocks = Clocks(lambda: self.at, self._now, self._sleep)
        with suppress(EndedError):
            async with tenure(self.store.leases, self.ending, self.said.append, clocks, self.name):
                self.served_at = self.at
                self.serving.set()
                await self.let_go.wait()

    def _now(self) -> datetime:
        return START + timedelta(seconds=self.at)

    async def _sleep(self, seconds: float) -> None:
        waking = asyncio.Event()
        self._sleeping.put_nowait((seconds, waking))
        await waking.wait()

    async def pass_time(self, *, longer: float = 0.0) -> float:
        """Wait until it sleeps, then let the sleep be over; give its seconds."""
        seconds, waking = await self._sleeping.get()
        self.at += seconds + longer
        waking.set()
        return seconds

    async def end(self) -> None:
        """Stop in order."""
        self.let_go.set()
        assert self._task is not None
        await self._task


@pytest.fixture
async def pair(address: URL) -> AsyncIterator[tuple[Copy, Copy]]:
    """Give a process that serves and one that stands by, has looked once and sleeps."""
    one, other = Copy(address, "one"), Copy(address, "other")
    one.start()
    await one.serving.wait()
    other.start()
    yield one, other
    for copy in (one, other):
        if copy.serving.is_set():
            await copy.end()
        else:
            copy.ending.over.set()
            assert copy._task is not None
            await copy._task
        copy.store.close()


async def until_it_serves(copy: Copy) -> float:
    """Let a process's time pass until it serves; give the seconds that took."""
    began = copy.at
    while not copy.serving.is_set():
        passing = asyncio.create_task(copy.pass_time())
        served = asyncio.create_task(copy.serving.wait())
        await asyncio.wait((passing, served), return_when=asyncio.FIRST_COMPLETED)
        for task in (passing, served):
            task.cancel()
    return copy.served_at - began


async def test_a_second_process_stands_by_as_long_as_the_first_renews(
    pair: tuple[Copy, Copy], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    one, other = pair
    for _ in range(20):
        assert await one.pass_time() == RENEWAL
        for _ in range(3):
            assert await other.pass_time() == LOOK
    assert not other.serving.is_set()
    assert (one.said, other.said) == (["starting"], ["standing by"])
    assert one.ending.lost is None
    said = [record.getMessage() for record in caplog.records if "copy" in record.getMessage()]
    assert said == [
        "the state was in use by another copy of Dossier: waiting to see whether it still runs",
        "another copy of Dossier is running: standing by to take over when it ends",
    ]


async def test_it_takes_over_from_one_that_was_killed_and_that_one_may_not_come_back(
    pair: tuple[Copy, Copy],
) -> None:
    one, other = pair
    took = await until_it_serves(other)
    assert EXPIRY <= took <= EXPIRY + LOOK
    assert other.said == ["standing by", "starting"]
    # The first was not killed but stopped by a debugger, say, and goes on now.
    await one.pass_time(longer=20)
    await one.ending.over.wait()
    assert one.ending.lost is not None
    assert "has taken over" in one.ending.lost
    for _ in range(3):
        await other.pass_time()
    assert other.ending.lost is None
    held = other.store.leases.see(NAME)
    assert held is not None
    assert (held.holder, held.fence) == ("other", 2)


async def test_it_takes_over_at_once_from_one_that_stops_in_order(pair: tuple[Copy, Copy]) -> None:
    one, other = pair
    await other.pass_time()
    await one.end()
    one.serving.clear()
    assert await until_it_serves(other) <= LOOK
    freed = other.store.leases.see(NAME)
    assert freed is not None
    assert freed.holder == "other"


async def test_of_two_that_stand_by_one_takes_over(pair: tuple[Copy, Copy], address: URL) -> None:
    _, second = pair
    third = Copy(address, "third")
    third.start()
    try:
        await asyncio.gather(until_one_serves(second), until_one_serves(third))
        assert second.serving.is_set() != third.serving.is_set()
    finally:
        if third.serving.is_set():
            await third.end()
        third.ending.over.set()
        await asyncio.wait((third._task,) if third._task else ())
        third.store.close()


async def until_one_serves(copy: Copy) -> None:
    """Let as much time pass as a takeover needs."""
    for _ in range(int(EXPIRY / LOOK) + 2):
        if copy.serving.is_set():
            return
        passing = asyncio.create_task(copy.pass_time())
        served = asyncio.create_task(copy.serving.wait())
        await asyncio.wait((passing, served), return_when=asyncio.FIRST_COMPLETED)
        for task in (passing, served):
            task.cancel()


async def test_one_that_cannot_write_stops_before_another_may_take_over(
    pair: tuple[Copy, Copy], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = pair
    failures = 0

    def fail(*_: object) -> None:
        nonlocal failures
        failures += 1
        raise OperationalError("UPDATE", None, OSError("the server is gone"))

    monkeypatch.setattr(one.store.leases, "renew", fail)
    while not one.ending.over.is_set():
        passing = asyncio.create_task(one.pass_time())
        over = asyncio.create_task(one.ending.over.wait())
        await asyncio.wait((passing, over), return_when=asyncio.FIRST_COMPLETED)
        for task in (passing, over):
            task.cancel()
    assert failures >= 3
    assert HOLD <= one.at <= HOLD + 1 < EXPIRY - MARGIN
    assert one.ending.lost is not None
    assert "could not be written for 10 s (the server is gone)" in one.ending.lost


async def test_one_that_stands_by_without_the_state_says_so_once_and_trusts_nothing_it_saw_before(
    pair: tuple[Copy, Copy], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _, other = pair
    for _ in range(6):
        await other.pass_time()
    see = other.store.leases.see

    def fail(*_: object) -> None:
        raise OperationalError("SELECT", None, OSError("the server is gone"))

    monkeypatch.setattr(other.store.leases, "see", fail)
    for _ in range(10):
        await other.pass_time()
    assert not other.serving.is_set()
    monkeypatch.setattr(other.store.leases, "see", see)
    assert await until_it_serves(other) >= EXPIRY
    assert [one.getMessage() for one in caplog.records if "cannot be asked" in one.getMessage()] == [
        "standing by, and the state cannot be asked: the server is gone"
    ]
