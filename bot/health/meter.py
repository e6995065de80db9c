"""The observer that counts. It is light: plain numbers, no library, no thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal, TypeAlias

from bot.health.deliveries import Deliveries
from bot.health.gateway import Gateway
from bot.health.interactions import Interactions
from bot.health.requests import Requests
from bot.observing import Outcome

Phase: TypeAlias = Literal["starting", "standing by", "serving", "stopping"]


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


class Meter:
    """Counts what happens.

    Args:
        steady: seconds of a clock that nobody sets.
        now: the wall clock.

    Attributes:
        phase: what the process is about; whoever starts and stops the bot says so.
        port: where the pages are served; None where they are not.
        gateway: the connection.
        requests: what Discord answered.
        interactions: from arrival to end.
        deliveries: what became of the briefings.
    """

    def __init__(
        self, steady: Callable[[], float] = time.monotonic, now: Callable[[], datetime] = utc_now
    ) -> None:
        self.phase: Phase = "starting"
        self.port: int | None = None
        self.gateway = Gateway(steady)
        self.requests = Requests(steady, now)
        self.interactions = Interactions(steady)
        self.deliveries = Deliveries(steady)
        self._on: dict[str, Callable[..., None]] = {
            "socket_raw_receive": self.gateway.frame,
            "interaction": self.interactions.arrived,
            "app_command_completion": self._completed,
            "connect": self.gateway.began,
            "resumed": self.gateway.resumed,
            "disconnect": self.gateway.lost,
            "close": self._closing,
        }

    def expect(self, names: Iterable[str]) -> None:
        """Know these names."""
        self.interactions.expect(names)

    def event(self, name: str, values: tuple[Any, ...]) -> None:
        """Something that discord.py dispatches."""
        wanted = self._on.get(name)
        if wanted is not None:
            wanted(*values)

    def identifying(self) -> None:
        """A new session is about to be begun."""
        self.gateway.identifies += 1

    def answered(self, path: str, status: int, headers: Mapping[str, str]) -> None:
        """Discord answered a request."""
        self.requests.answered(status, headers)
        self.interactions.answered(path, status)

    def settled(self, interaction: int, outcome: Outcome, reference: str = "") -> None:
        """An interaction came to its end."""
        self.interactions.settled(interaction, outcome, reference)

    def attempted(self, outcome: str) -> None:
        """A delivery was sent once."""
        self.deliveries.attempts[outcome] += 1

    def delivered(self, state: str, seconds: float, *, late: bool, found: bool) -> None:
        """A line of the ledger was settled."""
        self.deliveries.settled(state, seconds, late=late, found=found)

    def ticked(self, *, well: bool) -> None:
        """The delivery engine looked at what is due."""
        self.deliveries.ticked(well=well)

    def clock(self, wrong: str | None) -> None:
        """Our clock was compared with Discord's."""
        self.deliveries.clock_wrong = wrong

    def _closing(self) -> None:
        """The bot was told to stop: its gateway may be silent from here on."""
        self.phase = "stopping"
        self.gateway.lost()
        self.interactions.sweep(moment=0.0)

    def _completed(self, interaction: Any, _command: object) -> None:
        self.interactions.settled(interaction.id, "answered")
