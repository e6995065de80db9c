"""Watches over a process that serves: counters always, a watchdog, and pages for machines where there is a port."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from bot.exits import Exit, Stop

if TYPE_CHECKING:
    from bot.health.meter import Meter
    from bot.state import Store
    from knowledge.edition import Edition


@asynccontextmanager
async def watched(
    edition: Edition, store: Store, port: int | None = None, *, watchdog: bool = True
) -> AsyncIterator[Meter]:
    """Give the meter that the bot tells what happens.

    Args:
        edition: the fact base.
        store: the state, whose alarms are among the figures.
        port: where the pages are served; None: nowhere.
        watchdog: whether a process that does nothing is ended; not where a debugger may stop it.

    Raises:
        Stop: the port cannot be had (78).
    """
    from bot.health.base import Base, PortError  # noqa: PLC0415 - only serving needs them
    from bot.health.living import living  # noqa: PLC0415 - the same
    from bot.health.watchdog import Limits  # noqa: PLC0415 - the same

    async def alarms() -> list[str]:
        return [one.key for one in await store.call(store.reports.alarms)]

    base = Base(edition.hash, len(edition.claims), len(edition.entities))
    async with AsyncExitStack() as around:
        try:
            watching = living(alarms, base, port, limits=Limits() if watchdog else None)
            meter = await around.enter_async_context(watching)
        except PortError as error:
            raise Stop(Exit.CONFIGURATION, str(error)) from None
        yield meter
