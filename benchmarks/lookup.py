"""Processor time of a look-up, beside an empty handler that sends a text of the same size."""

from __future__ import annotations

import asyncio
from pathlib import Path
from statistics import median

from benchmarks.process import BARE, DOSSIER, Measured, bot
from benchmarks.report import Row, Table

NAMES = ("Kurils", "INF", "New START", "THAAD", "Lavrov", "northern teritories", "北方領土", "Karelia")
"""By name, acronym, typing error and other script; the last is in no document."""
WARM_UP = 5
ROUNDS = 12
TIMES = 5
"""How often a round asks each name."""
MOST = 2.0
"""The bar: how many times the processor time of the empty handler a look-up may take."""


def measure(edition: Path, seeds: Path) -> Table:
    """Both bots, asked in turns over loopback, each in a process of its own.

    Raises:
        AssertionError: a bot failed, or nothing was measured.
    """
    return asyncio.run(_measure(edition, seeds))


async def _measure(edition: Path, seeds: Path) -> Table:
    async with bot(DOSSIER, edition, seeds) as dossier:
        sizes = {name: await dossier.ask(name) for name in NAMES}
        assert all(sizes.values()), f"an empty answer: {sizes}"
        async with bot(BARE, edition, seeds, sizes) as bare:
            for _ in range(WARM_UP):
                await _round(dossier)
                await _round(bare)
            ours: list[float] = []
            theirs: list[float] = []
            for number in range(ROUNDS):
                # Who goes first changes, so that neither always meets the warmer machine.
                pairs = ((dossier, ours), (bare, theirs))
                for asked, figures in pairs if number % 2 else pairs[::-1]:
                    figures.append(await _round(asked))
            for name, size in sizes.items():
                assert await bare.ask(name) == size, f"the empty handler's answer to {name} has another size"
    return _table(ours, theirs, sizes)


async def _round(asked: Measured) -> float:
    """Seconds of processor time a look-up, over one round."""
    before = (await asked.figures()).cpu
    for _ in range(TIMES):
        for name in NAMES:
            await asked.ask(name)
    return ((await asked.figures()).cpu - before) / (TIMES * len(NAMES))


def _table(ours: list[float], theirs: list[float], sizes: dict[str, int]) -> Table:
    assert len(ours) == len(theirs) == ROUNDS
    assert min(theirs) > 0
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    ratio = median(ratios)
    asked = ROUNDS * TIMES * len(NAMES)
    return Table(
        "Look-up: /entity over loopback",
        f"{asked} look-ups each of {len(NAMES)} names, answers of {min(sizes.values())} to {max(sizes.values())} "
        f"characters; processor time of the bot's process; median of {ROUNDS} alternating rounds",
        (
            Row("Dossier, ms of processor a look-up", f"{median(ours) * 1e3:.2f}"),
            Row("empty handler, text of the same size, ms", f"{median(theirs) * 1e3:.2f}"),
            Row(
                "Dossier / empty handler",
                f"{ratio:.2f} (rounds {min(ratios):.2f} to {max(ratios):.2f})",
                f"≤ {MOST:g}",
                ratio <= MOST,
            ),
        ),
    )
