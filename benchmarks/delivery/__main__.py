"""``python -m benchmarks.delivery [matrix|loop|broken …]``; without a name, all of them.

Exits with 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from benchmarks.delivery import loop, matrix
from benchmarks.delivery.broken import BROKEN
from benchmarks.delivery.servers import MakeDatabase, postgresql, sqlite
from benchmarks.report import Row, Table

DATABASES: dict[str, Callable[[], AbstractContextManager[MakeDatabase]]] = {
    "SQLite": sqlite,
    "PostgreSQL": postgresql,
}


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.delivery", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="matrix, loop or broken; all without one")
    parser.add_argument("--stride", type=int, default=1, help="matrix: only every so manyth step")
    parser.add_argument("--kills", type=int, default=300, help="loop: how many processes are killed")
    parser.add_argument(
        "--patience",
        type=float,
        default=loop.PATIENCE,
        help="loop: seconds a run may take; more on a busy machine",
    )
    parser.add_argument("--database", choices=sorted(DATABASES), help="loop: only on this one")
    given = parser.parse_args()
    steps = {
        "matrix": lambda: _matrix(given.stride),
        "loop": lambda: _loop(given.kills, given.database, given.patience),
        "broken": lambda: _broken(given.kills),
    }
    if unknown := [name for name in given.names if name not in steps]:
        parser.error(f"there is no {', '.join(unknown)}")
    met = True
    for name in given.names or steps:
        table = steps[name]()
        print(table.text(), end="\n\n", flush=True)
        met = table.met and met
    return 0 if met else 1


def everything(kills: int = 300) -> Iterator[Table]:
    """Measure all of it, one table after another; it takes some twenty minutes."""
    yield _matrix(1)
    yield _loop(kills, None)
    yield _broken(kills)


def _matrix(stride: int) -> Table:
    began = time.monotonic()
    points = asyncio.run(matrix.measure(stride))
    return Table(
        "Crash at every step",
        f"one process killed at each step of its event loop, another goes on; {time.monotonic() - began:.0f} s",
        tuple(_behaviours(points)),
    )


def _behaviours(points: list[matrix.Point]) -> Iterator[Row]:
    for behaviour in matrix.BEHAVIOURS:
        mine = [one for one in points if one.behaviour == behaviour]
        wrong = [one for one in mine if not one.right]
        shown = "".join(f"; step {one.step}: {one.messages} messages, {one.state}" for one in wrong[:5])
        yield Row(
            behaviour,
            f"{len(mine) - len(wrong)} of {len(mine)} right, {sum(one.killed for one in mine)} killed{shown}",
            "all",
            bool(mine) and not wrong,
        )


def _loop(kills: int, database: str | None, patience: float = loop.PATIENCE) -> Table:
    rows = []
    for kind, server in DATABASES.items():
        if database not in {None, kind}:
            continue
        with server() as make:
            for processes in (1, 2):
                name = f"{kind}, {processes} process{'es' * (processes - 1)}"
                run = loop.Run(name, processes, kills, patience=patience)
                result = asyncio.run(loop.measure(run, make(f"loop{processes}")))
                met = result.right and result.kills >= kills and result.slots >= 500
                rows.append(Row(run.name, _told(result), "0 lost, 0 doubled", met))
                print(f"{run.name}: {_told(result)}", flush=True)
    return Table("Kill loop", "processes killed at any moment, under a plan of faults", tuple(rows))


def _broken(kills: int) -> Table:
    rows = []
    with sqlite() as make:
        for number, engine in enumerate(BROKEN):
            run = loop.Run(engine, 1, min(kills, 120), engine=engine)
            result = asyncio.run(loop.measure(run, make(f"broken{number}")))
            rows.append(Row(engine, _told(result), "lost or doubled", result.lost + result.doubled > 0))
            print(f"{engine}: {_told(result)}", flush=True)
    return Table("Engines that are wrong on purpose", "the same loop, on SQLite", tuple(rows))


def _told(result: loop.Result) -> str:
    return (
        f"{result.kills} kills, {result.slots} slots, {result.faults} faults: {result.lost} lost, "
        f"{result.doubled} doubled, {result.unsettled} unsettled; {result.seconds:.0f} s"
        f"{'' if result.in_time or result.run.engine else '; out of time: repeat it with more --patience'}"
    )


if __name__ == "__main__":
    sys.exit(main())
