"""A state that cannot be opened is told apart: not there, not writable, not ours, or from a newer program."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import column, event, table
from sqlalchemy.engine import Engine

from bot.state import Fault, StateError, database, database_address, open_database
from bot.state.schema import VERSION_TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL


def fault(address: URL) -> tuple[Fault, str]:
    """Give the kind and the sentence of what is wrong."""
    with pytest.raises(StateError) as caught:
        open_database(address)
    return caught.value.fault, str(caught.value)


def test_a_newer_schema(address: URL) -> None:
    engine = open_database(address)
    with engine.begin() as connection:
        connection.execute(table(VERSION_TABLE, column("version_num")).update().values(version_num="9999"))
    engine.dispose()
    kind, sentence = fault(address)
    assert kind == "newer"
    assert "schema 9999" in sentence
    assert "Start that version, or restore a copy from before the update" in sentence


@pytest.mark.parametrize(
    "content", [b"this is no database at all, only some text" * 50, b"SQLite format 3\0" + b"x" * 5000]
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "state.sqlite").write_bytes(content)
    kind, sentence = fault(database_address(None, tmp_path))
    assert kind == "corrupt"
    assert "not a database" in sentence
    assert sentence.endswith("restore a copy, or move it away to begin anew")
    assert (tmp_path / "state.sqlite").read_bytes() == content


def test_a_file_that_was_damaged(tmp_path: Path) -> None:
    address = database_address(None, tmp_path)
    open_database(address).dispose()
    path = tmp_path / "state.sqlite"
    whole = path.read_bytes()
    assert len(whole) > 4096 * 4
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    kind, sentence = fault(address)
    assert kind == "corrupt"
    assert "malformed" in sentence


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").mkdir()
    kind, sentence = fault(database_address(None, tmp_path))
    assert kind == "unwritable"
    assert "let the program write the file and its folder" in sentence


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    kind, sentence = fault(database_address(None, tmp_path / "file"))
    assert kind == "unwritable"
    assert "cannot be used" in sentence


@contextmanager
def each_connection(pragma: str) -> Iterator[None]:
    """Begin every connection with a pragma."""

    @event.listens_for(Engine, "connect")
    def settle(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA {pragma}").close()

    yield
    event.remove(Engine, "connect", settle)


def test_a_file_that_may_only_be_read(tmp_path: Path) -> None:
    open_database(database_address(None, tmp_path)).dispose()
    with each_connection("query_only = 1"):
        kind, sentence = fault(database_address(None, tmp_path))
    assert kind == "unwritable"
    assert "readonly" in sentence


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    with each_connection("max_page_count = 2"):
        kind, sentence = fault(database_address(None, tmp_path))
    assert kind == "unwritable"
    assert sentence.endswith("its disk is full: make room on it")


def test_a_file_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 10)
    with closing(sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        kind, sentence = fault(database_address(None, tmp_path))
        other.execute("ROLLBACK")
    assert kind == "unreachable"
    assert "another program holds it" in sentence


def test_a_server_that_is_not_there() -> None:
    kind, sentence = fault(database_address("postgresql://user:canary@127.0.0.1:1/name", Path("data")))
    assert kind == "unreachable"
    assert "canary" not in sentence


def test_a_server_that_lets_us_in_and_write_nothing(postgres: str, tmp_path: Path) -> None:
    name = f"dossier_closed_{os.getpid()}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(sql.Identifier(name))
        )
    kind, sentence = fault(database_address(postgres, tmp_path).set(database=name))
    assert kind == "unwritable"
    assert "read-only transaction" in sentence
