"""The lines of a brief, as Discord markdown and as plain text with the same words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.cards.limits import MESSAGE_CONTENT
from bot.cards.markdown import escape

Style: TypeAlias = Literal["push", "head", "say", "small"]

LEAST_WORDS = 60
MOST_WORDS = 190
COUNT = "{words}"
"""Stands in the last line for the number of words, which is one word itself."""
_ALPHANUMERIC = re.compile(r"[^\W_]")
_STRICT = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the push line, a heading, a statement, or a small line with what belongs to a statement."""

    style: Style
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """Lines as they are sent.

    Attributes:
        content: Discord markdown.
        text: plain text.
        words: how many words it has.
    """

    content: str
    text: str
    words: int
    _strictly: int

    @property
    def sendable(self) -> bool:
        """Whether Discord takes it."""
        return MESSAGE_CONTENT.fits(self.content)

    @property
    def fits(self) -> bool:
        """Whether it keeps to the upper limits, however words are counted: ``two-plus-two`` as one or as three."""
        return self._strictly <= MOST_WORDS and len(self.text.split()) <= MOST_WORDS and self.sendable


def page(lines: Iterable[Line]) -> Page:
    """Write the lines, with their number of words filled in."""
    found = tuple(lines)
    words = _words("\n".join(line.text for line in found))
    written = [Line(line.style, line.text.replace(COUNT, str(words))) for line in found]
    text = "\n".join(_spaced(written, lambda line: line.text))
    return Page("\n".join(_spaced(written, _marked)), text, words, len(_STRICT.findall(text)))


def _words(text: str) -> int:
    """What stands between blanks and has a letter or a digit."""
    return sum(1 for token in text.split() if _ALPHANUMERIC.search(token))


def _spaced(lines: list[Line], write: Callable[[Line], str]) -> Iterable[str]:
    """The lines, with an empty one before each part and after the push line."""
    for number, line in enumerate(lines):
        if number and (line.style == "head" or lines[number - 1].style == "push"):
            yield ""
        yield write(line)


def _marked(line: Line) -> str:
    match line.style:
        case "push" | "say":
            return escape(line.text)
        case "head":
            return f"**{escape(line.text)}**"
        case "small":
            return f"-# {escape(line.text)}"
