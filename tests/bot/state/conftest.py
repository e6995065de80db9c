"""Every test of the state runs on both kinds of database."""

from tests.bot.state.databases import address, fresh, postgres

__all__ = ["address", "fresh", "postgres"]
