"""The grid of positions: party by party, two statements side by side, each with its date, kind and citation."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from bot.cards.pictures import palette
from bot.cards.pictures.canvas import MUTED, STRONG, Canvas, Pen
from bot.cards.pictures.frame import TWIN, draw_foot, draw_head
from bot.cards.pictures.groups import draw_legend, draw_mark, group_of
from bot.cards.pictures.picture import Picture, alternative
from bot.cards.pictures.statement import Statement, draw_statement, pieces_as_lines, statement
from knowledge.answers import Fact, PartyRow, Positions

CELLS = 12
"""A picture has at most so many statements."""
TALL = 1420
"""About how many pixels they may take."""
COLUMNS = 2
UNEVEN = 2
"""Statements whose lengths differ by more lines stand below each other, each over the whole width."""
GAP = 20
PAD = 18
MARK = 38
"""Pixels that the mark takes on a statement's first line."""
NAME = STRONG.leading + 26
"""Pixels that a party's name takes, with the room above it."""
ABOUT = (
    "What each party itself says, newest dated first. Nothing in our documents does not mean that a party has no "
    "position."
)
NOTHING = "Nothing in our documents"


@dataclass(frozen=True, slots=True)
class Cell:
    """A statement as it will be drawn."""

    fact: Fact
    drawn: Statement


@dataclass(frozen=True, slots=True)
class Line:
    """Cells side by side under their party's name; none where it says nothing."""

    party: str
    cells: tuple[Cell, ...]

    @property
    def height(self) -> float:
        """Pixels from the cells' upper to their lower edge."""
        return max(cell.drawn.height for cell in self.cells) + 2 * PAD if self.cells else 0.0


def positions_pictures(answer: Positions) -> Iterator[tuple[Picture, list[str]]]:
    """The pictures of what the parties say, each with the claims it shows."""
    concerned = {check.fact for check in answer.checks}
    lines = [line for row in answer.rows for line in _lines(row, concerned)]
    parts: list[list[Line]] = []
    for line in lines:
        if not parts or not _has_room(parts[-1], line):
            parts.append([])
        parts[-1].append(line)
    silent = [row.name for row in answer.rows if not row.facts]
    # Those who say nothing stand in the last picture, after all who say something.
    for number, part in enumerate(parts or [[]], 1):
        last = number == max(len(parts), 1)
        name = f"positions-{answer.topic}{f'-{answer.party}' if answer.party else ''}-{number}.png"
        picture = _picture(answer, part, silent if last else [], (number, len(parts)), name)
        yield picture, [cell.fact.claim.id for line in part for cell in line.cells]


def _lines(row: PartyRow, concerned: Container[str]) -> Iterator[Line]:
    """A party's statements two by two; never a dated one beside an undated one."""
    pairs = [
        facts[start : start + COLUMNS]
        for facts in (row.dated, row.undated)
        for start in range(0, len(facts), COLUMNS)
    ]
    for pair in pairs:
        line = _line(row.name, pair, concerned)
        words = [len(cell.drawn.words) for cell in line.cells]
        if max(words) - min(words) > UNEVEN:
            yield from (_line(row.name, [fact], concerned) for fact in pair)
        else:
            yield line


def _line(party: str, facts: Sequence[Fact], concerned: Container[str]) -> Line:
    room = _wide(len(facts)) - 2 * PAD
    cells = (statement(fact, room, to_check=fact.claim.id in concerned, indent=MARK) for fact in facts)
    return Line(party, tuple(map(Cell, facts, cells)))


def _wide(cells: int) -> float:
    """Pixels of each of so many cells side by side: one that stands alone has the whole line."""
    return (palette.ROOM - GAP * (cells - 1)) / cells


def _has_room(part: Sequence[Line], line: Line) -> bool:
    used = sum(one.height + GAP for one in part) + NAME * len({one.party for one in part})
    cells = sum(len(one.cells) for one in part)
    return used + line.height <= TALL and cells + len(line.cells) <= CELLS


def _picture(
    answer: Positions, lines: Sequence[Line], silent: Sequence[str], place: tuple[int, int], name: str
) -> Picture:
    canvas = Canvas()
    of = f" ({place[0]} of {place[1]})" if place[1] > 1 else ""
    y = draw_head(canvas, f"Positions: {answer.name}{_alone(answer)}{of}", ABOUT)
    kinds = [cell.fact.claim.kind for line in lines for cell in line.cells]
    if kinds:
        y = draw_legend(canvas, kinds, y + 8)
    party = ""
    for line in lines:
        if line.party != party:
            party = line.party
            y = canvas.lines([party], (palette.MARGIN, y + 20), STRONG) + 6
        wide = _wide(len(line.cells))
        for column, cell in enumerate(line.cells):
            x = palette.MARGIN + column * (wide + GAP)
            canvas.rectangle((x, y), (wide, line.height), palette.PANEL, radius=12)
            group = group_of(cell.fact.claim.kind)
            draw_mark(canvas, group, (x + PAD + 13, y + PAD + MUTED.leading * 0.5))
            draw_statement(canvas, cell.drawn, (x + PAD, y + PAD), group.colour)
        y += line.height + GAP
    y = _silent(canvas, silent, y)
    y = draw_foot(canvas, answer.as_of, y - 8)
    return canvas.picture(y, _alt(answer, lines, silent, of), name)


def _alone(answer: Positions) -> str:
    """The party, where only one was asked for."""
    return f", {answer.rows[0].name} only" if answer.party else ""


def _silent(canvas: Canvas, parties: Sequence[str], y: float) -> float:
    """A dashed box with all parties that say nothing; give where the next thing may begin."""
    if not parties:
        return y
    y += GAP
    names = pieces_as_lines(parties, palette.ROOM - 2 * PAD, STRONG)
    height = MUTED.leading + len(names) * STRONG.leading + 2 * PAD
    edge = Pen(palette.LINE, 3, dashed=True)
    canvas.rectangle((palette.MARGIN, y), (palette.ROOM, height), radius=12, edge=edge)
    below = canvas.lines([NOTHING], (palette.MARGIN + PAD, y + PAD), MUTED)
    canvas.lines(names, (palette.MARGIN + PAD, below), STRONG)
    return y + height + GAP


def _alt(answer: Positions, lines: Sequence[Line], silent: Sequence[str], of: str) -> str:
    """What the picture shows, in a few sentences."""
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.party] = counts.get(line.party, 0) + len(line.cells)
    spoken = ", ".join(f"{party} {count}" for party, count in counts.items())
    details = [f"Statements by party: {spoken}."] if spoken else []
    if silent:
        details.append(f"Nothing in our documents: {', '.join(silent)}.")
    return alternative(f"What the parties say on {answer.name}{_alone(answer)}{of}.", details, TWIN)
