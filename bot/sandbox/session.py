"""One gateway session: what was sent in it, and the socket it is sent on."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from typing import TYPE_CHECKING

from bot.sandbox import intents

if TYPE_CHECKING:
    from aiohttp import web

    from bot.sandbox.compression import Compressor
    from bot.sandbox.objects import Object

# How many events a session keeps for a resume. Discord does not publish its own figure.
REPLAY = 1000


class Connection:
    """A socket with an order of sending: whoever sends never waits.

    Args:
        socket: the WebSocket, already prepared.
        compress: its transport compression.

    Attributes:
        ended_here: whether this side closed it.
    """

    def __init__(self, socket: web.WebSocketResponse, compress: Compressor | None) -> None:
        self.socket = socket
        self.ended_here = False
        self._compress = compress
        self._queue: asyncio.Queue[Object | int] = asyncio.Queue()

    def send(self, payload: Object) -> None:
        """Queue a payload."""
        self._queue.put_nowait(payload)

    def close(self, code: int) -> None:
        """Queue a close with this code."""
        self.ended_here = True
        self._queue.put_nowait(code)

    async def pump(self) -> None:
        """Send what is queued, until a close or the end of the socket."""
        while True:
            item = await self._queue.get()
            try:
                if isinstance(item, int):
                    await self.socket.close(code=item)
                    return
                text = json.dumps(item, separators=(",", ":"))
                if self._compress is None:
                    await self.socket.send_str(text)
                else:
                    await self.socket.send_bytes(self._compress(text.encode()))
            except ConnectionError:
                return


class Session:
    """A session, which outlives its connection.

    Args:
        session_id: its id.
        intents_asked: the bit set of the identify.
        own_id: the application's user.
    """

    def __init__(self, session_id: str, intents_asked: int, own_id: str) -> None:
        self.id = session_id
        self.intents = intents_asked
        self.sequence = 0
        self.connection: Connection | None = None
        self._own_id = own_id
        self._sent: deque[Object] = deque(maxlen=REPLAY)

    def dispatch(self, event: str, data: Object | None) -> bool:
        """Send an event, or keep it for a resume; tell whether the session's intents allow it."""
        body = data or {}
        need = intents.needed(event, body)
        if need and not self.intents & need:
            return False
        if event in {"MESSAGE_CREATE", "MESSAGE_UPDATE"} and not self.intents & intents.MESSAGE_CONTENT:
            data = intents.without_content(body, self._own_id)
        self.sequence += 1
        payload: Object = {"op": 0, "t": event, "s": self.sequence, "d": data}
        self._sent.append(payload)
        if self.connection is not None:
            self.connection.send(payload)
        return True

    def can_replay(self, sequence: int) -> bool:
        """Tell whether everything after this sequence number is still kept."""
        oldest = self._sent[0]["s"] if self._sent else self.sequence + 1
        return oldest - 1 <= sequence <= self.sequence

    def replay(self, sequence: int, connection: Connection) -> None:
        """Continue on a new connection: send what it missed."""
        self.connection = connection
        for payload in self._sent:
            if payload["s"] > sequence:
                connection.send(payload)
