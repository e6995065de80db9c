"""Figures beside their bars, as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table.

    Attributes:
        what: what was measured, with its unit.
        measured: the figure, worded.
        bar: the bar, worded; empty where the line only explains another.
        met: whether the bar is met; None where there is none.
    """

    what: str
    measured: str
    bar: str = ""
    met: bool | None = None

    @property
    def verdict(self) -> str:
        """The verdict in a word."""
        return {True: "met", False: "MISSED", None: ""}[self.met]


@dataclass(frozen=True, slots=True)
class Table:
    """One benchmark's figures.

    Attributes:
        title: what the benchmark is about.
        how: how it was measured, in a sentence.
        rows: the figures.
    """

    title: str
    how: str
    rows: tuple[Row, ...]

    @property
    def met(self) -> bool:
        """Whether no bar is missed."""
        return all(row.met is not False for row in self.rows)

    def text(self) -> str:
        """The table, in columns.

        Raises:
            AssertionError: nothing with a bar was measured.
        """
        assert any(row.met is not None for row in self.rows), f"{self.title}: nothing was measured"
        cells = [("", "bar", "measured", "verdict")]
        cells += [(row.what, row.bar, row.measured, row.verdict) for row in self.rows]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = [_line(line, widths) for line in cells]
        return "\n".join([self.title, f"  {self.how}", *lines])


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"  {'  '.join(padded)}".rstrip()
