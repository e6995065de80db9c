"""What the pages for machines say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.health.meter import Meter
from bot.health.readiness import Trouble, trouble
from bot.health.state import Checked
from bot.health.watchdog import Limits

if TYPE_CHECKING:
    from bot.health.metrics import Metrics


class Answers:
    """What the pages say.

    Args:
        meter: what was counted.
        state: the state.
        metrics: makes the figures' page.
    """

    def __init__(self, meter: Meter, state: Checked, metrics: Metrics) -> None:
        self._meter, self._state, self._metrics = meter, state, metrics

    def alive(self) -> str | None:
        """That this is asked shows that the loop answers; a silent gateway is the watchdog's business."""
        silent = self._meter.gateway.frame_age()
        if self._meter.gateway.connected and silent is not None and silent > Limits().gateway:
            return f"the gateway has been silent for {silent:.0f} s although it is connected"
        return None

    async def unready(self) -> str | None:
        """Why the bot does not do its work."""
        found = await self._trouble()
        return None if found is None else found.sentence

    async def metrics(self) -> bytes:
        """All figures."""
        return self._metrics.text(await self._trouble(), self._state.open)

    async def _trouble(self) -> Trouble | None:
        await self._state.check()
        return trouble(self._meter, self._state.wrong)
