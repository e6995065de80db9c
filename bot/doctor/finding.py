"""One matter that was looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.exits import Exit

Grade = Literal["ok", "note", "fail"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report.

    Attributes:
        what: the matter, in a word or two.
        grade: ``ok``; ``note``: it works, but somebody should know; ``fail``: something does not work.
        says: what was seen.
        fix: what to do; empty where there is nothing.
        code: how the command ends for it, if it fails.
    """

    what: str
    grade: Grade
    says: str
    fix: str = ""
    code: Exit = Exit.CONFIGURATION

    def line(self) -> str:
        """The finding as one line."""
        fix = f" Fix: {self.fix}" if self.fix else ""
        stop = "" if self.says.endswith(".") or not fix else "."
        return f"{self.grade:<4}  {self.what}: {self.says}{stop}{fix}".replace("\n", " ")


def ok(what: str, says: str) -> Finding:
    """Something that is as it should be."""
    return Finding(what, "ok", says)


def note(what: str, says: str, fix: str = "") -> Finding:
    """Something that works and that somebody should know."""
    return Finding(what, "note", says, fix)


def fail(what: str, says: str, fix: str, code: Exit = Exit.CONFIGURATION) -> Finding:
    """Something that does not work."""
    return Finding(what, "fail", says, fix, code)


def exit_code(findings: Iterable[Finding]) -> Exit:
    """How the command ends: as the first failure says, 0 without one."""
    return next((one.code for one in findings if one.grade == "fail"), Exit.OK)
