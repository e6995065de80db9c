"""A person's own copy against what an edition keeps of the document; the texts are invented."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from knowledge.curation.load import load
from knowledge.edition import Edition, open_edition
from knowledge.edition.build import build
from knowledge.provenance import own_copy
from knowledge.provenance.own_copy import CopyError, OwnCopy
from knowledge.provenance.passages import Library, places

if TYPE_CHECKING:
    from pathlib import Path

    from tests.knowledge.curation.bases import Base


@pytest.fixture(scope="module")
def mini(clean_base: Base, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    path = tmp_path_factory.mktemp("mini") / "edition.sqlite"
    build(load(clean_base.seeds), "mini", path)
    return open_edition(path)


@pytest.fixture(scope="module")
def text(clean_base: Base) -> str:
    return (clean_base.documents / "alder.txt").read_text(encoding="utf-8")


def matched(edition: Edition, copy: str) -> OwnCopy:
    return own_copy.match(copy, "alder", edition.sources["alder"].paragraphs.values())


def wrapped(copy: str) -> str:
    lines = [line for line in copy.splitlines() if line.strip()]
    return "\n\n".join(textwrap.fill(line, 60, break_on_hyphens=False) for line in lines)


@pytest.mark.parametrize("form", ["as it is", "wrapped", "one line", "other quotes and spaces", "furniture"])
def test_a_page_saved_in_another_way_is_the_same_copy(mini: Edition, text: str, form: str) -> None:
    copy = {
        "as it is": text,
        "wrapped": wrapped(text),
        "one line": " ".join(text.split()),
        "other quotes and spaces": text.replace("'", "’").replace(" ", "\u00a0 ").replace("-", "‑"),
        "furniture": f"Menu\nSign in\n{text}\nRead also: ten ferries you should know\n© Alder",
    }[form]
    found = matched(mini, copy)
    assert found.missing == ()
    assert found.different == {}
    assert list(found.checked) == list(mini.sources["alder"].paragraphs)
    assert " ".join(found.checked["3"].replace("\u00a0", " ").split()).startswith("In the summer of 2016")
    assert "Share" not in " ".join(found.checked.values())


def test_a_paragraph_that_was_changed_is_not_the_one_that_was_checked(mini: Edition, text: str) -> None:
    copy = text.replace("would not join", "would join")
    for form in (copy, wrapped(copy)):
        found = matched(mini, form)
        assert "3" not in found.checked
        assert "would join any Ferry Accord" in found.different["3"]
        assert found.missing == ()
        assert "2" in found.checked


def test_what_does_not_stand_there_is_missing(mini: Edition, text: str) -> None:
    lines = [line for line in text.splitlines() if not line.startswith("Norland built the radar")]
    found = matched(mini, "\n".join(lines))
    assert found.missing == ("6",)
    assert found.different == {}
    assert matched(mini, "Something else.").checked == {}


def test_the_document_is_told_by_what_the_copy_holds(mini: Edition, text: str) -> None:
    best, *rest = own_copy.match_all(text, mini)
    assert best.document == "alder"
    assert all(not one.checked for one in rest)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"%PDF-1.7 \xe2", "is a PDF"),
        (b"caf\xe9", "is not UTF-8 at byte 3"),
        (b"a\x00b", "NUL bytes"),
        (b" \n", "is empty"),
        (b"x" * (own_copy.MOST_BYTES + 1), "larger than 8 MB"),
    ],
)
def test_what_is_no_copy_is_named(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "copy.txt"
    path.write_bytes(content)
    with pytest.raises(CopyError, match=why):
        own_copy.read(path)
    with pytest.raises(CopyError, match="cannot be read"):
        own_copy.read(tmp_path / "none.txt")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "copy.txt"
    path.write_bytes("\ufeffThe Alder Review".encode())
    assert own_copy.read(path) == "The Alder Review"


def test_key_terms_are_marked_whole_whatever_their_signs(mini: Edition, clean_base: Base) -> None:
    assert places("Sudria's", "in Sudria’s view, Sudria's") == [(3, 11), (18, 26)]
    assert places("Bal", "ballistic Bal") == [(10, 13)]
    assert places("no end (in sight)", "no  end\n(in sight)") == [(0, 18)]
    library = Library(clean_base.documents)
    looked = 0
    for held in mini.claims.values():
        for passage in library.passages(mini, held):
            assert passage.standing == "checked"
            assert passage.unmarked == ()
            ends = [0, *(at for place in passage.marked for at in place)]
            assert ends == sorted(ends)
            looked += 1
    assert looked > 20


def test_without_copies_there_are_no_passages(tmp_path: Path, mini: Edition) -> None:
    held = mini.claims["alder-treaty-term"]
    for library, standing in ((Library(None), "no-folder"), (Library(tmp_path / "nowhere"), "no-copy")):
        found = library.passages(mini, held)
        assert {one.standing for one in found} == {standing}
        assert {one.text for one in found} == {""}
