"""A statement in a picture: when, its kind, where it stands, its words, and what speaks against quoting it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.pictures import palette
from bot.cards.pictures.canvas import LABEL, MUTED, STATEMENT, Canvas, Pen, Point, Type, wrapped
from knowledge import dates
from knowledge.answers import NOTE_MARK, Fact
from knowledge.answers.timeline import relative_words

LINES = 2
"""The fullest wording that fits so many lines is shown; where none does, the shortest one in as many as it takes."""
WARNING_ROOM = 38
"""Pixels that the sign before a warning takes."""
GAP = 4
WARNING = LABEL.coloured(palette.YELLOW)
CHECK = "Check before you quote"
CONTRADICTED = f"{NOTE_MARK}, contradicts this: read it in the text"
BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement broken into lines.

    Attributes:
        room: pixels from left to right; the first ``indent`` of them stay free on the first line, for a mark.
        when: its time, first line, in the colour of its group.
        beside: kind and citation where they fit beside the time, else ``below`` has them.
        words: a curated wording, whole.
        below: kind and citation, and how a relative time counts.
        warnings: why to look again before quoting.
    """

    room: float
    indent: float
    when: tuple[str, ...]
    beside: str
    words: tuple[str, ...]
    below: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def height(self) -> float:
        """Pixels it takes."""
        small = len(self.when) + len(self.below) + len(self.warnings)
        gaps = GAP * (bool(self.below) + bool(self.warnings))
        return small * LABEL.leading + len(self.words) * STATEMENT.leading + gaps


def statement(fact: Fact, room: float, *, to_check: bool, dated: bool = True, indent: float = 0) -> Statement:
    """A statement for a room of so many pixels.

    Args:
        fact: the statement.
        room: pixels from left to right.
        to_check: whether anything speaks against quoting it.
        dated: whether its time is its first line; else its kind is, and the time, if it has one, stands below.
        indent: pixels that stay free on the first line.
    """
    head = when_words(fact) if dated else fact.kind_label
    pieces = [*([fact.kind_label] if dated else []), *(cited.label for cited in fact.citations)]
    when = wrapped(head, room - indent, LABEL)
    facts = BETWEEN.join(pieces)
    gap = 26 + indent + LABEL.width(when[-1])
    beside = facts if len(when) == 1 and gap + MUTED.width(facts) <= room else ""
    below = [] if beside else pieces_as_lines(pieces, room)
    if not dated and fact.when:
        below += wrapped(when_words(fact), room, MUTED)
    elif relative := _relative(fact, head):
        below += wrapped(relative, room, MUTED)
    warnings = []
    if any(note.verdict == "contradicted" for note in fact.notes):
        warnings += wrapped(CONTRADICTED, room - WARNING_ROOM, WARNING)
    elif to_check:
        warnings.append(CHECK)
    words = choose((fact.claim.text, fact.claim.headline, fact.claim.short), room)
    return Statement(room, indent, tuple(when), beside, tuple(words), tuple(below), tuple(warnings))


def choose(wordings: tuple[str | None, ...], room: float, type_: Type = STATEMENT) -> list[str]:
    """The lines of the wording to show: of the curated ones, given fullest first, and never a part of one.

    One line is better than two, and within the same number of lines the fullest wording; where none fits two
    lines, the shortest takes as many as it needs.

    Raises:
        NotDrawableError: a word of them is wider than the room.
    """
    there = [wording for wording in wordings if wording]
    tries = [wrapped(wording, room, type_) for wording in there]
    for lines in range(1, LINES + 1):
        for one in tries:
            if len(one) <= lines:
                return one
    return min(tries, key=len)


def when_words(fact: Fact) -> str:
    """The time in words, as exact as the source gives it."""
    if fact.when is None:
        return relative_words(fact) or "Undated in the source"
    aimed = "planned " if fact.claim.kind == "plan" else "expected "
    lead = {"happened": "", "said": "said ", "target": aimed}[fact.when_role or "happened"]
    dated = getattr(fact.claim.times, fact.when_role or "happened")
    worded = lead + dates.words(dates.parse(fact.when))
    derived = " (derived)" if dated is not None and dated.basis == "derived" else ""
    return worded[0].upper() + worded[1:] + derived


def draw_statement(canvas: Canvas, drawn: Statement, at: Point, colour: str) -> float:
    """Draw it from its upper left corner; give where it ends."""
    x, top = at
    if drawn.beside:
        canvas.lines([drawn.beside], (x + drawn.room, top), MUTED, "end")
    top = canvas.lines(drawn.when, (x + drawn.indent, top), LABEL.coloured(colour))
    top = canvas.lines(drawn.words, (x, top), STATEMENT)
    if drawn.below:
        top = canvas.lines(drawn.below, (x, top + GAP), MUTED)
    if drawn.warnings:
        top += GAP
        _sign(canvas, x + 13, top + WARNING.leading * 0.5)
        top = canvas.lines(drawn.warnings, (x + WARNING_ROOM, top), WARNING)
    return top


def _sign(canvas: Canvas, x: float, y: float) -> None:
    """The sign of a warning: a triangle with a stroke in it."""
    pen = Pen(palette.YELLOW, 3)
    canvas.shape([(x, y - 12), (x + 13, y + 11), (x - 13, y + 11)], edge=pen)
    canvas.line([(x, y - 4), (x, y + 5)], pen)


def pieces_as_lines(
    pieces: Sequence[str], room: float, type_: Type = MUTED, between: str = BETWEEN
) -> list[str]:
    """Pieces side by side, broken between them where a line is full.

    Raises:
        NotDrawableError: a word of them is wider than the room.
    """
    lines: list[str] = []
    for piece in pieces:
        longer = f"{lines[-1]}{between}{piece}" if lines else piece
        if lines and type_.width(longer) <= room:
            lines[-1] = longer
        else:
            lines += wrapped(piece, room, type_)
    return lines


def _relative(fact: Fact, head: str) -> str:
    """How its time counts from another statement's, and how long it runs: what the head leaves out."""
    times = fact.claim.times
    if times.after is None and times.term is None:
        return ""
    if head == relative_words(fact) and times.after:
        return fact.when_text.removeprefix(f"“{times.after.words}”, ")
    return fact.when_text.partition("; ")[2] if fact.when else fact.when_text
