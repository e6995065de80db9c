"""``dossier sandbox`` as people use it: tomorrow's briefing arrives when the page's clock is set."""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bot.cli import serving
from bot.desk import Desk
from bot.exits import Exit
from bot.sandbox.clock import AdjustableClock
from tests.bot.editions import edition, edition_file
from tests.wire.bot.logs import Logs
from tests.wire.browser import Browser, browsing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from knowledge.edition import Edition
    from tests.wire.conftest import Clock

__all__ = ["edition", "edition_file"]


@pytest.fixture
def every_exchange_is_right() -> None:
    """Stand in for the check of exchanges: the sandbox here is the program's own."""


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> list[Desk]:
    """Give the desks that the program makes."""
    made: list[Desk] = []

    def make(*parts: Any, **more: Any) -> Desk:
        made.append(Desk(*parts, **more))
        return made[-1]

    monkeypatch.setattr("bot.desk.Desk", make)
    return made


@pytest.fixture
async def page(  # noqa: PLR0913, PLR0917 - fixtures, by their names
    desks: list[Desk],  # noqa: ARG001 - in place before the program makes one
    edition: Edition,
    clock: Clock,
    capsys: pytest.CaptureFixture[str],
    logs: Logs,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Browser]:
    """Give the page of a running ``dossier sandbox`` whose real time stands still."""
    monkeypatch.setattr("bot.sandbox.clock.AdjustableClock", lambda: AdjustableClock(clock))
    stop = asyncio.Event()
    serving_it = asyncio.create_task(serving._sandbox(edition, 0, stop))
    await logs.until("connected; serving")
    found = re.search(r"http://127\.0\.0\.1:\d+", capsys.readouterr().out)
    assert found
    async with opened(found[0]) as made:
        yield made
    stop.set()
    assert await serving_it is Exit.OK
    assert logs.errors() == []


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Browser]:
    async with browsing(url) as made:
        await made.listen()
        yield made


async def brief(page: Browser) -> Any:
    """Wait for the next message that is nobody's answer."""
    while True:
        found = await page.event("message_create")
        if "_interaction" not in found:
            return found


async def schedule(page: Browser) -> None:
    options = {"time": "08:00", "zone": "Tokyo", "weekdays": "every day"}
    assert (await page.post("command", name="briefing schedule", options=options))[0] == 200
    assert "Scheduled." in (await page.event("message_update"))["content"]


async def test_tomorrows_briefing_arrives_at_once_and_no_alarm_with_it(page: Browser, logs: Logs) -> None:
    await schedule(page)
    await page.post("clock", set="2026-01-06T08:00:00+09:00")
    first = await brief(page)
    assert first["components"][0]["components"][0]["label"] == "More"
    assert first["timestamp"] == "2026-01-05T23:00:00.000000+00:00"
    await page.post("clock", advance=86_400)
    second = await brief(page)
    assert second["timestamp"] == "2026-01-06T23:00:00.000000+00:00"
    assert second["content"] != first["content"]
    await page.post("component", message_id=second["id"], component_type=2, custom_id=more_of(second))
    assert (await page.event("message_update"))["flags"] & 64
    await page.post("clock", real=True)
    await page.post("command", name="briefing history", options={})
    told = (await page.event("message_update"))["content"]
    assert "**Tue 6 January 2026**: delivered <t:1767654000:t>" in told
    assert "**Wed 7 January 2026**: delivered" in told
    assert [one for one in logs.records if "clock" in one.getMessage()] == []


async def test_answers_go_by_the_day_that_was_set(page: Browser, desks: list[Desk]) -> None:
    [desk] = desks
    assert desk.today() == date(2026, 1, 5)
    await page.post("clock", set="2026-03-10T12:00:00+00:00")
    assert desk.today() == date(2026, 3, 10)
    await schedule(page)
    await page.post("command", name="briefing preview", options={"date": "today"})
    assert "Tue 10 March 2026" in (await page.event("message_update"))["content"]


def more_of(message: Any) -> str:
    found: str = message["components"][0]["components"][0]["custom_id"]
    return found
