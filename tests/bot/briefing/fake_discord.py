"""Discord in memory, with the meaning that the sandbox gives it: history, rights, a memory of nonces, bad days."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from bot.briefing.transport import (
    Absent,
    Access,
    Allowed,
    Drawn,
    Failed,
    Gone,
    NoGuild,
    NotNow,
    Outcome,
    Refused,
    Search,
    Sent,
    Told,
    Unreadable,
    Unsure,
)
from bot.sandbox.world import NONCE_WINDOW
from tests.bot.briefing.delivery_clock import Clock

Trouble: TypeAlias = Literal[
    "dropped", "applied then dropped", "late", "busy", "stopped before", "stopped after", "refused"
]
LATE = 40.0  # seconds until a late request takes effect: within the engine's quiet period


class StoppedError(BaseException):
    """The process ended here."""


@dataclass
class Message:
    id: int
    channel_id: int
    payload: dict[str, Any]
    nonce: str
    at: datetime
    deleted: bool = False

    @property
    def marker(self) -> str:
        return str(self.payload["components"][0]["components"][0]["custom_id"])


@dataclass
class FakeDiscord:
    """What a transport does, without a network; ``trouble`` is what happens to the next requests, in order."""

    time: Clock
    messages: list[Message] = field(default_factory=list)
    trouble: deque[Trouble] = field(default_factory=deque)
    rights: dict[int, Access] = field(default_factory=dict)
    guilds: dict[int, bool] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    telling: deque[Told] = field(default_factory=deque)
    searches: int = 0
    sends: int = 0
    stopped: bool = False
    clock_known: bool = True
    stale: float | None = None
    asked: Callable[[], None] | None = None
    drawing: Callable[[], Awaitable[None]] | None = None
    sending: Callable[[], Awaitable[None]] | None = None
    search_trouble: deque[str] = field(default_factory=deque)
    _late: list[tuple[datetime, int, dict[str, Any], str]] = field(default_factory=list)

    def _check(self) -> None:
        if self.stopped:
            raise StoppedError
        due = [one for one in self._late if one[0] <= self.time.true]
        self._late = [one for one in self._late if one[0] > self.time.true]
        for at, channel_id, payload, nonce in sorted(due, key=lambda one: one[0]):
            self._apply(channel_id, payload, nonce, at)

    def settle(self) -> None:
        """Let requests that were under way take effect."""
        stopped, self.stopped = self.stopped, False
        self._check()
        self.stopped = stopped

    async def present(self, guild_id: int) -> bool | None:
        self._check()
        return self.guilds.get(guild_id, True)

    async def access(self, guild_id: int, channel_id: int) -> Access:
        self._check()
        if not self.guilds.get(guild_id, True):
            return NoGuild()
        return self.rights.get(channel_id, Allowed())

    def _apply(self, channel_id: int, payload: Mapping[str, Any], nonce: str, at: datetime) -> int | None:
        if not isinstance(self.rights.get(channel_id, Allowed()), Allowed):
            return None
        for known in self.messages:
            fresh = at - known.at <= NONCE_WINDOW
            if known.nonce == nonce and known.channel_id == channel_id and fresh and not known.deleted:
                return known.id
        self.messages.append(Message(len(self.messages) + 1, channel_id, dict(payload), nonce, at))
        return self.messages[-1].id

    async def drawn(self, channel_id: int, payload: Mapping[str, Any]) -> Drawn | None:
        self._check()
        assert channel_id
        assert payload["picture"]
        if self.drawing is not None:
            await self.drawing()
        return Drawn("picture.png", "A picture.", b"drawn")

    async def send(
        self,
        channel_id: int,
        payload: Mapping[str, Any],
        nonce: str,
        timeout: float,  # noqa: ASYNC109 - as in the port
        drawn: Drawn | None = None,
    ) -> Outcome:
        self._check()
        assert (drawn is None) or payload["picture"]
        self.sends += 1
        trouble = self.trouble.popleft() if self.trouble else None
        access = self.rights.get(channel_id, Allowed())
        match trouble:
            case "dropped":
                return Unsure("The connection ended.")
            case "busy":
                return NotNow(5.0, "Discord asked us to wait.")
            case "refused":
                return Refused("permission", "Discord refused it (50013: Missing Permissions).")
            case "late":
                at = self.time.true + timedelta(seconds=LATE)
                self._late.append((at, channel_id, dict(payload), nonce))
                self.time.advance(timeout)
                return Unsure("Discord gave no answer.")
            case "stopped before":
                self.stopped = True
                raise StoppedError
            case _:
                pass
        if not isinstance(access, Allowed):
            return _refusal(access)
        if self.sending is not None:
            await self.sending()
        message_id = self._apply(channel_id, payload, nonce, self.time.true)
        if trouble == "applied then dropped":
            return Unsure("The connection ended.")
        if trouble == "stopped after":
            self.stopped = True
            raise StoppedError
        assert message_id is not None
        return Sent(message_id)

    async def find(self, channel_id: int, marker: str, after: datetime) -> Search:
        self._check()
        self.searches += 1
        if self.search_trouble:
            return Failed(self.search_trouble.popleft())
        access = self.rights.get(channel_id, Allowed())
        if not isinstance(access, Allowed) or not access.history:
            return Unreadable()
        for one in self.messages:
            if one.channel_id == channel_id and one.marker == marker and one.at > after and not one.deleted:
                return Sent(one.id)
        return Absent()

    async def edit(self, channel_id: int, message_id: int, content: str) -> Outcome:
        self._check()
        if self.trouble:
            self.trouble.popleft()
            return Unsure("The connection ended.")
        found = next((one for one in self.messages if one.id == message_id and not one.deleted), None)
        if found is None:
            return Refused("message", "Discord refused the message (404, 10008: Unknown Message).")
        assert found.channel_id == channel_id
        found.payload["content"] = content
        return Sent(message_id)

    async def tell_operators(self, sentence: str) -> Told:
        self._check()
        answer = self.telling.popleft() if self.telling else "yes"
        if answer == "yes":
            self.told.append(sentence)
        return answer

    async def clock(self, *, fresh: bool = False) -> float | None:
        self._check()
        if not fresh and self.stale is not None:
            return self.stale
        if self.asked is not None:
            self.asked()
        return self.time.wrong.total_seconds() if self.clock_known else None


def _refusal(access: Access) -> Refused:
    if isinstance(access, Gone):
        return Refused("channel", access.reason)
    return Refused("permission", "Discord refused it (50001: Missing Access).")
