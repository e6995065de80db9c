"""Scripted faults: what the network and Discord do on a bad day, in the order and place that a test says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import asyncio


@dataclass(frozen=True, slots=True)
class RateLimited:
    """Answer 429.

    Attributes:
        retry_after: seconds to wait.
        is_global: whether all routes are meant.
        via: whether Discord itself answers; without the header ``Via`` it is a proxy before it.
    """

    retry_after: float = 0.0
    is_global: bool = False
    via: bool = True


@dataclass(frozen=True, slots=True)
class ServerError:
    """Answer a 5xx, before or after the request took effect."""

    status: int = 503
    applied: bool = False


@dataclass(frozen=True, slots=True)
class Drop:
    """Cut the connection, before or after the request took effect."""

    applied: bool = False


@dataclass(frozen=True, slots=True)
class Hang:
    """Answer only once the event is set; the request takes effect before (applied) or after the wait."""

    until: asyncio.Event
    applied: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Refuse with one of Discord's error codes, for what the sandbox does not model.

    Source: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
    """

    status: int
    code: int
    message: str


Fault: TypeAlias = RateLimited | Refusal | ServerError | Drop | Hang


@dataclass(frozen=True, slots=True)
class _Planned:
    fault: Fault
    method: str | None
    route: str | None


class Faults:
    """The faults still to come; each happens once, to the first request that it fits."""

    def __init__(self) -> None:
        self._planned: list[_Planned] = []

    def add(self, fault: Fault, *, method: str | None = None, route: str | None = None) -> None:
        """Plan a fault.

        Args:
            fault: what happens.
            method: only to requests with this HTTP method.
            route: only to requests of this path template (as in ``Exchange.route``).
        """
        self._planned.append(_Planned(fault, method, route))

    def take(self, method: str, route: str) -> Fault | None:
        """Give the fault that hits this request and cross it off."""
        for planned in self._planned:
            if planned.method in {None, method} and planned.route in {None, route}:
                self._planned.remove(planned)
                return planned.fault
        return None

    @property
    def left(self) -> int:
        """How many planned faults have not happened."""
        return len(self._planned)

    def left_for(self, method: str) -> int:
        """How many of them wait for a request with this method."""
        return sum(planned.method == method for planned in self._planned)
