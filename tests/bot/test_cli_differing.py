"""`dossier diff`: which answers change with an upgrade."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.cli.parser import dispatch
from knowledge.curation.load import load
from knowledge.edition.build import build
from knowledge.edition.content_hash import seeds_hash
from tests.knowledge.curation.bases import Base, Edit, written

if TYPE_CHECKING:
    from pathlib import Path

OLD_WORDS = "became operational in 2016."
NEW_WORDS = "went into service in 2016."
CLAIM = "alder-radar-operational"


@pytest.fixture(autouse=True)
def away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep from the repository's own settings."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two edition files that differ in the words of one statement."""
    files = []
    for name in ("old", "new"):
        base: Base = written(tmp_path / name)
        if name == "new":
            base.edit(Edit("documents/alder/claims.yaml", OLD_WORDS, NEW_WORDS))
        files.append(tmp_path / f"{name}.sqlite")
        build(load(base.seeds), seeds_hash(base.seeds), files[-1])
    return files[0], files[1]


def run(*arguments: object) -> int:
    return dispatch(["diff", *map(str, arguments), "--today", "2026-11-22"])


def test_a_reworded_statement_changes_the_answers_that_show_it(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*pair, "--json") == 0
    found = json.loads(capsys.readouterr().out)

    assert found["claims"]["changed"] == [CLAIM]
    assert found["claims"]["new"] == found["claims"]["gone"] == []
    changed = {(one["command"], one["entity"]): one for one in found["answers"]}
    assert changed[("entity", "lantern")]["reworded"] == [CLAIM]
    assert changed[("timeline", None)]["reworded"] == [CLAIM]
    assert ("entity", "harbour-treaty") not in changed


def test_as_text_it_says_what_stood_there_and_what_stands_now(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*pair) == 0
    said = capsys.readouterr().out

    assert f"was “The Lantern radar on the Grey Sound {OLD_WORDS}”" in said
    assert f"now “The Lantern radar on the Grey Sound {NEW_WORDS}”" in said
    assert "  /entity lantern: 1 statement shown otherwise" in said


def test_the_same_edition_changes_nothing(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(pair[0], pair[0]) == 0
    assert "nothing changes" in capsys.readouterr().out


@pytest.mark.parametrize("made", ["nothing", "text", "folder"])
def test_what_is_no_edition_is_refused_in_a_sentence(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], made: str
) -> None:
    path = tmp_path / "given"
    if made == "text":
        path.write_text("not an edition", encoding="utf-8")
    if made == "folder":
        path.mkdir()
    code, sentence = {
        "nothing": (2, "neither an edition file nor a folder"),
        "text": (78, "not a readable edition"),
        "folder": (1, ""),
    }[made]

    assert run(pair[0], path) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert sentence in captured.err
    assert str(path) in captured.err
    assert "Traceback" not in captured.err
