"""Databases of both kinds, an edition, and a sandbox."""

from tests.bot.editions import desk, edition, edition_file
from tests.bot.state.databases import address, fresh, postgres
from tests.wire.conftest import clock, published_schema, sandbox

__all__ = [
    "address",
    "clock",
    "desk",
    "edition",
    "edition_file",
    "fresh",
    "postgres",
    "published_schema",
    "sandbox",
]
