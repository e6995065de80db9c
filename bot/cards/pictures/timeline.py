"""The ledger: a row for each statement of a timeline, a bar as long as its date is inexact, gaps visible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.pictures import palette
from bot.cards.pictures.axis import Axis, axis
from bot.cards.pictures.canvas import LABEL, MUTED, Canvas, Pen, wrapped
from bot.cards.pictures.frame import TWIN, draw_foot, draw_head
from bot.cards.pictures.groups import draw_legend, draw_mark, group_of
from bot.cards.pictures.picture import Picture, alternative
from bot.cards.pictures.statement import Statement, draw_statement, statement
from bot.cards.timelines import EVENTS, PLANS, UNDATED, range_words
from knowledge import dates
from knowledge.answers import Fact, Timeline
from knowledge.answers.facts import KIND_LABELS

ROWS = 12
"""A picture has at most so many rows."""
TALL = 1420
"""About how many pixels its rows may take, so that it stays legible where its height is limited."""
SPARE = 240
"""How many more they may take for the very last row not to stand in a picture of its own."""
TEXT_LEFT = palette.MARGIN + 46
CHART_LEFT, CHART_RIGHT = 884, palette.WIDTH - palette.MARGIN - 32
TEXT_ROOM = CHART_LEFT - 48 - TEXT_LEFT
WIDE_ROOM = palette.WIDTH - palette.MARGIN - 8 - TEXT_LEFT
PAD = 12
MARK_X, MARK_DOWN = palette.MARGIN + 14, PAD + LABEL.leading * 0.5
"""Where a row's mark is."""
MARK_GAP = 22
"""Pixels from a mark's middle to the line that ties it to the mark of the row it counts from."""
THIN = 10
"""A bar is at least so wide, for a single day to be seen."""
BAR = 18


@dataclass(frozen=True, slots=True)
class Row:
    """A statement as it will be drawn."""

    fact: Fact
    heading: str
    when: dates.Edtf | None
    drawn: Statement

    @property
    def follows(self) -> bool:
        """Whether it stands where it does only because the source counts it from what stands before it."""
        return self.heading == EVENTS and self.when is None

    @property
    def height(self) -> float:
        """Pixels it takes."""
        return self.drawn.height + 2 * PAD


def timeline_pictures(answer: Timeline, all_of_it: str) -> Iterator[tuple[Picture, list[str]]]:
    """The pictures of a timeline, each with the claims it shows.

    Args:
        answer: the timeline.
        all_of_it: what the timeline of everything is called.
    """
    title, first = answer.name or all_of_it, 1
    for number, part in enumerate(_parts(answer), 1):
        last = first + len(part) - 1
        here = f"{first} to {last}" if first < last else str(first)
        place = f"{here} of {len(answer.facts)}" if len(part) < len(answer.facts) else None
        name = f"timeline-{answer.entity or 'all'}-{number}.png"
        yield _picture(answer, title, part, place, name), [row.fact.claim.id for row in part]
        first = last + 1


def _parts(answer: Timeline) -> Iterator[list[Row]]:
    """The rows of each picture."""
    groups = ((EVENTS, answer.in_order), (PLANS, answer.plans), (UNDATED, answer.unplaced))
    concerned = {check.fact for check in answer.checks}
    part: list[Row] = []
    left = len(answer.facts)
    for heading, facts in groups:
        for fact in facts:
            row = _row(fact, heading, fact.claim.id in concerned)
            left -= 1
            tall = TALL if left else TALL + SPARE
            if part and (len(part) == ROWS or sum(one.height for one in part) + row.height > tall):
                yield part
                part = []
            part.append(row)
    if part:
        yield part


def _row(fact: Fact, heading: str, to_check: bool) -> Row:
    when = dates.parse(fact.when) if fact.when else None
    on_axis = heading != UNDATED and when is not None
    room = TEXT_ROOM if on_axis or heading == EVENTS else WIDE_ROOM
    return Row(
        fact,
        heading,
        when if on_axis else None,
        statement(fact, room, to_check=to_check, dated=heading != UNDATED),
    )


def _picture(answer: Timeline, title: str, rows: Sequence[Row], place: str | None, name: str) -> Picture:
    canvas = Canvas()
    y = draw_head(canvas, f"Timeline: {title}", _about(answer, rows, place))
    y = draw_legend(canvas, (row.fact.claim.kind for row in rows), y + 8) + 14
    scale = axis([(row.when.lower, row.when.upper) for row in rows if row.when], CHART_LEFT, CHART_RIGHT)
    heading, shaded, above = "", True, None
    for row in rows:
        if row.heading != heading:
            heading, shaded, above = row.heading, True, None
            dated = any(one.when for one in rows if one.heading == heading)
            y = _heading(canvas, heading, y, scale if dated else None)
        mark = y + MARK_DOWN
        y = _draw(canvas, row, y, scale, shaded=shaded)
        if row.follows and above is not None:
            tie = [(MARK_X, above + MARK_GAP), (MARK_X, mark - MARK_GAP)]
            canvas.line(tie, Pen(palette.MUTED, 4))
        above, shaded = mark, not shaded
    y = draw_foot(canvas, answer.as_of, y)
    return canvas.picture(y, _alt(answer.name or title.lower(), rows, place), name)


def _heading(canvas: Canvas, heading: str, y: float, scale: Axis | None) -> float:
    """A heading, and the years above the bars where the rows below it have some."""
    lines = wrapped(heading, TEXT_ROOM + 46 if scale else palette.ROOM, LABEL)
    bottom = canvas.lines(lines, (palette.MARGIN, y + 14), LABEL) + 12
    if scale:
        for x, year in scale.lines():
            if year:
                canvas.text(year, (x, bottom - 20), MUTED, "middle")
    return bottom


def _draw(canvas: Canvas, row: Row, y: float, scale: Axis | None, *, shaded: bool) -> float:
    bottom, middle = y + row.height, y + row.height / 2
    if shaded:
        canvas.rectangle((palette.MARGIN - 16, y), (palette.ROOM + 32, row.height), palette.PANEL, radius=10)
    group = group_of(row.fact.claim.kind)
    draw_mark(canvas, group, (MARK_X, y + MARK_DOWN))
    draw_statement(canvas, row.drawn, (TEXT_LEFT, y + PAD), group.colour)
    if scale and (row.when or row.follows):
        for x, _ in scale.lines():
            canvas.line([(x, y), (x, bottom)], Pen(palette.LINE))
    if scale and row.when:
        for left, right in scale.breaks():
            for x in (left + (right - left) * share for share in (0.35, 0.65)):
                canvas.line([(x - 5, middle + 12), (x + 5, middle - 12)], Pen(palette.MUTED, 3))
        _bar(canvas, row.when, middle, scale, group.colour)
    return bottom


def _bar(canvas: Canvas, when: dates.Edtf, middle: float, scale: Axis, colour: str) -> None:
    """A bar from the earliest to the latest possible day; an arrow where there is no such day."""
    left = scale.x(when.lower.toordinal() if when.lower else 0)
    right = scale.x(when.upper.toordinal() + 1 if when.upper else date.max.toordinal())
    if right - left < THIN:
        left, right = (left + right - THIN) / 2, (left + right + THIN) / 2
    lasted = when.span is dates.Span.INTERVAL
    unsure = when.uncertain or when.approximate
    hollow = Pen(colour, 3, dashed=unsure) if lasted or unsure else None
    fill = palette.GROUND if hollow else colour
    canvas.rectangle((left, middle - BAR / 2), (right - left, BAR), fill, radius=5, edge=hollow)
    if lasted:
        canvas.line([(left + 4, middle), (right - 4, middle)], Pen(colour, 4))
    for no_bound, x, way in ((when.lower is None, left, -1), (when.upper is None, right, 1)):
        if no_bound:
            canvas.shape([(x, middle - 14), (x + way * 16, middle), (x, middle + 14)], colour)


def _about(answer: Timeline, rows: Sequence[Row], place: str | None) -> str:
    """Which statements these are, what was left out, and what the bars mean that this picture has."""
    shown = [row.when for row in rows if row.when]
    said = [_which(rows, place)]
    if answer.kind:
        said.append(f"Only of the kind “{KIND_LABELS[answer.kind]}”.")
    if answer.start or answer.end:
        said.append(f"Range: {range_words(answer)}.")
        if not any(fact.when for fact in answer.facts):
            said.append("Nothing is dated in it.")
    if answer.outside:
        sides = ((len(answer.earlier), "before"), (len(answer.later), "after"))
        said.append(f"Outside the range: {', '.join(f'{many} {side}' for many, side in sides if many)}.")
    if shown:
        said.append("Bar: the time within which the source places it.")
    if any(row.follows for row in rows):
        said.append("Tied to the row above: the source counts it from there.")
    if any(when.span is dates.Span.INTERVAL for when in shown):
        said.append("Hollow bar with a line: it lasted so long.")
    if any(when.uncertain or when.approximate for when in shown):
        said.append("Dashed: uncertain or about then.")
    if any(when.lower is None or when.upper is None for when in shown):
        said.append("Arrow: no bound given.")
    return " ".join(said)


def _which(rows: Sequence[Row], place: str | None) -> str:
    many = "" if len(rows) == 1 else "s"
    return f"Statement{many} {place}." if place else f"{len(rows)} statement{many}."


def _alt(title: str, rows: Sequence[Row], place: str | None) -> str:
    """What the picture shows, in a few sentences."""
    what = f"Timeline of {title}. {_which(rows, place)}"
    details = []
    if shown := [row.when for row in rows if row.when]:
        first, last = dates.words(shown[0]), dates.words(max(shown, key=dates.sort_key))
        details.append(f"First {first}, last {last}." if first != last else f"Dated {first}.")
    details.append("Each row has its date, kind and citation; a bar is as long as the date is inexact.")
    return alternative(what, details, TWIN)
