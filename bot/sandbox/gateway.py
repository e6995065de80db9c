"""The gateway: hello, identify, resume, heartbeats and the dispatch of events.

Source: https://docs.discord.com/developers/events/gateway and, for close codes,
https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import json
import secrets
from typing import TYPE_CHECKING

from aiohttp import WSCloseCode, WSMsgType, web

from bot.sandbox import gateway_events as events
from bot.sandbox import intents, permissions
from bot.sandbox.compression import compressor
from bot.sandbox.kept import Kept
from bot.sandbox.session import Connection, Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.sandbox.objects import Object
    from bot.sandbox.world import Change, World

HEARTBEAT, IDENTIFY, PRESENCE, VOICE_STATE, RESUME, RECONNECT = 1, 2, 3, 4, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11
HEARTBEAT_MS = 41_250
ACK_SECONDS = 0.05
"""How long an acknowledgement is on its way, as over any real network. discord.py notes the time of a heartbeat after
it has sent it, on another thread: an answer that is faster than that looks to it as late as the heartbeat before."""

UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, AUTHENTICATION_FAILED = 4001, 4002, 4003, 4004
ALREADY_AUTHENTICATED, INVALID_SEQ, INVALID_SHARD, INVALID_VERSION = 4005, 4007, 4010, 4012
INVALID_INTENTS, DISALLOWED_INTENTS = 4013, 4014

IDENTIFY_FIELDS = frozenset(
    ["token", "properties", "compress", "large_threshold", "shard", "presence", "intents"]
)
API_VERSION = "10"


class RefusalError(Exception):
    """A payload that closes the connection."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason


class Gateway:
    """All gateway sessions of a sandbox.

    Args:
        world: what is told about.
        token: the only token accepted.
        complain: called with a sentence for each thing a client did wrong.
        keep: how many payloads of clients are remembered; None remembers all.
    """

    def __init__(
        self, world: World, token: str, complain: Callable[[str], None], keep: int | None = None
    ) -> None:
        self._world = world
        self._token = token
        self._complain = complain
        self.sessions: dict[str, Session] = {}
        self.connections: set[Connection] = set()
        self.resume_url = ""
        self.privileged = 0
        self.connected = asyncio.Event()
        self.received: Kept[Object] = Kept(keep)
        world.listeners.append(self._on_change)

    def dispatch(self, event: str, data: Object | None) -> int:
        """Send an event to every session whose intents allow it; give how many that were."""
        return sum([session.dispatch(event, data) for session in self.sessions.values()])

    def _on_change(self, change: Change) -> None:
        if change.message is not None:
            name, data = events.message_event(self._world, change.kind, change.message)
            self.dispatch(name, data)
        elif change.kind in events.THREADS and self._told_of(change.data):
            self.dispatch(events.THREADS[change.kind], change.data)

    def _told_of(self, thread: Object) -> bool:
        """Whether the application may see the thread: it is told of no other."""
        rights = self._world.permissions(self._world.application_id, thread["id"])
        return bool(rights & permissions.VIEW_CHANNEL)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection."""
        socket = web.WebSocketResponse(max_msg_size=4096 * 4, compress=False)
        await socket.prepare(request)
        query = request.query
        if query.get("v") != API_VERSION or query.get("encoding", "json") != "json":
            self._complain("Gateway: only v=10 with encoding=json is served")
            await socket.close(code=INVALID_VERSION)
            return socket
        try:
            compress = compressor(query.get("compress"))
        except ValueError as error:
            self._complain(f"Gateway: {error}")
            await socket.close(code=DECODE_ERROR)
            return socket
        connection = Connection(socket, compress)
        self.connections.add(connection)
        pump = asyncio.create_task(connection.pump(), name="sandbox-gateway-pump")
        connection.send(
            {"op": HELLO, "t": None, "s": None, "d": {"heartbeat_interval": HEARTBEAT_MS, "_trace": []}}
        )
        try:
            await self._listen(connection)
        finally:
            pump.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await pump
            self.connections.discard(connection)
            self._release(connection)
        return socket

    async def _listen(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type is not WSMsgType.TEXT:
                self._complain("Gateway: a payload that is no text")
                connection.close(DECODE_ERROR)
                continue
            try:
                self._receive(connection, message.data)
            except RefusalError as refusal:
                self._complain(f"Gateway: {refusal}")
                connection.close(refusal.code)

    def _release(self, connection: Connection) -> None:
        """Keep the session for a resume, unless the client said goodbye (1000 and 1001 end a session)."""
        session = self._session_of(connection)
        if session is None:
            return
        session.connection = None
        farewell = connection.socket.close_code in {WSCloseCode.OK, WSCloseCode.GOING_AWAY}
        if farewell and not connection.ended_here:
            self.sessions.pop(session.id, None)
        if not any(one.connection for one in self.sessions.values()):
            self.connected.clear()

    def _session_of(self, connection: Connection) -> Session | None:
        return next((s for s in self.sessions.values() if s.connection is connection), None)

    def _receive(self, connection: Connection, text: str) -> None:
        try:
            payload = json.loads(text)
            op, data = payload["op"], payload.get("d")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RefusalError(DECODE_ERROR, "a payload is a JSON object with op and d") from error
        self.received.append(payload)
        if op == HEARTBEAT:
            ack = {"op": HEARTBEAT_ACK, "t": None, "s": None, "d": None}
            asyncio.get_running_loop().call_later(ACK_SECONDS, connection.send, ack)
            return
        known = self._session_of(connection)
        if op in {IDENTIFY, RESUME} and known is not None:
            raise RefusalError(ALREADY_AUTHENTICATED, "identified twice on one connection")
        if op == IDENTIFY:
            self._identify(connection, data)
        elif op == RESUME:
            self._resume(connection, data)
        elif op not in {PRESENCE, VOICE_STATE, REQUEST_MEMBERS}:
            raise RefusalError(UNKNOWN_OPCODE, f"op {op!r} is none that a client sends")
        elif known is None:
            raise RefusalError(NOT_AUTHENTICATED, f"op {op} before identify")
        elif op == REQUEST_MEMBERS:
            connection_event = events.members_chunk(self._world, data or {})
            known.dispatch("GUILD_MEMBERS_CHUNK", connection_event)

    def _check_token(self, data: Object) -> None:
        if not hmac.compare_digest(str(data.get("token")).encode(), self._token.encode()):
            raise RefusalError(AUTHENTICATION_FAILED, "the token is not the sandbox's")

    def _identify(self, connection: Connection, data: object) -> None:
        if not isinstance(data, dict) or not {"token", "properties"} <= data.keys():
            raise RefusalError(DECODE_ERROR, "identify needs token, properties and intents")
        if unknown := data.keys() - IDENTIFY_FIELDS:
            raise RefusalError(DECODE_ERROR, f"identify knows no {', '.join(sorted(unknown))}")
        self._check_token(data)
        asked = data.get("intents")
        if not isinstance(asked, int) or asked < 0 or asked & ~intents.KNOWN:
            raise RefusalError(INVALID_INTENTS, f"intents {asked!r}")
        if asked & intents.PRIVILEGED & ~self.privileged:
            raise RefusalError(DISALLOWED_INTENTS, "a privileged intent that the application was not granted")
        shard = data.get("shard") or [0, 1]
        if shard != [0, 1]:
            raise RefusalError(INVALID_SHARD, f"shard {shard!r}; the sandbox has one")
        session = Session(secrets.token_hex(16), asked, self._world.application_id)
        session.connection = connection
        self.sessions[session.id] = session
        session.dispatch("READY", events.ready(self._world, session.id, self.resume_url))
        if self._world.installed:
            all_members = bool(asked & intents.MEMBERS)
            session.dispatch("GUILD_CREATE", events.guild_create(self._world, all_members=all_members))
        self.connected.set()

    def _resume(self, connection: Connection, data: object) -> None:
        if not isinstance(data, dict) or data.keys() != {"token", "session_id", "seq"}:
            raise RefusalError(DECODE_ERROR, "resume needs token, session_id and seq")
        self._check_token(data)
        session = self.sessions.get(str(data["session_id"]))
        sequence = data["seq"]
        if session is None:
            connection.send({"op": INVALID_SESSION, "t": None, "s": None, "d": False})
            return
        if not isinstance(sequence, int) or sequence > session.sequence:
            self.sessions.pop(session.id)
            raise RefusalError(INVALID_SEQ, f"seq {sequence!r}, the last one sent is {session.sequence}")
        if not session.can_replay(sequence):
            self.sessions.pop(session.id)
            connection.send({"op": INVALID_SESSION, "t": None, "s": None, "d": False})
            return
        session.replay(sequence, connection)
        session.dispatch("RESUMED", {"_trace": []})
        self.connected.set()

    def reconnect(self) -> None:
        """Ask every client to reconnect and resume (op 7)."""
        for connection in tuple(self.connections):
            connection.send({"op": RECONNECT, "t": None, "s": None, "d": None})

    def invalidate(self, *, resumable: bool) -> None:
        """Tell every client that its session is invalid (op 9); unless resumable, forget the sessions."""
        for connection in tuple(self.connections):
            if not resumable and (session := self._session_of(connection)) is not None:
                self.sessions.pop(session.id)
            connection.send({"op": INVALID_SESSION, "t": None, "s": None, "d": resumable})

    def close(self, code: int) -> None:
        """Close every connection with a close code."""
        for connection in tuple(self.connections):
            connection.close(code)
