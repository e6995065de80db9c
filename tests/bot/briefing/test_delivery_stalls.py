"""A process that is held up in the middle, for longer than its claim or Discord's memory lasts: still one message."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.bot.briefing.delivery_world import World

EIGHT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
STORY = "new-start-halving"
"""A story with a picture."""


async def test_a_process_that_stops_while_its_picture_is_drawn_sends_nothing_that_was_sent_since(
    either: World,
) -> None:
    world, other = either, either.engine_on(either.store)
    world.subscribe(topics=world.edition.stories[STORY].topics[:1])
    await world.until(EIGHT - timedelta(seconds=1), step=1200)
    stops = iter([True])

    async def stop() -> None:
        if next(stops, False):
            world.clock.advance(600)  # far beyond what Discord remembers of a nonce
            await other.tick()
            world.clock.advance(600)
            assert len(world.discord.messages) == 1

    world.discord.drawing = stop
    await world.tick(1)
    assert next(stops, True), "no picture was drawn"
    await world.pass_(timedelta(minutes=30))
    assert [one.nonce for one in world.discord.messages] == [world.row().nonce]
    assert (world.row().state, world.discord.sends) == ("sent", 1)


async def test_a_nonce_that_was_forgotten_while_the_picture_was_drawn_is_not_relied_on(world: World) -> None:
    world.subscribe(topics=world.edition.stories[STORY].topics[:1])
    await world.until(EIGHT - timedelta(seconds=1), step=1200)
    world.discord.trouble.append("applied then dropped")
    await world.tick(1)
    assert (world.row().doubt, world.discord.sends) == (True, 1)

    async def stop() -> None:
        world.clock.advance(600)

    world.discord.drawing = stop
    await world.tick(15)
    await world.tick(60)
    assert (world.row().state, world.discord.sends, world.discord.searches) == ("sent", 1, 1)
    assert len(world.discord.messages) == 1


@pytest.mark.parametrize("held", [46, 59, 70, 121, 600])
async def test_a_request_that_outlives_its_claim_posts_nothing_twice(either: World, held: int) -> None:
    world, other = either, either.engine_on(either.store)
    world.subscribe()
    await world.until(EIGHT - timedelta(seconds=1), step=1200)
    stops = iter([True])

    async def stop() -> None:
        if next(stops, False):
            world.clock.advance(held)
            await other.tick()
            assert (world.row().state, world.row().fence) == ("sent", 2)

    world.discord.sending = stop
    await world.tick(1)
    await world.pass_(timedelta(minutes=30))
    assert world.discord.sends == 2
    assert [one.nonce for one in world.discord.messages] == [world.row().nonce]
    assert (world.row().state, world.row().message_id) == ("sent", 1)
