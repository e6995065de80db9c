"""Who is answered: in which servers, and how much at once. The first thing that every interaction meets."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot.errors import ELSEWHERE, Interaction, Refusal

TOO_FAST = "That is more at once than Dossier answers to one person: wait a few seconds, then ask again."
TOO_MANY = "This server asks more at once than Dossier answers: wait a few seconds, then ask again."
REMEMBERED = 4096
"""How many people and servers are remembered; who asked longest ago is forgotten first."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How much may be asked: a bucket of ``most`` that fills again by ``a_second``.

    Both figures are far beyond what hands can do. They keep a script from taking all of the loop, which answers some
    hundreds a second (``python -m benchmarks lookup``).
    """

    most: float
    a_second: float


PERSON = Limit(2000, 100)
SERVER = Limit(6000, 250)


class Admission:
    """Decides whether an interaction is answered.

    Args:
        guild_ids: the only servers to serve; none means all.
        clock: a steady clock, in seconds.
        person: how much one person may ask, over all servers.
        server: how much all people of one server may ask.
    """

    def __init__(
        self,
        guild_ids: Collection[int] = (),
        clock: Callable[[], float] = time.monotonic,
        person: Limit = PERSON,
        server: Limit = SERVER,
    ) -> None:
        self.guild_ids = frozenset(guild_ids)
        self._clock = clock
        self._people, self._servers = _Buckets(person), _Buckets(server)

    def serves(self, guild_id: int | None) -> bool:
        """Whether anything is answered there: in a server, and in one it was set up for."""
        return guild_id is not None and (not self.guild_ids or guild_id in self.guild_ids)

    def check(self, interaction: Interaction) -> None:
        """Let it in, and count it.

        Raises:
            Refusal: it is not answered; the sentence says why.
        """
        guild_id = interaction.guild_id
        if guild_id is None or not self.serves(guild_id):
            raise Refusal(ELSEWHERE)
        now = self._clock()
        if not self._people.take(interaction.user.id, now):
            raise Refusal(TOO_FAST)
        if not self._servers.take(guild_id, now):
            raise Refusal(TOO_MANY)


class _Buckets:
    """A bucket for each id: how much was left, and when."""

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._left: OrderedDict[int, tuple[float, float]] = OrderedDict()

    def take(self, own: int, now: float) -> bool:
        """Take one; false when the bucket is empty."""
        left, at = self._left.pop(own, (self._limit.most, now))
        left = min(left + (now - at) * self._limit.a_second, self._limit.most)
        admitted = left >= 1
        self._left[own] = (left - admitted, now)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return admitted
