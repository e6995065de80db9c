"""Runs the benchmarks: ``python -m benchmarks [lookup|keystrokes|start|scale …]``; without a name, all of them.

Exits with 1 when a bar is missed. Names have a benchmark of their own, ``python -m benchmarks.names``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import keystrokes, lookup, scale, start
from benchmarks.prepare import own_edition
from benchmarks.report import Table


def main() -> int:
    """Run what was asked for, print a table each, give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="lookup, keystrokes, start or scale; all without one"
    )
    asked = parser.parse_args().names
    with tempfile.TemporaryDirectory(prefix="dossier-bench-") as folder:
        steps = _steps(Path(folder))
        unknown = [name for name in asked if name not in steps]
        if unknown:
            parser.error(f"no benchmark is called {', '.join(unknown)}: there are {', '.join(steps)}")
        tables = [_shown(steps[name]) for name in asked or steps]
    print("Names: python -m benchmarks.names")
    return 0 if all(table.met for table in tables) else 1


def _steps(folder: Path) -> Mapping[str, Callable[[], Table]]:
    def own(measure: Callable[[Path, Path], Table]) -> Callable[[], Table]:
        def run() -> Table:
            with tempfile.TemporaryDirectory(dir=folder) as own_folder:
                return measure(*own_edition(Path(own_folder)))

        return run

    return {
        "lookup": own(lookup.measure),
        "keystrokes": own(keystrokes.measure),
        "start": own(start.measure),
        "scale": lambda: scale.measure(folder / "scale"),
    }


def _shown(step: Callable[[], Table]) -> Table:
    table = step()
    print(table.text(), end="\n\n", flush=True)
    return table


if __name__ == "__main__":
    sys.exit(main())
