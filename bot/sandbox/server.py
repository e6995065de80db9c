"""The sandbox: a Discord on loopback, started and stopped as a context manager."""

from __future__ import annotations

import asyncio
import errno
import logging
from typing import TYPE_CHECKING, Self

from aiohttp import WSCloseCode, web

from bot.sandbox import gateway_events, objects, permissions, threads
from bot.sandbox.api import PREFIX, Api
from bot.sandbox.clock import AdjustableClock
from bot.sandbox.faults import Faults
from bot.sandbox.gateway import Gateway
from bot.sandbox.ids import APP_ROLE_ID, MEMBER_ROLE_ID, Clock, system_now
from bot.sandbox.interactions import ANSWER_SECONDS, Interactions
from bot.sandbox.kept import Kept
from bot.sandbox.page_routes import Page
from bot.sandbox.person import Person
from bot.sandbox.redirect import redirected
from bot.sandbox.world import World

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from types import TracebackType

    from bot.sandbox.exchange import Exchange
    from bot.sandbox.objects import Object
    from bot.sandbox.permissions import PermissionsLike
    from bot.sandbox.world import Change

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
# Shaped like a token and worth nothing; the sandbox takes no other.
TOKEN = "sandbox.not-a-secret.only-for-loopback"  # noqa: S105 - a dummy, and said to be one
UPLOAD_LIMIT = 30 * 1024 * 1024  # bytes of one request; three files of the greatest size


class Sandbox:
    """A Discord on loopback that an unmodified discord.py client takes for the real one.

    Args:
        port: where to listen; 0 takes a free one.
        now: the clock; interactions expire by it. One that can be set stays the caller's to share.
        answer_seconds: how long the bot has for the first answer to an interaction.
        patience: seconds that a person's methods wait for the bot.
        keep: how many requests are remembered, the newest; None remembers all, as tests need.

    Attributes:
        clock: what time it is here; the page can set it.
        world: who is there and what was written.
        exchanges: the requests to the API with their answers.
        complaints: a sentence for everything that a client did wrong; tests expect it empty.
        faults: what is to go wrong on purpose.
        ready: set while a bot is connected.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        now: Clock = system_now,
        answer_seconds: float = ANSWER_SECONDS,
        patience: float = 10.0,
        keep: int | None = None,
    ) -> None:
        self._port = port
        self.clock = now if isinstance(now, AdjustableClock) else AdjustableClock(now)
        self.patience = patience
        self.token = TOKEN
        self.complaints: Kept[str] = Kept(keep)
        self.faults = Faults()
        self.world = World(self.clock)
        self.interactions = Interactions(self.world, answer_seconds)
        self.gateway = Gateway(self.world, TOKEN, self.complain, keep)
        self.api = Api(self.world, self.interactions, TOKEN, self.faults, self.complain, keep)
        self.ready = self.gateway.connected
        self._commands = asyncio.Event()
        self._people: dict[str, Person] = {}
        self._page = Page(self)
        self.world.listeners.append(self._on_change)
        self._runner: web.AppRunner | None = None

    def complain(self, sentence: str) -> None:
        """Note something that a client did wrong, and log it."""
        self.complaints.append(sentence)
        log.error("Sandbox: %s", sentence)

    def _on_change(self, change: Change) -> None:
        if change.kind == "commands":
            self._commands.set()

    async def __aenter__(self) -> Self:
        """Start listening.

        Raises:
            OSError: the port is in use.
        """
        app = web.Application(client_max_size=UPLOAD_LIMIT)
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_route("*", PREFIX + "/{tail:.*}", self.api.handle)
        self._page.register(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, HOST, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            if error.errno == errno.EADDRINUSE:
                sentence = (
                    f"Port {self._port} on {HOST} is in use; stop what uses it or choose another with --port."
                )
                raise OSError(error.errno, sentence) from error
            raise
        self._port = self._runner.addresses[0][1]
        self.world.files.base_url = self.url
        self.api.gateway_url = self.gateway.resume_url = self.gateway_url
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.interactions.close()
        self.gateway.close(WSCloseCode.SERVICE_RESTART)
        await self._page.close()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def port(self) -> int:
        """The port listened on."""
        return self._port

    @property
    def url(self) -> str:
        """Address of the page."""
        return f"http://{HOST}:{self._port}"

    @property
    def api_url(self) -> str:
        """Base address of the HTTP API."""
        return self.url + PREFIX

    @property
    def gateway_url(self) -> str:
        """Address of the gateway."""
        return f"ws://{HOST}:{self._port}/gateway"

    @property
    def exchanges(self) -> list[Exchange]:
        """The requests to the API that are remembered, with their answers, oldest first."""
        return self.api.exchanges

    @property
    def guild(self) -> Object:
        """The guild."""
        return self.world.guild

    @property
    def channel(self) -> Object:
        """The first channel."""
        return self.channels[0]

    @property
    def channels(self) -> list[Object]:
        """All channels."""
        return list(self.world.channels.values())

    def redirect(self) -> AbstractContextManager[None]:
        """Point discord.py here while the context lasts."""
        return redirected(self.api_url, self.gateway_url)

    async def wait_for_commands(self) -> None:
        """Wait until the bot is connected and has registered its commands.

        Raises:
            AssertionError: it does not.
        """
        try:
            async with asyncio.timeout(self.patience):
                await self.ready.wait()
                await self._commands.wait()
        except TimeoutError:
            missing = "registered no commands" if self.ready.is_set() else "did not connect"
            raise AssertionError(f"The bot {missing} within {self.patience:g} s.") from None

    def dispatch(self, event: str, data: Object | None) -> int:
        """Send a gateway event to every session whose intents allow it; give how many that were."""
        return self.gateway.dispatch(event, data)

    def person(
        self, name: str, *, permissions: PermissionsLike | None = None, locale: str = "en-US"
    ) -> Person:
        """Give the member of this name, who joins when first asked for.

        Args:
            name: display name.
            permissions: exactly what they may do in the guild; None leaves them as they are, at first an
                ordinary member.
            locale: their client's language.
        """
        known = self._people.get(name)
        if known is None:
            member = self.world.join(objects.user(self.world.ids.next(), name), [MEMBER_ROLE_ID])
            known = self._people[name] = Person(self, member, locale)
            self.dispatch("GUILD_MEMBER_ADD", {**member, "guild_id": self.guild["id"]})
        if permissions is not None:
            self.permit(known, permissions)
        return known

    @property
    def owner(self) -> Person:
        """The person who owns the server and the application."""
        return Person(self, self.world.members[self.world.owner["id"]], "en-US")

    def permit(self, person: Person, granted: PermissionsLike) -> None:
        """Set exactly what a person may do in the guild."""
        role = objects.role(self.world.ids.next(), person.name, permissions.value_of(granted), 1)
        self.guild["roles"].append(role)
        person.member["roles"] = [role["id"]]
        where = self.guild["id"]
        self.dispatch("GUILD_ROLE_CREATE", {"guild_id": where, "role": role})
        self.dispatch("GUILD_MEMBER_UPDATE", {**person.member, "guild_id": where})

    def permit_application(self, granted: PermissionsLike) -> None:
        """Set exactly what the application may do in the guild."""
        role = next(role for role in self.guild["roles"] if role["id"] == APP_ROLE_ID)
        role["permissions"] = str(permissions.value_of(granted))
        self.dispatch("GUILD_ROLE_UPDATE", {"guild_id": self.guild["id"], "role": role})

    def create_thread(
        self, name: str, *, owner: Person, private: bool = False, minutes: int = 1440
    ) -> Object:
        """Make a thread in the channel that somebody is in."""
        kind = objects.PRIVATE_THREAD if private else objects.PUBLIC_THREAD
        parent = self.world.channel(owner.channel_id)
        return threads.create(self.world, parent, name, owner.id, kind=kind, minutes=minutes)

    def edit_thread(self, thread_id: str, **changes: object) -> None:
        """Change a thread: ``archived``, ``locked``, ``name``, ``auto_archive_duration``."""
        threads.update(self.world, self.world.threads[thread_id], changes)

    def join_thread(self, thread_id: str, user_id: str) -> None:
        """Add a member to a thread; the application is told of one that it did not know."""
        thread = self.world.threads[thread_id]
        threads.join(self.world, thread, user_id)
        if user_id == self.world.application_id:
            self.dispatch("THREAD_CREATE", threads.seen_by_application(self.world, thread))

    def delete_channel(self, channel_id: str) -> None:
        """Delete a channel or a thread with all that was written in it."""
        channel = self.world.channel(channel_id)
        if threads.is_thread(channel):
            threads.delete(self.world, channel)
            return
        for thread in [one for one in self.world.threads.values() if one["parent_id"] == channel_id]:
            threads.delete(self.world, thread)
        for stored in self.world.messages.values():
            stored.deleted = stored.deleted or stored.channel_id == channel_id
        del self.world.channels[channel_id]
        self.dispatch("CHANNEL_DELETE", channel)

    def remove_application(self) -> None:
        """Remove the application from the guild: its gateway sessions are told, and it may do nothing there."""
        self.world.installed = False
        self.dispatch("GUILD_DELETE", {"id": self.guild["id"]})

    def add_application(self) -> None:
        """Invite the application to the guild again."""
        self.world.installed = True
        self.dispatch("GUILD_CREATE", gateway_events.guild_create(self.world, all_members=False))

    def overwrite(
        self, channel_id: str, member_id: str, *, allow: PermissionsLike = 0, deny: PermissionsLike = 0
    ) -> None:
        """Set a member's overwrite in a channel (1 is Discord's type for a member's)."""
        channel = self.world.channel(channel_id)
        kept = [one for one in channel["permission_overwrites"] if one["id"] != member_id]
        bits = {"allow": str(permissions.value_of(allow)), "deny": str(permissions.value_of(deny))}
        channel["permission_overwrites"] = [*kept, {"id": member_id, "type": 1, **bits}]
        self.dispatch("CHANNEL_UPDATE", channel)
