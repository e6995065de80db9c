"""Names as one text, a line each, to be found by the beginnings of their words or by what stands inside them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD: Final = re.compile("[^ \n]+")
_SORTED_BY: Final = 40
"""Letters of a beginning that are put in order; no one types more of a name before choosing it."""


class Forms:
    """Forms of names, each with the number of its row.

    One text and arrays of places in it take a tenth of the memory that a list of beginnings takes.
    """

    def __init__(self, forms: Iterable[tuple[str, int]]) -> None:
        lines: list[str] = []
        self._lines = array("I")
        self._rows = array("I")
        at = 0
        for form, row in forms:
            lines.append(form)
            self._lines.append(at)
            self._rows.append(row)
            at += len(form) + 1
        self._lines.append(at)
        self._text = "\n".join((*lines, ""))
        text = self._text
        begun: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for word in _WORD.finditer(text):
            begun[word[0][0]].append(word.start())
        self._starts = array("I")
        # Letter by letter: what sorting takes for a moment would be more than all that is kept.
        for sign in sorted(begun):
            self._starts.extend(sorted(begun.pop(sign), key=lambda at: text[at : at + _SORTED_BY]))

    def beginning(self, text: str) -> Iterator[tuple[int, int, bool]]:
        """Give each form of which a word begins with this: its row, its length, and whether it is the first word."""
        text = text[:_SORTED_BY]
        size = len(text)
        first = bisect_left(self._starts, text, key=lambda at: self._text[at : at + size])
        for place in range(first, len(self._starts)):
            at = self._starts[place]
            if not self._text.startswith(text, at):
                return
            line, length = self._line(at)
            yield self._rows[line], length, self._lines[line] == at

    def holding(self, text: str) -> Iterator[tuple[int, int]]:
        """Give each form in which this stands: its row and its length."""
        at = self._text.find(text)
        while at >= 0:
            line, length = self._line(at)
            yield self._rows[line], length
            at = self._text.find(text, self._lines[line + 1])

    def _line(self, at: int) -> tuple[int, int]:
        line = bisect_right(self._lines, at) - 1
        return line, self._lines[line + 1] - self._lines[line] - 1
