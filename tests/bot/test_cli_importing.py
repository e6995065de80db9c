"""`dossier documents import`: a reader's own copy, from the command line down; the texts are invented."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

import pytest

from bot.cli.parser import dispatch
from tests.knowledge.curation.bases import Base, proven

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Base:
    base, report = proven(tmp_path_factory.mktemp("base"))
    assert report.ok
    return base


@pytest.fixture
def base(clean: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Base:
    """An invented base that the settings point at, the text of a document in ``copy.txt``, and no copies yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOSSIER_SEEDS_DIR", str(clean.seeds))
    monkeypatch.setenv("DOSSIER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("DOSSIER_DOCUMENTS_DIR", str(tmp_path / "copies"))
    (tmp_path / "copy.txt").write_text(text(clean), encoding="utf-8")
    return clean


def text(base: Base) -> str:
    return (base.documents / "alder.txt").read_text(encoding="utf-8")


def run(arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    try:
        code = dispatch(arguments.split())
    except SystemExit as stop:  # argparse ends the process itself
        code = stop.code if isinstance(stop.code, int) else 1
    printed = capsys.readouterr()
    return code, printed.out, printed.err


@pytest.mark.usefixtures("base")
def test_a_whole_copy_is_kept_without_its_furniture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run("documents import copy.txt", capsys)
    assert (code, err) == (0, "")
    assert "as checked: 11 of 11 parts (8 of 8 paragraphs, 3 of 3 others)" in out
    assert "missing" not in out
    kept = (tmp_path / "copies" / "alder.txt").read_text(encoding="utf-8")
    assert "Lantern radar" in kept
    assert "Share this page" not in kept
    assert "minutes to read" not in kept
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["alder.txt"]
    code, out, _ = run("documents import copies/alder.txt", capsys)
    assert code == 0
    assert "not written: the copy in place has all of this already" in out


def test_what_is_missing_and_what_differs_is_named(
    base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [line for line in text(base).splitlines() if not line.startswith("Norland built the radar")]
    shortened = "\n".join(lines).replace("would not join", "would join")
    (tmp_path / "copy.txt").write_text(shortened, encoding="utf-8")
    code, out, err = run("documents import copy.txt", capsys)
    assert (code, err) == (0, "")
    assert "as checked: 9 of 11 parts (6 of 8 paragraphs" in out
    assert "different from what was checked: 3 (begins “In the summer of 2016”)" in out
    assert "missing: 6 (begins “Norland built the radar out”)" in out
    kept = (tmp_path / "copies" / "alder.txt").read_text(encoding="utf-8")
    assert "would join" not in kept
    (tmp_path / "copy.txt").write_text(text(base), encoding="utf-8")
    assert "written: " in run("documents import copy.txt", capsys)[1]
    (tmp_path / "copy.txt").write_text(shortened, encoding="utf-8")
    code, out, _ = run("documents import copy.txt --json", capsys)
    told = json.loads(out)
    assert (code, told["document"], told["missing"], told["different"]) == (0, "alder", ["6"], ["3"])
    assert (told["kept"], told["written"]) == (["3", "6"], False)


@pytest.mark.parametrize("form", ["wrapped", "page"])
def test_a_copy_in_other_lines_or_a_saved_page_is_the_same(
    base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    lines = [line for line in text(base).splitlines() if line.strip()]
    body = "\n".join(f"<p>{textwrap.fill(line, 50)}</p>" for line in lines).replace(
        "radar", "<a href='x'>radar</a>"
    )
    page = f"<!DOCTYPE html><html><head><script>var a = 'The';</script></head><body><nav>Menu</nav>{body}</body></html>"
    wrapped = "\n\n".join(textwrap.fill(line, 50) for line in lines)
    (tmp_path / "copy.txt").write_text({"wrapped": wrapped, "page": page}[form], encoding="utf-8")
    code, out, _ = run("documents import copy.txt --as alder", capsys)
    assert code == 0
    assert "as checked: 11 of 11 parts" in out
    assert "<" not in (tmp_path / "copies" / "alder.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "arguments", "code", "why"),
    [
        (
            None,
            "copy.txt --as birch",
            1,
            "it holds 11 of 11 parts of alder: leave --as out, or say --as alder",
        ),
        (
            "After the Harbour Treaty\nand nothing else",
            "copy.txt",
            1,
            "no paragraph of copy.txt is as it was checked",
        ),
        (None, "copy.txt --as cedar", 2, "there is no document 'cedar': use one of alder, birch"),
        (None, "nowhere.txt", 2, "'nowhere.txt' is no file"),
        ("%PDF-1.7", "copy.txt", 1, "is a PDF: save its text"),
    ],
)
@pytest.mark.usefixtures("base")
def test_what_cannot_be_imported_is_said_and_nothing_is_written(  # noqa: PLR0913 - the columns of the table
    *,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: str | None,
    arguments: str,
    code: int,
    why: str,
) -> None:
    if content is not None:
        (tmp_path / "copy.txt").write_text(content, encoding="utf-8")
    ended, out, err = run(f"documents import {arguments}", capsys)
    assert (ended, out) == (code, "")
    assert why in err
    assert not (tmp_path / "copies").exists()


@pytest.mark.usefixtures("base")
def test_without_a_folder_for_copies_the_command_names_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOSSIER_DOCUMENTS_DIR")
    code, _, err = run("documents import copy.txt", capsys)
    assert code == 78
    assert "set DOSSIER_DOCUMENTS_DIR" in err


@pytest.mark.usefixtures("base")
def test_a_file_in_place_that_is_no_copy_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "alder.txt").write_bytes(b"caf\xe9")
    code, _, err = run("documents import copy.txt", capsys)
    assert code == 78
    assert "the copy in place is none" in err
    assert (tmp_path / "copies" / "alder.txt").read_bytes() == b"caf\xe9"


def test_a_file_with_two_documents_says_so(
    base: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = text(base) + (base.documents / "birch.txt").read_text(encoding="utf-8")
    (tmp_path / "copy.txt").write_text(both, encoding="utf-8")
    code, out, _ = run("documents import copy.txt --as birch", capsys)
    assert code == 0
    assert out.startswith("birch: ")
    assert "the file also holds parts of alder: import it again with --as alder" in out


def test_both_commands_about_documents_say_what_they_are_for(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run("--help", capsys)
    assert "for curators: add a new document to the seeds" in out
    assert "your own copies of the documents" in out
    _, out, _ = run("documents import --help", capsys)
    assert "dossier document add" in " ".join(out.split())
