"""Which lines of a copy are paragraphs: on invented copies of several makes, and on the real ones where they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.drafting.layout import BODY, MARKS, NOTHING, lay_out
from knowledge.drafting.sorts import Sort, sort_of
from knowledge.provenance.text import fingerprint
from tests.knowledge.curation.bases import MINI_DOCUMENTS, MINI_SEEDS
from tests.knowledge.drafting.guide import REAL_DOCUMENTS, ROOT

PARAGRAPH = (
    "The ferry leaves the northern harbour at six, and comes back before the light on the pier goes out."
)
OTHER = "Nobody on the southern shore could say who had paid for the second boat, or why it was painted grey."
THIRD = "It did not sail."

DISCLAIMER = "The institute takes no institutional positions; the views expressed are those of the author."

MAGAZINE = f"""\
A magazine for coasts
Home
The grey boat

12 minutes to read

In short

{PARAGRAPH}

Share
• A
• B
Tweet

{OTHER}

What next?

{THIRD}

Cleo Reed is a researcher at the Institute of Boats.

Comments are closed.

Support good analysis
The magazine is printed on the northern shore, by people who also mend boats there in winter.
Copyright ©2024 The magazine. All rights reserved.
"""
THINK_TANK = f"""\
Source: Agency
The grey boat and the harbour

The second boat raises questions that nobody has asked.

Published on March 19, 2021

{PARAGRAPH}

{OTHER}

{DISCLAIMER}
"""
BLOG = f"""\
Posted on 2021-03-19
The grey boat
By Cleo Reed

{PARAGRAPH}

Image: the boat at the pier

{PARAGRAPH}

• {OTHER}

References
[1] A book about boats that was printed in the north, and that nobody has read since.
"""
PLAIN = f"The grey boat\n\n{PARAGRAPH}\n\n{OTHER}\n"


def _what(copy: str) -> list[tuple[str, str]]:
    return [(part.what, part.text) for part in lay_out(copy) if part.what != NOTHING]


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        (
            MAGAZINE,
            [
                ("title", "The grey boat"),
                (BODY, PARAGRAPH),
                (BODY, OTHER),
                (BODY, THIRD),
                ("author-note", "Cleo Reed is a researcher at the Institute of Boats."),
                ("footer", "Copyright ©2024 The magazine. All rights reserved."),
            ],
        ),
        (
            THINK_TANK,
            [
                ("source-line", "Source: Agency"),
                ("title", "The grey boat and the harbour"),
                ("standfirst", "The second boat raises questions that nobody has asked."),
                ("date-line", "Published on March 19, 2021"),
                (BODY, PARAGRAPH),
                (BODY, OTHER),
                ("disclaimer", DISCLAIMER),
            ],
        ),
        (
            BLOG,
            [
                ("date-line", "Posted on 2021-03-19"),
                ("title", "The grey boat"),
                (BODY, PARAGRAPH),
                ("caption", "Image: the boat at the pier"),
                (BODY, f"• {OTHER}"),
            ],
        ),
        (PLAIN, [("title", "The grey boat"), (BODY, PARAGRAPH), (BODY, OTHER)]),
    ],
    ids=["magazine", "think-tank", "blog", "plain"],
)
def test_paragraphs_and_parts_are_found(copy: str, expected: list[tuple[str, str]]) -> None:
    assert _what(copy) == expected


KNOWN = [
    pytest.param(documents / f"{folder.name}.txt", folder / "paragraphs.tsv", id=folder.name)
    for seeds, documents in ((MINI_SEEDS, MINI_DOCUMENTS), (ROOT / "seeds", REAL_DOCUMENTS))
    for folder in sorted((seeds / "documents").iterdir())
    if (documents / f"{folder.name}.txt").is_file()
]


@pytest.mark.parametrize(("copy", "rows"), KNOWN)
def test_the_curated_numbering_comes_out_again(copy: Path, rows: Path) -> None:
    """The invented copies are made to be hard, so marks may be needed there; the body is numbered right."""
    curated = [line.split("\t") for line in rows.read_text(encoding="utf-8").splitlines()[1:]]
    body = [row[1] for row in curated if row[3] == "body"]
    found = lay_out(copy.read_text(encoding="utf-8"))
    assert body
    assert [fingerprint(part.text) for part in found if part.what == BODY] == body


def test_the_curated_parts_of_the_real_copies_come_out_again() -> None:
    looked = 0
    for copy in sorted(REAL_DOCUMENTS.glob("*.txt")):
        rows = ROOT / "seeds" / "documents" / copy.stem / "paragraphs.tsv"
        if not rows.is_file():
            continue
        curated = [line.split("\t") for line in rows.read_text(encoding="utf-8").splitlines()[1:]]
        parts = {row[0]: row[1] for row in curated if row[3] != "body"}
        found = lay_out(copy.read_text(encoding="utf-8"))
        assert {
            part.what: fingerprint(part.text) for part in found if part.what not in (BODY, NOTHING)
        } == parts
        looked += 1
    assert looked or not REAL_DOCUMENTS.is_dir()


def test_a_mark_goes_before_every_guess() -> None:
    marked = lay_out(MAGAZINE, {1: "title", 18: BODY, 9: NOTHING})
    by_line = {part.line: part for part in marked}
    assert by_line[1].what == "title"
    assert by_line[3].what == NOTHING
    assert by_line[18].text == "What next?"
    assert by_line[18].what == BODY
    assert by_line[9].text == PARAGRAPH
    assert by_line[9].what == NOTHING


@pytest.mark.parametrize(
    ("marks", "sentence"),
    [
        ({2: "heading"}, "line 2 cannot be 'heading'"),
        ({4: BODY}, "line 4 is empty or not in the copy"),
        ({999: BODY}, "line 999 is empty or not in the copy"),
        ({1: "title", 3: "title"}, "lines 1 and 3 cannot both be the title"),
    ],
)
def test_a_wrong_mark_is_refused(marks: dict[int, str], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        lay_out(MAGAZINE, marks)


def test_what_cannot_be_told_is_said() -> None:
    doubts = {part.line: part.doubt for part in lay_out(MAGAZINE) if part.doubt}
    assert "line 1" in doubts[3]
    assert "short line" in doubts[20]


def test_a_paragraph_that_stands_twice_is_numbered_once() -> None:
    again = [part for part in lay_out(BLOG) if part.why.startswith("repeats")]
    assert [(part.line, part.why) for part in again] == [(9, "repeats line 5")]


def test_a_second_caption_is_left_out_and_said() -> None:
    parts = lay_out(PLAIN + "\n(Photo: one)\n\n" + THIRD + "\n\n(Photo: two)\n\nIt came back.\n")
    assert [part.what for part in parts if "Photo" in part.text] == ["caption", NOTHING]
    assert "line 7 is the caption" in next(part.doubt for part in parts if part.text == "(Photo: two)")


@pytest.mark.parametrize(
    ("line", "sort"),
    [
        ("19 March 2021", Sort.DATE_LINE),
        ("Updated: 3 Sept. 2020", Sort.DATE_LINE),
        ("The harbour was closed on 19 March 2021.", Sort.PROSE),
        ("March of the boats", Sort.WORDS),
        ("5 min read", Sort.READING_TIME),
        ("By Cleo Reed", Sort.BYLINE),
        ("By then it was over.", Sort.PROSE),
        ("Notes", Sort.END),
        ("Notes on a harbour", Sort.WORDS),
        ("Related articles", Sort.END),
        ("Share", Sort.FURNITURE),
        ("Support came from the north.", Sort.PROSE),
        ("***", Sort.FURNITURE),
        ("Why now?", Sort.WORDS),
        ("「港は閉鎖された。」", Sort.PROSE),
        ("Source: Agency", Sort.CREDIT),
        ("Sources in the harbour said no.", Sort.PROSE),
    ],
)
def test_a_line_by_itself(line: str, sort: Sort) -> None:
    assert sort_of(line) is sort


@given(
    st.lists(
        st.sampled_from(
            [*MAGAZINE.splitlines(), *THINK_TANK.splitlines(), *BLOG.splitlines(), "x\x85y", "。"]
        )
    )
)
def test_any_order_of_lines_keeps_every_line_once_and_names_a_part_once(lines: list[str]) -> None:
    copy = "\n".join(lines)
    parts = lay_out(copy)
    assert [part.text for part in parts] == [line.strip() for line in copy.splitlines() if line.strip()]
    named = [part.what for part in parts if part.what not in (BODY, NOTHING)]
    assert len(named) == len(set(named))
    bodies = [fingerprint(part.text) for part in parts if part.what == BODY]
    assert len(bodies) == len(set(bodies))
    assert all(part.why for part in parts)


def test_the_marks_a_person_may_give() -> None:
    assert {BODY, NOTHING, "title", "caption", "footer", "source-line"} <= MARKS
