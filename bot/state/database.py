"""Opens the state: connects, migrates, and says in a sentence what is wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypeAlias

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from bot.state.schema import lock, ready

BUSY_MS = 10_000
"""How long SQLite waits for another process's transaction."""
CONNECT_SECONDS = 10


Fault: TypeAlias = Literal["newer", "unreachable", "unwritable", "corrupt"]
"""Why the state cannot be opened: a newer program made it; nobody answers, or another program holds it; it is there
but may not be written; it is no database of ours."""
_SQLITE: Mapping[str, tuple[Fault, str]] = {
    "SQLITE_BUSY": ("unreachable", "another program holds it"),
    "SQLITE_LOCKED": ("unreachable", "another program holds it"),
    "SQLITE_NOTADB": ("corrupt", "restore a copy, or move it away to begin anew"),
    "SQLITE_CORRUPT": ("corrupt", "restore a copy, or move it away to begin anew"),
    "SQLITE_FULL": ("unwritable", "its disk is full: make room on it"),
    "SQLITE_READONLY": ("unwritable", "let the program write the file and its folder"),
    "SQLITE_CANTOPEN": ("unwritable", "let the program write the file and its folder"),
    "SQLITE_PERM": ("unwritable", "let the program write the file and its folder"),
    "SQLITE_IOERR": ("unwritable", "look at its disk"),
}


class StateError(Exception):
    """The state cannot be opened; the sentence says why and holds no password.

    Attributes:
        fault: of which kind it is.
    """

    def __init__(self, sentence: str, fault: Fault) -> None:
        super().__init__(sentence)
        self.fault = fault


def open_database(address: URL) -> Engine:
    """Connect to the state and bring its schema up to date.

    Raises:
        StateError: it cannot be reached or written, or a newer program made it.
    """
    try:
        engine = connect(address)
    except OSError as error:
        raise _unusable(address, error.strerror or error, "unwritable") from None
    try:
        with engine.begin() as connection:
            lock(connection)
            current = ready(connection)
        if not current:
            from bot.state.migrate import migrate  # noqa: PLC0415 - alembic is large, and seldom needed

            migrate(engine)
    except LookupError as error:
        engine.dispose()
        raise StateError(str(error), "newer") from None
    except DBAPIError as error:
        engine.dispose()
        raise _told(address, error) from None
    return engine


def connect(address: URL) -> Engine:
    """An engine with this program's rules for each kind of database; nothing is opened yet.

    Raises:
        OSError: the folder of a SQLite file cannot be made.
    """
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    # A lost connection is noticed before it is used: the database may be restarted while the bot runs.
    patience = {"connect_timeout": CONNECT_SECONDS, "tcp_user_timeout": CONNECT_SECONDS * 1000}
    return create_engine(address, pool_pre_ping=True, connect_args=patience)


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


def _told(address: URL, error: DBAPIError) -> StateError:
    if isinstance(error.orig, sqlite3.Error):
        # An extended code, like SQLITE_READONLY_DBMOVED, begins with the one that it extends.
        name = "_".join(str(getattr(error.orig, "sqlite_errorname", "")).split("_")[:2])
        fault, advice = _SQLITE.get(name, ("unwritable", ""))
        return _unusable(address, f"{error.orig}{': ' if advice else ''}{advice}", fault)
    # A server that refuses what we ask has answered; all else is the way to it.
    answered = not error.connection_invalidated and getattr(error.orig, "sqlstate", None) is not None
    return _unusable(address, error.orig, "unwritable" if answered else "unreachable")


def _unusable(address: URL, why: object, fault: Fault) -> StateError:
    reason = str(why).strip().partition("\n")[0]
    where = address.render_as_string(hide_password=True)
    return StateError(f"The state at {where} cannot be used: {reason}", fault)
