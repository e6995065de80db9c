from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.briefing.delivery import ACTIONS
from tests.wire.bot.briefings import (
    POST,
    SCHEDULE,
    kept,
    posted,
    public,
    use,
)
from tests.wire.bot.logs import PATIENCE
from tests.wire.bot.reading import labels

if TYPE_CHECKING:
    from bot.client import DossierBot
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from bot.state import Store
    from tests.wire.bot.conftest import Start
    from tests.wire.bot.logs import Logs
    from tests.wire.conftest import Clock

DAY = 24 * 3600
TO_EIGHT = 22 * 3600 + 60  # from 10:00 in Berlin to a minute past eight on the next day


def sends(sandbox: Sandbox) -> list[dict[str, Any]]:
    """List the bodies of the messages that were posted to channels."""
    found: list[Any] = [one.request for one in sandbox.exchanges if (one.method, one.route) == ("POST", POST)]
    return found


@pytest.mark.usefixtures("briefing_bot")
async def test_now_posts_exactly_one_message_and_links_to_it(
    mia: Person, sandbox: Sandbox, store: Store
) -> None:
    await use(mia, "schedule", **SCHEDULE)
    told = await use(mia, "now")
    [message] = public(sandbox)
    assert f"/{sandbox.guild['id']}/{message['channel_id']}/{message['id']}" in told
    assert "Next delivery: <t:" in told
    assert labels(message) == list(ACTIONS.values())
    assert message["mentions"] == []
    assert message["mention_roles"] == []
    [row] = store.ledger.history(kept(store, sandbox)[0].id)
    assert (row.kind, row.state, row.message_id) == ("now", "sent", int(message["id"]))
    [body] = sends(sandbox)
    assert body["allowed_mentions"] == {"parse": [], "roles": []}
    assert body["enforce_nonce"] is True
    history = await use(mia, "history")
    assert "**Mon 5 January 2026** (asked for): delivered" in history
    assert str(message["id"]) in history


@pytest.mark.usefixtures("briefing_bot")
async def test_now_in_a_channel_lost_since_posts_nothing(mia: Person, sandbox: Sandbox, store: Store) -> None:
    await use(mia, "schedule", **SCHEDULE)
    own, where = sandbox.world.application_id, sandbox.channel["id"]
    sandbox.overwrite(where, own, deny=discord.Permissions(send_messages=True))
    assert "grant Send Messages" in await use(mia, "now")
    assert public(sandbox) == []
    assert store.ledger.history(kept(store, sandbox)[0].id) == []


async def test_the_daily_one_comes_at_its_time_once_and_history_shows_it(
    briefing_bot: DossierBot, mia: Person, sandbox: Sandbox, clock: Clock
) -> None:
    assert briefing_bot.briefings is not None
    await use(mia, "schedule", **SCHEDULE)
    clock.advance(TO_EIGHT)
    briefing_bot.briefings.engine.wake()
    [message] = await posted(sandbox, 1)
    await briefing_bot.briefings.engine.tick()
    assert len(public(sandbox)) == 1
    told = await use(mia, "history")
    assert "**Tue 6 January 2026**: delivered" in told
    assert str(message["id"]) in told
    clock.advance(DAY + 3600)
    await briefing_bot.briefings.engine.tick()
    assert len(public(sandbox)) == 2
    assert "delayed, due <t:" in await use(mia, "history")
    clock.advance(DAY + 8 * 3600)
    await briefing_bot.briefings.engine.tick()
    assert len(public(sandbox)) == 2
    told = await use(mia, "history")
    assert "**Thu 8 January 2026**: missed. " in told
    assert "Fri 9" not in told
    assert "Tue 6" in told
    assert "Tue 6" in await use(mia, "history", before="2026-01-07")
    assert "Wed 7" not in await use(mia, "history", before="2026-01-07")


@pytest.mark.usefixtures("briefing_bot")
async def test_a_long_history_goes_on_before_a_date(mia: Person, sandbox: Sandbox, store: Store) -> None:
    await use(mia, "schedule", **SCHEDULE)
    await use(mia, "pause")
    [one] = kept(store, sandbox)
    for _ in range(17):
        store.ledger.add_now(one.id, one.created_at)
    told = await use(mia, "history")
    assert told.count("**Mon 5 January 2026**") == 17  # a date is never cut in two
    assert "Older ones" not in told


@pytest.mark.usefixtures("briefing_bot")
async def test_a_history_is_read_on_before_its_last_date(
    mia: Person, sandbox: Sandbox, store: Store, clock: Clock
) -> None:
    await use(mia, "schedule", **SCHEDULE)
    clock.advance(20 * DAY)
    store.subscriptions.plan(clock())
    assert len(store.ledger.history(kept(store, sandbox)[0].id)) == 20
    told = await use(mia, "history")
    assert "**Sun 25 January 2026**" in told
    assert told.count("January 2026**") == 15
    assert "with `before: 2026-01-11`" in told
    older = await use(mia, "history", before="2026-01-11")
    assert older.count("January 2026**") == 5
    assert "**Tue 6 January 2026**" in older
    assert "Older ones" not in older


async def test_the_engine_starts_once_however_often_discord_is_ready(
    briefing_bot: DossierBot, mia: Person, logs: Logs
) -> None:
    await use(mia, "list")
    await logs.until("connected; serving")
    briefing_bot.dispatch("ready")
    await logs.until("connected; serving", count=2)
    assert briefing_bot.briefings is not None
    briefing_bot.briefings.start(briefing_bot.wait_until_ready)
    assert len(tasks("dossier-briefings")) == 1


async def test_closing_finishes_the_delivery_that_is_under_way(
    serving: Start, sandbox: Sandbox, store: Store, clock: Clock, mia: Person
) -> None:
    async with serving(store) as bot:
        assert bot.briefings is not None
        await use(mia, "schedule", **SCHEDULE)
        clock.advance(TO_EIGHT)
        arrived = asyncio.Event()
        sandbox.world.listeners.append(
            lambda change: arrived.set() if change.kind == "message_create" else None
        )
        bot.briefings.engine.wake()
        async with asyncio.timeout(PATIENCE):
            await arrived.wait()
        # Discord has it, and the bot has not read the answer yet.
        await bot.close()
        [row] = store.ledger.history(kept(store, sandbox)[0].id)
        assert row.state == "sent"
    assert tasks("dossier-briefings") == []
    assert len(public(sandbox)) == 1


async def test_a_client_that_is_not_ready_yet_closes_without_delivering(
    briefing_bot: DossierBot, sandbox: Sandbox, clock: Clock, mia: Person, logs: Logs
) -> None:
    await use(mia, "schedule", **SCHEDULE)
    clock.advance(TO_EIGHT)
    assert len(tasks("dossier-briefings")) == 1
    await briefing_bot.close()
    assert tasks("dossier-briefings") == []
    assert "connected; serving" not in " ".join(record.getMessage() for record in logs.records)
    assert public(sandbox) == []


async def test_a_lost_right_shows_in_the_list_and_comes_back_by_itself(
    briefing_bot: DossierBot, sandbox: Sandbox, clock: Clock, mia: Person, logs: Logs
) -> None:
    assert briefing_bot.briefings is not None
    engine = briefing_bot.briefings.engine
    where, own, operators = sandbox.channel["id"], sandbox.world.application_id, sandbox.channels[1]["id"]
    await logs.until("connected; serving")
    await use(mia, "schedule", **SCHEDULE)
    sandbox.overwrite(where, own, deny=discord.Permissions(send_messages=True))
    clock.advance(TO_EIGHT)
    await engine.tick()
    told = await use(mia, "list")
    assert "Suspended <t:" in told
    assert "grant Send Messages" in told
    assert "resumes by itself" in told
    [alarm] = public(sandbox)
    assert alarm["channel_id"] == operators
    assert "grant Send Messages" in (await use(mia, "resume"))
    assert "is suspended" in logs.errors()[0]
    logs.records.clear()
    sandbox.overwrite(where, own)
    clock.advance(60)
    await engine.tick()
    assert "Next delivery: " in await use(mia, "list")
    assert [one["channel_id"] for one in public(sandbox)].count(where) == 1


async def test_only_the_chosen_role_is_notified(
    briefing_bot: DossierBot, mia: Person, sandbox: Sandbox
) -> None:
    assert briefing_bot.briefings is not None
    role = next(one for one in sandbox.guild["roles"] if one["name"] == "Members")
    await use(mia, "schedule", **SCHEDULE, notify=role["id"])
    await use(mia, "now")
    [brief] = public(sandbox)
    assert brief["content"].endswith(f"<@&{role['id']}>")
    [body] = sends(sandbox)
    assert body["allowed_mentions"] == {"parse": [], "roles": [role["id"]]}


def tasks(name: str) -> list[asyncio.Task[Any]]:
    """List the running tasks of this name."""
    return [task for task in asyncio.all_tasks() if task.get_name() == name and not task.done()]
