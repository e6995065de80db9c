"""A fresh sandbox for each test, which must end without complaints, and a real client on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

import discord
import pytest

from bot.sandbox.server import Sandbox
from tests.wire.schema import DiscordSchema

if TYPE_CHECKING:
    from bot.sandbox.person import Person

REFUSED = 400  # from this status on a request was refused, and need not fit the schema
Running: TypeAlias = Callable[[discord.Client], AbstractAsyncContextManager[discord.Client]]


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def published_schema() -> DiscordSchema | None:
    """Give Discord's published schema, None where no copy is found (the schema's own tests say so)."""
    return DiscordSchema.find()


@pytest.fixture
async def sandbox(clock: Clock, published_schema: DiscordSchema | None) -> AsyncIterator[Sandbox]:
    """Give a sandbox whose every exchange must fit Discord's schema.

    A test that makes the client misbehave on purpose empties ``complaints`` itself.
    """
    async with Sandbox(now=clock) as made:
        yield made
    assert made.complaints == []
    if published_schema is not None:
        accepted = [exchange for exchange in made.exchanges if exchange.status < REFUSED]
        assert [problem for one in accepted for problem in published_schema.problems(one)] == []


@pytest.fixture
def anna(sandbox: Sandbox) -> Person:
    return sandbox.person("Anna")


@pytest.fixture
def running(sandbox: Sandbox) -> Running:
    """Give what runs a client on the sandbox for as long as a ``with`` lasts."""

    @asynccontextmanager
    async def run(client: discord.Client) -> AsyncIterator[discord.Client]:
        with sandbox.redirect():
            async with client:
                task = asyncio.create_task(client.start(sandbox.token))
                connected = asyncio.create_task(sandbox.ready.wait())
                await asyncio.wait({task, connected}, return_when=asyncio.FIRST_COMPLETED)
                connected.cancel()
                if task.done():
                    await task
                yield client
            await asyncio.gather(task, return_exceptions=True)

    return run
