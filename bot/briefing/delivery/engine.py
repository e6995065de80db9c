"""The delivery engine: a tick every few seconds, each of which does what is due by the wall clock."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.briefing.composer import Brief
from bot.briefing.decide import LONGEST_RETRY, standing
from bot.briefing.delivery.alarms import Alarms
from bot.briefing.delivery.clock import Reading, disagreement, stepped
from bot.briefing.delivery.correcting import Corrector
from bot.briefing.delivery.message import Writing, brief_for, write
from bot.briefing.delivery.picturing import RECIPE, recipe
from bot.briefing.delivery.working import Tools, Worker, suspended
from bot.briefing.transport import Drawn, Transport
from bot.observing import UNOBSERVED, Observer
from bot.state.keys import Key
from bot.state.planning import line
from bot.state.store import Store, chance_id
from bot.state.tables import Delivery, Subscription
from knowledge.edition import Edition

_log = logging.getLogger(__name__)

TICK = 15.0
"""Seconds between ticks at most; half of what the design allows, so that one that fails loses nothing."""
SHORTEST = 0.2
AT_ONCE = 8
"""How many lines are worked on at the same time."""
CLOCK_EVERY = 600.0
"""Seconds after which Discord's clock is asked for anew, though ours runs evenly."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a channel would get on a date.

    Attributes:
        drawn: its picture, where it has one, it is drawn in time, and we may attach it there.
    """

    brief: Brief
    content: str
    drawn: Drawn | None = None


class Engine:
    """Delivers what is due, exactly once. Several may run on one state, in any processes.

    Args:
        store: the state.
        transport: Discord.
        edition: the fact base.
        now: the wall clock.
        steady: seconds of a clock that nobody sets.
        sleep: waits.
        owner: name of this engine in claims, like no other's.
        write: composes a brief.
        observer: is told what happens.
    """

    def __init__(  # noqa: PLR0913 - clocks and waits are passed in, each under its name
        self,
        store: Store,
        transport: Transport,
        edition: Edition,
        *,
        now: Callable[[], datetime],
        steady: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        owner: str | None = None,
        write: Writing = write,
        observer: Observer = UNOBSERVED,
    ) -> None:
        self._store, self._transport, self._edition = store, transport, edition
        self._now, self._steady, self._sleep = now, steady, sleep
        self._alarms = Alarms(store, transport, now)
        self._tools = Tools(
            store, transport, edition, self._alarms, owner or chance_id(), now, write, observer
        )
        self._observer = observer
        self._worker = Worker(self._tools, self._pause)
        self._corrector = Corrector(self._tools)
        self._read: Reading | None = None
        self._asked = 0.0
        self._paused_until = 0.0
        self._stopping = False
        # At first as if something had been wrong: another process may have said so and ended.
        self._failed = self._clock_wrong = True
        self._wake = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Tick until told to stop; what is under way is finished first. Errors end a tick, never the engine."""
        while not stop.is_set():
            watching = asyncio.create_task(self._stop_with(stop))
            try:
                await self.tick()
                if self._failed:
                    await self._alarms.over("engine")
                self._failed = False
            except Exception as error:  # noqa: BLE001 - whatever it is, the next tick must come
                _log.exception("a tick of the delivery engine failed")
                self._failed = True
                self._observer.ticked(well=False)
                await self._say_failed(error)
            finally:
                watching.cancel()
            if not stop.is_set():
                await self._rest(stop)

    async def tick(self) -> None:
        """Do what is due now."""
        if not await self._clock_is_right():
            return
        now = self._now()
        await self._store.call(self._store.subscriptions.plan, now)
        rows = [row for row in await self._store.call(self._store.ledger.open, now) if _ready(row, now)]
        known = await self._store.call(self._store.subscriptions.everything)
        await self._look_at_guilds(known, now)
        await self._look_at_channels(known, {row.subscription_id for row in rows})
        failed = await self._work(rows)
        await self._alarms.tell()
        if any(row.edition not in {None, self._edition.hash} for row in rows):
            self._corrector.compare()
        await self._corrector.correct()
        if failed:
            raise failed[0]
        self._observer.ticked(well=True)

    async def send_now(self, subscription_id: str) -> Delivery | None:
        """Deliver a brief at once, besides the daily ones.

        Returns:
            The line as it stands afterwards; ``due`` when it could not be sent yet. None: no such subscription.
        """
        row = await self._store.call(self._store.ledger.add_now, subscription_id, self._now())
        if row is None:
            return None
        if await self._clock_is_right() and self._steady() >= self._paused_until:
            await self._worker.work(row)
        self._wake.set()
        return await self._store.call(self._store.ledger.get, row.key)

    async def preview(self, subscription: Subscription, day: date) -> Preview:
        """What a channel would get on a date, with what it has had so far; nothing is kept.

        Raises:
            TopicError: there is no story on one of the topics.
        """
        past = await self._store.call(self._store.ledger.past, subscription.channel_id)
        row = line(subscription, Key(subscription.id, day), self._now())
        brief = await asyncio.to_thread(brief_for, self._edition, row, subscription, past.rows)
        made = recipe(self._edition, brief.story, day) if brief.posted else None
        drawn = await self._transport.drawn(subscription.channel_id, {RECIPE: made}) if made else None
        return Preview(brief, brief.content, drawn)

    def wake(self) -> None:
        """Tick soon: something was scheduled or changed."""
        self._wake.set()

    async def _stop_with(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._stopping = True

    def _pause(self, seconds: float, reason: str) -> None:
        _log.warning("all deliveries wait %.0f s: %s", seconds, reason)
        self._paused_until = max(self._paused_until, self._steady() + seconds)

    async def _say_failed(self, error: Exception) -> None:
        try:
            await self._alarms.raise_(
                "engine", f"The delivery engine failed ({type(error).__name__}); it goes on trying."
            )
        except Exception:  # noqa: BLE001 - the same
            # The state itself may be what is broken; the log has said so.
            _log.exception("the operators could not be told")

    async def _rest(self, stop: asyncio.Event) -> None:
        now = self._now()
        try:
            rows = await self._store.call(self._store.ledger.open, now)
        except Exception:  # noqa: BLE001 - the same
            _log.exception("the ledger cannot be read")
            rows = []
        waits = [(row.retry_at - now).total_seconds() for row in rows if row.retry_at and row.retry_at > now]
        seconds = max(SHORTEST, min([TICK, *waits]))
        tasks = [
            asyncio.ensure_future(self._sleep(seconds)),
            asyncio.create_task(stop.wait()),
            asyncio.create_task(self._wake.wait()),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            self._wake.clear()

    async def _clock_is_right(self) -> bool:
        reading = Reading(self._now(), self._steady())
        fresh = stepped(self._read, reading) or reading.steady - self._asked > CLOCK_EVERY
        ahead = await self._transport.clock(fresh=fresh)
        if not fresh and disagreement(ahead) is not None:
            # That may be an answer from before the clock was set; only one that was asked for now counts.
            fresh, ahead = True, await self._transport.clock(fresh=True)
        if ahead is None and fresh:
            # Not known at all: Discord cannot be reached either. The reading is not taken, so that it is asked again.
            return False
        if stepped(reading, Reading(self._now(), self._steady())):
            # Set while Discord was asked: the answer belongs to neither time.
            self._read = None
            return False
        if fresh:
            self._asked = reading.steady
        self._read = reading
        wrong = disagreement(ahead)
        self._observer.clock(wrong)
        if wrong is not None:
            await self._alarms.raise_("clock", wrong)
            self._clock_wrong = True
            self._read = None
            return False
        if self._clock_wrong:
            await self._alarms.over("clock")
        self._clock_wrong = False
        return True

    async def _look_at_guilds(self, known: Iterable[Subscription], now: datetime) -> None:
        """Note which servers removed us, and forget what belongs to one that did so long ago."""
        subscriptions = self._store.subscriptions
        absent = {one.guild_id: one.absent_since is not None for one in known}
        present = {guild_id: await self._transport.present(guild_id) for guild_id in absent}
        changed = {
            guild_id: seen
            for guild_id, seen in present.items()
            if seen is not None and seen is absent[guild_id]
        }
        if changed:
            await self._store.call(subscriptions.note_presence, changed, now)
        if any(absent.values()):
            for gone in await self._store.call(subscriptions.forget_guilds, now):
                _log.warning(
                    "server %s removed Dossier a month ago: its briefings and their history are deleted", gone
                )

    async def _look_at_channels(self, known: Iterable[Subscription], waiting: set[str]) -> None:
        """Suspend, resume and end subscriptions: those with something to deliver, and those that are suspended."""
        for one in known:
            if one.id in waiting or one.status == "suspended" or one.absent_since is not None:
                await self._look_at(one)

    async def _look_at(self, one: Subscription) -> None:
        access = await self._transport.access(one.guild_id, one.channel_id)
        what, cause, reason = standing(one, access)
        subscriptions, now, key = self._store.subscriptions, self._now(), f"subscription:{one.id}"
        match what:
            case "suspend":
                changed = await self._store.call(subscriptions.suspend, one.id, now, cause, reason)
                if changed is not None:
                    await self._alarms.raise_(key, suspended(changed))
            case "resume":
                if await self._store.call(subscriptions.revive, one.id, now) is not None:
                    await self._alarms.over(key)
            case "end":
                if await self._store.call(subscriptions.end, one.id, now, cause, reason) is not None:
                    await self._alarms.once(
                        f"ended:{one.id}", f"The briefing in <#{one.channel_id}> ended: {reason}"
                    )
            case "keep":
                pass

    async def _work(self, rows: Iterable[Delivery]) -> list[Exception]:
        """Take all lines as far as they go; one that fails stops no other."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(row: Delivery) -> None:
            async with gate:
                if not self._stopping and self._steady() >= self._paused_until:
                    await self._worker.work(row)

        results = await asyncio.gather(*(one(row) for row in rows), return_exceptions=True)
        failed = [found for found in results if isinstance(found, Exception)]
        for error in failed:
            _log.error("a delivery failed and is tried again", exc_info=error)
        return failed


def _ready(row: Delivery, now: datetime) -> bool:
    """Whether a line is to be looked at, without claiming it only to wait."""
    if row.retry_at is None or row.retry_at <= now:
        return True
    return row.retry_at > now + LONGEST_RETRY
