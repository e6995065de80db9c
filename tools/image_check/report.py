"""How a check is told: a line each, at once, and at the end whether all went well."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """Runs checks and remembers what failed.

    Attributes:
        done: how many checks ran.
        failed: the names of those that failed.
    """

    done: int = 0
    failed: list[str] = field(default_factory=list)

    def check(self, name: str, what: Callable[[], str]) -> None:
        """Run one check: what it gives is said after its name; what it raises is its failure."""
        self.done += 1
        try:
            said = what()
        except Exception as error:  # noqa: BLE001 - whatever goes wrong, the other checks still run
            self.failed.append(name)
            kind = "" if isinstance(error, AssertionError) else f"{type(error).__name__}: "
            tell(f"FAIL  {name}: {kind}{error}")
        else:
            tell(f"ok    {name}: {said}")

    def end(self) -> int:
        """Say the sum and give the exit code: 1 when something failed, or when nothing was checked at all."""
        tell(f"{self.done} checks, {len(self.failed)} failed" + "".join(f"; {name}" for name in self.failed))
        return int(bool(self.failed) or not self.done)


def tell(line: str) -> None:
    """Say a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
