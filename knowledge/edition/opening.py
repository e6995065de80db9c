"""How an edition file is opened: for reading only, and never locked."""

from __future__ import annotations

import sqlite3
from pathlib import Path

PAGES_KB = 256
"""Memory for pages that a connection keeps; the file is small, and the system keeps it in memory anyway."""


def read_only(path: Path, *, any_thread: bool = False) -> sqlite3.Connection:
    """Connect to an edition that nobody writes to as long as it is in place.

    Args:
        path: the file.
        any_thread: allow use from any thread; a file that never changes needs no lock of ours.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, check_same_thread=not any_thread)
    connection.execute(f"PRAGMA cache_size = -{PAGES_KB}").close()
    return connection
