"""Whatever happens in whatever order: one message at most for each date, and nothing silently absent."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.briefing import decide
from bot.briefing.calendar import due
from bot.briefing.decide import Action, Facts
from bot.briefing.delivery import working
from bot.briefing.transport import Allowed, Denied, Gone
from bot.state import Delivery, SameScheduleError, Subscription, schedule_of, wish_of
from tests.bot.briefing.delivery_world import CHANNEL, GUILD, World, at, sqlite_at
from tests.bot.briefing.fake_discord import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.edition import Edition

TROUBLE: list[Trouble] = [
    "dropped", "applied then dropped", "late", "busy", "stopped before", "stopped after", "refused"
]  # fmt: skip
UNKNOWING: list[Trouble] = ["applied then dropped", "late", "stopped after"]
GAPS = [1, 20, 45, 61, 130, 600]  # seconds
CHANNELS = (CHANNEL, CHANNEL + 1)
HOURS = st.integers(0, 23)
ZONES = st.sampled_from(["UTC", "Asia/Tokyo", "America/New_York"])
DATABASE = "state.sqlite"


class Delivering(RuleBasedStateMachine):
    """A bot over some days, on which much goes wrong."""

    edition: ClassVar[Edition]
    loop: ClassVar[asyncio.AbstractEventLoop]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="dossier-machine-"))
        self.world = World(self.edition, sqlite_at(self.folder))
        self.copy: bytes | None = None
        self.deleted: set[int] = set()

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        self.loop.run_until_complete(work)

    def teardown(self) -> None:
        try:
            self.all_comes_to_an_end()
        finally:
            self.world.store.close()
            shutil.rmtree(self.folder)

    @initialize(hour=HOURS)
    def first(self, hour: int) -> None:
        self.world.subscribe(at(hour, 30))

    @rule(hour=HOURS, zone=ZONES, channel=st.sampled_from(CHANNELS))
    def subscribe(self, hour: int, zone: str, channel: int) -> None:
        if len(self.world.subscriptions()) < 4 and channel not in self.deleted:
            with suppress(SameScheduleError):
                self.world.subscribe(at(hour, 30, zone), channel)

    @rule(seconds=st.sampled_from([0, 1, 20, 45, 59, 61, 130, 600]))
    def tick(self, seconds: int) -> None:
        self.run(self.world.tick(seconds))

    @rule(hours=st.integers(1, 30))
    def time_passes_in_one_piece(self, hours: int) -> None:
        self.run(self.world.tick(hours * 3600))

    @rule(
        early=st.integers(0, 40),
        trouble=st.lists(st.sampled_from(TROUBLE), max_size=4),
        gaps=st.lists(st.sampled_from(GAPS), min_size=1, max_size=5),
    )
    def the_next_slot_comes(self, early: int, trouble: list[Trouble], gaps: list[int]) -> None:
        self.slot(early, trouble, gaps)

    @rule(
        early=st.integers(0, 40),
        trouble=st.sampled_from(UNKNOWING),
        more=st.lists(st.sampled_from(TROUBLE), max_size=3),
        gaps=st.lists(st.sampled_from(GAPS), min_size=2, max_size=5),
    )
    def the_next_slot_comes_and_nobody_knows(
        self, early: int, trouble: Trouble, more: list[Trouble], gaps: list[int]
    ) -> None:
        self.slot(early, [trouble, *more], gaps)

    @rule(late=st.sampled_from([30, 70, 400, 7200]), gaps=st.lists(st.sampled_from(GAPS), max_size=3))
    def the_next_slot_comes_from_an_old_copy(self, late: int, gaps: list[int]) -> None:
        """What was posted after the copy was made is unknown to it."""
        self.the_database_is_copied()
        self.slot(5, [], [10])
        self.the_database_is_restored()
        self.run(self.world.tick(late))
        for gap in gaps:
            self.run(self.world.tick(gap))

    def forgotten_nonce(self) -> None:
        self.slot(5, ["applied then dropped"], [1, 600])

    def old_copy(self) -> None:
        self.the_database_is_copied()
        self.slot(5, [], [10])
        self.the_database_is_restored()
        self.run(self.world.tick(400))

    def slot(self, early: int, trouble: list[Trouble], gaps: list[int]) -> None:
        world = self.world
        slots = [
            one.slot.instant
            for own in world.subscriptions()
            if own.status in ("active", "suspended")
            for one in due(
                schedule_of(own), since=world.clock.true, now=world.clock.true + timedelta(hours=25)
            )
        ]
        if slots:
            self.run(world.tick(max(0.0, (min(slots) - world.clock.true).total_seconds() - early)))
            world.discord.trouble.extend(trouble)
            for gap in (early, *gaps):
                self.run(world.tick(gap))

    @rule(trouble=st.lists(st.sampled_from(TROUBLE), min_size=1, max_size=4))
    def trouble_comes(self, trouble: list[Trouble]) -> None:
        self.world.discord.trouble.extend(trouble)

    @rule(count=st.integers(1, 3))
    def searches_fail(self, count: int) -> None:
        self.world.discord.search_trouble.extend(["The search failed."] * count)

    @rule(calls=st.integers(1, 20))
    def the_process_will_end(self, calls: int) -> None:
        self.world.store.stop_at = self.world.store.calls + calls

    @rule()
    def the_process_ends(self) -> None:
        self.world.restart()

    @rule(days=st.sampled_from([-1, 0, 1]))
    def somebody_sets_the_clock(self, days: int) -> None:
        self.world.clock.wrong = timedelta(days=days)

    @rule(known=st.booleans())
    def discords_clock_is_told_or_not(self, known: bool) -> None:
        self.world.discord.clock_known = known

    @rule(
        channel=st.sampled_from(CHANNELS),
        rights=st.sampled_from([Allowed(), Allowed(history=False), Denied("No.")]),
    )
    def rights_change(self, channel: int, rights: Allowed | Denied) -> None:
        if channel not in self.deleted:
            self.world.discord.rights[channel] = rights

    @rule(here=st.booleans())
    def the_server_removes_us_or_invites_us_back(self, here: bool) -> None:
        self.world.discord.guilds[GUILD] = here

    @rule()
    @precondition(lambda self: not self.deleted)
    def a_channel_is_deleted(self) -> None:
        self.deleted.add(CHANNELS[1])
        self.world.discord.rights[CHANNELS[1]] = Gone()

    @rule(number=st.integers(0, 3), hour=HOURS, zone=ZONES)
    def somebody_edits(self, number: int, hour: int, zone: str) -> None:
        for own in self.world.subscriptions()[number : number + 1]:
            wish = wish_of(own)
            changed = type(wish)(wish.guild_id, wish.channel_id, at(hour, 30, zone), wish.topics, "quiet")
            with suppress(SameScheduleError):
                self.world.store.subscriptions.edit(own.id, changed, self.world.clock.now())

    @rule(number=st.integers(0, 3), what=st.sampled_from(["pause", "resume", "remove"]))
    def somebody_changes_its_status(self, number: int, what: str) -> None:
        for own in self.world.subscriptions()[number : number + 1]:
            getattr(self.world.store.subscriptions, what)(own.id, self.world.clock.now())

    @rule()
    def the_database_is_copied(self) -> None:
        self.world.store.close()
        self.copy = (self.folder / DATABASE).read_bytes()
        self.world.restart()

    @rule()
    @precondition(lambda self: self.copy is not None)
    def the_database_is_restored(self) -> None:
        assert self.copy is not None
        self.world.store.close()
        (self.folder / DATABASE).write_bytes(self.copy)
        self.world.restart()

    @invariant()
    def no_date_has_two_messages(self) -> None:
        nonces = [one.nonce for one in self.world.discord.messages]
        assert len(nonces) == len(set(nonces))
        keys = [(one.payload["content"], one.marker) for one in self.world.discord.messages]
        assert len({marker for _, marker in keys}) == len(keys)

    def all_comes_to_an_end(self) -> None:
        """Let all be well for some days: every line is settled, and every slot has its line."""
        world = self.world
        world.clock.wrong = timedelta(0)
        world.store.stop_at = None
        world.discord.trouble.clear()
        world.discord.search_trouble.clear()
        world.discord.clock_known = True
        world.discord.guilds.clear()
        world.discord.rights = {channel: Gone() for channel in self.deleted}
        self.run(world.pass_(timedelta(minutes=12), step=60))
        self.run(world.pass_(timedelta(days=2), step=1800))
        self.run(world.pass_(timedelta(days=6), step=24 * 3600))
        self.run(world.pass_(timedelta(minutes=6), step=60))
        self.no_date_has_two_messages()
        posted = {one.nonce: one for one in world.discord.messages}
        rows = world.rows()
        for row in rows:
            assert row.final or (row.due_at > world.clock.true), (row.nonce, row.state, row.reason)
            if row.state == "sent":
                assert row.nonce in posted
                assert posted[row.nonce].id == row.message_id
            else:
                assert row.reason or row.state == "due", row.nonce
        lines = {(row.subscription_id, row.date) for row in rows if row.kind == "daily"}
        for own in world.subscriptions():
            if own.status != "active":
                continue
            since = max(own.changed_at, own.status_since, own.created_at)
            if since < world.clock.true:
                for one in due(schedule_of(own), since=since, now=world.clock.true):
                    assert (own.id, one.slot.date) in lines, (own.id, one.slot.date)


@pytest.fixture
def prepared(edition: Edition) -> Iterator[None]:
    Delivering.edition = edition
    Delivering.loop = asyncio.new_event_loop()
    yield
    Delivering.loop.run_until_complete(Delivering.loop.shutdown_default_executor())
    Delivering.loop.close()


@pytest.mark.usefixtures("prepared")
def test_at_most_one_message_and_nothing_silently_absent() -> None:
    run_state_machine_as_test(
        Delivering,
        settings=settings(
            max_examples=10,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )


def always_trusted(row: Delivery, _now: datetime) -> bool:
    return row.trusted_from is not None and row.payload is not None


def without_looking(row: Delivery, subscription: Subscription, facts: Facts) -> Action:
    return decide.decide(row, subscription, replace(facts, absent=True))


@pytest.mark.usefixtures("prepared")
@pytest.mark.parametrize("broken", [None, "trust", "look"])
def test_the_machine_sees_an_engine_that_is_wrong(
    broken: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if broken == "trust":
        monkeypatch.setattr(decide, "_trusted", always_trusted)
    if broken == "look":
        monkeypatch.setattr(working, "decide", without_looking)
    seen = []
    for happens in (Delivering.forgotten_nonce, Delivering.old_copy):
        machine = Delivering()
        machine.world.subscribe(at(9))
        happens(machine)
        try:
            machine.no_date_has_two_messages()
        except AssertionError:
            seen.append(happens)
        machine.world.store.close()
        shutil.rmtree(machine.folder)
    assert len(seen) == {None: 0, "trust": 1, "look": 2}[broken]
