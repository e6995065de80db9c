"""A look into the tables themselves, past the state's own methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

if TYPE_CHECKING:
    from bot.state import Store
    from bot.state.tables import StateTable


def count(store: Store, table: type[StateTable]) -> int:
    """Give how many rows a table has."""
    with store._engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()
