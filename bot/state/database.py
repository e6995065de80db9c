"""Opens the state: connects, migrates, and says in a sentence what is wrong."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from bot.state.schema import lock, ready

BUSY_MS = 10_000
"""How long SQLite waits for another process's transaction."""
CONNECT_SECONDS = 10


class StateError(Exception):
    """The state cannot be opened; the sentence says why and holds no password."""


def open_database(address: URL) -> Engine:
    """Connect to the state and bring its schema up to date.

    Raises:
        StateError: it cannot be reached or written, or a newer program made it.
    """
    try:
        engine = connect(address)
    except OSError as error:
        raise _unusable(address, error.strerror or error) from None
    try:
        with engine.begin() as connection:
            lock(connection)
            current = ready(connection)
        if not current:
            from bot.state.migrate import migrate  # noqa: PLC0415 - alembic is large, and seldom needed

            migrate(engine)
    except LookupError as error:
        engine.dispose()
        raise StateError(str(error)) from None
    except DBAPIError as error:
        engine.dispose()
        raise _unusable(address, error.orig) from None
    return engine


def connect(address: URL) -> Engine:
    """An engine with this program's rules for each kind of database; nothing is opened yet.

    Raises:
        OSError: the folder of a SQLite file cannot be made.
    """
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    # A lost connection is noticed before it is used: the database may be restarted while the bot runs.
    return create_engine(address, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_SECONDS})


def _sqlite(address: URL) -> Engine:
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, _record: Any) -> None:
        # Python's own transactions begin too late for us: SQLAlchemy's documented way to begin them ourselves.
        assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - the dialect has one driver
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            # A commit that a power cut undoes would be a briefing that is sent twice.
            "synchronous=FULL",
            f"busy_timeout={BUSY_MS}",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # A reader that becomes a writer fails at once where another wrote in between; so all begin as writers.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _unusable(address: URL, why: object) -> StateError:
    reason = str(why).strip().partition("\n")[0]
    return StateError(f"The state at {address.render_as_string(hide_password=True)} cannot be used: {reason}")
