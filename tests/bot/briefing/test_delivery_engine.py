from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.briefing.decide import UNTRIED
from bot.briefing.delivery import Engine
from bot.briefing.delivery.message import write
from bot.briefing.transport import Allowed, Denied
from tests.bot.briefing.delivery_clock import START
from tests.bot.briefing.delivery_world import CHANNEL, World, at

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.state import Delivery, Frozen, Subscription
    from knowledge.edition import Edition

EIGHT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


async def test_a_day_is_delivered_once_at_its_time(world: World) -> None:
    own = world.subscribe()
    await world.until(EIGHT - timedelta(seconds=1), step=1200)
    assert world.discord.messages == []
    await world.until(EIGHT)
    await world.until(EIGHT + timedelta(days=2), step=3600)
    assert [one.at.date().day for one in world.discord.messages] == [2, 3, 4]
    assert {one.nonce for one in world.discord.messages} == {
        f"{own.id}20260302", f"{own.id}20260303", f"{own.id}20260304"
    }  # fmt: skip
    rows = world.rows()
    assert [(row.state, row.message_id, row.attempts, row.late) for row in rows] == [
        ("sent", 1, 1, False), ("sent", 2, 1, False), ("sent", 3, 1, False)
    ]  # fmt: skip
    assert len({row.story for row in rows}) == 3
    assert world.discord.searches == 0
    assert world.discord.told == []


@pytest.mark.parametrize(
    "trouble", ["dropped", "applied then dropped", "late", "stopped before", "stopped after"]
)
@pytest.mark.parametrize("times", [1, 2, 3, 6])
async def test_whatever_happens_to_a_request_there_is_one_message(
    world: World, trouble: str, times: int
) -> None:
    world.subscribe()
    await world.until(EIGHT - timedelta(seconds=1), step=1200)
    world.discord.trouble.extend([trouble] * times)  # type: ignore[list-item] # of the five above
    await world.until(EIGHT + timedelta(minutes=6), step=5)
    await world.until(EIGHT + timedelta(minutes=40), step=120)
    assert len(world.discord.messages) == 1
    assert world.row().state == "sent"
    assert world.row().message_id == 1
    assert len(world.discord.trouble) < times


async def test_the_nonce_is_trusted_for_a_minute_and_then_the_history_is_read(world: World) -> None:
    world.subscribe()
    await world.until(EIGHT - timedelta(seconds=1), step=1200)
    world.discord.trouble.extend(["dropped"] * 30)
    await world.until(EIGHT + timedelta(seconds=59), step=5)
    attempts = world.row().attempts
    assert attempts == world.discord.sends > 3
    last = world.row().last_attempt_at
    assert last is not None
    await world.until(last + timedelta(seconds=59), step=5)
    assert (world.discord.searches, world.discord.sends) == (0, attempts)
    await world.until(last + timedelta(seconds=62), step=3)
    assert (world.discord.searches, world.discord.sends) == (1, attempts + 1)
    assert world.row().trusted_from == world.row().last_attempt_at


async def test_a_ledger_from_a_copy_does_not_post_again(world: World, tmp_path: Path) -> None:
    world.subscribe()
    await world.until(EIGHT - timedelta(seconds=1), step=1200)
    world.store.close()
    copy = (tmp_path / "state.sqlite").read_bytes()
    world.restart()
    await world.until(EIGHT + timedelta(seconds=61))
    world.store.close()
    (tmp_path / "state.sqlite").write_bytes(copy)
    world.restart()
    await world.until(EIGHT + timedelta(minutes=10))
    assert len(world.discord.messages) == 1
    assert world.row().state == "sent"
    assert world.discord.searches == 1


async def test_what_comes_late_is_marked_and_what_comes_too_late_is_missed_with_a_reason(
    world: World,
) -> None:
    world.subscribe()
    await world.tick()
    await world.tick((EIGHT - START).total_seconds() + 3600)
    [posted] = world.discord.messages
    assert f"-# Delayed: this was due <t:{int(EIGHT.timestamp())}:t>." in posted.payload["content"]
    assert world.row().late
    await world.tick(86400 * 3 + 5 * 3600)
    states = [(row.date.day, row.state) for row in world.rows()]
    assert states == [(2, "sent"), (3, "missed"), (4, "missed"), (5, "missed")]
    assert world.rows()[0].reason == UNTRIED
    assert {row.reason for row in world.rows()[1:]} == {f"It could not be delivered in time. {UNTRIED}"}
    assert len(world.discord.messages) == 1


async def test_a_rate_limit_is_waited_for(world: World) -> None:
    world.subscribe()
    await world.until(EIGHT - timedelta(seconds=1), step=1200)
    world.discord.trouble.extend(["busy"])
    await world.tick(2)
    assert world.row().doubt is False
    await world.tick(3)
    assert world.discord.sends == 1
    await world.tick(3)
    assert len(world.discord.messages) == 1


async def test_a_wrong_clock_holds_everything_and_is_told_once(world: World) -> None:
    world.subscribe()
    await world.tick()
    world.clock.wrong = timedelta(hours=2)
    await world.pass_(timedelta(minutes=10))
    assert world.discord.messages == []
    assert world.rows() == []
    [told] = world.discord.told
    assert "clock is 7200 s ahead of Discord's" in told
    world.clock.wrong = timedelta(0)
    await world.until(EIGHT + timedelta(minutes=1))
    assert len(world.discord.messages) == 1
    assert len(world.discord.told) == 2


async def test_two_engines_on_one_state_post_once(either: World) -> None:
    world = either
    for minute in range(6):
        world.subscribe(at(8, minute), channel=CHANNEL + minute % 2)
    second_store, second = world.start()
    await world.until(EIGHT - timedelta(seconds=1), step=1200)
    while world.clock.true < EIGHT + timedelta(minutes=10):
        world.discord.trouble.append("applied then dropped")
        await world.tick(10)
        await second.tick()
    second_store.close()
    assert sorted(one.nonce for one in world.discord.messages) == sorted(row.nonce for row in world.rows())
    assert [row.state for row in world.rows()] == ["sent"] * 6
    stories = [row.story for row in world.rows() if row.channel_id == CHANNEL]
    assert len(set(stories)) == 3


async def test_a_process_may_end_at_any_call_of_the_state(either: World) -> None:
    world = either
    schedules = [at(8, minute) for minute in range(25)]
    for schedule in schedules:
        world.subscribe(schedule)
    await world.until(EIGHT - timedelta(seconds=1), step=1200)
    ends = 0
    for number in range(1, 200):
        world.store.stop_at = world.store.calls + 1 + number % 13
        before = world.store
        await world.tick(7)
        ends += world.store is not before
    world.store.stop_at = None
    await world.pass_(timedelta(minutes=10))
    assert ends > 20
    assert sorted(one.nonce for one in world.discord.messages) == sorted(row.nonce for row in world.rows())
    assert [row.state for row in world.rows()] == ["sent"] * 25


async def test_a_brief_at_once_does_not_use_up_the_day(world: World) -> None:
    own = world.subscribe()
    await world.tick()
    first = await world.engine.send_now(own.id)
    second = await world.engine.send_now(own.id)
    assert first is not None
    assert second is not None
    assert [first.state, second.state] == ["sent", "sent"]
    assert (first.kind, first.number, second.number) == ("now", 1, 2)
    await world.until(EIGHT + timedelta(minutes=1))
    assert len(world.discord.messages) == 3
    assert len({row.story for row in world.rows()}) == 3
    assert await world.engine.send_now("nobody") is None


async def test_what_was_paused_before_its_time_is_missed_with_that_reason(world: World) -> None:
    own = world.subscribe()
    world.discord.rights[CHANNEL] = Denied("Dossier may not write there.")
    await world.until(EIGHT + timedelta(minutes=1), step=61)
    world.store.subscriptions.pause(own.id, world.clock.now())
    world.discord.rights[CHANNEL] = Allowed()
    await world.pass_(timedelta(days=2), step=600)
    assert world.row().state == "missed"
    assert "paused" in world.row().reason
    world.store.subscriptions.resume(own.id, world.clock.now())
    await world.pass_(timedelta(days=1), step=600)
    assert [row.state for row in world.rows()] == ["missed", "sent"]


async def test_a_preview_keeps_nothing_and_is_what_comes(world: World) -> None:
    own = world.subscribe()
    seen = await world.engine.preview(own, EIGHT.date())
    assert world.rows() == []
    assert world.store.ledger.past(CHANNEL).rows == ()
    await world.until(EIGHT, step=1800)
    [posted] = world.discord.messages
    assert posted.payload["content"] == seen.content
    assert seen.brief.story == world.row().story


async def test_a_quiet_day_is_a_line_with_its_reason_and_no_message(world: World) -> None:
    own = world.subscribe(policy="quiet", topics=("two-plus-two",))
    await world.until(EIGHT, step=1800)
    await world.until(EIGHT + timedelta(days=20), step=43200)
    rows = world.rows()
    quiet = [row for row in rows if row.state == "quiet"]
    assert quiet
    assert all("told" in row.reason for row in quiet)
    assert len(world.discord.messages) == len(rows) - len(quiet)
    assert {row.subscription_id for row in rows} == {own.id}


async def test_the_role_and_nobody_else_is_notified(world: World) -> None:
    world.subscribe(role_id=77)
    await world.until(EIGHT, step=1800)
    [posted] = world.discord.messages
    assert posted.payload["content"].endswith("\n<@&77>")
    assert posted.payload["allowed_mentions"] == {"parse": [], "roles": ["77"]}


async def test_a_brief_that_cannot_be_composed_stops_no_other_and_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = world.subscribe(), world.subscribe(channel=CHANNEL + 1)

    def write_or_fail(edition: Edition, row: Delivery, own: Subscription, past: Iterable[Delivery]) -> Frozen:
        if row.subscription_id == first.id:
            raise ZeroDivisionError
        return write(edition, row, own, past)

    world.engine = Engine(
        world.store,
        world.discord,
        world.edition,
        now=world.clock.now,
        steady=world.clock.steady,
        write=write_or_fail,
    )
    stop = asyncio.Event()
    world.clock.advance(3600)

    async def sleep(_seconds: float) -> None:
        stop.set()

    monkeypatch.setattr(world.engine, "_sleep", sleep)
    await world.engine.run(stop)
    assert [(row.subscription_id, row.state) for row in world.rows()] == [
        (first.id, "claimed"), (second.id, "sent")
    ]  # fmt: skip
    assert any("delivery engine failed (ZeroDivisionError)" in told for told in world.discord.told)
    world.restart()
    await world.tick(60)
    assert [row.state for row in world.rows()] == ["sent", "sent"]


async def test_topics_without_stories_are_a_missed_line_with_that_reason(world: World) -> None:
    world.subscribe(topics=("no-such-entry",))
    await world.until(EIGHT, step=1800)
    assert world.row().state == "missed"
    assert "no entry" in world.row().reason
