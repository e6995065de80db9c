"""Each exit code, from a real process, with one sentence, and before Discord is asked where it can be."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.state import Store, database_address
from bot.state.schema import VERSION_TABLE
from tests.bot.editions import ROOT
from tests.bot.processes import clean_environment, dossier, dossier_without_rights
from tests.bot.serving.process import Process

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.sandbox.server import Sandbox

TOKEN = {"DISCORD_TOKEN": "MTA.canary.token"}


def newer(folder: Path) -> None:
    Store.open(database_address(None, folder)).close()
    with closing(sqlite3.connect(folder / "state.sqlite")) as connection, connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")  # noqa: S608 - ours


def no_database(folder: Path) -> None:
    (folder / "state.sqlite").write_bytes(b"only some text, much of it" * 50)


def read_only(folder: Path) -> None:
    Store.open(database_address(None, folder)).close()
    (folder / "state.sqlite").chmod(0o444)
    if os.geteuid() == 0:
        os.chown(folder / "state.sqlite", 1234, 5678)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (newer, "written by a newer version of Dossier (schema 9999"),
        (no_database, "file is not a database: restore a copy, or move it away"),
        (read_only, "readonly database: let the program write the file and its folder"),
    ],
)
def test_78_for_a_state_that_somebody_has_to_mend(
    edition_file: Path, tmp_path: Path, spoil: Callable[[Path], None], words: str
) -> None:
    spoil(tmp_path)
    environment = clean_environment(edition_file, DOSSIER_DATA_DIR=str(tmp_path)) | TOKEN
    done = dossier_without_rights(["run"], environment, tmp_path)
    assert done.returncode == 78, done.stderr
    last = done.stderr.splitlines()[-1]
    assert last.startswith("dossier: The state ")
    assert words in last
    assert "Traceback" not in done.stderr
    assert "logging in" not in done.stderr
    assert "canary" not in done.stderr


def test_78_for_a_data_folder_that_is_a_file(edition_file: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    done = dossier(["run"], clean_environment(edition_file) | TOKEN, tmp_path)
    assert (done.returncode, done.stdout) == (78, "")
    assert done.stderr == "dossier: DOSSIER_DATA_DIR: data is a file: it has to be a folder\n"


def test_69_for_a_database_that_cannot_be_reached(edition_file: Path, tmp_path: Path) -> None:
    address = {"DATABASE_URL": "postgresql://user:canary@127.0.0.1:1/name"}
    done = dossier(["run"], clean_environment(edition_file) | TOKEN | address, tmp_path)
    assert done.returncode == 69
    assert done.stderr.splitlines()[-1].startswith("dossier: The state at postgresql+psycopg://user:")
    assert "logging in" not in done.stderr
    assert "canary" not in done.stderr


@pytest.mark.parametrize(("arguments", "code"), [(["run"], 65), (["check"], 1), (["build"], 1)])
def test_65_for_wrong_seeds_at_run_and_1_where_they_are_checked(
    tmp_path: Path, arguments: list[str], code: int
) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    with (seeds / "notes.yaml").open("a", encoding="utf-8") as notes:
        notes.write("surprise: true\n")
    environment = clean_environment(tmp_path / "edition.sqlite") | TOKEN | {"DOSSIER_SEEDS_DIR": str(seeds)}
    done = dossier(arguments, environment, tmp_path)
    assert done.returncode == code, done.stderr
    assert "notes.yaml" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


async def test_77_for_a_token_that_discord_refuses(
    sandbox: Sandbox, edition_file: Path, tmp_path: Path
) -> None:
    async with Process(tmp_path, edition_file, sandbox, **TOKEN) as process:
        assert await process.code() == 77, process.text
    assert "dossier: Discord refused the token: check DISCORD_TOKEN, or make a new one" in process.text
    assert "trying again" not in process.text
    assert "canary" not in process.text
    assert len(sandbox.complaints) == 1
    sandbox.complaints.clear()


async def test_70_for_a_fault_of_ours(sandbox: Sandbox, edition_file: Path, tmp_path: Path) -> None:
    async with Process(tmp_path, edition_file, sandbox, TEST_FAULT="1") as process:
        assert await process.code() == 70, process.text
    assert process.lines[-2] == "dossier: this is a fault of ours: please report it with the lines above\n"
    with closing(Store.open(database_address(None, tmp_path))) as store:
        held = store.leases.see("serving")
        assert held is not None
        assert held.holder is None


async def test_sessions_that_run_out_are_waited_for(
    sandbox: Sandbox, edition_file: Path, tmp_path: Path
) -> None:
    sandbox.api.session_starts |= {"remaining": 7, "reset_after": 3_600_000}
    async with Process(tmp_path, edition_file, sandbox) as process:
        await process.says("only 7 more sessions of 1000: waiting for 60 min")
    assert sandbox.gateway.received == []


async def test_a_gateway_that_does_not_answer_is_tried_again(
    sandbox: Sandbox, edition_file: Path, tmp_path: Path
) -> None:
    process = Process(tmp_path, edition_file, sandbox)
    process.addresses = (sandbox.api_url, "ws://127.0.0.1:1/")
    async with process:
        await process.says("its gateway does not answer): trying again in", times=2)
    assert "fault of ours" not in process.text
