"""The briefings of one process: its state and its engine, and the engine's life beside the client's."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Self

import discord

from bot.briefing.delivery import Engine
from bot.briefing.delivery.discord_port import DiscordPort
from bot.briefing.delivery.picturing import Picturing
from bot.briefing.outlook import Outlook, outlook
from bot.briefing.transport import Transport
from bot.observing import UNOBSERVED, Observer
from bot.state import Store, Subscription
from bot.state.planning import local_date
from knowledge.edition import Edition

_log = logging.getLogger(__name__)

STOP_SECONDS = 20.0
"""How long a delivery that is under way may take when the program is told to stop: longer than one request."""


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


class Briefings:
    """What commands, buttons and the client need of the briefings.

    Args:
        store: the state; whoever opened it closes it.
        transport: Discord.
        edition: the fact base.
        now: the wall clock.
        observer: is told what happens.

    Attributes:
        store: the state.
        transport: Discord.
        engine: delivers.
        now: the wall clock.
    """

    def __init__(
        self,
        store: Store,
        transport: Transport,
        edition: Edition,
        now: Callable[[], datetime] = utc_now,
        observer: Observer = UNOBSERVED,
    ) -> None:
        self.store, self.transport, self.now = store, transport, now
        self.engine = Engine(store, transport, edition, now=now, observer=observer)
        self._edition = edition
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._began = False

    @classmethod
    def on(  # noqa: PLR0913 - what they are made of, each under its name
        cls,
        client: discord.Client,
        store: Store,
        edition: Edition,
        *,
        now: Callable[[], datetime] = utc_now,
        operator_channel: int | None = None,
        observer: Observer = UNOBSERVED,
    ) -> Self:
        """Those that a client serves, which has not logged in yet."""
        return cls(
            store, DiscordPort(client, now, operator_channel, Picturing(edition)), edition, now, observer
        )

    def start(self, ready: Callable[[], Awaitable[None]]) -> None:
        """Deliver from when ``ready`` returns until :meth:`stop`; a second call changes nothing."""
        if self._task is None and not self._stop.is_set():
            self._task = asyncio.create_task(self._run(ready), name="dossier-briefings")

    async def stop(self) -> None:
        """Take on nothing new, and finish what is under way; to be called while Discord can still be reached."""
        self._stop.set()
        task = self._task
        if task is None:
            return
        if not self._began:
            task.cancel()
        _, late = await asyncio.wait((task,), timeout=STOP_SECONDS)
        if late:
            # Safe: the ledger says that the attempt may have been made, and the next process looks it up.
            _log.warning("a delivery took too long to finish; the next start settles it")
            task.cancel()
            await asyncio.wait((task,))

    async def outlook(self, subscription: Subscription) -> Outlook:
        """What a channel may expect, with what it has had so far."""
        past = await self.store.call(self.store.ledger.past, subscription.channel_id)
        told = {row.story for row in past.rows if row.story is not None}
        now = self.now()
        today = local_date(subscription, now)
        had = await self.store.call(self.store.ledger.dates, subscription.id, today)
        return outlook(self._edition, subscription, told, now, had)

    async def _run(self, ready: Callable[[], Awaitable[None]]) -> None:
        await ready()
        self._began = True
        await self.engine.run(self._stop)
