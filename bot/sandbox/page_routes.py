"""What the sandbox's web page asks: state, events, and a person's actions. Answers only to this machine."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias

from aiohttp import WSCloseCode, web

from bot.sandbox import page_controls as controls
from bot.sandbox import page_files, permissions
from bot.sandbox.components import walk
from bot.sandbox.errors import ApiError
from bot.sandbox.page_body import BadRequestError, body_of, table_of, text_of
from bot.sandbox.page_files import HEADERS
from bot.sandbox.session import Connection

if TYPE_CHECKING:
    from bot.sandbox.objects import Object
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from bot.sandbox.world import Change, Stored

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

PERSON = "You"
DISCLAIMER = (
    "This is a model of Discord for trying the bot on this machine. It is not affiliated with Discord."
)


def shown(stored: Stored) -> Object:
    """Give a message as the page gets it: with its channel and, for a reply, what it answers."""
    made: Object = {**stored.payload, "_channel_id": stored.channel_id}
    if stored.note is not None:
        made["_interaction"] = stored.note
    return made


class Page:
    """The page's side of the server.

    Args:
        sandbox: what it shows.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._watchers: set[Connection] = set()
        self._visitor: Person | None = None
        sandbox.world.listeners.append(self._on_change)
        sandbox.clock.listeners.append(self._on_clock)

    @property
    def _me(self) -> Person:
        # Who tries the sandbox may try everything, what is for people who manage the server too.
        if self._visitor is None:
            rights = permissions.MEMBER | permissions.MANAGE_GUILD
            self._visitor = self._sandbox.person(PERSON, permissions=rights)
        return self._visitor

    def register(self, app: web.Application) -> None:
        """Add the page's routes."""
        app.router.add_get("/", self._guarded(self._index))
        app.router.add_get("/page/state", self._guarded(self._state))
        app.router.add_get("/page/events", self._guarded(self._events))
        actions = {
            "command": self._command,
            "autocomplete": self._autocomplete,
            "component": self._component,
            "modal": self._modal,
            "dismiss": self._dismiss,
            "message": self._message,
            "message_command": self._message_command,
            "clock": self._set_clock,
            "thread": self._change_thread,
        }
        for name, action in actions.items():
            app.router.add_post(f"/page/{name}", self._guarded(self._action(action)))
        app.router.add_get("/page/{name}", self._guarded(self._file))
        app.router.add_get("/attachments/{id}/{name}", self._guarded(self._attachment))

    def _guarded(self, handler: Handler) -> Handler:
        """Refuse requests meant for another host or sent by another site's page."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            port = self._sandbox.port
            hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
            host, origin = request.headers.get("Host", ""), request.headers.get("Origin")
            if host not in hosts or (origin is not None and origin != f"http://{host}"):
                return web.Response(
                    status=403, text="Only pages of this machine are served.", headers=HEADERS
                )
            return await handler(request)

        return guarded

    @staticmethod
    def _action(action: Callable[[Object], Awaitable[Object]]) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            try:
                body = body_of(request.content_type, await request.read())
                return web.json_response(await action(body), headers=HEADERS)
            except ApiError as error:
                return web.json_response(
                    {"error": error.body["message"]}, status=error.status, headers=HEADERS
                )
            except (BadRequestError, AssertionError, ValueError) as error:
                return web.json_response({"error": str(error)}, status=400, headers=HEADERS)

        return handle

    async def _index(self, _request: web.Request) -> web.StreamResponse:
        return page_files.static("index.html")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return page_files.static(request.match_info["name"])

    async def _attachment(self, request: web.Request) -> web.StreamResponse:
        stored = self._sandbox.world.files.get(request.match_info["id"], request.match_info["name"])
        return page_files.uploaded(stored)

    async def _state(self, _request: web.Request) -> web.StreamResponse:
        world = self._sandbox.world
        state: Object = {
            "me": self._me.member["user"],
            "application": world.bot_user,
            "guild": {"id": world.guild["id"], "name": world.guild["name"]},
            "channels": controls.channels_of(self._sandbox, self._me.id),
            "commands": world.commands.visible(world.guild["id"]),
            "messages": [shown(stored) for stored in world.seen_by(self._me.id)],
            "disclaimer": DISCLAIMER,
            "clock": controls.time_of(self._sandbox),
        }
        return web.json_response(state, headers=HEADERS)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=30.0)
        await socket.prepare(request)
        watcher = Connection(socket, None)
        self._watchers.add(watcher)
        pump = asyncio.create_task(watcher.pump(), name="sandbox-page-pump")
        try:
            async for _ in socket:
                pass  # The page only listens here; what it asks comes by POST.
        finally:
            self._watchers.discard(watcher)
            pump.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await pump
        return socket

    def _on_change(self, change: Change) -> None:
        if change.kind.startswith("thread_"):
            # It is told of a deletion while the thread is still there.
            gone = change.data["id"] if change.kind == "thread_delete" else None
            left = [one for one in controls.channels_of(self._sandbox, self._me.id) if one["id"] != gone]
            for watcher in self._watchers:
                watcher.send({"type": "channels", "data": left})
            return
        if not self._watchers or change.audience not in {None, self._me.id}:
            return
        data = change.data
        if change.message is not None and change.kind != "message_delete":
            data = shown(change.message)
        for watcher in self._watchers:
            watcher.send({"type": change.kind, "data": data})

    def _on_clock(self) -> None:
        for watcher in self._watchers:
            watcher.send({"type": "clock", "data": controls.time_of(self._sandbox)})

    async def close(self) -> None:
        """End the event sockets."""
        for watcher in tuple(self._watchers):
            await watcher.socket.close(code=WSCloseCode.GOING_AWAY)

    def _in_channel(self, body: Object) -> Person:
        me = self._me
        me.channel_id = str(self._sandbox.world.channel(text_of(body, "channel_id"))["id"])
        return me

    async def _command(self, body: Object) -> Object:
        made = self._in_channel(body).start_command(text_of(body, "name"), table_of(body, "options"))
        return {"interaction_id": made.id}

    async def _autocomplete(self, body: Object) -> Object:
        focused = text_of(body, "focused")
        options = {**table_of(body, "options")}
        typed = str(options.pop(focused, ""))
        choices = await self._in_channel(body).autocomplete(text_of(body, "name"), focused, typed, **options)
        return {"choices": choices}

    async def _component(self, body: Object) -> Object:
        stored = self._sandbox.world.message(text_of(body, "message_id"))
        wanted = (body.get("component_type"), text_of(body, "custom_id"))
        for component in walk(stored.payload["components"]):
            if (component["type"], component.get("custom_id")) == wanted:
                made = self._me.start_component(stored.payload, component, body.get("values"))
                return {"interaction_id": made.id}
        raise BadRequestError(f"The message has no component {wanted[1]!r} of type {wanted[0]!r}.")

    async def _modal(self, body: Object) -> Object:
        opened = self._sandbox.interactions.get(text_of(body, "interaction_id"))
        if opened.modal is None or opened.modal["custom_id"] != text_of(body, "custom_id"):
            raise BadRequestError("That form is not open.")
        return {"interaction_id": self._me.start_modal(opened, table_of(body, "values")).id}

    async def _message_command(self, body: Object) -> Object:
        stored = self._sandbox.world.message(text_of(body, "message_id"))
        made = self._in_channel(body).start_message_command(text_of(body, "name"), stored.payload)
        return {"interaction_id": made.id}

    async def _set_clock(self, body: Object) -> Object:
        return controls.set_clock(self._sandbox, body)

    async def _change_thread(self, body: Object) -> Object:
        return controls.change_thread(self._sandbox, self._me, body)

    async def _dismiss(self, body: Object) -> Object:
        self._me.dismiss(self._sandbox.world.message(text_of(body, "message_id")).payload)
        return {}

    async def _message(self, body: Object) -> Object:
        return {"message_id": self._me.write(text_of(body, "content"), text_of(body, "channel_id"))["id"]}
