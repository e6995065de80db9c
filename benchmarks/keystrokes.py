"""Autocomplete over the wire: ten people type at once, and each key is answered before the next."""

from __future__ import annotations

import asyncio
import random
import time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.process import DOSSIER, Measured, bot
from benchmarks.report import Row, Table

if TYPE_CHECKING:
    from bot.sandbox.person import Person

TEXTS = (
    "northern territories dispute",
    "Kuril Islands",
    "missile defense in South Korea",
    "New START treaty",
    "what is THAAD?",
    "Sergei Lavrov",
    "peace treaty with Japan",
    "Южные Курилы",
    "北方領土",
    "north korean missles",
)
"""What each of the ten types: names, descriptions, a question, other scripts, a typing error."""

COMMANDS = (
    ("entity", "name"),
    ("timeline", "topic"),
    ("treaty", "name"),
    ("positions", "topic"),
    ("compare", "topic"),
)
"""The command of each in turn, and its option that is being typed."""

PAUSES = (0.08, 0.25)
"""Seconds between two keys of one person: about 70 words a minute, which is fast."""

ROUNDS = 3
MOST_MILLISECONDS = 20.0
"""The bar, from the key to the choices, for 99 in 100 keys."""

SEED = 20210319


def measure(edition: Path, seeds: Path) -> Table:
    """A bot of its own, asked over loopback at every key.

    Raises:
        AssertionError: the bot failed, or nothing was measured.
    """
    return asyncio.run(_measure(edition, seeds))


async def _measure(edition: Path, seeds: Path) -> Table:
    async with bot(DOSSIER, edition, seeds) as dossier:
        await _round(dossier, 0)
        before = (await dossier.figures()).cpu
        rounds = [await _round(dossier, number) for number in range(1, ROUNDS + 1)]
        spent = (await dossier.figures()).cpu - before
    keys = sum(map(len, TEXTS))
    assert all(len(took) == keys for took in rounds), "a key was not measured"
    return _table(min(rounds, key=_high), rounds, spent / (keys * ROUNDS))


async def _round(dossier: Measured, number: int) -> list[float]:
    """Milliseconds of every key, sorted; each round with other pauses, the same in every run."""
    people = [
        _types(dossier.person, text, *COMMANDS[at % len(COMMANDS)], random.Random(f"{SEED} {number} {at}"))  # noqa: S311 - repeatable pauses, no secret
        for at, text in enumerate(TEXTS)
    ]
    return sorted(chain.from_iterable(await asyncio.gather(*people)))


async def _types(person: Person, text: str, command: str, option: str, dice: random.Random) -> list[float]:
    took = []
    for end in range(1, len(text) + 1):
        await asyncio.sleep(dice.uniform(*PAUSES))
        began = time.perf_counter()
        await person.autocomplete(command, option, text[:end])
        took.append((time.perf_counter() - began) * 1e3)
    return took


def _high(took: list[float]) -> float:
    return took[len(took) * 99 // 100]


def _table(best: list[float], rounds: list[list[float]], spent: float) -> Table:
    high = _high(best)
    others = ", ".join(f"{_high(took):.1f}" for took in rounds)
    return Table(
        "Keystrokes: autocomplete over loopback",
        f"{len(TEXTS)} people typing at once, {len(best)} keys a round, each with the choices awaited; clock time "
        f"from the key to the choices, Discord's part played by the sandbox; the best of {ROUNDS} rounds",
        (
            Row("p50 / max, ms", f"{best[len(best) // 2]:.1f} / {best[-1]:.1f}"),
            Row(
                "p99, ms",
                f"{high:.1f} (rounds {others})",
                f"≤ {MOST_MILLISECONDS:g}",
                high <= MOST_MILLISECONDS,
            ),
            Row("the bot's processor a key, ms", f"{spent * 1e3:.2f}"),
        ),
    )
