"""What every answer of ``/briefing`` says, and how each outcome stands in the history."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.briefing.decide import UNTRIED
from bot.sandbox import permissions
from bot.sandbox.faults import Drop
from tests.wire.bot.briefings import POST, SCHEDULE, kept, next_moment, public, said, use

if TYPE_CHECKING:
    from bot.briefing.delivery import Engine
    from bot.client import DossierBot
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from bot.state import Store
    from tests.wire.bot.logs import Logs
    from tests.wire.conftest import Clock

DAY = 24 * 3600
TO_EIGHT = 22 * 3600 + 60  # from 10:00 in Berlin to a minute past eight on the next day
LASTING = re.compile(r"last until about <t:\d+:D>")


@pytest.fixture
def engine(briefing_bot: DossierBot) -> Engine:
    assert briefing_bot.briefings is not None
    return briefing_bot.briefings.engine


@pytest.mark.usefixtures("briefing_bot")
@pytest.mark.parametrize(
    ("command", "options", "messages"),
    [
        ("edit", {"time": "9:00"}, 0),
        ("list", {}, 0),
        ("preview", {}, 1),
        ("now", {}, 0),
        ("pause", {}, 0),
        ("resume", {}, 0),
        ("history", {}, 0),
    ],
)
async def test_every_answer_says_what_comes_next_and_how_long_the_topics_last(
    mia: Person, command: str, options: dict[str, Any], messages: int
) -> None:
    told = await use(mia, "schedule", **SCHEDULE)
    assert next_moment(told) == datetime(2026, 1, 6, 7, 0, tzinfo=UTC)
    assert LASTING.search(told)
    if command == "resume":
        await use(mia, "pause")
    told = await said(await mia.command(f"briefing {command}", **options), followed=messages)
    assert next_moment(told) == datetime(2026, 1, 6, 8 if command == "edit" else 7, 0, tzinfo=UTC)
    assert LASTING.search(told)


async def test_a_time_that_the_clocks_skip_is_said_where_it_comes_next(
    engine: Engine, mia: Person, sandbox: Sandbox, store: Store, clock: Clock
) -> None:
    clock.moment = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
    told = await use(mia, "schedule", **{**SCHEDULE, "time": "02:30"})
    assert next_moment(told) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert "On Sun 29 March 2026 the clocks go forward there and 02:30 does not exist" in told
    assert "it comes at 03:30 local time" in told
    clock.moment = datetime(2026, 3, 29, 1, 31, tzinfo=UTC)
    await engine.tick()
    assert len(public(sandbox)) == 1
    told = await use(mia, "history")
    assert "**Sun 29 March 2026**: delivered" in told
    assert next_moment(told) == datetime(2026, 3, 30, 0, 30, tzinfo=UTC)
    assert "does not exist" not in told
    assert [row.state for row in store.ledger.history(kept(store, sandbox)[0].id)] == ["sent"]


async def test_quiet_days_stand_in_the_history_with_their_reason(
    engine: Engine, mia: Person, sandbox: Sandbox, store: Store, clock: Clock
) -> None:
    await use(mia, "schedule", **SCHEDULE, topic="inf-treaty", when_all_told="quiet")
    [one] = kept(store, sandbox)
    clock.advance(TO_EIGHT)
    for _ in range(20):
        await engine.tick()
        if store.ledger.history(one.id)[0].state == "quiet":
            break
        clock.advance(DAY)
    rows = store.ledger.history(one.id)
    assert (rows[0].state, {row.state for row in rows[1:]}) == ("quiet", {"sent"})
    told = await use(mia, "history")
    assert f": quiet. {rows[0].reason}" in told.replace("\\", "")
    assert told.count(": delivered") == len(rows) - 1 == len(public(sandbox))
    assert "all told here; then it stays quiet until something changes" in told


async def test_an_uncertain_one_says_why_and_becomes_delivered_with_its_link(
    engine: Engine, mia: Person, sandbox: Sandbox, clock: Clock, logs: Logs
) -> None:
    await use(mia, "schedule", **SCHEDULE)
    sandbox.faults.add(Drop(applied=True), method="POST", route=POST)
    clock.advance(TO_EIGHT)
    await engine.tick()
    assert "**Tue 6 January 2026**: under way" in await use(mia, "history")
    history = discord.Permissions(read_message_history=True).value
    sandbox.permit_application(permissions.APPLICATION & ~history)
    clock.advance(300)
    await engine.tick()
    told = await use(mia, "history")
    assert "**Tue 6 January 2026**: uncertain. It may have been posted, and that cannot be looked up." in told
    assert "grant Read Message History" in told
    assert "Attention: " in await use(mia, "list")
    logs.records.clear()
    sandbox.permit_application(permissions.APPLICATION)
    clock.advance(600)
    await engine.tick()
    brief = next(one for one in public(sandbox) if one["components"])
    told = await use(mia, "history")
    assert "**Tue 6 January 2026**: delivered" in told
    assert f"/{sandbox.guild['id']}/{brief['channel_id']}/{brief['id']}" in told
    assert len([one for one in public(sandbox) if one["components"]]) == 1


async def test_a_delayed_and_a_missed_one_say_when_and_why(
    engine: Engine, mia: Person, sandbox: Sandbox, clock: Clock
) -> None:
    await use(mia, "schedule", **SCHEDULE)
    clock.advance(TO_EIGHT + 3600)
    await engine.tick()
    [brief] = public(sandbox)
    assert "-# Delayed: this was due <t:1767682800:t>." in brief["content"]
    clock.advance(DAY + 8 * 3600)
    await engine.tick()
    told = await use(mia, "history")
    assert (
        "**Tue 6 January 2026**: delayed, due <t:1767682800:t>, delivered <t:1767686460:t> https://" in told
    )
    assert f"/{brief['id']} {UNTRIED}" in told
    assert f"**Wed 7 January 2026**: missed. It could not be delivered in time. {UNTRIED}" in told
