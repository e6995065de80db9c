"""Start and memory, beside a bare discord.py bot that imports sqlmodel, pydantic-settings and rapidfuzz."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.lookup import NAMES
from benchmarks.process import BARE, DOSSIER, bot
from benchmarks.report import Row, Table

SPAWNS = 5
TIMES = 10
"""How often each name is asked before memory is read."""
MOST_SECONDS = 1.0
MOST_MEMORY = 25.0
"""The bars: how much more than the bare bot; memory in megabytes (10⁶ bytes)."""
SIZE = 1000
"""Characters of the bare bot's answers."""


@dataclass(frozen=True, slots=True)
class Spawn:
    """One start: seconds until it served, seconds of processor until then, megabytes then and after look-ups."""

    seconds: float
    cpu: float
    at_start: float
    after: float


def measure(edition: Path, seeds: Path) -> Table:
    """Several starts of each, in turns; the first of each warms the file cache and does not count.

    Raises:
        AssertionError: a bot failed, or nothing was measured.
    """
    ours, theirs = [], []
    for _ in range(SPAWNS + 1):
        theirs.append(asyncio.run(_spawn(BARE, edition, seeds)))
        ours.append(asyncio.run(_spawn(DOSSIER, edition, seeds)))
    return _table(ours[1:], theirs[1:])


async def _spawn(which: str, edition: Path, seeds: Path) -> Spawn:
    async with bot(which, edition, seeds, dict.fromkeys(NAMES, SIZE)) as started:
        at_start = await started.figures()
        for _ in range(TIMES):
            for name in NAMES:
                assert await started.ask(name)
        after = await started.figures()
    return Spawn(started.started, at_start.cpu, at_start.memory / 1e6, after.memory / 1e6)


def _table(ours: list[Spawn], theirs: list[Spawn]) -> Table:
    assert len(ours) == len(theirs) == SPAWNS
    seconds = median(one.seconds for one in ours), median(one.seconds for one in theirs)
    cpu = median(one.cpu for one in ours), median(one.cpu for one in theirs)
    fresh = median(one.at_start for one in ours), median(one.at_start for one in theirs)
    memory = median(one.after for one in ours), median(one.after for one in theirs)
    assert min(*seconds, *cpu, *memory) > 0
    later, more = seconds[0] - seconds[1], memory[0] - memory[1]
    return Table(
        "Start and memory: from the spawn until connected and commands registered",
        f"median of {SPAWNS} starts each, in turns; memory resident after {TIMES * len(NAMES)} look-ups",
        (
            Row("start, Dossier / bare, s", f"{seconds[0]:.2f} / {seconds[1]:.2f}"),
            Row("later than the bare bot, s", f"{later:.2f}", f"≤ {MOST_SECONDS:g}", later <= MOST_SECONDS),
            Row("processor until then, Dossier / bare, s", f"{cpu[0]:.2f} / {cpu[1]:.2f}"),
            Row("memory at start, Dossier / bare, MB", f"{fresh[0]:.1f} / {fresh[1]:.1f}"),
            Row("memory after look-ups, Dossier / bare, MB", f"{memory[0]:.1f} / {memory[1]:.1f}"),
            Row("more than the bare bot, MB", f"{more:.1f}", f"≤ {MOST_MEMORY:g}", more <= MOST_MEMORY),
        ),
    )
