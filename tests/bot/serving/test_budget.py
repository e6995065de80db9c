"""The sessions of a day: no loop of restarts uses them up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from bot.serving.budget import FLOOR, FREE, LONGEST, PATIENCE, Budget, SpentError, wait_before
from bot.serving.login import Limit
from bot.state import Store
from tests.bot.passing import PassingClocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL

WHOLE = Limit(1000, 1000, 0.0)
NOW = PassingClocks().start
TOKEN = "MTA.dummy.token"  # noqa: S105 - none


@pytest.fixture
def store(address: URL) -> Iterator[Store]:
    made = Store.open(address)
    yield made
    made.close()


@pytest.fixture
def passing() -> PassingClocks:
    return PassingClocks()


@pytest.mark.parametrize("alive", [0, 1, 30])
def test_a_bot_that_dies_all_day_begins_a_third_of_its_sessions_at_most(alive: int) -> None:
    now = NOW
    starts: list[datetime] = []
    while now < NOW + timedelta(hours=24):
        now += timedelta(seconds=wait_before(starts, now))
        starts.append(now)
        now += timedelta(seconds=alive)
    assert 100 < len(starts) < 333


def test_a_few_starts_do_not_wait_and_those_of_an_hour_ago_do_not_count() -> None:
    assert wait_before([NOW] * (FREE - 1), NOW) == 0
    assert wait_before([NOW] * FREE, NOW) == 5
    assert wait_before([NOW] * (FREE + 3), NOW + timedelta(seconds=10)) == 30
    assert wait_before([NOW] * 50, NOW) == LONGEST
    assert wait_before([NOW] * 50, NOW + timedelta(hours=1)) == 0


@given(st.lists(st.integers(-100_000, 100_000), max_size=1200))
def test_no_wait_is_ever_longer_than_the_longest_whatever_the_clock_did(seconds: list[int]) -> None:
    starts = [NOW + timedelta(seconds=one) for one in sorted(seconds)]
    assert 0 <= wait_before(starts, NOW) <= LONGEST


async def process(store: Store, passing: PassingClocks, limit: Limit = WHOLE) -> Budget:
    """Begin a process's first session."""
    budget = Budget(store, TOKEN, passing.clocks)
    await budget.admit(limit)
    await budget.spend(initial=True)
    return budget


async def test_each_process_knows_of_the_sessions_of_those_before(
    store: Store, passing: PassingClocks, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(FREE + 3):
        await process(store, passing)
    assert passing.slept == [5, 10, 20]
    assert "7 sessions were begun within an hour: waiting for 20 s" in caplog.records[-1].getMessage()
    assert TOKEN not in caplog.text
    await Budget(store, "MTA.another.token", passing.clocks).admit(WHOLE)
    assert len(passing.slept) == 3


async def test_the_last_sessions_of_a_day_are_left_alone(
    store: Store, passing: PassingClocks, caplog: pytest.LogCaptureFixture
) -> None:
    await process(store, passing, Limit(1000, FLOOR + 1, 3600.0))
    assert passing.slept == []
    await process(store, passing, Limit(1000, FLOOR, 5400.0))
    assert passing.slept == [5400]
    [record] = caplog.records
    assert record.levelname == "ERROR"
    assert "only 100 more sessions of 1000: waiting for 90 min" in record.getMessage()


async def test_sessions_that_discord_ends_again_and_again_end_the_process(
    store: Store, passing: PassingClocks
) -> None:
    budget = await process(store, passing)
    for _ in range(FREE + 2):
        await budget.spend(initial=False)
    with pytest.raises(
        SpentError, match="Discord ended 8 sessions within an hour: the next may begin in 40 s"
    ):
        await budget.spend(initial=False)
    assert passing.slept == [5, 10, 20]
    assert max(passing.slept) <= PATIENCE


async def test_a_state_that_cannot_be_written_keeps_no_session_from_beginning(
    store: Store, passing: PassingClocks, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("INSERT", None, OSError("gone"))

    monkeypatch.setattr(store.identifies, "add", fail)
    monkeypatch.setattr(store.identifies, "lately", fail)
    budget = await process(store, passing)
    await budget.spend(initial=False)
    assert caplog.text.count("could not be counted") == caplog.text.count("are not known") == 2
    assert passing.slept == []
