"""Runs the benchmarks: ``python -m benchmarks [lookup|keystrokes|start|scale …]``; without a name, all but delivery.

Delivery takes some twenty minutes, and is run when it is named. Exits with 1 when a bar is missed. The others are
run by themselves: ``python -m benchmarks.names``, ``.search``, ``.pictures``, ``.takeover``, ``.fuzz``, ``.soak``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from benchmarks import briefing_calendar, briefing_year, keystrokes, lookup, scale, start
from benchmarks.prepare import own_edition
from benchmarks.report import Table

DELIVERY = "delivery"


def main() -> int:
    """Run what was asked for, print a table each, give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="lookup, keystrokes, start, scale, briefing_calendar, briefing_year, delivery; without one all but that",
    )
    asked = parser.parse_args().names
    with tempfile.TemporaryDirectory(prefix="dossier-bench-") as folder:
        steps = _steps(Path(folder))
        unknown = [name for name in asked if name not in steps]
        if unknown:
            parser.error(f"no benchmark is called {', '.join(unknown)}: there are {', '.join(steps)}")
        wanted = asked or [name for name in steps if name != DELIVERY]
        tables = [_shown(table) for name in wanted for table in steps[name]()]
    print("By themselves: python -m benchmarks.names|search|pictures|takeover|fuzz|soak")
    return 0 if all(table.met for table in tables) else 1


def _steps(folder: Path) -> Mapping[str, Callable[[], Iterable[Table]]]:
    def own(measure: Callable[[Path, Path], Table]) -> Callable[[], Iterable[Table]]:
        def run() -> Iterable[Table]:
            with tempfile.TemporaryDirectory(dir=folder) as own_folder:
                yield measure(*own_edition(Path(own_folder)))

        return run

    return {
        "lookup": own(lookup.measure),
        "keystrokes": own(keystrokes.measure),
        "start": own(start.measure),
        "scale": lambda: [scale.measure(folder / "scale")],
        "briefing_calendar": lambda: [briefing_calendar.measure()],
        "briefing_year": own(briefing_year.measure),
        DELIVERY: _delivery,
    }


def _delivery() -> Iterable[Table]:
    from benchmarks.delivery.__main__ import everything  # noqa: PLC0415 - loads Discord and PostgreSQL

    return everything()


def _shown(table: Table) -> Table:
    print(table.text(), end="\n\n", flush=True)
    return table


if __name__ == "__main__":
    sys.exit(main())
