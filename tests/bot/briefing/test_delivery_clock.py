"""A clock that is set by hand, and what Discord says about it meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bot.briefing.delivery_world import World

EIGHT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


async def test_an_answer_from_before_the_clock_was_set_raises_no_alarm(world: World) -> None:
    world.subscribe()
    await world.until(EIGHT - timedelta(seconds=30))
    # An answer that was under way as both clocks were set a day on, and is read after the one that was asked for.
    world.discord.stale = -86_400.0
    await world.until(EIGHT + timedelta(seconds=30))
    assert len(world.discord.messages) == 1
    assert world.discord.told == []


async def test_a_clock_set_while_discord_is_asked_delivers_with_the_next_tick(world: World) -> None:
    world.subscribe()

    def set_once() -> None:
        world.discord.asked = None
        world.clock.wrong += timedelta(days=1)

    world.discord.asked = set_once
    await world.tick()
    assert world.discord.told == []
    world.clock.wrong = timedelta(0)
    await world.until(EIGHT + timedelta(seconds=30))
    assert len(world.discord.messages) == 1
    assert world.discord.told == []


async def test_a_clock_that_is_wrong_is_still_told_of(world: World) -> None:
    world.subscribe()
    await world.tick()
    world.clock.wrong = timedelta(hours=1, minutes=2)
    await world.tick(30)
    await world.tick(30)
    assert world.discord.messages == []
    [told] = world.discord.told
    assert "3720 s ahead of Discord's" in told
