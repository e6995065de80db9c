"""The engine through the real discord.py client to the sandbox."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.briefing.delivery import Engine, working
from bot.briefing.delivery import discord_port as port_module
from bot.briefing.delivery.discord_port import DiscordPort
from bot.briefing.transport import Absent, Allowed, Denied, Gone, NoGuild, NotNow, Refused, Sent, Unreadable
from bot.sandbox.faults import Drop, Fault, Hang, RateLimited, Refusal, ServerError
from tests.bot.briefing.delivery_bench import MESSAGES, PAYLOAD, Bench


async def test_a_brief_arrives_as_one_message_with_its_buttons(bench: Bench) -> None:
    own = bench.subscribe()
    await bench.tick(3590)
    assert bench.posted() == []
    await bench.tick(10)
    [message] = bench.posted()
    row = bench.row(own)
    assert (row.state, str(row.message_id)) == ("sent", message["id"])
    assert message["content"] == (row.payload or {})["content"]
    assert [one["label"] for one in message["components"][0]["components"]] == [
        "More", "Sources", "Useful", "Not useful"
    ]  # fmt: skip
    assert message["components"][0]["components"][0]["custom_id"] == row.marker
    sent: Any = next(one.request for one in bench.sandbox.exchanges if one.method == "POST")
    assert (sent["nonce"], sent["enforce_nonce"]) == (row.nonce, True)
    await bench.tick(30)
    assert len(bench.posted()) == 1


@pytest.mark.parametrize(
    "fault",
    [ServerError(503), ServerError(500, applied=True), Drop(), Drop(applied=True)],
    ids=["503", "500 after applying", "drop", "drop after applying"],
)
@pytest.mark.parametrize("wait", [20, 300], ids=["by the nonce", "by the history"])
async def test_an_answer_that_never_came_is_made_up_for(bench: Bench, fault: Fault, wait: float) -> None:
    own = bench.subscribe()
    bench.hit(fault)
    await bench.tick(3600)
    assert bench.row(own).doubt
    posts = [one for one in bench.sandbox.exchanges if one.route == MESSAGES and one.method == "POST"]
    assert len(posts) <= 1
    await bench.tick(wait)
    assert len(bench.posted()) == 1
    assert bench.row(own).state == "sent"
    searched = [one for one in bench.sandbox.exchanges if one.route == MESSAGES and one.method == "GET"]
    assert bool(searched) is (wait > 60)


@pytest.mark.parametrize("applied", [False, True])
async def test_a_request_that_hangs_is_given_up_and_may_take_effect_later(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, *, applied: bool
) -> None:
    monkeypatch.setattr(working, "SEND_SECONDS", 0.05)
    own = bench.subscribe()
    let_go = asyncio.Event()
    bench.hit(Hang(let_go, applied=applied))
    await bench.tick(3600)
    assert bench.row(own).doubt
    let_go.set()
    bench.clock.advance(200)
    monkeypatch.setattr(working, "SEND_SECONDS", 10.0)
    await bench.tick()
    assert bench.row(own).state == "sent"
    assert len(bench.posted()) == 1


async def test_a_rate_limit_with_via_and_without_is_waited_for_and_holds_no_other_request(
    bench: Bench,
) -> None:
    port = bench.port
    bench.hit(
        RateLimited(retry_after=30.0), RateLimited(retry_after=40.0, is_global=True), RateLimited(via=False)
    )
    payload = PAYLOAD
    first = await port.send(bench.channel, payload, "a", 5.0)
    assert first == NotNow(30.0, "Discord asked us to wait.", everywhere=False)
    assert await port.send(bench.channel, payload, "a", 5.0) == NotNow(
        40.0, "Discord asked us to wait.", everywhere=True
    )
    third = await port.send(bench.channel, payload, "a", 5.0)
    assert isinstance(third, NotNow)
    assert third.everywhere
    # discord.py's own requests go on: no sleep of its own was cut short.
    assert isinstance(await bench.client.fetch_channel(bench.channel), discord.TextChannel)
    assert isinstance(await port.send(bench.channel, payload, "a", 5.0), Sent)


async def test_a_global_rate_limit_holds_all_deliveries_until_it_is_over(bench: Bench) -> None:
    own = bench.subscribe()
    bench.hit(RateLimited(retry_after=40.0, is_global=True))
    await bench.tick(3600)
    await bench.tick(30)
    assert bench.posted() == []
    assert not bench.row(own).doubt
    await bench.tick(15)
    assert len(bench.posted()) == 1


async def test_refusals_are_told_apart(bench: Bench) -> None:
    port, payload = bench.port, PAYLOAD
    bench.hit(
        Refusal(400, 50083, "Thread is archived"),
        Refusal(400, 50035, "Invalid Form Body"),
        Refusal(403, 50013, "Missing Permissions"),
        Refusal(404, 10003, "Unknown Channel"),
    )
    outcomes = [await port.send(bench.channel, payload, "a", 5.0) for _ in range(4)]
    assert [one.why for one in outcomes if isinstance(one, Refused)] == [
        "permission", "message", "permission", "channel"
    ]  # fmt: skip


async def test_a_lost_right_suspends_and_its_return_resumes(bench: Bench) -> None:
    own = bench.subscribe()
    bench.sandbox.permit_application(discord.Permissions(view_channel=True, read_message_history=True))
    # The operators' channel is no better off: they are told once somebody may write there.
    await bench.heard(lambda: not bench.rights().send_messages)
    assert isinstance(await bench.port.access(bench.guild, bench.channel), Denied)
    await bench.tick(3600)
    assert bench.posted() == []
    kept = bench.store.subscriptions.get(own.id)
    assert kept is not None
    assert kept.status == "suspended"
    bench.sandbox.permit_application(
        discord.Permissions(view_channel=True, read_message_history=True, send_messages=True)
    )
    await bench.heard(lambda: bench.rights().send_messages)
    await bench.tick(600)
    [message] = bench.posted()
    assert "Delayed: this was due" in message["content"]
    assert bench.row(own).late


async def test_what_the_gateway_tells_is_what_may_be_done(bench: Bench) -> None:
    port, guild = bench.port, bench.guild
    assert await port.access(guild, bench.channel) == Allowed()
    bench.sandbox.permit_application(discord.Permissions(view_channel=True, send_messages=True))
    await bench.heard(lambda: not bench.rights().read_message_history)
    assert await port.access(guild, bench.channel) == Allowed(history=False)
    bench.sandbox.permit_application(discord.Permissions.all())
    bench.sandbox.delete_channel(str(bench.channel))
    await bench.heard(lambda: bench.client.get_channel(bench.channel) is None)
    assert await port.access(guild, bench.channel) == Gone()
    assert await port.present(guild) is True
    bench.sandbox.remove_application()
    await bench.heard(lambda: bench.client.get_guild(guild) is None)
    assert await port.present(guild) is False
    assert await port.access(guild, bench.channel) == NoGuild()


async def test_an_empty_history_proves_nothing_without_the_right_to_read_it(bench: Bench) -> None:
    port, since = bench.port, bench.clock() - timedelta(days=1)
    marker = "brief:more:saaaaaaaab20260105"
    assert await port.find(bench.channel, marker, since) == Absent()
    bench.sandbox.person("Anna").write("hello", str(bench.channel))
    bench.sandbox.permit_application(discord.Permissions(view_channel=True, send_messages=True))
    assert await port.find(bench.channel, marker, since) == Unreadable()


async def test_only_our_own_message_counts_and_all_pages_are_read(bench: Bench) -> None:
    own = bench.subscribe()
    await bench.tick(3600)
    row, anna = bench.row(own), bench.sandbox.person("Anna")
    for number in range(port_module.PAGE * 2 + 3):
        anna.write(f"{number} {row.marker}", str(bench.channel))
    since = bench.clock() - timedelta(days=1)
    assert await bench.port.find(bench.channel, row.marker, since) == Sent(row.message_id or 0)
    assert await bench.port.find(bench.channel, "brief:more:other", since) == Absent()
    pages = [one for one in bench.sandbox.exchanges if one.route == MESSAGES and one.method == "GET"]
    assert len(pages) == 1 + 3


async def test_the_clock_is_held_against_discords(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    port = bench.port
    assert abs(await port.clock(fresh=True) or 0.0) < 2
    ours = DiscordPort(discord.Client(intents=discord.Intents.none()), bench.clock)
    assert await ours.clock() is None
    bench.subscribe()
    wrong = Engine(
        bench.store,
        port,
        bench.edition,
        now=lambda: bench.clock() + timedelta(hours=1, minutes=2),
        steady=lambda: bench.clock().timestamp(),
    )
    port._requests._now = lambda: bench.clock() + timedelta(hours=1, minutes=2)
    with caplog.at_level(logging.ERROR):
        await wrong.tick()
        await wrong.tick()
    assert bench.posted() == []
    [told] = bench.told()
    assert "clock is 3720 s ahead of Discord's" in told
    assert caplog.text.count("3720 s ahead") == 1


async def test_nothing_reached_is_not_taken_for_doubt(bench: Bench) -> None:
    await bench.client.close()
    outcome = await bench.port.send(bench.channel, PAYLOAD, "a", 1.0)
    assert isinstance(outcome, NotNow)


async def test_stopping_finishes_what_is_under_way(bench: Bench) -> None:
    own = bench.subscribe()
    bench.clock.advance(3600)
    stop, let_go = asyncio.Event(), asyncio.Event()
    bench.hit(Hang(let_go))
    running = asyncio.create_task(bench.engine.run(stop))
    await bench.heard(lambda: any(row.attempts for row in bench.store.ledger.history(own.id)))
    stop.set()
    await bench.heard(lambda: bench.engine._stopping)
    assert not running.done()
    let_go.set()
    await running
    assert bench.row(own).state == "sent"
    assert bench.row(own).owner is None
