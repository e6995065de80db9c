"""Operators are told of what is wrong: once, on recovery, and not for ever where Discord does not let us."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import discord
import pytest

from bot.briefing.delivery.operators import Operators
from bot.briefing.transport import Denied, Gone
from bot.sandbox.faults import ServerError
from tests.bot.briefing.delivery_world import CHANNEL, World

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from tests.bot.briefing.delivery_bench import Bench

EIGHT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
PRIVATE = "/users/@me/channels"
NO_WRITING = discord.Permissions(view_channel=True, read_message_history=True)


@pytest.fixture
def owner(bench: Bench) -> Person:
    """Give the application's owner, whom the engine writes to."""
    bench.port._operators = Operators(bench.client, bench.port._requests, None)
    return bench.sandbox.owner


def opened(bench: Bench) -> int:
    """How often a private chat was opened."""
    return sum(one.route == PRIVATE for one in bench.sandbox.exchanges)


async def suspend(bench: Bench) -> None:
    bench.subscribe()
    bench.sandbox.overwrite(
        str(bench.channel), bench.sandbox.world.application_id, deny=discord.Permissions(send_messages=True)
    )
    await bench.tick(3600)


async def test_without_a_channel_the_owner_is_told_once_and_on_recovery(bench: Bench, owner: Person) -> None:
    await suspend(bench)
    [told] = owner.messages
    assert "is suspended: Dossier may not write there" in told["content"]
    assert told["mentions"] == []
    await bench.tick(60)
    await bench.tick(60)
    assert len(owner.messages) == 1
    bench.sandbox.overwrite(str(bench.channel), bench.sandbox.world.application_id)
    await bench.tick(600)
    assert [one["content"] for one in owner.messages[1:] if one["channel_id"] != str(bench.channel)] == [
        f"This is over: {told['content']}"
    ]
    assert bench.told() == []


async def test_an_owner_who_takes_no_private_messages_is_in_the_log_and_not_asked_for_ever(
    bench: Bench, owner: Person, caplog: pytest.LogCaptureFixture
) -> None:
    bench.sandbox.world.closed.add(owner.id)
    await suspend(bench)
    for _ in range(5):
        await bench.tick(60)
    assert opened(bench) == 1
    assert owner.messages == []
    assert caplog.text.count("is suspended: Dossier may not write there") == 1
    assert caplog.text.count("(403, 50007: Cannot send messages to this user)") == 1
    assert "set DOSSIER_OPERATOR_CHANNEL_ID" in caplog.text
    [kept] = bench.store.reports.alarms(untold=True)
    assert "is suspended" in kept.text


async def test_the_owner_of_a_team_is_a_person(bench: Bench, owner: Person) -> None:
    anna = bench.sandbox.person("Anna")
    user = {name: anna.member["user"][name] for name in ("id", "username", "discriminator", "avatar")}
    bench.sandbox.world.application["team"] = {
        "id": "77",
        "icon": None,
        "name": "Analysts",
        "owner_user_id": anna.id,
        "members": [
            {"user": user, "team_id": "77", "membership_state": 2, "role": "admin", "permissions": ["*"]}
        ],
    }
    assert await bench.port.tell_operators("hello") == "yes"
    assert [one["content"] for one in anna.messages] == ["hello"]
    assert owner.messages == []
    bench.sandbox.exchanges.clear()  # Discord's schema has more of a team than discord.py reads


async def test_an_outage_is_told_apart_from_a_refusal(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    bench.hit(ServerError(503))
    assert await bench.port.tell_operators("hello") == "later"
    assert [one.levelno for one in caplog.records if "operators" in one.getMessage()] == [logging.WARNING]
    assert await bench.port.tell_operators("hello") == "yes"
    assert bench.told() == ["hello"]
    bench.sandbox.delete_channel(bench.sandbox.channels[1]["id"])
    assert await bench.port.tell_operators("again") == "refused"
    assert "write to the operators' channel (404, 10003: Unknown Channel)" in caplog.text


async def test_what_could_not_be_told_is_told_later(world: World) -> None:
    world.subscribe()
    world.discord.rights[CHANNEL] = Denied("Dossier may not write there: grant Send Messages.")
    world.discord.telling.extend(["later", "later", "yes"])
    await world.until(EIGHT + timedelta(minutes=5))
    [told] = world.discord.told
    assert "suspended" in told


async def test_what_happened_and_is_over_is_told_later_too(world: World) -> None:
    world.subscribe()
    world.discord.rights[CHANNEL] = Gone()
    world.discord.telling.append("later")
    await world.until(EIGHT + timedelta(minutes=5))
    [told] = world.discord.told
    assert "ended: The channel was deleted." in told
    assert world.store.reports.alarms() == []


async def test_a_refusal_is_tried_again_by_the_next_process(world: World) -> None:
    world.subscribe()
    world.discord.rights[CHANNEL] = Denied("Dossier may not write there: grant Send Messages.")
    world.discord.telling.extend(["refused"])
    await world.until(EIGHT + timedelta(minutes=5))
    assert world.discord.told == []
    world.restart()
    await world.tick(60)
    assert len(world.discord.told) == 1
