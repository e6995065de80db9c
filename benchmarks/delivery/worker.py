"""A process that delivers: the real client and the real engine, until it is killed."""

from __future__ import annotations

import asyncio
import os
import signal
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import discord
import psycopg  # imported here so that the server which forks the processes has it
from sqlalchemy.dialects.postgresql import psycopg as dialect
from sqlalchemy.engine import URL

from benchmarks.delivery.broken import BROKEN
from benchmarks.delivery.clock import SharedClock
from bot.briefing.delivery import Engine, discord_port, working
from bot.briefing.delivery.discord_port import DiscordPort
from bot.briefing.delivery.message import payload
from bot.briefing.transport import Access, Allowed
from bot.sandbox.redirect import redirected
from bot.state import Delivery, Frozen, Key, Store, Subscription
from bot.state.database import connect
from knowledge.edition import Edition

PRELOADED = (psycopg, dialect)
STEP = timedelta(seconds=20)
REAL_STEP = 0.03
MOST_TICKS = 60


@dataclass(frozen=True, slots=True)
class Task:
    """What a process is to do.

    Attributes:
        kill_at: the step of the event loop, counted from the tick on, at which it is killed; 0 for never.
        until_done: whether it moves the clock until all lines are settled, instead of serving for ever.
        send_seconds: after how many real seconds a sending is given up; 0 for the engine's own, by the clock.
        engine: a key of ``BROKEN``, or empty for the real one.
        report: a file for the number of steps.
    """

    clock: Path
    database: URL
    api_url: str
    gateway_url: str
    token: str
    kill_at: int = 0
    until_done: bool = False
    send_seconds: float = 0.0
    engine: str = ""
    report: Path | None = None


class KillingLoop(asyncio.SelectorEventLoop):
    """An event loop that ends its process at a step."""

    steps = 0
    kill_at = 0
    armed = False

    def _run_once(self) -> None:
        if self.armed:
            self.steps += 1
            if self.steps == self.kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
        super()._run_once()  # type: ignore[misc] # asyncio's own name for a step; its stubs leave it out


class OpenPort(DiscordPort):
    """The port without a gateway: everything may be posted in."""

    async def present(self, guild_id: int) -> bool | None:  # noqa: ARG002 - as in the port
        """Always."""
        return True

    async def access(self, guild_id: int, channel_id: int) -> Access:  # noqa: ARG002 - as in the port
        """Always."""
        return Allowed()


def light(_edition: Edition, row: Delivery, _subscription: Subscription, past: Iterable[Delivery]) -> Frozen:
    """A brief that costs nothing to compose: delivery is what is measured."""
    key = Key(row.subscription_id, row.date, row.number)
    return Frozen(payload(f"Brief {key}", key, None), "story", f"story-{len(tuple(past))}", ())


def main(task: Task) -> None:
    """Run the task; ends by itself, or is killed."""
    warnings.simplefilter("ignore")
    loop = KillingLoop()
    asyncio.set_event_loop(loop)
    loop.kill_at = task.kill_at
    loop.run_until_complete(_work(task, loop))


async def _work(task: Task, loop: KillingLoop) -> None:
    clock = SharedClock(task.clock)
    speed = max(1.0, clock.speed)
    working.SEND_SECONDS = task.send_seconds or working.SEND_SECONDS / speed
    discord_port.SECONDS = discord_port.SECONDS / speed
    store = Store(connect(task.database))
    edition = cast("Edition", SimpleNamespace(hash="bench", claims={}, notes={}))
    with redirected(task.api_url, task.gateway_url):
        async with discord.Client(intents=discord.Intents.none(), max_messages=None) as client:
            port = OpenPort(client, clock.now, 1)
            await client.login(task.token)
            engine = Engine(
                store,
                port,
                edition,
                now=clock.now,
                steady=clock.seconds,
                sleep=lambda seconds: asyncio.sleep(seconds / speed),
                write=light,
            )
            if task.engine:
                engine._worker = BROKEN[task.engine](engine._tools, engine._pause)  # noqa: SLF001 - that is what is broken
            loop.armed = True
            if task.until_done:
                await _until_done(engine, store, clock)
            else:
                await engine.run(asyncio.Event())
            loop.armed = False
    if task.report is not None:
        task.report.write_text(str(loop.steps))


async def _until_done(engine: Engine, store: Store, clock: SharedClock) -> None:
    for _ in range(MOST_TICKS):
        await engine.tick()
        rows: list[Any] = await store.call(store.ledger.open, clock.now() + timedelta(days=1))
        if not rows:
            return
        clock.advance(STEP)
        # Whoever lets hanging requests go by this clock sees each step of it.
        await asyncio.sleep(REAL_STEP)
