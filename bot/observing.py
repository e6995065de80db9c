"""Who is told what happens: a protocol, and the observer that listens to nothing.

The client, the error ladder and the delivery engine know this protocol only; what is made of it is
:mod:`bot.health`'s business. Calls are quick, never wait and never raise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, Protocol, TypeAlias

Outcome: TypeAlias = Literal["answered", "refused", "failed", "expired", "unanswered"]
"""How an interaction ended: ``refused`` was told so in a sentence, ``failed`` was given a reference, ``expired``
was too late or answered by another process, ``unanswered`` got nothing."""


class Observer(Protocol):
    """Is told what happens."""

    def expect(self, names: Iterable[str]) -> None:
        """Know the names of commands, and how the ids of buttons begin: all others are counted as one."""

    def event(self, name: str, values: tuple[Any, ...]) -> None:
        """Something that discord.py dispatches, at the moment when it does."""

    def identifying(self) -> None:
        """A new session with Discord is about to be begun."""

    def answered(self, path: str, status: int, headers: Mapping[str, str]) -> None:
        """Discord answered a request."""

    def settled(self, interaction: int, outcome: Outcome, reference: str = "") -> None:
        """An interaction came to its end; a second call for the same one changes nothing."""

    def attempted(self, outcome: str) -> None:
        """A delivery was sent once, and this became of it: ``sent``, ``unsure``, ``not_now`` or ``refused``."""

    def delivered(self, state: str, seconds: float, *, late: bool, found: bool) -> None:
        """A line of the ledger was settled.

        Args:
            state: what it is now.
            seconds: how long after its time.
            late: whether it was marked as delayed.
            found: whether it turned out to have been posted before.
        """

    def ticked(self, *, well: bool) -> None:
        """The delivery engine looked at what is due; ``well``: without an error."""

    def clock(self, wrong: str | None) -> None:
        """Our clock was compared with Discord's: a sentence when it is too far off."""


class Unobserved:
    """Listens to nothing."""

    def expect(self, names: Iterable[str]) -> None:
        """Nothing."""

    def event(self, name: str, values: tuple[Any, ...]) -> None:
        """Nothing."""

    def identifying(self) -> None:
        """Nothing."""

    def answered(self, path: str, status: int, headers: Mapping[str, str]) -> None:
        """Nothing."""

    def settled(self, interaction: int, outcome: Outcome, reference: str = "") -> None:
        """Nothing."""

    def attempted(self, outcome: str) -> None:
        """Nothing."""

    def delivered(self, state: str, seconds: float, *, late: bool, found: bool) -> None:
        """Nothing."""

    def ticked(self, *, well: bool) -> None:
        """Nothing."""

    def clock(self, wrong: str | None) -> None:
        """Nothing."""


UNOBSERVED = Unobserved()


def observer_of(client: object) -> Observer:
    """The observer of a client; the one that listens to nothing where it has none."""
    found: Observer = getattr(client, "observer", UNOBSERVED)
    return found
