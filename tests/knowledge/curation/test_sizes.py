"""What would not fit a page of a card is an error at its place."""

from __future__ import annotations

import pytest

from knowledge.curation.rules.sizes import (
    LEAD_LIMIT,
    NOTE_LIMIT,
    NOTE_WITH_EVIDENCE_LIMIT,
    WITH_CONTRADICTIONS_LIMIT,
    WORDING_LIMIT,
)
from knowledge.provenance.check import check
from tests.knowledge.curation.bases import Base, Edit

NOTE = "The navy's own list has the radar in service from 2014."


def words(count: int) -> str:
    """Give a line of words of exactly so many characters."""
    return ("word " * count)[: count - 1] + "s"


def too_long(base: Base) -> list[tuple[str, int, int, str]]:
    """Give where the check finds something too long, and what it says."""
    found = [problem for problem in check(base.seeds, base.documents).problems if problem.code == "too-long"]
    return [(problem.file, problem.line, problem.column, problem.message) for problem in found]


@pytest.mark.parametrize(
    ("file", "old", "new", "limit"),
    [
        ("notes.yaml", f"text: {NOTE}", "text: ‸{}", NOTE_LIMIT),
        (
            "documents/alder/claims.yaml",
            "text: Westmark did not comment on the radar.",
            "text: ‸{}",
            WORDING_LIMIT,
        ),
    ],
)
def test_a_wording_is_too_long_from_its_limit_on(
    base: Base, file: str, old: str, new: str, limit: int
) -> None:
    assert not too_long(base)
    place = base.edit(Edit(file, old, new.format(words(limit))))
    assert not too_long(base)
    base.edit(Edit(file, words(limit), words(limit + 1)))
    [(where, line, column, said)] = too_long(base)
    assert (where, (line, column)) == (file, place)
    assert said == f"at most {limit} characters allowed here, {limit + 1} given"


def test_a_note_with_all_its_evidence_is_too_long_at_the_evidence(base: Base) -> None:
    title = "title: List of stations"
    base.edit(Edit("notes.yaml", title, f"title: {words(NOTE_WITH_EVIDENCE_LIMIT - 150)}"))
    assert not too_long(base)
    base.edit(Edit("notes.yaml", words(NOTE_WITH_EVIDENCE_LIMIT - 150), words(NOTE_WITH_EVIDENCE_LIMIT)))
    [(file, line, _, said)] = too_long(base)
    text = (base.seeds / file).read_text(encoding="utf-8").split("\n")
    assert text[line - 2 : line] == ["  evidence:", "    - publisher: Navy of Norland"]
    assert "a note and its evidence" in said


def test_a_statement_and_what_contradicts_it_stand_together_and_have_a_limit_together(base: Base) -> None:
    base.edit(Edit("notes.yaml", f"text: {NOTE}", f"text: {words(NOTE_LIMIT)}"))
    assert not too_long(base)
    notes = base.seeds / "notes.yaml"
    once = notes.read_text(encoding="utf-8").split("\n\n")[0]
    again = once.replace("id: note-lantern-year", "id: note-lantern-other")
    notes.write_text(f"{again}\n\n{notes.read_text(encoding='utf-8')}", encoding="utf-8")
    [(file, _, _, said)] = too_long(base)
    assert file == "documents/alder/claims.yaml"
    assert f"at most {WITH_CONTRADICTIONS_LIMIT} characters" in said


def test_the_head_of_an_entry_is_too_long_at_its_description(base: Base) -> None:
    base.edit(Edit("ambiguous.yaml", "reason: The two ministers.", f"reason: {words(LEAD_LIMIT)}"))
    found = too_long(base)
    assert len(found) == 2
    assert all(file.startswith("entities/") and "contrasts" in said for file, _, _, said in found)
