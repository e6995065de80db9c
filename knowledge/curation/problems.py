"""What is wrong with the seeds, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Keys and indexes that lead from a file's root to a piece of it."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One error in a seed file.

    Attributes:
        file: path relative to the seeds folder.
        line: from 1; 0 when the whole file is meant.
        column: from 1; 0 when the whole line or file is meant.
        code: a stable short name, e.g. ``unknown-key``.
        message: a sentence that says what is wrong and what to do.
    """

    file: str
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message} [{self.code}]"


class SeedError(Exception):
    """The seeds cannot be used. ``problems`` holds every error found in the run, in file order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        count = len(self.problems)
        super().__init__(f"{count} error{'s' if count != 1 else ''} in the seeds")

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))
