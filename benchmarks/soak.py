"""Soak: interactions without end, with faults and reconnects, in ``python -m benchmarks.soak [--interactions N]``.

The bot and a bare discord.py bot, each in a process of its own on a Discord of its own, get the same load and the
same faults in turns. Exits with 1 when something stays unanswered, memory grows, or a task or connection is left over.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.bots.meter import Figures
from benchmarks.prepare import own_edition
from benchmarks.process import BARE, DOSSIER, Measured, bot
from benchmarks.report import Row, Table
from bot.sandbox.faults import Drop, Fault, RateLimited, ServerError

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.reply import Reply

INTERACTIONS = 100_000
BARE_SHARE = 10
"""The bare bot gets one interaction for so many of Dossier's: it is there for the latency beside it."""
PATIENCE = 5.0
"""Seconds until an interaction counts as unanswered: Discord itself gives up after three."""
AT_ONCE = 8
PAUSES = (0.012, 0.044)
"""Seconds between two interactions of one person: together below what a server is answered (``bot.admission``)."""
BLOCKS = 40
"""So many times the two take turns, and so many times memory is read."""
FAULT_EVERY = 250
RECONNECT_EVERY = 1500
WARM_UP = 4
"""Blocks before memory is compared: caches fill in them."""
MOST_GROWTH = 6e6
"""Bytes by which memory may differ between the first and the last quarter of the blocks: the allocator's own play."""
LOST_BEFORE = (10, 20, 30)
"""The blocks before which the connection is lost; discord.py waits longer after each loss, so there are few."""
LOST_SECONDS = 60.0
MOST_KEPT = 200
UNKNOWN_ERROR = 4000
"""A close code after which a client resumes (https://docs.discord.com/developers/topics/opcodes-and-status-codes)."""
SEED = 20210319
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
NAMES = (
    "Kurils",
    "INF",
    "New START",
    "THAAD",
    "Lavrov",
    "northern teritories",
    "北方領土",
    "Karelia",
    "Russia",
    "2+2",
)
WORDS = ("who said Aegis Ashore is an impediment", "missiles on the islands", "zzz", "what should Tokyo do")
FAULTS: tuple[Fault, ...] = (
    RateLimited(0.05),
    ServerError(502),
    Drop(applied=False),
    Drop(applied=True),
    RateLimited(0.05, via=False),
)
"""What befalls a request, in turn."""


@dataclass(slots=True)
class Tally:
    """What came of the interactions with one bot.

    Attributes:
        took: milliseconds to the first answer.
        unanswered: how many got none within Discord's three seconds.
        memory: bytes after each block.
    """

    took: list[float] = field(default_factory=list)
    unanswered: int = 0
    memory: list[int] = field(default_factory=list)


class Load:
    """What people do to one bot, and what goes wrong meanwhile.

    Args:
        measured: the bot.
        simple: whether it knows nothing but ``/entity``.
    """

    def __init__(self, measured: Measured, *, simple: bool) -> None:
        self._measured, self._simple = measured, simple
        self._dice = random.Random(SEED)  # noqa: S311 - a repeatable load, no secret
        self._faults = itertools.cycle(FAULTS)
        self._done = 0
        self.tally = Tally()

    async def block(self, count: int) -> None:
        """Do so many interactions, several at once; then read the memory and let go of what was said."""
        left = itertools.repeat(None, count)
        people = [self._measured.sandbox.person(f"Reader {number}") for number in range(AT_ONCE)]
        await asyncio.gather(*(self._asks(person, left) for person in people))
        self.tally.memory.append((await self._measured.figures()).memory)
        self._forget()

    async def _asks(self, person: Person, left: itertools.repeat[None]) -> None:
        for _ in left:
            self._done += 1
            self._disturb()
            await asyncio.sleep(self._dice.uniform(*PAUSES))
            began = time.perf_counter()
            try:
                await self._one(person)
            except AssertionError as error:
                self.tally.unanswered += 1
                print(f"unanswered: {error}", file=sys.stderr, flush=True)
            else:
                self.tally.took.append((time.perf_counter() - began) * 1e3)

    def _disturb(self) -> None:
        sandbox = self._measured.sandbox
        if self._done % FAULT_EVERY == 0:
            sandbox.faults.add(next(self._faults), route=CALLBACK)
        if self._done % RECONNECT_EVERY == 0:
            sandbox.gateway.reconnect()

    async def _one(self, person: Person) -> Reply | None:
        dice = self._dice
        name = dice.choice(NAMES)
        if self._simple:
            return await person.command("entity", name=name)
        match dice.randrange(8):
            case 0 | 1:
                return await person.command("entity", name=name)
            case 2:
                return await person.command("timeline", topic=name, **{"from": "2014", "as": "text"})
            case 3:
                return await person.command("search", words=dice.choice(WORDS))
            case 4:
                return await person.command("treaty", name=name)
            case 5:
                return await person.command("positions", topic=name)
            case 6:
                await person.autocomplete("entity", "name", name[: dice.randrange(1, len(name) + 1)])
                return None
        return await self._more(person, name)

    async def _more(self, person: Person, name: str) -> Reply:
        """Ask, and turn the page if there is one."""
        shown = await person.command("entity", name=name)
        labels = [str(one.get("label") or "") for one in shown.buttons()]
        more = next((label for label in labels if label.startswith("More")), None)
        return await person.press(shown, more) if more else shown

    async def lose_connection(self) -> None:
        """Close the connection as after an error at Discord, and wait until the bot is back.

        Between blocks: what is asked while nobody is connected fails at Discord too.
        """
        gateway = self._measured.sandbox.gateway
        gateway.connected.clear()
        gateway.close(UNKNOWN_ERROR)
        async with asyncio.timeout(LOST_SECONDS):
            await gateway.connected.wait()

    def _forget(self) -> None:
        """What was said is let go, or this process's memory and searches would grow with the load."""
        self._measured.sandbox.exchanges.clear()
        messages = self._measured.sandbox.world.messages
        for own in list(messages)[:-MOST_KEPT]:
            del messages[own]


def measure(edition: Path, seeds: Path, interactions: int) -> Table:
    """Both bots under load.

    Raises:
        AssertionError: a bot failed, or nothing was measured.
    """
    return asyncio.run(_measure(edition, seeds, interactions))


async def _measure(edition: Path, seeds: Path, interactions: int) -> Table:
    async with bot(DOSSIER, edition, seeds) as dossier:
        sizes = {name: await dossier.ask(name) for name in NAMES}
        async with bot(BARE, edition, seeds, sizes) as bare:
            for one in (dossier, bare):
                one.sandbox.patience = PATIENCE
            ours, theirs = Load(dossier, simple=False), Load(bare, simple=True)
            await ours.block(interactions // BLOCKS)  # what is started when first needed is no leak
            before = await dossier.figures(whole=True)
            for number in range(BLOCKS):
                if number in LOST_BEFORE:
                    await ours.lose_connection()
                    await theirs.lose_connection()
                await ours.block(interactions // BLOCKS)
                await theirs.block(interactions // BLOCKS // BARE_SHARE)
                print(_progress(number, ours.tally), file=sys.stderr, flush=True)
            await _settled(dossier, before)
            return _table(ours.tally, theirs.tally, before, await dossier.figures(whole=True))


async def _settled(dossier: Measured, before: Figures) -> None:
    """Wait until what the last interactions began is over; idle connections are closed after 15 seconds."""
    for _ in range(150):
        now = await dossier.figures(whole=True)
        if len(now.tasks) <= len(before.tasks) and now.files <= before.files:
            return
        await asyncio.sleep(0.2)


def _progress(number: int, tally: Tally) -> str:
    return (
        f"block {number + 1} of {BLOCKS}: {len(tally.took):,} answered, {tally.unanswered} not, "
        f"{tally.memory[-1] / 1e6:.1f} MB"
    )


def _table(ours: Tally, theirs: Tally, before: Figures, after: Figures) -> Table:
    assert ours.took, "nothing was measured"
    assert theirs.took, "nothing was measured"
    steady = ours.memory[WARM_UP:]
    quarter = max(len(steady) // 4, 1)
    growth = median(steady[-quarter:]) - median(steady[:quarter])
    left_tasks = sorted((Counter(after.tasks) - Counter(before.tasks)).elements())
    more_tasks, left_files = len(after.tasks) - len(before.tasks), after.files - before.files
    asked = len(ours.took) + ours.unanswered
    return Table(
        "Soak: interactions with faults and reconnects",
        f"{AT_ONCE} people at once; a request that fails (429, 502, cut before or after it applied) every "
        f"{FAULT_EVERY} interactions, a reconnect every {RECONNECT_EVERY:,}, {len(LOST_BEFORE)} lost connections",
        (
            Row("interactions", f"{asked:,}"),
            Row("unanswered", f"{ours.unanswered}", "0", ours.unanswered == 0),
            Row(
                "memory, last quarter less first, MB",
                f"{growth / 1e6:+.1f} (at {median(steady[-quarter:]) / 1e6:.0f})",
                f"≤ {MOST_GROWTH / 1e6:+g}",
                growth <= MOST_GROWTH,
            ),
            Row("tasks left over", f"{more_tasks} {', '.join(left_tasks)}".strip(), "≤ 0", more_tasks <= 0),
            Row("files and connections left over", f"{left_files}", "≤ 0", left_files <= 0),
            Row("Dossier, p50 / p99, ms", _percentiles(ours)),
            Row("bare bot, p50 / p99, ms", f"{_percentiles(theirs)} ({theirs.unanswered} unanswered)"),
        ),
    )


def _percentiles(tally: Tally) -> str:
    took = sorted(tally.took)
    return f"{took[len(took) // 2]:.1f} / {took[len(took) * 99 // 100]:.1f}"


def main() -> int:
    """Run, print, give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument(
        "--interactions", type=int, default=INTERACTIONS, metavar="N", help="how many (default %(default)s)"
    )
    count = parser.parse_args().interactions
    with tempfile.TemporaryDirectory(prefix="dossier-soak-") as folder:
        table = measure(*own_edition(Path(folder)), count)
    print(table.text())
    return 0 if table.met else 1


if __name__ == "__main__":
    sys.exit(main())
