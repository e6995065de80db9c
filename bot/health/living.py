"""Puts the counters, the pulse, the watchdog and the pages around the bot."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from bot.health.base import Base
from bot.health.last_resort import LastResort
from bot.health.meter import Meter
from bot.health.pulse import Pulse
from bot.health.state import Alarms, Checked
from bot.health.watchdog import Limits, Watch, Watchdog


@asynccontextmanager
async def living(
    alarms: Alarms,
    base: Base,
    port: int | None = None,
    *,
    limits: Limits | None = None,
    steady: Callable[[], float] = time.monotonic,
) -> AsyncIterator[Meter]:
    """Watch over the process as long as this lasts; the bot tells the meter what happens.

    Args:
        alarms: asks the state.
        base: the fact base, for the metrics.
        port: where the pages are served; None: nowhere.
        limits: what the watchdog bears with; None: nothing watches, as where a debugger may stop the program.
        steady: seconds of a clock that nobody sets.

    Raises:
        PortError: the port cannot be had.
    """
    meter, bounds = Meter(steady), limits or Limits()
    last = LastResort(bounds.processor)

    def on_beat() -> None:
        last.beat()
        meter.interactions.sweep()

    pulse = Pulse(steady, asyncio.sleep, on_beat, bounds.every)
    async with AsyncExitStack() as around:
        beating = asyncio.create_task(pulse.run(), name="dossier-pulse")
        around.push_async_callback(_ended, beating)
        if limits is not None:
            around.enter_context(last.armed())
            around.enter_context(Watchdog(Watch(pulse, meter.gateway, bounds), every=bounds.every))
        if port is not None:
            state = Checked(alarms, steady)
            around.push_async_callback(state.close)
            meter.port = await around.enter_async_context(_pages(port, meter, pulse, state, base))
        yield meter
        meter.phase = "stopping"


@asynccontextmanager
async def _pages(port: int, meter: Meter, pulse: Pulse, state: Checked, base: Base) -> AsyncIterator[int]:
    from bot.health.metrics import Metrics  # noqa: PLC0415 - only where there is a port
    from bot.health.pages import Answers  # noqa: PLC0415 - the same
    from bot.health.server import serving  # noqa: PLC0415 - the same

    pages = Answers(meter, state, Metrics(meter, pulse, base))
    async with serving(port, pages) as own:
        yield own


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait((task,))
