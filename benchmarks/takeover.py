"""A copy that stands by: seconds from the end of the one that serves until the other does.

``python -m benchmarks.takeover`` measures it with real processes, the real figures of the lease and a SQLite file.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median

from benchmarks.prepare import own_edition
from benchmarks.process import PATIENCE, ROOT
from benchmarks.report import Row, Table
from bot.sandbox.gateway import IDENTIFY
from bot.sandbox.server import Sandbox

KILLS = 3
MOST_SECONDS = 30.0
"""The bar: after a kill."""
MOST_AFTER_STOP = 5.0
"""The bar after a stop in order: a look of the other's every two seconds, and a login."""
STANDS_BY = "standing by to take over"
LOOK = 0.01


class Copies:
    """Copies of the bot on one database and one Discord."""

    def __init__(self, sandbox: Sandbox, folder: Path, edition: Path, seeds: Path) -> None:
        self._sandbox, self._folder, self._number = sandbox, folder, 0
        self._environment = {
            **{
                key: value for key, value in os.environ.items() if not key.startswith(("D", "LOG_", "PYTHON"))
            },
            "PYTHONPATH": str(ROOT),
            "DISCORD_TOKEN": sandbox.token,
            "DOSSIER_DATA_DIR": str(folder),
            "DOSSIER_SEEDS_DIR": str(seeds),
            "DOSSIER_EDITION": str(edition),
        }

    @property
    def sessions(self) -> int:
        """How many sessions were begun so far."""
        return sum(one.get("op") == IDENTIFY for one in self._sandbox.gateway.received)

    @asynccontextmanager
    async def one(self) -> AsyncIterator[tuple[asyncio.subprocess.Process, Path]]:
        """Give another copy and its log; it is killed at the end if it still runs."""
        self._number += 1
        log = self._folder / f"log-{self._number}"
        with log.open("wb") as errors:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "benchmarks.bots.dossier"),
                *(self._sandbox.api_url, self._sandbox.gateway_url),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=errors,
                env=self._environment,
                cwd=self._folder,
            )
        try:
            yield process, log
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def takeover(self, number: signal.Signals) -> float:
        """End one by a signal; give the seconds until the other has begun a session."""
        before = self.sessions
        async with self.one() as (first, _):
            await until(lambda: self.sessions > before)
            async with self.one() as (_, log):
                await until(lambda: STANDS_BY in log.read_text(encoding="utf-8"))
                ended = time.perf_counter()
                first.send_signal(number)
                await until(lambda: self.sessions > before + 1)
                took = time.perf_counter() - ended
                assert first.returncode is not None, "two served at the same time"
                return took


async def until(met: Callable[[], bool]) -> None:
    """Wait for something.

    Raises:
        TimeoutError: it did not come.
    """
    async with asyncio.timeout(PATIENCE):
        while not met():  # noqa: ASYNC110 - other processes set no event
            await asyncio.sleep(LOOK)


def measure(edition: Path, seeds: Path) -> Table:
    """Some kills, and a stop in order."""
    return asyncio.run(_measure(edition, seeds))


async def _measure(edition: Path, seeds: Path) -> Table:
    killed: list[float] = []
    stopped: list[float] = []
    for number, seconds in ((signal.SIGKILL, killed), (signal.SIGTERM, stopped)):
        for _ in range(KILLS):
            with tempfile.TemporaryDirectory(prefix="dossier-bench-") as folder:
                async with Sandbox() as sandbox:
                    seconds.append(await Copies(sandbox, Path(folder), edition, seeds).takeover(number))
    return Table(
        "A copy that stands by takes over",
        f"{KILLS} times each, two real processes on one SQLite file; until the new session with Discord is begun.",
        (
            Row(
                "slowest after SIGKILL, s",
                f"{max(killed):.1f} (median {median(killed):.1f})",
                f"≤ {MOST_SECONDS:.0f}",
                max(killed) <= MOST_SECONDS,
            ),
            Row(
                "slowest after SIGTERM, s",
                f"{max(stopped):.1f} (median {median(stopped):.1f})",
                f"≤ {MOST_AFTER_STOP:.0f}",
                max(stopped) <= MOST_AFTER_STOP,
            ),
        ),
    )


def main() -> int:
    """Print the table; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory(prefix="dossier-bench-") as folder:
        table = measure(*own_edition(Path(folder)))
    print(table.text())
    return 0 if table.met else 1


if __name__ == "__main__":
    sys.exit(main())
