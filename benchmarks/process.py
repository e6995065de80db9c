"""A measured bot: a process of its own on a Discord of its own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bots.meter import BRIEF, WHOLE, Figures, read
from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox

ROOT = Path(__file__).resolve().parent.parent
DOSSIER, BARE = "dossier", "bare"
PATIENCE = 60.0
"""Seconds to wait for a start or an answer before giving up: generous, for a busy machine."""
_OURS = ("DOSSIER_", "DISCORD_", "DATABASE_", "LOG_", "PYTHON")


@dataclass(slots=True)
class Measured:
    """A bot that serves.

    Attributes:
        person: who asks it.
        started: seconds from its spawn until it was connected and its commands were registered.
        sandbox: the Discord that it is on.
        log: what it logs.
    """

    person: Person
    started: float
    sandbox: Sandbox
    log: Path
    _process: asyncio.subprocess.Process

    async def figures(self, *, whole: bool = False) -> Figures:
        """What it has used so far; only as a whole with its tasks and files."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(WHOLE if whole else BRIEF)
        await self._process.stdin.drain()
        async with asyncio.timeout(PATIENCE):
            return read(await self._process.stdout.readline())

    async def ask(self, name: str) -> int:
        """``/entity name``; gives how many characters of text the answer has."""
        reply = await self.person.command("entity", name=name)
        return characters(reply.message)


def characters(message: Mapping[str, object]) -> int:
    """How many characters of text a message shows: its content and its text components, buttons aside."""
    content, below = message.get("content") or "", message.get("components") or ()
    assert isinstance(content, str)
    assert isinstance(below, list | tuple)
    return len(content) + sum(map(characters, below))


@asynccontextmanager
async def bot(
    which: str, edition: Path, seeds: Path, sizes: Mapping[str, int] | None = None
) -> AsyncIterator[Measured]:
    """Start a bot (``dossier`` or ``bare``), give it once it serves, and stop it.

    Args:
        which: the module of :mod:`benchmarks.bots`.
        edition: the edition, already built.
        seeds: what it was built from.
        sizes: how long the bare bot's answers are, by name.

    Raises:
        AssertionError: it did not start, or did not stop cleanly; with what it logged.
    """
    with tempfile.TemporaryDirectory(prefix="dossier-bench-") as data:
        async with Sandbox(patience=PATIENCE) as sandbox:
            arguments = [sandbox.api_url, sandbox.gateway_url]
            if which == BARE:
                arguments += [sandbox.token, json.dumps(dict(sizes or {}))]
            environment = {key: value for key, value in os.environ.items() if not key.startswith(_OURS)} | {
                "PYTHONPATH": str(ROOT),
                "DISCORD_TOKEN": sandbox.token,
                "DOSSIER_DATA_DIR": data,
                "DOSSIER_SEEDS_DIR": str(seeds),
                "DOSSIER_EDITION": str(edition),
            }
            log = Path(data) / "log"
            with log.open("wb") as errors:
                spawned = time.perf_counter()
                process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", f"benchmarks.bots.{which}", *arguments),
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=errors,
                    env=environment,
                    cwd=data,  # so that no .env is read
                )
            try:
                await sandbox.wait_for_commands()
                took = time.perf_counter() - spawned
                yield Measured(sandbox.person("Reader"), took, sandbox, log, process)
            except AssertionError as error:
                raise AssertionError(f"{which}: {error}\n{log.read_text(encoding='utf-8')}") from error
            finally:
                if process.returncode is None:
                    process.send_signal(signal.SIGTERM)
                code = await asyncio.wait_for(process.wait(), PATIENCE)
            said = log.read_text(encoding="utf-8")
            assert code == 0, f"{which} ended with {code}\n{said}"
            assert not sandbox.complaints, f"{which}: {sandbox.complaints}"
