"""Which schema a state has. A new one is made at once; only an older one needs the migrations, and alembic."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from bot.state.tables import StateTable

HEAD = "0003"
"""The schema that this program writes: the last of the migrations, which a test compares."""
VERSION_TABLE = "dossier_schema"
_LOCK = 0x446F7373
"""Any number that no other program uses: two processes that start together must not both change the schema."""


def lock(connection: Connection) -> None:
    """Let no other process change the schema until this transaction ends; SQLite's transactions do so anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def ready(connection: Connection) -> bool:
    """Make a new database's tables, or say whether an existing one has the schema of this program."""
    present = set(inspect(connection).get_table_names())
    if VERSION_TABLE in present:
        # Written as it is: what may only be read shows itself now, and not at the first thing that people save.
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = version_num"))  # noqa: S608 - ours
        found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - ours
        return bool(found == HEAD)
    if present & set(StateTable.metadata.tables):
        return False
    StateTable.metadata.create_all(connection)
    # The table in which alembic keeps the schema's version, as it would make it itself.
    connection.execute(
        text(
            f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL, "
            f"CONSTRAINT {VERSION_TABLE}_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text(f"INSERT INTO {VERSION_TABLE} VALUES (:head)"), {"head": HEAD})  # noqa: S608 - ours
    return True
