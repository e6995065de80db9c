"""The port to Discord: what the delivery engine asks of it, and every answer that it can get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol, TypeAlias

Payload: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as it is attached.

    Attributes:
        name: file name.
        alt: what it shows, for those who do not see it.
        png: its bytes.
    """

    name: str
    alt: str
    png: bytes


@dataclass(frozen=True, slots=True)
class Allowed:
    """We may post there.

    Attributes:
        history: whether we may read the channel's history too.
    """

    history: bool = True


@dataclass(frozen=True, slots=True)
class Denied:
    """We may not post there; ``reason`` is a sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The channel was deleted; ``reason`` is a sentence."""

    reason: str = "The channel was deleted."


@dataclass(frozen=True, slots=True)
class NoGuild:
    """We are no member of the server."""

    reason: str = "Dossier was removed from the server."


@dataclass(frozen=True, slots=True)
class Unknown:
    """It cannot be told now."""

    reason: str = "Discord did not say whether the channel can be posted in."


Access: TypeAlias = Allowed | Denied | Gone | NoGuild | Unknown


@dataclass(frozen=True, slots=True)
class Sent:
    """Discord has the message."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Unsure:
    """The request may have taken effect, now or within the next minute."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotNow:
    """Nothing was posted, and it may be tried again: too many requests, or Discord was not reached at all.

    Attributes:
        seconds: how long to wait.
        everywhere: whether all channels are meant.
    """

    seconds: float
    reason: str
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Discord refused. Nothing was posted.

    Attributes:
        why: ``permission`` (may be granted again), ``channel`` (deleted), ``message`` (its content).
        reason: a sentence.
    """

    why: Literal["permission", "channel", "message"]
    reason: str


Outcome: TypeAlias = Sent | Unsure | NotNow | Refused


@dataclass(frozen=True, slots=True)
class Absent:
    """The whole history was read, and it is not there."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """We may not read the history."""

    reason: str = "The channel's history cannot be read: grant Read Message History."


@dataclass(frozen=True, slots=True)
class Failed:
    """The search came to no end; ``seconds`` to wait before another."""

    reason: str
    seconds: float = 10.0


Told: TypeAlias = Literal["yes", "later", "refused"]
"""Whether operators were told: ``refused`` where Discord will not let us until somebody changes something."""
Search: TypeAlias = Sent | Absent | Unreadable | Failed


class Transport(Protocol):
    """What the engine needs of Discord. No method raises for an answer of Discord's or a lost connection."""

    async def present(self, guild_id: int) -> bool | None:
        """Whether we are a member of a server; None when that cannot be told now."""

    async def access(self, guild_id: int, channel_id: int) -> Access:
        """What we may do in a channel, without posting in it."""

    async def drawn(self, channel_id: int, payload: Payload) -> Drawn | None:
        """The picture of a message for a channel; None where it has none, may not have it, or takes too long."""

    async def send(
        self,
        channel_id: int,
        payload: Payload,
        nonce: str,
        timeout: float,  # noqa: ASYNC109 - the time is the port's: it knows what may be cut short safely
        drawn: Drawn | None = None,
    ) -> Outcome:
        """Post a message by one request, with Discord's promise that a nonce which it remembers posts nothing twice.

        Args:
            channel_id: where.
            payload: the message as JSON.
            nonce: at most 25 characters.
            timeout: seconds after which it is given up.
            drawn: its picture.
        """

    async def find(self, channel_id: int, marker: str, after: datetime) -> Search:
        """Look through a channel's history for our own message whose first button has this ``custom_id``."""

    async def edit(self, channel_id: int, message_id: int, content: str) -> Outcome:
        """Change a message's text."""

    async def tell_operators(self, sentence: str) -> Told:
        """Tell the operators; whether it reached them, may do so later, or was refused for good."""

    async def clock(self, *, fresh: bool = False) -> float | None:
        """How many seconds our clock is ahead of Discord's; None when that cannot be told now.

        Args:
            fresh: ask now instead of taking what the last answer said.
        """
