"""Processes killed at any moment, under a plan of faults: how many briefings are lost, how many doubled.

``python -m benchmarks.delivery loop``: the engine with one process and with two, on SQLite and on PostgreSQL; then
three engines that are wrong on purpose, which have to lose or to double.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import tempfile
import time as real
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy.engine import URL

from benchmarks.delivery import worker
from benchmarks.delivery.clock import SharedClock
from benchmarks.delivery.servers import scratch
from bot.briefing.calendar import Schedule
from bot.sandbox.faults import Drop, Fault, Hang, RateLimited, ServerError
from bot.sandbox.server import Sandbox
from bot.state import Key, Store, Wish

START = datetime(2026, 3, 2, 7, 59, tzinfo=UTC)
SPEED = 20.0
"""Seconds of the measured world in a real one. A nonce is known for two minutes: six real seconds."""
PER_MINUTE = 20
"""Slots of each minute of the measured world."""
ROUTE = "/channels/{channel_id}/messages"
KILLS_APART = (0.1, 0.6)
"""Real seconds between two kills, at least and at most."""
LONG_PAUSE, EVERY = 9.0, 40
"""After every so many kills nobody serves for so long, in real seconds: longer than Discord knows a nonce."""
LATE = 40.0
"""Seconds of the measured world until a hanging request takes effect or is answered."""
FAULTY = 0.35
"""How likely another fault is planned at each look."""
STARTED = 3.0
"""Real seconds that a process is given to begin: one that is killed before it does anything shows nothing."""
PATIENCE = 240.0
"""Real seconds after which nobody is killed any more, whatever was reached."""
SETTLING = 60.0
"""Real seconds beyond that in which what is left has to be settled."""


@dataclass(frozen=True, slots=True)
class Run:
    """What to run.

    Attributes:
        processes: how many serve at the same time.
        kills: how many are killed at least.
        slots: how many briefings come due.
        engine: a key of ``BROKEN``, or empty for the real one.
        patience: real seconds after which nobody is killed any more; a busy machine needs more.
    """

    name: str
    processes: int = 1
    kills: int = 300
    slots: int = 560
    engine: str = ""
    seed: int = 1
    patience: float = PATIENCE


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it."""

    run: Run
    kills: int
    slots: int
    faults: int
    lost: int
    doubled: int
    unsettled: int
    seconds: float

    @property
    def in_time(self) -> bool:
        """Whether it came to its end; else what is unsettled counts as lost, and nothing is shown by that."""
        return self.kills >= self.run.kills and not self.unsettled

    @property
    def right(self) -> bool:
        """Whether each briefing was posted once."""
        return self.lost == self.doubled == self.unsettled == 0


class _Trouble:
    """Plans a fault for a part of the requests, one at a time."""

    def __init__(self, sandbox: Sandbox, rng: random.Random) -> None:
        self._sandbox, self._rng = sandbox, rng
        self.count = 0
        self.over = False

    async def plan(self) -> None:
        """Go on planning until it is over."""
        while not self.over:
            method = "POST" if self._rng.random() < 0.8 else "GET"
            if not self._sandbox.faults.left_for(method) and self._rng.random() < FAULTY:
                self._sandbox.faults.add(self._fault(), method=method, route=ROUTE)
                self.count += 1
            await asyncio.sleep(0.02)

    def _fault(self) -> Fault:
        kind = self._rng.randrange(7)
        if kind < 2:
            until = asyncio.Event()
            asyncio.get_running_loop().call_later(LATE / SPEED, until.set)
            return Hang(until, applied=kind == 0)
        return (
            ServerError(503),
            ServerError(500, applied=True),
            Drop(),
            Drop(applied=True),
            RateLimited(retry_after=2.0),
        )[kind - 2]


class _Servers:
    """The processes that serve, each begun again when it was killed."""

    def __init__(self, task: worker.Task, count: int) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([worker.__name__])
        self._task = task
        self._processes = [self._begin() for _ in range(count)]

    def _begin(self) -> multiprocessing.process.BaseProcess:
        process = self._context.Process(target=worker.main, args=(self._task,), daemon=True)
        process.start()
        return process

    async def kill(self, number: int, *, again: bool = True) -> None:
        """End one at once, and begin another."""
        process = self._processes[number]
        process.kill()
        await asyncio.to_thread(process.join)
        if again:
            self._processes[number] = self._begin()

    async def pause(self, seconds: float) -> int:
        """End all and let nobody serve for a while; how many were ended."""
        for number in range(len(self._processes)):
            await self.kill(number, again=False)
        await asyncio.sleep(seconds)
        self._processes = [self._begin() for _ in self._processes]
        return len(self._processes)

    async def end(self) -> None:
        """End all."""
        for number in range(len(self._processes)):
            await self.kill(number, again=False)


async def measure(run: Run, database: URL) -> Result:
    """Run it and count."""
    rng = random.Random(run.seed)  # noqa: S311 - a plan of faults, not a secret
    began = real.monotonic()
    with tempfile.TemporaryDirectory(prefix="dossier-loop-", dir=scratch()) as folder:
        clock = SharedClock.make(Path(folder) / "clock", START, SPEED)
        store = Store.open(database)
        async with Sandbox(now=clock.now) as sandbox:
            keys = _subscribe(store, sandbox, run.slots)
            task = worker.Task(
                Path(folder) / "clock",
                database,
                sandbox.api_url,
                sandbox.gateway_url,
                sandbox.token,
                engine=run.engine,
            )
            trouble = _Trouble(sandbox, rng)
            planning = asyncio.create_task(trouble.plan())
            servers = _Servers(task, run.processes)
            kills = await _kill(servers, sandbox, run, rng, clock, began)
            trouble.over = True
            await planning
            await _settled(store, clock, run.patience + SETTLING - (real.monotonic() - began))
            await servers.end()
            counts = Counter(
                str(one.payload["components"][0]["components"][0]["custom_id"])
                for channel in sandbox.channels
                for one in sandbox.world.history(channel["id"])
            )
        rows = {row.marker for row in store.ledger.open(clock.now() + timedelta(days=1), 10_000)}
        store.close()
    return Result(
        replace(run),
        kills,
        len(keys),
        trouble.count,
        lost=sum(not counts[key] for key in keys),
        doubled=sum(counts[key] > 1 for key in keys),
        unsettled=len(rows),
        seconds=real.monotonic() - began,
    )


def _subscribe(store: Store, sandbox: Sandbox, slots: int) -> list[str]:
    """Spread the slots over the minutes and channels; the first buttons of their messages."""
    keys = []
    for number in range(slots):
        at = (START + timedelta(minutes=1 + number // PER_MINUTE)).time()
        channel = int(sandbox.channels[number % 2]["id"])
        # All on that Monday, and no two the same: the state keeps no briefing that would come twice.
        others = {day for day in range(1, 7) if number % PER_MINUTE // 2 >> (day - 1) & 1}
        schedule = Schedule(time(at.hour, at.minute), "UTC", frozenset({0, *others}))
        own = store.subscriptions.create(Wish(1, channel, schedule), START, most=slots)
        keys.append(Key(own.id, date(2026, 3, 2)).custom_id("more"))
    return keys


def _begins(sandbox: Sandbox) -> int:
    """How many processes have begun: each asks for the clock first."""
    return sum(one.route == "/gateway" for one in sandbox.exchanges)


async def _begun(sandbox: Sandbox, seen: int) -> None:
    """Wait until one more has begun."""
    with suppress(TimeoutError):
        async with asyncio.timeout(STARTED):
            while _begins(sandbox) <= seen:  # noqa: ASYNC110 - another process begins
                await asyncio.sleep(0.02)


async def _kill(  # noqa: PLR0913, PLR0917 - what it kills, where, and for how long
    servers: _Servers, sandbox: Sandbox, run: Run, rng: random.Random, clock: SharedClock, began: float
) -> int:
    """Kill until enough were killed and every slot has come."""
    seen, kills, last = -1, 0, START + timedelta(minutes=2 + run.slots // PER_MINUTE)
    while (kills < run.kills or clock.now() < last) and real.monotonic() - began < run.patience:
        await _begun(sandbox, seen)
        await asyncio.sleep(rng.uniform(*KILLS_APART))
        seen = _begins(sandbox)
        if kills % EVERY == EVERY - 1:
            kills += await servers.pause(LONG_PAUSE)
        else:
            await servers.kill(rng.randrange(run.processes))
            kills += 1
    return kills


async def _settled(store: Store, clock: SharedClock, seconds: float) -> None:
    """Wait until no line is open, for so many real seconds at most."""
    with suppress(TimeoutError):
        async with asyncio.timeout(max(10.0, seconds)):
            # Other processes settle them.
            while await asyncio.to_thread(store.ledger.open, clock.now() + timedelta(days=1)):  # noqa: ASYNC110
                await asyncio.sleep(0.2)
