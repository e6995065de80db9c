from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.briefing.transport import Allowed, Denied, Gone
from tests.bot.briefing.delivery_world import CHANNEL, GUILD, World

EIGHT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


async def test_a_lost_right_suspends_says_so_once_and_resumes_by_itself(world: World) -> None:
    own = world.subscribe()
    world.discord.rights[CHANNEL] = Denied("Dossier may not write there: grant Send Messages.")
    await world.until(EIGHT + timedelta(minutes=30), step=60)
    assert world.discord.sends == 0
    [told] = world.discord.told
    assert "suspended: Dossier may not write there" in told
    kept = world.store.subscriptions.get(own.id)
    assert kept is not None
    assert (kept.status, kept.cause) == ("suspended", "permission")
    world.discord.rights[CHANNEL] = Allowed()
    await world.pass_(timedelta(minutes=2))
    assert len(world.discord.messages) == 1
    assert world.row().late
    kept = world.store.subscriptions.get(own.id)
    assert kept is not None
    assert kept.status == "active"
    assert world.discord.told[1:] == [f"This is over: {told}"]


async def test_a_refusal_that_the_rights_do_not_explain_is_tried_again_slowly(world: World) -> None:
    own = world.subscribe()
    world.discord.trouble.extend(["refused"] * 2)
    await world.until(EIGHT + timedelta(minutes=4))
    assert world.discord.sends == 1
    kept = world.store.subscriptions.get(own.id)
    assert kept is not None
    assert (kept.status, kept.cause) == ("suspended", "refused")
    await world.until(EIGHT + timedelta(minutes=14))
    assert world.discord.sends == 3
    assert world.row().state == "sent"
    kept = world.store.subscriptions.get(own.id)
    assert kept is not None
    assert kept.status == "active"
    assert len(world.discord.told) == 2


async def test_a_deleted_channel_ends_it_and_offers_another(world: World) -> None:
    own = world.subscribe()
    world.discord.rights[CHANNEL] = Gone()
    await world.until(EIGHT + timedelta(days=1), step=600)
    kept = world.store.subscriptions.get(own.id)
    assert kept is not None
    assert (kept.status, kept.cause) == ("ended", "channel")
    assert "Choose another with /briefing edit" in kept.reason
    assert world.row().state == "missed"
    assert "deleted" in world.row().reason
    assert len(world.discord.told) == 1


async def test_a_server_that_removed_us_is_suspended_and_forgotten_after_a_month(world: World) -> None:
    own = world.subscribe()
    await world.until(EIGHT + timedelta(minutes=1))
    world.discord.guilds[GUILD] = False
    await world.pass_(timedelta(days=2), step=3600)
    kept = world.store.subscriptions.get(own.id)
    assert kept is not None
    assert (kept.status, kept.cause) == ("suspended", "guild")
    world.discord.guilds[GUILD] = True
    await world.pass_(timedelta(days=1), step=600)
    kept = world.store.subscriptions.get(own.id)
    assert kept is not None
    assert (kept.status, kept.absent_since) == ("active", None)
    world.discord.guilds[GUILD] = False
    await world.pass_(timedelta(days=29), step=7200)
    assert world.store.subscriptions.get(own.id) is not None
    await world.pass_(timedelta(days=2), step=7200)
    assert world.store.subscriptions.get(own.id) is None
    assert world.store.ledger.history(own.id) == []


async def test_without_the_right_to_read_history_it_is_uncertain_until_it_can_be_looked_up(
    world: World,
) -> None:
    world.subscribe()
    await world.until(EIGHT - timedelta(seconds=1), step=1200)
    world.discord.trouble.extend(["applied then dropped"])
    world.discord.trouble.extend(["dropped"] * 9)
    await world.tick(2)
    world.discord.rights[CHANNEL] = Allowed(history=False)
    await world.until(EIGHT + timedelta(minutes=5), step=10)
    assert world.row().state == "uncertain"
    assert any("is uncertain" in told for told in world.discord.told)
    sends = world.discord.sends
    world.discord.rights[CHANNEL] = Allowed()
    await world.pass_(timedelta(minutes=5))
    assert world.row().state == "sent"
    assert world.discord.sends == sends
    assert len(world.discord.messages) == 1
