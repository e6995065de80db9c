"""What the tests of delivery share: databases of both kinds, and a sandbox with a real client on it."""

from tests.bot.briefing.delivery_bench import bench
from tests.bot.briefing.delivery_world import either, world
from tests.bot.state.databases import address, fresh, postgres
from tests.wire.conftest import clock, published_schema, running, sandbox

__all__ = [
    "address",
    "bench",
    "clock",
    "either",
    "fresh",
    "postgres",
    "published_schema",
    "running",
    "sandbox",
    "world",
]
