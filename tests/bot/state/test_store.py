from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.briefing.calendar import Schedule
from bot.state import FenceError, Frozen, Key, RefusedError, Store, Subscription, Wish, parse_key, wish_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
EIGHT = NOW + timedelta(hours=1)
LEASE = timedelta(seconds=45)
DAY = timedelta(days=1)


@pytest.fixture
def store(address: URL) -> Iterator[Store]:
    made = Store.open(address)
    yield made
    made.close()


def wish(guild: int = 1, channel: int = 10, hour: int = 8, zone: str = "UTC") -> Wish:
    return Wish(guild, channel, Schedule(time(hour), zone, frozenset(range(7))), ("thaad",), "quiet", 7)


def made(store: Store, topic: int = 0) -> Subscription:
    """Keep a briefing; each topic makes it another."""
    return store.subscriptions.create(replace(wish(), topics=(f"topic-{topic}",)), NOW)


def test_a_subscription_is_kept_as_it_was_wished(store: Store) -> None:
    own = store.subscriptions.create(wish(channel=2**62), NOW)
    kept = store.subscriptions.get(own.id)
    assert kept is not None
    assert wish_of(kept) == wish(channel=2**62)
    assert (kept.created_at, kept.status) == (NOW, "active")
    assert store.subscriptions.get(own.id, guild_id=2) is None
    assert store.subscriptions.get("nobody") is None
    assert [one.id for one in store.subscriptions.of_guild(1)] == [own.id]
    assert store.subscriptions.of_guild(2) == []


def test_the_26th_of_a_server_is_refused_and_nothing_is_saved(store: Store) -> None:
    first = made(store)
    for number in range(1, 25):
        made(store, number)
    with pytest.raises(RefusedError, match="25 is the most: remove one first"):
        made(store, 25)
    assert len(store.subscriptions.of_guild(1)) == 25
    store.subscriptions.create(wish(guild=2), NOW)
    store.subscriptions.remove(first.id, NOW)
    made(store, 25)
    assert len(store.subscriptions.of_guild(1, ended=True)) == 26


def test_slots_become_lines_once_however_often_they_are_planned(store: Store) -> None:
    own = made(store)
    assert store.subscriptions.plan(EIGHT - timedelta(seconds=1)) == 0
    assert store.subscriptions.plan(EIGHT) == 1
    assert store.subscriptions.plan(EIGHT) == 0
    assert store.subscriptions.plan(EIGHT + DAY * 3) == 3
    assert store.subscriptions.plan(EIGHT) == 0
    rows = store.ledger.history(own.id)
    assert [row.date.day for row in rows] == [5, 4, 3, 2]
    assert rows[-1].due_at == EIGHT
    assert rows[-1].deadline == EIGHT + timedelta(hours=4)
    assert rows[-1].nonce == f"{own.id}20260302"
    assert rows[-1].marker == f"brief:more:{own.id}20260302"
    found = store.ledger.find(Key(own.id, rows[0].date))
    assert found is not None
    assert found.id == rows[0].id


def test_what_had_come_when_a_schedule_changed_stays(store: Store) -> None:
    own = made(store)
    store.subscriptions.edit(own.id, wish(hour=20), EIGHT + timedelta(seconds=10))
    [row] = store.ledger.history(own.id)
    assert row.due_at == EIGHT
    assert store.subscriptions.plan(EIGHT + timedelta(hours=13)) == 0
    assert store.subscriptions.plan(EIGHT + timedelta(hours=13) + DAY) == 1


def test_a_pause_leaves_its_days_out_and_a_suspension_does_not(store: Store) -> None:
    own, other = made(store), made(store, 1)
    assert store.subscriptions.pause(own.id, NOW) is not None
    assert store.subscriptions.suspend(other.id, NOW, "permission", "No right.") is not None
    assert store.subscriptions.suspend(own.id, NOW, "permission", "No right.") is None
    store.subscriptions.plan(EIGHT + DAY)
    store.subscriptions.resume(own.id, EIGHT + DAY * 2 - timedelta(hours=1))
    store.subscriptions.plan(EIGHT + DAY * 2)
    assert [row.date.day for row in store.ledger.history(own.id)] == [4]
    assert [row.date.day for row in store.ledger.history(other.id)] == [4, 3, 2]
    assert store.subscriptions.revive(other.id, NOW) is not None
    assert store.subscriptions.revive(other.id, NOW) is None


def test_what_has_ended_comes_back_by_nothing(store: Store) -> None:
    own = made(store)
    ended = store.subscriptions.remove(own.id, NOW)
    assert ended is not None
    assert (ended.status, ended.cause) == ("ended", "removed")
    subscriptions = store.subscriptions
    assert subscriptions.resume(own.id, NOW) is None
    assert subscriptions.pause(own.id, NOW) is None
    assert subscriptions.edit(own.id, wish(), NOW) is None
    assert subscriptions.of_guild(1) == []
    assert store.ledger.add_now(own.id, NOW) is None


def test_a_claim_is_had_by_one_until_its_lease_is_over(store: Store) -> None:
    made(store)
    store.subscriptions.plan(EIGHT)
    [seen] = store.ledger.open(EIGHT)
    held = store.ledger.claim(seen.key, seen.fence, "one", EIGHT, EIGHT + LEASE)
    assert held is not None
    assert (held.state, held.owner, held.fence) == ("claimed", "one", 1)
    assert store.ledger.claim(seen.key, seen.fence, "two", EIGHT, EIGHT + LEASE) is None
    assert store.ledger.claim(seen.key, held.fence, "two", EIGHT, EIGHT + LEASE) is None
    assert store.ledger.open(EIGHT + timedelta(seconds=44)) == []
    later = EIGHT + LEASE
    [again] = store.ledger.open(later)
    taken = store.ledger.claim(again.key, again.fence, "two", later, later + LEASE)
    assert taken is not None
    with pytest.raises(FenceError):
        store.ledger.settle(held, "sent", later, message_id=5)
    with pytest.raises(FenceError):
        store.ledger.begin_attempt(held, later, later, late=False, lease_until=later)
    store.ledger.release(held, None)
    assert store.ledger.open(later) == []
    done = store.ledger.settle(taken, "sent", later, message_id=5)
    assert (done.state, done.message_id, done.owner, done.doubt) == ("sent", 5, None, False)
    assert store.ledger.open(later + DAY) == []


def test_many_that_claim_at_once_get_it_once(store: Store) -> None:
    made(store)
    store.subscriptions.plan(EIGHT)
    [seen] = store.ledger.open(EIGHT)
    with ThreadPoolExecutor(8) as pool:
        claims = [
            pool.submit(store.ledger.claim, seen.key, seen.fence, str(number), EIGHT, EIGHT + LEASE)
            for number in range(24)
        ]
    assert len([one for one in claims if one.result() is not None]) == 1


def test_many_that_plan_at_once_write_each_line_once(store: Store) -> None:
    for number in range(5):
        made(store, number)
    with ThreadPoolExecutor(8) as pool:
        counts = [pool.submit(store.subscriptions.plan, EIGHT + DAY) for _ in range(16)]
    store.subscriptions.plan(EIGHT + DAY)
    assert sum(one.result() for one in counts) <= 10
    assert len(store.ledger.open(EIGHT + DAY)) == 10


def test_two_briefs_are_not_composed_from_the_same_past(store: Store) -> None:
    made(store), made(store, 1)
    store.subscriptions.plan(EIGHT)
    first, second = [
        store.ledger.claim(row.key, row.fence, "one", EIGHT, EIGHT + LEASE)
        for row in store.ledger.open(EIGHT)
    ]
    assert first is not None
    assert second is not None
    past = store.ledger.past(10, first.id)
    assert past.rows == ()
    frozen = Frozen(
        {"content": "x"}, "story", "a-story", ("new:a",), {"a": {"digest": "1", "text": "A."}}, {"a": "1"}
    )
    kept = store.ledger.freeze(first, frozen, past.version)
    assert kept is not None
    assert (kept.payload, kept.claims) == ({"content": "x"}, {"a": {"digest": "1", "text": "A."}})
    assert store.ledger.freeze(second, frozen, past.version) is None
    anew = store.ledger.past(10, second.id)
    assert [row.story for row in anew.rows] == ["a-story"]
    assert store.ledger.freeze(second, frozen, anew.version) is not None
    assert len(store.ledger.past(10).rows) == 2
    store.ledger.settle(second, "missed", EIGHT, "Too late.")
    assert len(store.ledger.past(10).rows) == 1


def test_an_attempt_leaves_doubt_until_it_was_refused(store: Store) -> None:
    made(store)
    store.subscriptions.plan(EIGHT)
    [seen] = store.ledger.open(EIGHT)
    held = store.ledger.claim(seen.key, seen.fence, "one", EIGHT, EIGHT + LEASE)
    assert held is not None
    tried = store.ledger.begin_attempt(held, EIGHT, EIGHT, late=True, lease_until=EIGHT + LEASE)
    assert (tried.attempts, tried.doubt, tried.late, tried.last_attempt_at) == (1, True, True, EIGHT)
    back = store.ledger.refused(tried, held, "No right.", EIGHT + LEASE)
    assert (back.attempts, back.doubt, back.late, back.trusted_from) == (1, False, False, None)
    store.ledger.release(back, EIGHT + LEASE)
    [open_] = store.ledger.open(EIGHT)
    assert (open_.state, open_.retry_at, open_.reason) == ("due", EIGHT + LEASE, "No right.")


def test_lines_that_wait_keep_no_other_out_of_the_list(store: Store) -> None:
    for number in range(3):
        made(store, number)
    store.subscriptions.plan(EIGHT)
    first, second, third = store.ledger.open(EIGHT)
    for seen in (first, second):
        held = store.ledger.claim(seen.key, seen.fence, "one", EIGHT, EIGHT + LEASE)
        assert held is not None
        store.ledger.release(held, EIGHT + LEASE, "It waits.")
    assert [one.key for one in store.ledger.open(EIGHT, limit=2)] == [third.key, first.key]
    assert [one.reason for one in store.ledger.open(EIGHT)] == ["", "It waits.", "It waits."]
    later = EIGHT + LEASE
    assert [one.key for one in store.ledger.open(later, limit=2)] == [first.key, second.key]


def test_a_brief_at_once_has_a_number_and_a_key_of_its_own(store: Store) -> None:
    own = store.subscriptions.create(wish(zone="Asia/Tokyo"), NOW)
    late = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)  # already the 3rd in Tokyo
    rows = [store.ledger.add_now(own.id, late) for _ in range(2)]
    assert [(row.kind, row.number, row.date.day, row.nonce) for row in rows if row] == [
        ("now", 1, 3, f"{own.id}20260303n1"),
        ("now", 2, 3, f"{own.id}20260303n2"),
    ]
    assert parse_key(f"{own.id}20260303n2") == Key(own.id, rows[0].date, 2) if rows[0] else None
    assert [
        parse_key(text) for text in ("", "x", f"{own.id}20261303", f"{own.id}2026030", "; DROP TABLE")
    ] == [None] * 5


def test_a_server_that_removed_us_is_forgotten_after_a_month_with_its_history(store: Store) -> None:
    own, other = made(store), store.subscriptions.create(wish(guild=2), NOW)
    store.subscriptions.plan(EIGHT)
    [row] = store.ledger.history(own.id)
    store.reports.add_feedback(row.key, useful=False, reason="too long", now=NOW)
    store.subscriptions.note_presence({1: False, 2: True}, NOW)
    store.subscriptions.note_presence({1: False}, NOW + DAY * 29)
    assert store.subscriptions.forget_guilds(NOW + DAY * 30) == []
    assert store.subscriptions.forget_guilds(NOW + DAY * 30 + timedelta(seconds=1)) == [1]
    assert store.ledger.get(row.key) is None
    assert store.reports.feedback([row.key]) == []
    assert store.subscriptions.get(other.id) is not None
    store.subscriptions.note_presence({2: False}, NOW)
    store.subscriptions.note_presence({2: True}, NOW + DAY)
    assert store.subscriptions.forget_guilds(NOW + DAY * 90) == []


def test_an_alarm_is_new_once_and_again_after_it_was_over(store: Store) -> None:
    reports = store.reports
    assert reports.raise_alarm("clock", "It is wrong.", NOW)
    assert not reports.raise_alarm("clock", "It is wrong.", NOW)
    assert [one.text for one in reports.alarms(untold=True)] == ["It is wrong."]
    reports.told("clock", NOW)
    assert reports.alarms(untold=True) == []
    assert len(reports.alarms()) == 1
    assert reports.end_alarm("clock", NOW) is not None
    assert reports.end_alarm("clock", NOW) is None
    assert reports.alarms() == []
    assert reports.raise_alarm("clock", "It is wrong again.", NOW)
    assert [one.told_at for one in reports.alarms()] == [None]


def test_feedback_has_no_person(store: Store) -> None:
    own = made(store)
    row = store.ledger.add_now(own.id, NOW)
    assert row is not None
    store.reports.add_feedback(row.key, useful=True, reason="", now=NOW)
    [kept] = store.reports.feedback([row.key])
    assert set(kept.model_dump()) == {"id", "delivery_id", "useful", "reason", "given_at"}


async def test_the_loop_does_not_wait_for_the_database(store: Store) -> None:
    turns = 0

    def slow() -> str:
        with store._engine.connect():
            return "done"

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    assert await store.call(slow) == "done"
    counting.cancel()
    assert turns > 1
