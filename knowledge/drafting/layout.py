"""Which lines of a copy are body paragraphs, which are named parts, and which are furniture.

A paragraph is a line, since copies are matched line by line. Body paragraphs are the running prose between the
headline block and the end matter. What cannot be told from the copy alone is marked as doubtful, for a person to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.curation.schema import NAMED_LOCATORS
from knowledge.drafting.sorts import Sort, sort_of
from knowledge.provenance.text import fingerprint, words

BODY = "body"
NOTHING = "nothing"
"""The mark of a line that is neither a paragraph nor a named part."""
MARKS = frozenset({BODY, NOTHING}) | NAMED_LOCATORS
"""What a person may say a line is."""
_STANDFIRST_WORDS = 60
_DECK_WORDS = 8
_LONG_HEADING = 10
_SHORT_BODY = 8
_NAMED = {
    Sort.CREDIT: "source-line",
    Sort.CAPTION: "caption",
    Sort.DATE_LINE: "date-line",
    Sort.AUTHOR_NOTE: "author-note",
    Sort.DISCLAIMER: "disclaimer",
    Sort.FOOTER: "footer",
}
_HEAD_PIECES = (Sort.DATE_LINE, Sort.BYLINE, Sort.READING_TIME)
_WHY = {
    Sort.READING_TIME: "reading time",
    Sort.DATE_LINE: "a date",
    Sort.BYLINE: "byline",
    Sort.CREDIT: "picture credit",
    Sort.FURNITURE: "site furniture",
    Sort.WORDS: "heading, or words that are no sentence",
    Sort.END: "end matter begins",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A non-empty line of a copy and what it was taken for.

    Attributes:
        line: its number in the file, from 1.
        text: as it stands, without outer spaces.
        what: ``body``, a named locator, or ``nothing``.
        why: the reason in words.
        doubt: what a person should look at; empty when nothing.
    """

    line: int
    text: str
    what: str
    why: str
    doubt: str = ""


def lay_out(copy: str, marks: Mapping[int, str] | None = None) -> tuple[Part, ...]:
    """Give every non-empty line its part.

    Args:
        copy: the text.
        marks: line number → what a person says it is (one of ``MARKS``); goes before every guess.

    Raises:
        ValueError: a mark names an empty line, or two marks name the same part.
    """
    lines = [(number, line.strip()) for number, line in enumerate(copy.splitlines(), 1) if line.strip()]
    said = dict(marks or {})
    _refuse_wrong_marks(said, {number for number, _ in lines})
    sorts = [_said_sort(said.get(number)) or sort_of(text) for number, text in lines]
    head = _head_end(lines, sorts)
    end = _end_start(sorts, head)
    title, title_doubt = _title(lines, sorts, head)
    parts: list[Part] = []
    bodies: dict[str, int] = {}
    for at, (number, text) in enumerate(lines):
        if number in said:
            part = Part(number, text, said[number], "marked by a person")
        elif at == title:
            part = Part(number, text, "title", "the line above the date, byline or text", title_doubt)
        elif at < head:
            part = _in_head(number, text, sorts[at], after_title=title is not None and at > title)
        elif at >= end:
            part = _named(number, text, sorts[at]) or Part(number, text, NOTHING, "after the end of the text")
        else:
            part = _in_body(number, text, sorts[at])
        if part.what == BODY:
            before = bodies.setdefault(fingerprint(text), number)
            if before != number and number not in said:
                part = Part(number, text, NOTHING, f"repeats line {before}")
        parts.append(part)
    return tuple(_each_name_once(parts, said))


def _refuse_wrong_marks(said: Mapping[int, str], known: set[int]) -> None:
    used: dict[str, int] = {}
    for number, what in said.items():
        if what not in MARKS:
            raise ValueError(f"line {number} cannot be {what!r}: use one of {', '.join(sorted(MARKS))}")
        if number not in known:
            raise ValueError(f"line {number} is empty or not in the copy: nothing to mark there")
        if what in NAMED_LOCATORS and used.setdefault(what, number) != number:
            raise ValueError(f"lines {used[what]} and {number} cannot both be the {what}: mark one")


def _said_sort(what: str | None) -> Sort | None:
    """What a marked line counts as while the others are placed."""
    if what is None:
        return None
    return {BODY: Sort.PROSE, NOTHING: Sort.FURNITURE}.get(what) or next(
        (sort for sort, name in _NAMED.items() if name == what), Sort.FURNITURE
    )


def _head_end(lines: Sequence[tuple[int, str]], sorts: Sequence[Sort]) -> int:
    """Where the body begins: the first prose after the last date, byline or reading time of the headline block.

    One sentence of prose may stand inside the block (the standfirst); more, or a long one, is the text itself.
    """
    prose = last = 0
    for at, sort in enumerate(sorts):
        if sort is Sort.PROSE:
            prose += 1
            if prose > 1 or len(words(lines[at][1])) > _STANDFIRST_WORDS:
                break
        elif sort in _HEAD_PIECES:
            last = at + 1
    return next((at for at in range(last, len(sorts)) if sorts[at] is Sort.PROSE), len(sorts))


def _end_start(sorts: Sequence[Sort], head: int) -> int:
    """Where the end matter begins: the first sure mark, or a closing note with no more prose behind it."""
    for at in range(head, len(sorts)):
        if sorts[at] is Sort.END or sorts[at] is Sort.FOOTER:
            return at
        if sorts[at] in (Sort.AUTHOR_NOTE, Sort.DISCLAIMER):
            rest = sorts[at:]
            sure = next((n for n, sort in enumerate(rest) if sort in (Sort.END, Sort.FOOTER)), len(rest))
            if Sort.PROSE not in rest[:sure]:
                return at
    return len(sorts)


def _title(lines: Sequence[tuple[int, str]], sorts: Sequence[Sort], head: int) -> tuple[int | None, str]:
    """The title's place: the last plain line above the first date, byline, reading time or caption; else the first."""
    plain = [at for at in range(head) if sorts[at] is Sort.WORDS]
    if not plain:
        return None, ""
    pieces = [at for at in range(head) if sorts[at] in (*_HEAD_PIECES, Sort.CAPTION, Sort.PROSE)]
    above = [at for at in plain if pieces and at < pieces[0]]
    title = above[-1] if above else plain[0]
    others = [lines[at][0] for at in (above or plain) if at != title]
    doubt = f"line {' or '.join(map(str, others))} could be the title instead" if others else ""
    return title, doubt


def _in_head(number: int, text: str, sort: Sort, *, after_title: bool) -> Part:
    deck = sort is Sort.PROSE or (sort is Sort.WORDS and len(words(text)) >= _DECK_WORDS)
    if after_title and deck:
        doubt = "" if sort is Sort.PROSE else "no sentence: is it a caption, or a heading?"
        return Part(number, text, "standfirst", "between the title and the text", doubt)
    where = "in the headline block" if after_title else "above the title"
    return _named(number, text, sort) or Part(number, text, NOTHING, f"{where}: {_WHY.get(sort, 'a line')}")


def _named(number: int, text: str, sort: Sort) -> Part | None:
    return Part(number, text, _NAMED[sort], "by its form") if sort in _NAMED else None


def _in_body(number: int, text: str, sort: Sort) -> Part:
    count = len(words(text))
    if sort in (Sort.PROSE, Sort.AUTHOR_NOTE):
        doubt = "a short line: is it a paragraph?" if count < _SHORT_BODY else ""
        doubt = "reads like a note on its author: is it a paragraph?" if sort is Sort.AUTHOR_NOTE else doubt
        return Part(number, text, BODY, "running prose", doubt)
    if sort in (Sort.CAPTION, Sort.DISCLAIMER):
        return Part(
            number, text, _NAMED[sort], "by its form", "it stands inside the text: is it a paragraph?"
        )
    doubt = "a long heading: is it a paragraph?" if count >= _LONG_HEADING else ""
    return Part(number, text, NOTHING, _WHY.get(sort, "no prose"), doubt)


def _each_name_once(parts: Sequence[Part], said: Mapping[int, str]) -> list[Part]:
    """A locator names one line: the one that a person marked, else the first; the others are left out, with a doubt."""
    holder: dict[str, int] = {
        part.what: part.line for part in reversed(parts) if part.what in NAMED_LOCATORS
    } | {what: number for number, what in said.items() if what in NAMED_LOCATORS}
    return [
        part
        if part.what not in NAMED_LOCATORS or holder[part.what] == part.line
        else replace(
            part,
            what=NOTHING,
            why=f"another {part.what}",
            doubt=f"line {holder[part.what]} is the {part.what}: should it be this one?",
        )
        for part in parts
    ]
