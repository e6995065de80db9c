"""How the command ends: its code, and one sentence."""

from __future__ import annotations

import json
import logging
import os
import shutil
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.cli.parser import dispatch
from tests.bot.editions import ROOT
from tests.bot.processes import PATIENCE, clean_environment, dossier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch, edition_file: Path, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("DISCORD_", "DOSSIER_", "LOG_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("DOSSIER_EDITION", str(edition_file))
    monkeypatch.setenv("DOSSIER_SEEDS_DIR", str(tmp_path / "none"))


@pytest.fixture
def own_logging() -> Iterator[None]:
    """Put the logging back that a serving command replaces."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    tree = logging.getLogger("discord.app_commands.tree")
    filters = tree.filters[:]
    yield
    root.handlers[:], tree.filters[:] = handlers, filters
    root.setLevel(level)


def sentence(capsys: pytest.CaptureFixture[str]) -> str:
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert err.startswith("dossier: ")
    return err


@pytest.mark.parametrize("arguments", [["run"], ["run", "token-file"]])
def test_without_a_token_it_is_configuration(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if len(arguments) > 1:
        monkeypatch.setenv("DISCORD_TOKEN_FILE", "nowhere")
    assert dispatch(["run"]) == 78
    assert "DISCORD_TOKEN" in sentence(capsys)


def test_the_process_itself_ends_with_the_code_and_one_sentence(edition_file: Path, tmp_path: Path) -> None:
    done = dossier(["run"], clean_environment(edition_file), tmp_path)
    assert done.returncode == 78
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "DISCORD_TOKEN" in done.stderr


def test_a_bad_setting_is_configuration(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG_FORMAT", "canary")
    assert dispatch(["resolve", "Kurils"]) == 78
    said = sentence(capsys)
    assert "LOG_FORMAT" in said
    assert "canary" not in said


def test_no_edition_and_no_seeds_is_configuration(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOSSIER_EDITION", "nowhere.sqlite")
    assert dispatch(["entity", "Kurils"]) == 78
    assert "DOSSIER_SEEDS_DIR" in sentence(capsys)


@pytest.mark.usefixtures("own_logging")
def test_a_port_in_use_is_unavailable(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert dispatch(["sandbox", "--port", str(port)]) == 69
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[-1].startswith(f"dossier: Port {port}")
    assert "--port" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["unheard-of"],
        ["entity"],
        ["treaty", "--json"],
        ["list", "--kind", "unicorn"],
        ["sandbox", "--port", "x"],
        ["sandbox", "--port", "65536"],
        ["sandbox", "--port", "²"],
        ["check", "--documents", "nowhere"],
        ["prove"],
        ["resolve", "a", "--today", "2026-11-22"[:5], "--loud"],
    ],
)
def test_wrong_usage_is_two_by_the_parser(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        dispatch(arguments)
    assert stopped.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "usage: dossier" in err


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["entity", "a", "--today", "yesterday"], "--today"),
        (["entity", "a", "--today", "2026-02-30"], "--today"),
        (["timeline", "a", "--from", "then"], "--from"),
        (["timeline", "--to", "2021-13"], "--to"),
        (["timeline", "--from", "2021", "--to", "2014"], "--from is later than --to"),
    ],
)
def test_a_bad_date_is_usage_in_one_sentence(
    arguments: list[str], part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dispatch(arguments) == 2
    assert part in sentence(capsys)


def test_an_unknown_term_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["entity", "Karelia", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["outcome"] == "missing"


def test_a_fault_of_ours_is_told_apart_from_errors_in_the_data(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.desk.Desk.resolve", broken)
    assert dispatch(["resolve", "Kurils"]) == 70
    out, err = capsys.readouterr()
    assert out == ""
    assert "ZeroDivisionError" in err
    assert err.splitlines()[-1].startswith("dossier: this is a fault of ours")


def test_standard_input_without_a_term_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open(os.devnull, encoding="utf-8") as nothing:  # noqa: PTH123 - a device, not a file
        monkeypatch.setattr("sys.stdin", nothing)
        assert dispatch(["entity", "-"]) == 2
    assert "needs a TERM" in sentence(capsys)


@pytest.mark.parametrize("coding", ["utf-8:strict", "ascii"])
def test_bytes_that_are_no_text_are_a_term_like_any_other(
    edition_file: Path, tmp_path: Path, coding: str
) -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "bot", "resolve", "-", b"caf\xff", "--json"],
        env=clean_environment(edition_file, PYTHONIOENCODING=coding),
        cwd=tmp_path,
        input=b"caf\xff\n",
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert [json.loads(line)["outcome"] for line in done.stdout.splitlines()] == ["missing", "missing"]


def test_a_reader_that_goes_away_is_no_error(edition_file: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "resolve", "-", "--json"]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        env=clean_environment(edition_file),
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.close()
        try:
            process.stdin.write(b"Kurils\n" * 5000)
            process.stdin.close()
        except BrokenPipeError:
            process.stdin = None
        assert process.stderr is not None
        said = process.stderr.read()
        assert process.wait(60) == 0
    assert said == b""


def test_check_is_one_object_and_one_code(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    monkeypatch.setenv("DOSSIER_SEEDS_DIR", str(seeds))
    for broken in (False, True):
        if broken:
            with (seeds / "notes.yaml").open("a", encoding="utf-8") as notes:
                notes.write("surprise: true\n")
        code = dispatch(["check", "--json"])
        report = json.loads(capsys.readouterr().out)
        assert {"ok", "claims", "citations", "verified", "paragraphs", "errors"} <= set(report)
        assert report["ok"] is (code == 0)
        assert code in (0, 1)
        for error in report["errors"]:
            assert set(error) == {"file", "line", "column", "code", "message"}
            assert isinstance(error["line"], int)
        for counts in report["paragraphs"].values():
            assert {"covered", "skipped", "body"} <= set(counts)
        if broken:
            assert code == 1
            assert "notes.yaml" in {error["file"] for error in report["errors"]}
    assert dispatch(["build"]) == 1
    assert "nothing was built" in capsys.readouterr().err
    assert dispatch(["entity", "Kurils"]) == 65
    assert "error in the seeds: mend them" in capsys.readouterr().err
