from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import aiohttp
import pytest
from discord.utils import snowflake_time

from bot.sandbox.clock import FARTHEST, AdjustableClock, ClockError
from tests.wire.browser import browsing
from tests.wire.small_bot import SmallBot

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox
    from tests.wire.conftest import Clock, Running

EIGHT = "2026-01-06T08:00:00+01:00"
EIGHT_IN_UTC = datetime(2026, 1, 6, 7, 0, tzinfo=UTC)


def test_it_goes_on_from_where_it_was_set(clock: Clock) -> None:
    shown = AdjustableClock(clock)
    real = clock()
    assert (shown(), shown.adjusted) == (real, False)
    shown.set(EIGHT_IN_UTC)
    clock.advance(90)
    assert (shown(), shown.adjusted) == (EIGHT_IN_UTC + timedelta(seconds=90), True)
    shown.advance(timedelta(hours=-2))
    assert shown() == EIGHT_IN_UTC + timedelta(seconds=90, hours=-2)
    shown.reset()
    assert (shown(), shown.adjusted) == (real + timedelta(seconds=90), False)


def test_whoever_listens_hears_of_each_setting_and_of_no_refused_one(clock: Clock) -> None:
    shown = AdjustableClock(clock)
    heard: list[datetime] = []
    shown.listeners.append(lambda: heard.append(shown()))
    shown.set(EIGHT_IN_UTC)
    with pytest.raises(ClockError, match="Choose a moment between 2024-01-04 and 2028-01-07"):
        shown.advance(FARTHEST)
    with pytest.raises(ClockError, match="needs a time zone"):
        shown.set(EIGHT_IN_UTC.replace(tzinfo=None))
    assert heard == [EIGHT_IN_UTC]
    assert shown() == EIGHT_IN_UTC


async def test_the_page_sets_it_and_everything_here_agrees(sandbox: Sandbox, running: Running) -> None:
    async with running(SmallBot()), browsing(sandbox.url) as page, aiohttp.ClientSession() as session:
        await sandbox.wait_for_commands()
        await page.listen()
        assert (await page.state())["clock"] == {"now": "2026-01-05T09:00:00.000000+00:00", "adjusted": False}
        told = {"now": "2026-01-06T07:00:00.000000+00:00", "adjusted": True}
        assert await page.post("clock", set=EIGHT) == (200, told)
        assert await page.event("clock") == told
        assert (await page.state())["clock"] == told
        async with session.get(f"{sandbox.api_url}/gateway") as answer:
            assert parsedate_to_datetime(answer.headers["Date"]) == EIGHT_IN_UTC
        await page.post("message", content="good morning")
        written = await page.event("message_create")
        assert datetime.fromisoformat(written["timestamp"]) == EIGHT_IN_UTC
        assert abs(snowflake_time(int(written["id"])) - EIGHT_IN_UTC) < timedelta(seconds=1)
        # An interaction is answered in time by the clock that was set, too.
        await page.post("command", name="say", options={"text": "hi"})
        assert (await page.event("message_create"))["content"] == "hi"


async def test_the_page_moves_it_by_hours_and_days_and_back(sandbox: Sandbox) -> None:
    async with browsing(sandbox.url) as page:
        for wish, now in (
            ({"advance": 3600}, "2026-01-05T10:00:00.000000+00:00"),
            ({"advance": 86400}, "2026-01-06T10:00:00.000000+00:00"),
            ({"advance": -86400.0}, "2026-01-05T10:00:00.000000+00:00"),
            ({"real": True}, "2026-01-05T09:00:00.000000+00:00"),
        ):
            status, told = await page.post("clock", **wish)
            assert (status, told["now"]) == (200, now)
        assert (await page.state())["clock"]["adjusted"] is False


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({}, "Give a moment to set"),
        ({"set": "tomorrow"}, "Give a moment to set"),
        ({"set": 8}, "Give a moment to set"),
        ({"advance": "1"}, "Give a moment to set"),
        ({"advance": 1e300}, "Give a moment to set"),
        ({"real": False}, "Give a moment to set"),
        ({"set": "2026-01-06T08:00"}, "needs a time zone"),
        ({"set": "2099-01-06T08:00Z"}, "Choose a moment between"),
        ({"set": "0001-01-01T00:00+14:00"}, "Choose a moment between"),
    ],
)
async def test_a_time_that_it_does_not_take_gets_a_sentence_and_changes_nothing(
    sandbox: Sandbox, clock: Clock, wish: dict[str, object], sentence: str
) -> None:
    async with browsing(sandbox.url) as page:
        status, told = await page.post("clock", **wish)
    assert status == 400
    assert sentence in told["error"]
    assert sandbox.clock() == clock()


async def test_ids_grow_although_the_clock_is_put_back(sandbox: Sandbox) -> None:
    anna = sandbox.person("Anna")
    sandbox.clock.advance(timedelta(days=1))
    first = anna.write("tomorrow")
    sandbox.clock.reset()
    second = anna.write("today")
    assert int(second["id"]) > int(first["id"])
    assert [one["content"] for one in anna.messages] == ["tomorrow", "today"]
