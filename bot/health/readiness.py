"""Whether the bot does its work. Pure: figures in, a reason out.

The figures and where they come from:

- Discord asks for a heartbeat every 41.25 s (``heartbeat_interval`` of its hello) and acknowledges each, so even in a
  server where nothing happens a frame comes at least that often
  (https://docs.discord.com/developers/events/gateway#sending-heartbeats).
- discord.py 2.7 gives a connection up that was silent for 60 s (``heartbeat_timeout``), looks at that every 41.25 s,
  and then makes a new one, for which it takes up to 60 s.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.health.meter import Meter

FRESH = 90.0
"""Seconds after which the gateway counts as silent: two heartbeats and some seconds. A reconnection of a moment, of
which there are several a day, is no silence."""
TICKING = 300.0
"""Seconds within which the delivery engine has to have looked at what is due: 20 of its ticks. A rush at eight
o'clock, with requests that Discord asks us to wait with, may take minutes."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the bot is not ready.

    Attributes:
        word: one word for the metrics.
        sentence: one line for people.
    """

    word: str
    sentence: str


WORDS = (
    "starting",
    "standing_by",
    "stopping",
    "state_unreachable",
    "gateway_silent",
    "clock_wrong",
    "not_delivering",
)
"""All words there are."""


def trouble(meter: Meter, state: str | None) -> Trouble | None:
    """Why the bot is not ready; None when it is.

    Args:
        meter: what was counted.
        state: why the state cannot be used; None when it can.
    """
    match meter.phase:
        case "standing by":
            return Trouble("standing_by", "standing by: another copy is running")
        case "stopping":
            return Trouble("stopping", "stopping")
        case "starting" | "serving":
            pass
    if state is not None:
        return Trouble("state_unreachable", f"state unreachable: {state}")
    age = meter.gateway.frame_age()
    if not meter.gateway.ready or age is None:
        return Trouble("starting", "starting: not logged in yet")
    if age > FRESH:
        return Trouble("gateway_silent", f"gateway silent: Discord has said nothing for {age:.0f} s")
    if meter.deliveries.clock_wrong is not None:
        return Trouble("clock_wrong", f"clock wrong: {meter.deliveries.clock_wrong}")
    tick = meter.deliveries.tick_age()
    if tick is None:
        return Trouble("starting", "starting: the delivery engine has not looked at what is due yet")
    if tick > TICKING:
        return Trouble(
            "not_delivering", f"not delivering: the engine has done nothing without an error for {tick:.0f} s"
        )
    return None
