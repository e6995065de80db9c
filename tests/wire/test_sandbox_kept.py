"""What a sandbox remembers for whoever looks later: all of it in tests, the newest where people use it for weeks."""

from __future__ import annotations

from datetime import timedelta

import aiohttp

from bot.sandbox.kept import Kept
from bot.sandbox.server import Sandbox
from tests.wire.conftest import Clock


def test_the_newest_are_kept() -> None:
    some: Kept[int] = Kept(3)
    every: Kept[int] = Kept()
    for number in range(5):
        some.append(number)
        every.append(number)
    assert some == [2, 3, 4]
    assert every == [0, 1, 2, 3, 4]


async def test_a_sandbox_that_runs_for_weeks_forgets_old_requests_and_complaints() -> None:
    async with Sandbox(keep=4) as sandbox, aiohttp.ClientSession() as session:
        for number in range(6):
            async with session.get(f"{sandbox.api_url}/gateway") as answer:
                assert answer.status == 200
            async with session.get(f"{sandbox.api_url}/nothing{number}") as answer:
                assert answer.status == 404
        assert [one.path for one in sandbox.exchanges] == ["/gateway", "/nothing4", "/gateway", "/nothing5"]
        assert len(sandbox.complaints) == 4


async def test_interactions_are_forgotten_a_day_after_their_token_ended(clock: Clock) -> None:
    async with Sandbox(now=clock) as sandbox:
        anna = sandbox.person("Anna")
        made = [
            sandbox.interactions.open(2, anna.id, anna.channel_id, label="/x", options_text="", data={})
            for _ in range(3)
        ]
        sandbox.clock.advance(timedelta(days=1, minutes=16))
        last = sandbox.interactions.open(2, anna.id, anna.channel_id, label="/x", options_text="", data={})
        assert list(sandbox.interactions._by_id) == [last.id]
        assert list(sandbox.interactions._by_token) == [last.token]
        assert made[0].id != last.id
