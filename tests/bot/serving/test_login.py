"""Logging in through discord.py, to a Discord with a bad day."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import pytest

from bot.sandbox.faults import Drop, Fault, RateLimited, Refusal, ServerError
from bot.serving.login import LONGEST_WAIT, PATIENCE, Limit, again, log_in, waits
from tests.bot.passing import PassingClocks

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.sandbox.server import Sandbox

ME, GATEWAY = "/users/@me", "/gateway/bot"
WHOLE = Limit(1000, 1000, 0.0)


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[discord.Client]:
    with sandbox.redirect():
        async with discord.Client(intents=discord.Intents.none()) as made:
            yield made


@pytest.fixture
def passing() -> PassingClocks:
    return PassingClocks()


def asked(sandbox: Sandbox, route: str) -> int:
    return sum(one.route == route for one in sandbox.exchanges)


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (ServerError(503), "Discord answers 503"),
        (RateLimited(via=False), "Discord answers 429"),
        (Drop(), "Server disconnected"),
    ],
)
@pytest.mark.parametrize("route", [ME, GATEWAY])
async def test_what_may_pass_is_tried_again_and_said_in_a_line_each(  # noqa: PLR0913, PLR0917 - what it takes
    sandbox: Sandbox,
    client: discord.Client,
    passing: PassingClocks,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
    why: str,
    route: str,
) -> None:
    for _ in range(3):
        sandbox.faults.add(fault, route=route)
    limit = await log_in(client, sandbox.token, passing.clocks, lambda: 1.0)
    assert limit == WHOLE
    # aiohttp itself tries again where an old connection was cut, so there a fault or two cost no wait.
    least = 1 if isinstance(fault, Drop) else 3
    assert passing.slept == [1, 2, 4][: max(least, len(passing.slept))]
    said = [one.getMessage() for one in caplog.records if one.name == "bot.serving.login"]
    # discord.py makes another error of what the gateway's route answers.
    reason = "Discord names no gateway" if route == GATEWAY and not isinstance(fault, Drop) else why
    assert said == [f"Discord cannot be reached ({reason}): trying again in {n:.0f} s" for n in passing.slept]
    assert sandbox.faults.left == 0


async def test_a_token_that_is_refused_is_tried_once(
    sandbox: Sandbox, client: discord.Client, passing: PassingClocks
) -> None:
    with pytest.raises(discord.LoginFailure):
        await log_in(client, "MTA.wrong", passing.clocks)
    assert asked(sandbox, ME) == 1
    assert passing.slept == []
    assert len(sandbox.complaints) == 1
    sandbox.complaints.clear()


async def test_what_discord_forbids_is_tried_once(
    sandbox: Sandbox, client: discord.Client, passing: PassingClocks
) -> None:
    sandbox.faults.add(Refusal(403, 40001, "Unauthorized"), route=ME)
    with pytest.raises(discord.Forbidden):
        await log_in(client, sandbox.token, passing.clocks)
    assert passing.slept == []


async def test_it_gives_up_after_a_while(
    sandbox: Sandbox, client: discord.Client, passing: PassingClocks
) -> None:
    for _ in range(100):
        sandbox.faults.add(ServerError(503), route=ME)
    with pytest.raises(discord.DiscordServerError):
        await log_in(client, sandbox.token, passing.clocks, lambda: 1.0)
    assert passing.slept == [1, 2, 4, 8, 16]
    assert sandbox.faults.left == 100 - 6


async def test_it_waits_as_long_as_it_is_asked_to(passing: PassingClocks) -> None:
    class Response:
        status, reason = 429, "Too Many Requests"
        headers: dict[str, str]

    tries = 0

    async def attempt() -> str:
        nonlocal tries
        tries += 1
        response: Any = Response()  # as much of one as is read
        response.headers = {"Retry-After": "x" if tries == 1 else "20"}
        if tries < 3:
            raise discord.HTTPException(response, "slow down")
        return "done"

    assert await again(attempt, passing.clocks, lambda: 1.0) == "done"
    assert passing.slept == [1, 20]


async def test_a_login_that_hangs_is_given_up_and_tried_again(passing: PassingClocks) -> None:
    tries = 0

    async def attempt() -> int:
        nonlocal tries
        tries += 1
        if tries == 1:
            await asyncio.Event().wait()
        return tries

    assert await again(attempt, passing.clocks, lambda: 1.0, most=0.01) == 2
    assert passing.slept == [1]


async def test_a_fault_of_ours_is_no_bad_day(passing: PassingClocks) -> None:
    async def attempt() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await again(attempt, passing.clocks)
    assert passing.slept == []


def test_the_waits_grow_up_to_a_cap_and_chance_shortens_them_by_half_at_most() -> None:
    longest, shortest = waits(lambda: 1.0), waits(lambda: 0.0)
    full = [next(longest) for _ in range(8)]
    assert full == [1, 2, 4, 8, 16, LONGEST_WAIT, LONGEST_WAIT, LONGEST_WAIT]
    assert [next(shortest) for _ in range(8)] == [one / 2 for one in full]
    assert LONGEST_WAIT < PATIENCE


def test_all_that_a_network_does_is_known() -> None:
    assert issubclass(TimeoutError, OSError)
    assert issubclass(aiohttp.ClientConnectorDNSError, aiohttp.ClientError)
