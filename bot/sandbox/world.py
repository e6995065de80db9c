"""The sandbox's server: who is there, which channels, what was written. State only; no network."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.sandbox import objects, permissions
from bot.sandbox.attachments import FileStore
from bot.sandbox.commands import CommandBook
from bot.sandbox.errors import invalid_recipient, unknown
from bot.sandbox.ids import (
    APP_ROLE_ID,
    CHANNEL_IDS,
    EVERYONE_ROLE_ID,
    GUILD_ID,
    MEMBER_ROLE_ID,
    Clock,
    Snowflakes,
    timestamp,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.sandbox.objects import Object

APPLICATION_NAME = "Dossier"
# How long a message's nonce is remembered. Source: "the past few minutes" in
# https://docs.discord.com/developers/resources/message#create-message; the shortest reading is taken.
NONCE_WINDOW = timedelta(minutes=2)


@dataclass(eq=False)
class Stored:
    """A message in the world.

    Attributes:
        payload: the message as everyone who may see it gets it (schema ``MessageResponse``).
        audience: id of the only person who sees it (an ephemeral message), None for all.
        note: for an interaction's reply, what it answers: ``id``, ``name``, ``options_text``, ``user``.
        token: token of the interaction that may edit it, None for an ordinary message.
        deleted: whether it is gone.
    """

    payload: Object
    audience: str | None = None
    note: Object | None = None
    token: str | None = None
    deleted: bool = False

    @property
    def id(self) -> str:
        """The message's id."""
        return str(self.payload["id"])

    @property
    def channel_id(self) -> str:
        """The channel it is in."""
        return str(self.payload["channel_id"])


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened in the world.

    Attributes:
        kind: ``message_create``, ``message_update``, ``message_delete``, ``thread_create``, ``thread_update``,
            ``thread_delete``, ``thread_members_update``, ``modal``, ``deferred``, ``interaction_failed`` or
            ``commands``.
        data: what the page is told.
        message: the message concerned, if any.
        audience: id of the only person concerned, None for all.
    """

    kind: str
    data: Object = field(default_factory=dict)
    message: Stored | None = None
    audience: str | None = None


class World:
    """One guild with its channels and members, the application, and all messages.

    Args:
        now: the clock.

    Attributes:
        channels: the guild's channels, threads left out, by id.
        threads: the guild's threads by id; ``thread_members``: who is in each, by user id.
        private: the application's private channels by id.
        closed: who takes no private messages of the application.
        installed: whether the application is in the guild.
    """

    def __init__(self, now: Clock) -> None:
        self.now = now
        self.ids = Snowflakes(now)
        self.files = FileStore(self.ids)
        self.started = now()
        self.listeners: list[Callable[[Change], None]] = []
        self.messages: dict[str, Stored] = {}
        self.members: dict[str, Object] = {}
        self._nonces: dict[str, tuple[str, datetime]] = {}
        # The application is a new one at each start, so that a bot which remembers what it registered, by
        # application, registers its commands again; the guild and its channels keep their ids.
        app_id = self.ids.next()
        self.bot_user = objects.user(app_id, APPLICATION_NAME, bot=True)
        self.owner = objects.user(self.ids.next(), "Server owner")
        self.application = objects.application(app_id, APPLICATION_NAME, self.bot_user, self.owner, 0)
        roles = [
            objects.role(EVERYONE_ROLE_ID, "@everyone", 0, 0),
            objects.role(MEMBER_ROLE_ID, "Members", permissions.MEMBER, 1),
            objects.role(APP_ROLE_ID, APPLICATION_NAME, permissions.APPLICATION, 2, bot_id=app_id),
        ]
        self.guild = objects.guild(GUILD_ID, "Sandbox", self.owner["id"], roles)
        self.channels: dict[str, Object] = {
            channel_id: objects.channel(channel_id, GUILD_ID, name, position)
            for position, (channel_id, name) in enumerate(
                zip(CHANNEL_IDS, ("general", "briefings"), strict=True)
            )
        }
        self.threads: dict[str, Object] = {}
        self.thread_members: dict[str, dict[str, Object]] = {}
        self.private: dict[str, Object] = {}
        self.closed: set[str] = set()
        self.installed = True
        self.join(self.owner, [MEMBER_ROLE_ID])
        self.join(self.bot_user, [APP_ROLE_ID])
        self.commands = CommandBook(app_id, self.ids)

    @property
    def application_id(self) -> str:
        """The application's id, which is also the bot user's."""
        return str(self.application["id"])

    def join(self, user: Object, roles: list[str]) -> Object:
        """Make a user a member of the guild and give the member."""
        member = objects.member(user, roles, timestamp(self.started))
        self.members[user["id"]] = member
        return member

    def channel(self, channel_id: str) -> Object:
        """Give a channel, thread or private channel.

        Raises:
            ApiError: 10003 if there is none.
        """
        for known in (self.channels, self.threads, self.private):
            if channel_id in known:
                return known[channel_id]
        raise unknown("Channel")

    def private_channel(self, user_id: str) -> Object:
        """Give the application's private channel with a member, which is opened when first asked for.

        Raises:
            ApiError: 50033 if there is no such person.
        """
        if user_id not in self.members or user_id == self.application_id:
            raise invalid_recipient()
        for known in self.private.values():
            if known["recipients"][0]["id"] == user_id:
                return known
        made = objects.private_channel(self.ids.next(), self.members[user_id]["user"])
        self.private[made["id"]] = made
        return made

    def permissions(self, user_id: str, channel_id: str | None) -> int:
        """Compute a member's permissions in a channel (None: in the guild)."""
        channel = None if channel_id is None else self.channel(channel_id)
        if channel is not None and channel["id"] in self.private:
            inside = {self.application_id, channel["recipients"][0]["id"]}
            return permissions.PRIVATE if user_id in inside else 0
        thread = channel if channel is not None and channel["id"] in self.threads else None
        if thread is not None:
            channel = self.channels.get(thread["parent_id"])
        if user_id == self.application_id and not self.installed:
            return 0
        roles = self.members[user_id]["roles"]
        rights = permissions.in_channel(user_id, roles, self.guild, channel, everyone_id=EVERYONE_ROLE_ID)
        if thread is None or thread["type"] != objects.PRIVATE_THREAD:
            return rights
        # "You must be invited to the thread to be able to view or participate in it, or be a moderator."
        invited = user_id in self.thread_members[thread["id"]] or rights & permissions.MANAGE_THREADS
        return rights if invited else 0

    def message(self, message_id: str, channel_id: str | None = None) -> Stored:
        """Give a message that is not deleted.

        Raises:
            ApiError: 10008 if there is none (in that channel).
        """
        stored = self.messages.get(message_id)
        if stored is None or stored.deleted or (channel_id is not None and stored.channel_id != channel_id):
            raise unknown("Message")
        return stored

    def history(self, channel_id: str) -> list[Stored]:
        """List a channel's messages that all may see, oldest first."""
        everything = sorted(self.messages.values(), key=lambda m: int(m.id))
        return [m for m in everything if m.channel_id == channel_id and not m.deleted and m.audience is None]

    def seen_by(self, user_id: str) -> list[Stored]:
        """List the messages that a person sees in all channels, oldest first."""
        everything = sorted(self.messages.values(), key=lambda m: int(m.id))
        hidden = {own for own in self.private if not self.permissions(user_id, own)}
        return [
            m
            for m in everything
            if not m.deleted and m.audience in {None, user_id} and m.channel_id not in hidden
        ]

    def by_nonce(self, author_id: str, nonce: object) -> Stored | None:
        """Give the message that this author sent with this nonce a short while ago."""
        message_id, sent_at = self._nonces.get(f"{author_id}:{nonce}", ("", self.started))
        stored = self.messages.get(message_id)
        return stored if stored is not None and self.now() - sent_at <= NONCE_WINDOW else None

    def remember_nonce(self, author_id: str, nonce: object, stored: Stored) -> None:
        """Remember which message a nonce belongs to."""
        self._nonces[f"{author_id}:{nonce}"] = (stored.id, self.now())

    def announce(self, change: Change) -> None:
        """Tell the gateway, the page and whoever else listens."""
        for listener in tuple(self.listeners):
            listener(change)

    def remove(self, stored: Stored) -> None:
        """Delete a message and say so."""
        stored.deleted = True
        data: Object = {"id": stored.id, "_channel_id": stored.channel_id}
        self.announce(Change("message_delete", data, stored, stored.audience))
