"""The commands of a curator at work: `dossier document add` and `dossier read`, from the command line down."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.cli.parser import dispatch
from knowledge.curation.load import load
from tests.knowledge.curation.bases import Base, proven

COPY = """\
A letter from the pier

By Cleo Reed

Published on 4 May 2022

Norland asked Sudria in June 2021 for two pilots and for a chart of Tern House.

The author has no doubt that Skerry Bank will be dredged, and that nobody will like it.

Share
"""


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Base:
    base, report = proven(tmp_path_factory.mktemp("base"))
    assert report.ok
    return base


@pytest.fixture
def base(clean: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Base:
    """An invented base that the settings point at, with a copy to add in ``copy.txt`` of the working folder."""
    copied = clean.copy(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOSSIER_SEEDS_DIR", str(copied.seeds))
    monkeypatch.setenv("DOSSIER_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "copy.txt").write_text(COPY, encoding="utf-8")
    return copied


def _run(arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    try:
        code = dispatch(arguments.split())
    except SystemExit as stop:  # argparse ends the process itself
        code = stop.code if isinstance(stop.code, int) else 1
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_add_reports_each_paragraph_and_what_is_left(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = _run("document add cedar copy.txt", capsys)
    assert (code, err) == (0, "")
    assert f"drafted {base.seeds / 'documents' / 'cedar'}: 2 body paragraphs; parts: title, date-line" in out
    first = (
        out[out.index("¶1 (line 7, 16 words): Norland asked Sudria in June …") :]
        .split("\n\n")[0]
        .splitlines()
    )
    assert first[1:] == [
        "  entities: Norland (norland), Sudria (sudria), Tern House (tern-house)",
        "  numbers: 2",
        "  dates: June 2021",
    ]
    assert "  names that no entity has: Skerry Bank" in out
    assert "  line 3: By Cleo Reed: in the headline block: byline" in out
    assert "to fill in, in" in out
    assert "publisher" in out.splitlines()[-2]
    assert "cedar" in {found.document.value.id for found in load(base.seeds).documents}


def test_add_as_json_says_the_same(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run("document add cedar copy.txt --json --mark 1=nothing --mark 11=footer", capsys)
    assert code == 0
    report: dict[str, Any] = json.loads(out)
    assert report["document"] == "cedar"
    assert report["folder"] == str(base.seeds / "documents" / "cedar")
    assert [row["locator"] for row in report["paragraphs"]] == ["date-line", "1", "2", "footer"]
    assert report["paragraphs"][1] | {"why": ""} == {
        "locator": "1",
        "line": 7,
        "role": "body",
        "words": 16,
        "opening": "Norland asked Sudria in June",
        "why": "",
        "entities": [
            {"entity": "norland", "matched": "Norland"},
            {"entity": "sudria", "matched": "Sudria"},
            {"entity": "tern-house", "matched": "Tern House"},
        ],
        "unclear": [],
        "unknown_names": [],
        "numbers": ["2"],
        "dates": ["June 2021"],
    }
    assert [row["line"] for row in report["left_out"]] == [1, 3]
    assert "title" in report["fill_in"]
    assert report["shared"] == []


def test_check_reports_a_draft_and_the_second_readings(
    base: Base, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = sum(1 for _ in load(base.seeds).claims())
    before = json.loads(_run("check --json", capsys)[1])["second_readings"]
    unread = load(base.seeds).documents[1].claims[0].value.id
    assert _run(f"read --reader Ada {unread}", capsys)[0] == 0
    code, out, _ = _run("check", capsys)
    assert code == 0
    assert f"{before + 1} of {claims} claims have a second reader" in out
    assert json.loads(_run("check --json", capsys)[1])["second_readings"] == before + 1
    assert _run("document add cedar copy.txt", capsys)[0] == 0
    code, _, err = _run("check", capsys)
    assert code == 1
    assert "documents/cedar/document.yaml:6:12: a person has to say this: who published it" in err
    assert "documents/cedar/claims.yaml:0:0: no claim cites paragraph '2'" in err


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ("document add Cedar copy.txt", 2, "'Cedar': an id is ASCII kebab-case"),
        ("document add cedar nowhere.txt", 2, "'nowhere.txt' is no file"),
        ("document add cedar seeds", 2, "'seeds' is no file"),
        ("document add cedar", 2, "required: FILE"),
        ("document", 2, "required: WHAT"),
        ("document add cedar copy.txt --mark title", 2, "'title' is no mark"),
        ("document add cedar copy.txt --mark x=title", 2, "'x=title' is no mark"),
        ("document add cedar copy.txt --mark 1=title --mark 1=body", 2, "a line is marked twice"),
        ("document add cedar copy.txt --mark 1=heading", 1, "line 1 cannot be 'heading': use one of"),
        ("document add alder copy.txt", 1, "there is a document 'alder' already"),
        ("document add cedar documents/alder.txt", 1, "are already those of 'alder'"),
        ("document add cedar empty.txt", 1, "empty.txt is empty"),
    ],
)
def test_add_refuses_with_one_sentence_and_writes_nothing(
    base: Base, capsys: pytest.CaptureFixture[str], arguments: str, code: int, sentence: str
) -> None:
    Path("empty.txt").write_bytes(b"")
    before = sorted(base.seeds.rglob("*"))
    given, out, err = _run(arguments, capsys)
    assert (given, out) == (code, "")
    assert sentence in err
    assert sorted(base.seeds.rglob("*")) == before


def test_seeds_that_do_not_load_are_left_alone(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    (base.seeds / "notes.yaml").write_text("- id: [", encoding="utf-8")
    for arguments in ("document add cedar copy.txt", "read --left", "read --reader Ada alder-treaty-term"):
        code, out, err = _run(arguments, capsys)
        assert (code, out) == (1, "")
        assert "notes.yaml:2:" in err
        assert "mend these first" in err
    assert not (base.seeds / "documents" / "cedar").exists()


def test_read_records_for_claims_and_for_documents(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run("read --reader Ada --on 2026-01-02 --all birch alder-treaty-term", capsys)
    assert code == 0
    birch = next(found for found in load(base.seeds).documents if found.document.value.id == "birch")
    assert out == f"{len(birch.claims) + 1} claims read by Ada on 2026-01-02\n"
    assert all(
        placed.value.second_reading and placed.value.second_reading.on == "2026-01-02"
        for placed in birch.claims
    )
    _, out, _ = _run("read --reader Ben alder-treaty-term", capsys)
    assert out == f"1 claims read by Ben on {date.today().isoformat()} (1 had been read before)\n"  # noqa: DTZ011 - as the command


def test_read_left_lists_what_nobody_else_has_read(base: Base, capsys: pytest.CaptureFixture[str]) -> None:
    total = sum(1 for _ in load(base.seeds).claims())
    _run("read --reader Ada --all birch", capsys)
    _, out, _ = _run("read --left", capsys)
    lines = out.splitlines()
    assert lines[-1] == f"{len(lines) - 1} of {total} claims are left to read"
    assert all(line.startswith("alder-") and line.endswith("no second reading") for line in lines[:-1])
    _, out, _ = _run("read --left --json", capsys)
    rows = [json.loads(line) for line in out.splitlines()]
    assert len(rows) == len(lines) - 1
    assert set(rows[0]) == {"claim", "paragraphs", "why"}


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ("read alder-treaty-term", 2, "needs --reader NAME"),
        ("read --reader Ada", 2, "needs CLAIM ids, or --all DOCUMENT"),
        ("read --reader Ada --on tomorrow alder-treaty-term", 2, "'tomorrow' is not a day"),
        ("read --reader Ada --on 9999-01-01 alder-treaty-term", 2, "9999-01-01 is still to come"),
        ("read --reader Ada --all cedar", 1, "no document 'cedar': use one of alder, birch"),
        ("read --reader Ada alder-treaty-terms", 1, "(near: alder-treaty-term"),
    ],
)
def test_read_refuses_with_one_sentence_and_records_nothing(
    base: Base, capsys: pytest.CaptureFixture[str], arguments: str, code: int, sentence: str
) -> None:
    before = {path: path.read_bytes() for path in base.seeds.rglob("*.yaml")}
    given, out, err = _run(arguments, capsys)
    assert (given, out) == (code, "")
    assert sentence in err
    assert {path: path.read_bytes() for path in base.seeds.rglob("*.yaml")} == before
