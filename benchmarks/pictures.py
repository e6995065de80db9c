"""Pictures: how long people wait, how long the loop stands still, and what 5,000 of them leave behind.

Usage: ``python -m benchmarks.pictures [--drawn N]``. Exits with 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from statistics import median

from benchmarks.bots.meter import memory
from benchmarks.prepare import own_edition
from benchmarks.process import DOSSIER, Measured, bot
from benchmarks.report import Row, Table
from bot.cards.pictures import Pictures
from bot.cards.question import Verb
from bot.desk import Desk
from bot.drawing.painter import Painter
from bot.illustrating import Illustrator
from bot.sandbox.reply import Reply
from knowledge.edition import Edition, open_edition

DAY = date(2026, 1, 1)
EVERY = 1 / 20
"""Seconds between two of the other look-ups."""
NAMES = ("Kurils", "INF", "New START", "THAAD", "Lavrov", "northern teritories", "北方領土", "Karelia")
TEXT_BAR, PICTURE_BAR, LAG_BAR = 0.100, 0.600, 0.020
DRAWN = 5000
FLAT = 1.10
"""How much more memory the processes may have after the second half of the pictures than after the first."""
BEAT = 0.001
"""Seconds between two looks at the clock of the loop."""


def main() -> int:
    """Measure, print the tables, give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pictures", description=__doc__)
    parser.add_argument(
        "--drawn", type=int, default=DRAWN, help="how many pictures are drawn for their memory"
    )
    drawn = parser.parse_args().drawn
    tables = []
    with tempfile.TemporaryDirectory(prefix="dossier-bench-") as folder:
        edition, seeds = own_edition(Path(folder))
        for table in (waiting(edition, seeds), standstill(edition), leftovers(edition, drawn)):
            print(table.text(), end="\n\n", flush=True)
            tables.append(table)
    return 0 if all(table.met for table in tables) else 1


def waiting(edition: Path, seeds: Path) -> Table:
    """How long people wait for the first answer, with and without a picture, while others ask too."""
    asked = [(verb, own) for verb, own, _ in _illustrated(open_edition(edition)) if verb != "links"]
    return asyncio.run(_waiting(edition, seeds, asked))


async def _waiting(edition: Path, seeds: Path, questions: Sequence[tuple[Verb, str]]) -> Table:
    texts: list[float] = []
    first: list[float] = []
    whole: list[float] = []
    async with bot(DOSSIER, edition, seeds) as measured:
        for name in NAMES:
            await measured.ask(name)
        others = asyncio.create_task(_others(measured, texts))
        for verb, own in questions:
            asked = time.perf_counter()
            reply = await measured.person.command(verb, topic=own)
            first.append(time.perf_counter() - asked)
            if await _arrived(reply):
                whole.append(time.perf_counter() - asked)
        others.cancel()
        await asyncio.wait((others,))
    assert len(whole) == len(questions) > 100, "a picture did not come"
    assert len(texts) > len(questions)
    return Table(
        "Waiting for an answer, with 20 other look-ups a second",
        f"{len(texts)} look-ups as text; {len(first)} with a picture that was never drawn before, one after the other",
        (
            Row("text, p50 ms", _ms(median(texts))),
            _row("text, p99 to first reply, ms", _p99(texts), TEXT_BAR),
            Row("uncached picture, p50 to first reply, ms", _ms(median(first))),
            _row("uncached picture, p99 to first reply, ms", _p99(first), PICTURE_BAR),
            Row(
                "uncached picture, p50 / p99 until it is there, ms",
                f"{_ms(median(whole))} / {_ms(_p99(whole))}",
            ),
        ),
    )


async def _others(measured: Measured, texts: list[float]) -> None:
    """Ask one name after the other, twenty a second, whether or not the last was answered."""
    running: set[asyncio.Task[None]] = set()
    person = measured.sandbox.person("Other")

    async def one(name: str) -> None:
        asked = time.perf_counter()
        await person.command("entity", name=name)
        texts.append(time.perf_counter() - asked)

    try:
        for number in range(1_000_000):
            task = asyncio.create_task(one(NAMES[number % len(NAMES)]))
            running.add(task)
            task.add_done_callback(running.discard)
            await asyncio.sleep(EVERY)
    finally:
        await asyncio.gather(*running, return_exceptions=True)


async def _arrived(reply: Reply) -> bool:
    """Wait for the picture of a reply; false when it does not come."""
    for _ in range(1000):
        if reply.message["attachments"]:
            return True
        await asyncio.sleep(0.01)
    return False


def standstill(edition: Path) -> Table:
    """How long the event loop stands still while pictures are made, sent for and received."""
    return asyncio.run(_standstill(open_edition(edition)))


async def _standstill(edition: Edition) -> Table:
    cards = list(_illustrated(edition))  # answering is not drawing
    gc.collect()
    gc.freeze()  # nor is looking through a whole base for garbage
    async with _beating() as idle:
        await asyncio.sleep(10)
    illustrator = Illustrator(Painter(), patience=60)
    count = 0
    async with _beating() as busy:
        for _, _, pictures in cards:
            for picture in pictures.each():
                assert await illustrator.soon(picture)
                count += 1
    await illustrator.close()
    assert count > 100
    return Table(
        "The event loop while pictures are drawn",
        f"{count} pictures of the base, the first of them with the start of the drawing process; the loop's clock "
        f"looked at every {BEAT * 1000:g} ms, beside 10 s of an idle loop on the same machine",
        (
            Row("idle loop, p99.9 / longest standstill, ms", f"{_ms(_high(idle))} / {_ms(max(idle))}"),
            _row("while drawing, p99.9, ms", _high(busy), LAG_BAR),
            Row("while drawing, longest, ms", _ms(max(busy))),
        ),
    )


def leftovers(edition: Path, drawn: int) -> Table:
    """What many pictures leave behind in this process and in the drawing one."""
    return asyncio.run(_leftovers(open_edition(edition), drawn))


async def _leftovers(edition: Edition, drawn: int) -> Table:
    shown = [picture for _, _, pictures in _illustrated(edition) for picture in pictures.all()]
    smallest = sorted(shown, key=lambda picture: picture.height)[: len(shown) // 4]
    painter = Painter()
    marks: list[tuple[int, int]] = []
    for number in range(drawn):
        picture = smallest[number % len(smallest)]
        # Another content each time, so that no cache helps.
        svg = picture.svg.replace("</svg>", f'<rect width="1" height="1" fill="#{number:06x}"/></svg>')
        await painter.draw(replace(picture, svg=svg, key=sha256(svg.encode()).hexdigest()))
        if number + 1 in {drawn // 2, drawn}:
            marks.append((memory(), _resident(painter)))
    await painter.close()
    (here_half, there_half), (here, there) = marks
    return Table(
        f"Memory over {drawn} pictures",
        f"{drawn} different drawings of the base's {len(smallest)} smallest; resident memory after half and all",
        (
            _grown("this process, MB after half / all", here_half, here),
            _grown("the drawing process, MB after half / all", there_half, there),
        ),
    )


def _grown(what: str, half: int, whole: int) -> Row:
    return Row(what, f"{half / 1e6:.1f} / {whole / 1e6:.1f}", f"≤ {FLAT:g} ×", whole <= half * FLAT)


def _resident(painter: Painter) -> int:
    worker = painter.worker
    assert worker is not None
    status = Path(f"/proc/{worker}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS:"))


def _illustrated(edition: Edition) -> Iterator[tuple[Verb, str, Pictures]]:
    """Each card of an entry that has pictures: what was asked, of which entry, and the pictures, not made yet."""
    desk = Desk(edition, lambda: DAY)
    verbs: tuple[Verb, ...] = ("timeline", "positions", "links")
    for verb in verbs:
        for own in edition.entities:
            pictures = desk.look_up(verb, own).card.pictures
            if pictures is not None:
                yield verb, own, pictures


@asynccontextmanager
async def _beating() -> AsyncIterator[list[float]]:
    """Look at the loop's clock all the time; gives by how much it was late each time, in seconds."""
    late = [0.0]

    async def beat() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(BEAT)
            late.append(time.perf_counter() - before - BEAT)

    task = asyncio.create_task(beat())
    try:
        yield late
    finally:
        task.cancel()
        await asyncio.wait((task,))


def _row(what: str, measured: float, bar: float) -> Row:
    return Row(what, _ms(measured), f"≤ {_ms(bar)}", measured <= bar)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


def _p99(figures: Sequence[float]) -> float:
    return sorted(figures)[int(len(figures) * 0.99)]


def _high(figures: Sequence[float]) -> float:
    return sorted(figures)[int(len(figures) * 0.999)]


if __name__ == "__main__":
    sys.exit(main())
