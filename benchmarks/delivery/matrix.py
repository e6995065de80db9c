"""A process killed at each step of its event loop, from due to done, under each way that Discord may behave.

``python -m benchmarks.delivery matrix``: every point has to end with exactly one message.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from benchmarks.delivery import worker
from benchmarks.delivery.clock import SharedClock
from benchmarks.delivery.servers import scratch
from bot.briefing.calendar import Schedule
from bot.sandbox.faults import Drop, Fault, Hang, ServerError
from bot.sandbox.server import Sandbox
from bot.state import Store, Wish, database_address

DUE = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ROUTE = "/channels/{channel_id}/messages"
SOON, MUCH_LATER = timedelta(seconds=50), timedelta(minutes=11)
"""How long after the kill another process goes on: while the nonce is trusted, and long after."""
LATE = timedelta(seconds=20)
"""After how long a hanging request takes effect, or is answered: by then it has been given up."""
SEND_SECONDS, LOOK = 0.15, 0.005
"""Real seconds: after which a sending is given up; between two looks at the clock."""
AT_ONCE = 3
"""Points measured at the same time."""
PATIENCE = 60.0
"""Real seconds that a process may take; none takes two."""

MakeFault = Callable[[asyncio.Event], Fault | None]
BEHAVIOURS: Mapping[str, MakeFault] = {
    "clean": lambda _: None,
    "applied then dropped": lambda _: Drop(applied=True),
    "late": Hang,
    "500 after applying": lambda _: ServerError(500, applied=True),
    "503": lambda _: ServerError(503),
    "hang": lambda let_go: Hang(let_go, applied=True),
}


@dataclass(frozen=True, slots=True)
class Point:
    """How one point of the matrix ended.

    Attributes:
        killed: whether the process was killed, rather than done before.
        messages: how many messages there are.
        state: the line's state.
    """

    behaviour: str
    step: int
    wait: timedelta
    killed: bool
    messages: int
    state: str

    @property
    def right(self) -> bool:
        """Whether there is exactly one message, and the ledger knows."""
        return self.messages == 1 and self.state == "sent"


class Matrix:
    """Runs points, one after another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([worker.__name__])
        self._number = 0
        template = Store.open(database_address(None, folder / "template"))
        schedule = Schedule(time(8), "UTC", frozenset(range(7)))
        with_channel = Sandbox().channel["id"]
        template.subscriptions.create(Wish(1, int(with_channel), schedule), DUE - timedelta(hours=1))
        template.close()

    async def steps(self, behaviour: str) -> int:
        """How many steps of the event loop it takes from due to done."""
        report = self._folder / "steps"
        await self._point(behaviour, 0, SOON, report)
        return int(report.read_text())

    async def point(self, behaviour: str, step: int, wait: timedelta) -> Point:
        """Kill at a step, let another process go on after a while, and count."""
        return await self._point(behaviour, step, wait, None)

    async def _point(self, behaviour: str, step: int, wait: timedelta, report: Path | None) -> Point:
        self._number += 1
        folder = self._folder / str(self._number)
        shutil.copytree(self._folder / "template", folder)
        clock = SharedClock.make(folder / "clock", DUE + timedelta(seconds=1), 0.0)
        database = database_address(None, folder)
        let_go = asyncio.Event()
        async with Sandbox(now=clock.now) as sandbox:
            fault = BEHAVIOURS[behaviour](let_go)
            if fault is not None:
                sandbox.faults.add(fault, method="POST", route=ROUTE)
            task = worker.Task(
                folder / "clock",
                database,
                sandbox.api_url,
                sandbox.gateway_url,
                sandbox.token,
                kill_at=step,
                until_done=True,
                send_seconds=SEND_SECONDS if isinstance(fault, Hang) else 0.0,
                report=report,
            )
            letting_go = asyncio.create_task(_let_go(let_go, clock))
            killed = await self._run(task)
            letting_go.cancel()
            # What still hangs takes effect while nobody is there.
            let_go.set()
            await asyncio.sleep(0.01)
            clock.advance(wait)
            await self._run(replace(task, kill_at=0, report=None))
            count = len(sandbox.world.history(sandbox.channel["id"]))
        store = Store.open(database)
        [row] = store.ledger.history(store.subscriptions.of_guild(1)[0].id)
        store.close()
        shutil.rmtree(folder)
        return Point(behaviour, step, wait, killed, count, row.state)

    async def _run(self, task: worker.Task) -> bool:
        """Run a process to its end; whether it was killed."""
        process = self._context.Process(target=worker.main, args=(task,))
        process.start()
        await _ended(process)
        code = process.exitcode
        process.close()
        if code not in (0, -9):
            raise RuntimeError(f"a delivering process ended with {code}")
        return code != 0


async def _ended(process: multiprocessing.process.BaseProcess) -> None:
    """Wait for its end in this thread: to begin a process is to look after all others, and two would read one end."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(process.sentinel, ended.set)
    try:
        async with asyncio.timeout(PATIENCE):
            await ended.wait()
    finally:
        loop.remove_reader(process.sentinel)
    process.join()


async def _let_go(event: asyncio.Event, clock: SharedClock) -> None:
    while clock.now() < DUE + LATE:  # noqa: ASYNC110 - another process moves the clock
        await asyncio.sleep(LOOK)
    event.set()


async def measure(stride: int = 1, waits: Iterable[timedelta] = (SOON, MUCH_LATER)) -> list[Point]:
    """Run the matrix at every ``stride``-th step."""
    gate, turns = asyncio.Semaphore(AT_ONCE), tuple(waits)

    async def one(matrix: Matrix, behaviour: str, number: int, step: int) -> Point:
        async with gate:
            return await matrix.point(behaviour, step, turns[number % len(turns)])

    with tempfile.TemporaryDirectory(prefix="dossier-matrix-", dir=scratch()) as folder:
        matrix = Matrix(Path(folder))
        todo = [
            one(matrix, behaviour, number, step)
            for behaviour in BEHAVIOURS
            for number, step in enumerate(range(1, await matrix.steps(behaviour) + 1, stride))
        ]
        return list(await asyncio.gather(*todo))
