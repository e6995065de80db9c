"""A real process of the bot, watched by what it writes."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING, Self

from tests.bot.editions import ROOT
from tests.bot.processes import PATIENCE, clean_environment

if TYPE_CHECKING:
    from pathlib import Path

    from bot.sandbox.server import Sandbox

NOWHERE = ("http://127.0.0.1:1/api/v10", "ws://127.0.0.1:1/")
"""A Discord that nobody serves: port 1 refuses every connection."""


class Process:
    """``dossier run`` as a process of its own; killed at the end of the ``async with`` if it still runs.

    Args:
        folder: its data folder.
        edition_file: an edition that needs no seeds.
        sandbox: the Discord that it is sent to; None for one that cannot be reached.
        more: environment variables.
    """

    def __init__(self, folder: Path, edition_file: Path, sandbox: Sandbox | None = None, **more: str) -> None:
        self.addresses = NOWHERE if sandbox is None else (sandbox.api_url, sandbox.gateway_url)
        token = "MTA.dummy.token" if sandbox is None else sandbox.token
        self._environment = clean_environment(
            edition_file, DOSSIER_DATA_DIR=str(folder), PYTHONPATH=str(ROOT), DISCORD_TOKEN=token
        )
        self._environment |= more
        self._folder = folder
        self.lines: list[str] = []
        self._news = asyncio.Condition()

    async def __aenter__(self) -> Self:
        self._folder.mkdir(exist_ok=True)
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bot.serving.redirected", *self.addresses, "run"),
            env=self._environment,
            cwd=self._folder,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
        await self._reading

    async def _read(self) -> None:
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            async with self._news:
                self.lines.append(line.decode())
                self._news.notify_all()
        async with self._news:
            self.lines.append("(end)")
            self._news.notify_all()

    async def says(self, words: str, times: int = 1) -> None:
        """Wait until it has written a line with these words.

        Raises:
            AssertionError: it ended without.
        """
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: self.count(words) >= times or self.lines[-1:] == ["(end)"])
        assert self.count(words) >= times, self.text

    def count(self, words: str) -> int:
        """Count the lines with these words."""
        return sum(words in line for line in self.lines)

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    @property
    def text(self) -> str:
        """All that it has written."""
        return "".join(self.lines)

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    async def code(self) -> int:
        """Wait for its end, and give its code."""
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait((self._reading,))
            return await self._process.wait()
