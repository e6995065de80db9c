"""An engine on a real discord.py client, which is connected to a sandbox."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any, cast

import discord
import pytest

from bot.briefing.delivery import Engine
from bot.briefing.delivery.discord_port import DiscordPort
from bot.state import Delivery, Store, Subscription, Wish
from tests.bot.briefing.delivery_world import at, sqlite_at

if TYPE_CHECKING:
    from pathlib import Path

    from bot.sandbox.faults import Fault
    from bot.sandbox.server import Sandbox
    from knowledge.edition import Edition
    from tests.wire.conftest import Clock, Running

MESSAGES = "/channels/{channel_id}/messages"
PAYLOAD = {"content": "x", "allowed_mentions": {"parse": []}}
PATIENCE = 10.0
OPERATORS = 1  # place of the operators' channel among the sandbox's; the briefing's is the first


class Bench:
    """A client that is connected, an engine on it, and one subscription that is due."""

    def __init__(self, sandbox: Sandbox, clock: Clock, store: Store, edition: Edition) -> None:
        self.sandbox, self.clock, self.store, self.edition = sandbox, clock, store, edition
        intents = discord.Intents.none()
        intents.guilds = True
        self.client = discord.Client(intents=intents, max_messages=None, guild_ready_timeout=0.01)
        operators = int(sandbox.channels[OPERATORS]["id"])
        self.port = DiscordPort(self.client, clock, operators)
        self.engine = Engine(
            store, self.port, edition, now=clock, steady=lambda: clock().timestamp(), owner="bench"
        )
        self.channel, self.guild = int(sandbox.channel["id"]), int(sandbox.guild["id"])

    def subscribe(self) -> Subscription:
        """Subscribe the first channel for ten o'clock, an hour from now."""
        return self.store.subscriptions.create(Wish(self.guild, self.channel, at(10)), self.clock())

    def rights(self) -> discord.Permissions:
        """What the client believes that it may do in the briefing's channel."""
        channel: Any = self.client.get_channel(self.channel)
        return cast("discord.Permissions", channel.permissions_for(channel.guild.me))

    async def heard(self, condition: Callable[[], bool]) -> None:
        """Wait until the client has heard of what changed at Discord, or the engine is so far."""
        async with asyncio.timeout(PATIENCE):
            while not condition():  # noqa: ASYNC110 - the client's cache tells nobody
                await asyncio.sleep(0)

    async def tick(self, seconds: float = 0) -> None:
        self.clock.advance(seconds)
        await self.engine.tick()

    def posted(self) -> list[Any]:
        return [one.payload for one in self.sandbox.world.history(str(self.channel))]

    def told(self) -> list[str]:
        where = self.sandbox.channels[OPERATORS]["id"]
        return [one.payload["content"] for one in self.sandbox.world.history(where)]

    def row(self, own: Subscription) -> Delivery:
        [row] = self.store.ledger.history(own.id)
        return row

    def hit(self, *faults: Fault, method: str = "POST", route: str = MESSAGES) -> None:
        for fault in faults:
            self.sandbox.faults.add(fault, method=method, route=route)


@pytest.fixture
async def bench(
    sandbox: Sandbox, clock: Clock, edition: Edition, tmp_path: Path, running: Running
) -> AsyncIterator[Bench]:
    store = Store.open(sqlite_at(tmp_path))
    made = Bench(sandbox, clock, store, edition)
    async with running(made.client):
        await made.client.wait_until_ready()
        yield made
    store.close()
    assert sandbox.faults.left == 0
