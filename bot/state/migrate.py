"""Alembic without its ini file: the schema is brought up to date when the state is opened."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from bot.state.schema import VERSION_TABLE, lock
from bot.state.tables import StateTable

FOLDER = Path(__file__).parent / "migrations"


def scripts() -> ScriptDirectory:
    """The migrations that this program has."""
    return ScriptDirectory(str(FOLDER))


def head() -> str:
    """The schema that this program writes."""
    found = scripts().get_current_head()
    assert found is not None  # noqa: S101 - the folder is part of the program
    return found


def schema_of(connection: Connection) -> str | None:
    """The schema that a database has; None for a new one."""
    return MigrationContext.configure(
        connection, opts={"version_table": VERSION_TABLE}
    ).get_current_revision()


def migrate(engine: Engine, to: str = "head") -> None:
    """Bring a database to a schema, all or nothing; other processes wait meanwhile.

    Raises:
        LookupError: a newer program made it.
    """
    known = scripts()
    with engine.begin() as connection:
        lock(connection)
        present = schema_of(connection)
        if present is not None and present not in {one.revision for one in known.walk_revisions()}:
            raise LookupError(
                f"The state was written by a newer version of Dossier (schema {present}; this one knows up to "
                f"{known.get_current_head()}). Start that version, or restore a copy from before the update."
            )
        if present == known.get_current_head():
            return
        config = Config()
        with EnvironmentContext(
            config,
            known,
            fn=lambda revision, _context: known._upgrade_revs(to, revision),  # noqa: SLF001 - what alembic's own command calls
            destination_rev=to,
        ) as environment:
            environment.configure(
                connection=connection,
                target_metadata=StateTable.metadata,
                version_table=VERSION_TABLE,
                transactional_ddl=True,
            )
            environment.run_migrations()
