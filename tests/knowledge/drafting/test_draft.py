"""Drafting a document: what is filled in, what is asked, what is refused, and that nothing is half-written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.curation.load import load
from knowledge.curation.schema import Document
from knowledge.drafting import Draft, DraftError, draft, read_copy, write
from knowledge.provenance.text import document_fingerprint, fingerprint
from tests.knowledge.curation.bases import Base
from tests.knowledge.drafting import guide
from tests.knowledge.drafting.test_layout import MAGAZINE, PARAGRAPH, PLAIN, THINK_TANK

TODAY = date(2026, 11, 22)
BROKEN = """\
The ferry leaves the northern harbour at six,
and comes back before the light on
the pier goes out in the evening, when
nobody is there to see that it is
grey.
"""


def _draft(base: Base, copy: str, own: str = "new-one", marks: dict[int, str] | None = None) -> Draft:
    return draft(own, copy, load(base.seeds), TODAY, marks)


def test_what_the_copy_says_is_filled_in(clean_base: Base) -> None:
    document = _draft(clean_base, THINK_TANK).document
    assert document.title == "The grey boat and the harbour"
    assert (document.published.edtf, document.published.basis) == ("2021-03-19", "stated")
    assert document.published.reason == "The date line of the copy gives 19 March 2021."
    assert document.language == "en"
    assert document.order == 3


def test_what_it_does_not_say_is_asked(clean_base: Base) -> None:
    drafted = _draft(clean_base, f"{PARAGRAPH}\n")
    assert drafted.fill_in == (
        "short", "author.name", "publisher", "order_evidence", "address", "rights", "attribution", "title",
        "published.reason",
    )  # fmt: skip
    assert drafted.document.title.startswith("FILL IN: ")
    assert drafted.document.published.edtf == "[..2026-11-22]"
    assert drafted.document.published.basis == "derived"


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("19 March 2021", "2021-03-19"),
        ("Published 1st Sept. 2020", "2020-09-01"),
        ("2021-03-19", "2021-03-19"),
        ("March 2021", None),
        ("03/04/2021", None),
        ("Updated 19 March 2021", None),
        ("31 February 2021", None),
        ("19 March 2021, 20 March 2021", None),
    ],
)
def test_only_a_plain_day_of_publication_is_taken(clean_base: Base, line: str, edtf: str | None) -> None:
    published = _draft(clean_base, f"The grey boat\n\n{line}\n\n{PARAGRAPH}\n").document.published
    assert published.edtf == (edtf or "[..2026-11-22]")


def test_another_language_is_asked(clean_base: Base) -> None:
    german = "Das Boot verlässt den Hafen um sechs und kommt wieder, bevor das Licht auf der Mole ausgeht."
    assert "language" in _draft(clean_base, german).fill_in


def test_the_files_load_and_fit_the_copy(base: Base) -> None:
    drafted = _draft(base, MAGAZINE)
    folder = write(drafted, base.seeds)
    assert sorted(path.name for path in folder.iterdir()) == [
        "claims.yaml",
        "document.yaml",
        "paragraphs.tsv",
    ]
    found = next(one for one in load(base.seeds).documents if one.document.value.id == "new-one")
    assert found.document.value == drafted.document
    assert found.claims == ()
    assert found.document.value.skipped == ()
    assert found.document.value.fingerprint == document_fingerprint(found.paragraphs)
    assert [row.locator for row in found.paragraphs] == ["title", "1", "2", "3", "author-note", "footer"]
    assert found.paragraphs[1].fingerprint == fingerprint(PARAGRAPH)
    assert folder.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"caf\xe9", "not UTF-8 at byte 3"),
        (b"\xef\xbb\xbftext", "byte order mark"),
        (b"a\x00b", "NUL bytes"),
        (BROKEN.encode(), "short lines"),
    ],
)
def test_a_copy_that_is_no_text_of_paragraphs_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(DraftError, match=sentence):
        read_copy(content, "copy.txt")


def test_a_copy_is_read_as_it_stands() -> None:
    assert read_copy(MAGAZINE.encode(), "copy.txt") == MAGAZINE


def test_a_copy_without_prose_is_refused(clean_base: Base) -> None:
    with pytest.raises(DraftError, match="no running prose"):
        _draft(clean_base, "A title\n\nShare\n")


def test_more_paragraphs_than_locators_are_refused(clean_base: Base) -> None:
    copy = "\n".join(f"This is the sentence with the number {number} of many." for number in range(1001))
    with pytest.raises(DraftError, match="at most 999"):
        _draft(clean_base, copy)


def test_an_id_that_is_taken_is_refused(clean_base: Base) -> None:
    with pytest.raises(DraftError, match="a document 'alder' already"):
        _draft(clean_base, PLAIN, "alder")


def test_a_wrong_mark_is_refused(clean_base: Base) -> None:
    with pytest.raises(DraftError, match="line 2 is empty"):
        _draft(clean_base, PLAIN, marks={2: "body"})


def test_a_known_document_saved_again_is_refused(clean_base: Base) -> None:
    copy = (clean_base.documents / "alder.txt").read_text(encoding="utf-8")
    saved_again = "Another tagline\n" + copy.replace("Share this page", "Print")
    with pytest.raises(DraftError, match="already those of 'alder'"):
        _draft(clean_base, saved_again)


def test_a_paragraph_of_another_document_is_only_said(clean_base: Base) -> None:
    row = next(row for row in load(clean_base.seeds).documents[0].paragraphs if row.locator == "2")
    lines = (clean_base.documents / "alder.txt").read_text(encoding="utf-8").splitlines()
    theirs = next(line for line in lines if fingerprint(line) == row.fingerprint)
    assert _draft(clean_base, PLAIN + theirs + "\n").shared == (("3", "alder", "2"),)


def test_a_folder_that_is_there_is_left_alone(base: Base) -> None:
    drafted = _draft(base, PLAIN)
    folder = base.seeds / "documents" / "new-one"
    folder.mkdir()
    with pytest.raises(DraftError, match="is there already"):
        write(drafted, base.seeds)
    assert list(folder.iterdir()) == []


def test_nothing_is_left_of_a_draft_that_cannot_be_written(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    before = sorted(base.seeds.rglob("*"))
    drafted = _draft(base, PLAIN)
    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="No space left"):
        write(drafted, base.seeds)
    assert sorted(base.seeds.rglob("*")) == before


def test_the_worklist_names_what_stands_in_each_paragraph(clean_base: Base) -> None:
    finds = _draft(clean_base, guide.blocks()["grey-sound.txt"]).finds
    assert finds["1"].numbers == ("10",)
    assert finds["1"].dates == ("2011",)
    assert finds["1"].entities == (("grey-sound", "Grey Sound"),)
    assert "Estermark" in finds["1"].unknown
    assert finds["2"].unknown[-3:] == ("Otto Brandt", "Northhaven", "Skerry Island")
    assert finds["2"].dates == ("March 2022",)


def test_the_worklist_names_known_entities_once_with_their_words(clean_base: Base) -> None:
    told = (
        "Norland wrote to Sudria in June 2019, and Norland and the U.S. Navy and Mr. Green waited two days."
    )
    finds = _draft(clean_base, f"{told}\n").finds["1"]
    assert finds.entities == (("norland", "Norland"), ("sudria", "Sudria"))
    assert finds.unknown == ("U.S. Navy", "Mr. Green")
    assert finds.numbers == ("2",)


def test_a_long_paragraph_is_searched_to_its_end(clean_base: Base) -> None:
    long = "The boat was grey and it came and went. " * 400 + "At last Norland saw it."
    finds = _draft(clean_base, f"{long}\n").finds["1"]
    assert finds.entities == (("norland", "Norland"),)


def test_a_description_without_placeholders_is_whole(clean_base: Base) -> None:
    drafted = _draft(clean_base, PLAIN)
    assert set(drafted.fill_in) > {"short", "publisher"}
    assert Document.model_validate(drafted.document.model_dump()) == drafted.document
