from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import discord
import pytest

from bot.sandbox.faults import Drop, Hang, RateLimited, Refusal, ServerError

if TYPE_CHECKING:
    from bot.sandbox.server import Sandbox
    from tests.wire.conftest import Clock

ROUTE = "/channels/{channel_id}/messages"
BODY = {"content": "hello", "allowed_mentions": {"parse": []}}


async def post(sandbox: Sandbox) -> aiohttp.ClientResponse:
    headers = {"Authorization": f"Bot {sandbox.token}"}
    url = f"{sandbox.api_url}/channels/{sandbox.channel['id']}/messages"
    async with aiohttp.ClientSession(headers=headers) as session, session.post(url, json=BODY) as answer:
        await answer.read()
        return answer


async def test_a_rate_limit_is_told_as_discord_tells_it(sandbox: Sandbox) -> None:
    sandbox.faults.add(RateLimited(retry_after=0.5, is_global=True), method="POST", route=ROUTE)
    limited = await post(sandbox)
    assert (limited.status, limited.headers["Retry-After"], limited.headers["Via"]) == (
        429,
        "0.5",
        "1.1 google",
    )
    assert (await limited.json())["retry_after"] == 0.5
    sandbox.faults.add(RateLimited(via=False))
    assert "Via" not in (await post(sandbox)).headers
    assert sandbox.world.messages == {}
    assert (await post(sandbox)).status == 200


async def test_the_client_waits_and_repeats_after_a_rate_limit(sandbox: Sandbox) -> None:
    sandbox.faults.add(RateLimited(), method="GET", route="/users/@me")
    with sandbox.redirect():
        async with discord.Client(intents=discord.Intents.none()) as client:
            await client.login(sandbox.token)
            assert client.user is not None
    assert sandbox.faults.left == 0


@pytest.mark.parametrize("applied", [False, True])
async def test_an_error_or_a_cut_may_come_before_or_after_the_effect(
    sandbox: Sandbox, *, applied: bool
) -> None:
    sandbox.faults.add(ServerError(502, applied=applied))
    assert (await post(sandbox)).status == 502
    assert len(sandbox.world.messages) == applied
    sandbox.faults.add(Drop(applied=applied))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await post(sandbox)
    assert len(sandbox.world.messages) == 2 * applied


@pytest.mark.parametrize("applied", [False, True])
async def test_a_hanging_answer_comes_when_it_is_let_go(sandbox: Sandbox, *, applied: bool) -> None:
    let_go = asyncio.Event()
    sandbox.faults.add(Hang(let_go, applied=applied))
    told = asyncio.Event()
    sandbox.world.listeners.append(lambda _: told.set())
    waiting = asyncio.create_task(post(sandbox))
    if applied:
        await told.wait()
    assert not waiting.done()
    assert len(sandbox.world.messages) == applied
    let_go.set()
    assert (await waiting).status == 200
    assert len(sandbox.world.messages) == 1


async def test_a_fault_hits_only_what_it_is_meant_for(sandbox: Sandbox) -> None:
    sandbox.faults.add(ServerError(), method="PATCH")
    sandbox.faults.add(ServerError(), route="/gateway")
    assert (await post(sandbox)).status == 200
    assert sandbox.faults.left == 2


async def test_a_refusal_has_the_code_that_was_planned(sandbox: Sandbox) -> None:
    sandbox.faults.add(Refusal(400, 50083, "Thread is archived"))
    answer = await post(sandbox)
    assert (answer.status, sandbox.world.messages) == (400, {})
    assert (await answer.json())["code"] == 50083


async def test_every_answer_says_what_time_it_is_in_the_sandbox(sandbox: Sandbox, clock: Clock) -> None:
    clock.advance(3600)
    sandbox.faults.add(ServerError(503))
    for status in (503, 200):
        answer = await post(sandbox)
        assert (answer.status, answer.headers["Date"]) == (status, "Mon, 05 Jan 2026 10:00:00 GMT")
