from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import column, table, text

from bot.state import (
    AddressError,
    SameScheduleError,
    StateError,
    Store,
    database_address,
    open_database,
    wish_of,
)
from bot.state.database import connect
from bot.state.migrate import head, migrate, schema_of, scripts
from bot.state.schema import HEAD, VERSION_TABLE
from bot.state.subscriptions import sameness
from bot.state.tables import StateTable
from knowledge.edition.tables import EditionTable

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

DATA = Path("data")
_SUBSCRIPTION = """
INSERT INTO subscription VALUES ('abcdefghij', 1, 10, '08:00:00', 'Asia/Tokyo', '01234', '["thaad"]', 'again', NULL,
 'active', '', '', '2026-03-01 00:00:00', '2026-03-02 00:00:00', '2026-03-01 00:00:00', '2026-03-01 00:00:00', NULL)
"""
_DELIVERY = """
INSERT INTO delivery (id, subscription_id, date, kind, number, channel_id, due_at, deadline, state, reason, fence,
 attempts, doubt, nonce, marker, payload, form, story, beside, learned, late, message_id, done_at)
VALUES (3, 'abcdefghij', '2026-03-01', 'daily', 0, 10, '2026-02-28 23:00:00', '2026-03-01 03:00:00', 'sent', '', 2, 1,
 FALSE, 'abcdefghij20260301', 'brief:more:abcdefghij20260301', '{"content": "x"}', 'story', 'a-story', '[]',
 '{"a": "1"}', FALSE, 99, '2026-02-28 23:00:05')
"""
_FIRST = (_SUBSCRIPTION, _DELIVERY, "INSERT INTO channel VALUES (10, 1)")
_SECOND = (
    *_FIRST,
    "UPDATE delivery SET claims = '{}', edition = 'e1'",
    "INSERT INTO correction VALUES (30, 3, 'a', 'd1', 'd2', 'was', 'now', '2026-03-02', NULL, '')",
    "INSERT INTO feedback VALUES (30, 3, TRUE, '', '2026-03-02 00:00:00')",
    "INSERT INTO alarm VALUES ('clock', 'It is wrong.', '2026-03-02 00:00:00', NULL, NULL)",
    # Two that come twice, which nothing kept from being saved; and one that came twice and has ended.
    _SUBSCRIPTION.replace("'abcdefghij'", "'bcdefghija'").replace(
        "'2026-03-01 00:00:00'", "'2026-03-02 00:00:00'"
    ),
    _SUBSCRIPTION.replace("'abcdefghij'", "'cdefghijab'").replace("'active'", "'ended'"),
)
SAMPLES = {"0001": _FIRST, "0002": _SECOND}
"""Data as each earlier schema holds it."""


def test_there_is_a_sample_of_every_earlier_schema() -> None:
    revisions = [one.revision for one in scripts().walk_revisions()]
    assert len(revisions) >= 2
    assert set(SAMPLES) == set(revisions) - {head()}


@pytest.mark.parametrize("revision", sorted(SAMPLES))
def test_data_of_an_earlier_schema_is_taken_along(address: URL, revision: str) -> None:
    engine = connect(address)
    migrate(engine, revision)
    with engine.begin() as connection:
        assert schema_of(connection) == revision
        for statement in SAMPLES[revision]:
            # A colon in a JSON text is no parameter of ours.
            connection.exec_driver_sql(statement)
    engine.dispose()
    store = Store.open(address)
    kept = store.subscriptions.get("abcdefghij")
    assert kept is not None
    assert (kept.zone, kept.topics, kept.at.hour) == ("Asia/Tokyo", ["thaad"], 8)
    [row] = store.ledger.history(kept.id)
    assert (row.message_id, row.payload, row.learned, row.claims) == (99, {"content": "x"}, {"a": "1"}, {})
    assert (row.due_at.isoformat(), row.story) == ("2026-02-28T23:00:00+00:00", "a-story")
    assert store.ledger.past(10).version == 1
    store.reports.add_feedback(row.key, useful=True, reason="", now=row.due_at)
    assert kept.once == sameness(wish_of(kept))
    with pytest.raises(SameScheduleError):
        store.subscriptions.create(wish_of(kept), row.due_at)
    store.close()


def test_what_was_saved_twice_before_goes_on_and_is_not_saved_a_third_time(address: URL) -> None:
    engine = connect(address)
    migrate(engine, "0002")
    with engine.begin() as connection:
        for statement in SAMPLES["0002"]:
            connection.exec_driver_sql(statement)
    engine.dispose()
    store = Store.open(address)
    kept = {one.id: one for one in store.subscriptions.everything()}
    assert {own: one.once is None for own, one in kept.items()} == {
        "abcdefghij": False,
        "bcdefghija": True,
        "cdefghijab": True,
    }
    [alarm] = store.reports.alarms()
    assert alarm.text == "It is wrong."
    assert len(store.reports.corrections(3)) == len(store.reports.feedback([3])) == 1
    now = kept["abcdefghij"].planned_until
    assert store.subscriptions.pause("bcdefghija", now) is not None
    with pytest.raises(SameScheduleError):
        store.subscriptions.edit("bcdefghija", wish_of(kept["bcdefghija"]), now)
    store.subscriptions.remove("abcdefghij", now)
    assert store.subscriptions.edit("bcdefghija", wish_of(kept["bcdefghija"]), now) is not None
    store.close()


def test_the_migrations_make_what_the_tables_say(address: URL) -> None:
    engine = connect(address)
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, StateTable.metadata) == []
    engine.dispose()
    assert len(StateTable.metadata.tables) >= 10


def test_a_new_state_is_made_at_once_and_is_what_the_migrations_make(address: URL) -> None:
    engine = open_database(address)
    try:
        with engine.connect() as connection:
            assert schema_of(connection) == head() == HEAD
        migrate(engine)  # finds nothing to do
    finally:
        engine.dispose()


def test_the_state_shares_no_metadata_with_the_edition() -> None:
    assert StateTable.metadata is not EditionTable.metadata
    assert not set(StateTable.metadata.tables) & set(EditionTable.metadata.tables)


def test_an_older_program_refuses_a_newer_schema(address: URL) -> None:
    engine = open_database(address)
    with engine.begin() as connection:
        connection.execute(table(VERSION_TABLE, column("version_num")).update().values(version_num="9999"))
    engine.dispose()
    with pytest.raises(StateError, match=r"newer version of Dossier \(schema 9999; this one knows up to"):
        open_database(address)
    engine = connect(address)
    with engine.connect() as connection:
        assert schema_of(connection) == "9999"
    engine.dispose()


def test_a_migration_that_fails_leaves_nothing_behind(address: URL) -> None:
    engine = connect(address)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alarm (key INTEGER)"))
    with pytest.raises(StateError, match="cannot be used"):
        open_database(address)
    with engine.begin() as connection:
        assert schema_of(connection) is None
        connection.execute(text("DROP TABLE alarm"))
    engine.dispose()
    open_database(address).dispose()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StateError, match=r"The state at sqlite:.* cannot be used"):
        open_database(database_address(None, tmp_path / "file"))
    (tmp_path / "other.sqlite").write_bytes(b"this is no database at all, only some text" * 50)
    with pytest.raises(StateError, match="not a database"):
        open_database(database_address(f"sqlite:///{tmp_path}/other.sqlite", tmp_path))


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(StateError, match="cannot be used") as caught:
        open_database(database_address("postgresql://user:canary@127.0.0.1:1/name", DATA))
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (None, "sqlite:///data/state.sqlite"),
        ("", "sqlite:///data/state.sqlite"),
        ("sqlite:", "sqlite:///data/state.sqlite"),
        ("sqlite://", "sqlite:///data/state.sqlite"),
        ("sqlite:///here.db", "sqlite:///here.db"),
        ("sqlite:////var/here.db", "sqlite:////var/here.db"),
        ("sqlite:here.db", "sqlite:///here.db"),
        ("postgres://u:p@h:5/n", "postgresql+psycopg://u:p@h:5/n"),
        ("postgresql://u@h/n?sslmode=require", "postgresql+psycopg://u@h/n?sslmode=require"),
        ("postgresql:///n?host=/run/pg", "postgresql+psycopg:///n?host=%2Frun%2Fpg"),
    ],
)
def test_addresses_are_taken_as_people_write_them(given: str | None, meant: str) -> None:
    assert database_address(given, DATA).render_as_string(hide_password=False) == meant


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ("mysql://u:canary@h/n", "only sqlite: and postgresql:"),
        ("canary", "it is no address"),
        ("postgresql+asyncpg://u:canary@h/n", "the driver is chosen by the program"),
        ("sqlite://canary/x", "a SQLite file has no host"),
        ("postgresql://u:canary@h", "names no database"),
        ("postgresql://u:p@h:canary/n", "it is no address"),
    ],
)
def test_a_bad_address_is_told_without_repeating_it(given: str, part: str) -> None:
    with pytest.raises(AddressError, match=part) as caught:
        database_address(given, DATA)
    assert "canary" not in str(caught.value)


def test_a_commit_in_sqlite_survives_a_power_cut_and_readers_do_not_stop_writers(tmp_path: Path) -> None:
    engine = open_database(database_address(None, tmp_path))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert (connection.exec_driver_sql("PRAGMA busy_timeout").scalar() or 0) >= 5000
    engine.dispose()
    assert os.path.exists(tmp_path / "state.sqlite")  # noqa: PTH110 - as the settings say
