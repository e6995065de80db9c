"""One interaction: who did what, what the bot answered, and until when it may.

Source: https://docs.discord.com/developers/interactions/receiving-and-responding
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.sandbox.errors import already_acknowledged, expired_token, unknown
from bot.sandbox.objects import ATTACHMENT_LIMIT, Object
from bot.sandbox.world import Change, Stored, World

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
PONG, MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9

ANSWER_SECONDS = 3.0  # "you must send an initial response within 3 seconds of receiving the event"
TOKEN_LIFE = timedelta(minutes=15)  # "interaction tokens are valid for 15 minutes"
FORGOTTEN = timedelta(days=1)


@dataclass(eq=False)
class Interaction:
    """An interaction and its answers so far.

    Attributes:
        id: its id.
        token: its token.
        type: Discord's interaction type.
        user_id: the person.
        channel_id: where.
        created: when the bot was told.
        label: what people call it, for messages about it ("/entity", "button 'More'").
        note: what the page shows beside the reply.
        data: the payload's ``data``.
        source: the message whose component was used.
        parent: for a modal submitted, the interaction that opened it.
        target_id: for a message command, the message.
        kind: callback type answered, None before.
        before: for a deferred update, the message as it was when the answer was deferred.
        original: the message that ``@original`` means.
        followups: further messages.
        modal: the modal opened.
        choices: the autocomplete choices answered.
        failed: whether the time to answer ran out.
    """

    id: str
    token: str
    type: int
    user_id: str
    channel_id: str
    created: datetime
    label: str
    note: Object
    data: Object
    source: Stored | None = None
    parent: Interaction | None = None
    target_id: str | None = None
    kind: int | None = None
    before: Object | None = None
    original: Stored | None = None
    followups: list[Stored] = field(default_factory=list)
    modal: Object | None = None
    choices: list[Object] | None = None
    failed: bool = False
    _signal: asyncio.Event = field(default_factory=asyncio.Event)

    def fire(self) -> None:
        """Wake whoever waits for a change of this interaction."""
        self._signal.set()
        self._signal = asyncio.Event()

    async def change(self) -> None:
        """Wait until something changes."""
        await self._signal.wait()


class Interactions:
    """All interactions of a sandbox.

    Args:
        world: where they happen.
        answer_seconds: how long the bot has for its first answer.
    """

    def __init__(self, world: World, answer_seconds: float) -> None:
        self._world = world
        self._answer = timedelta(seconds=answer_seconds)
        self._by_id: dict[str, Interaction] = {}
        self._by_token: dict[str, Interaction] = {}
        self._timers: set[asyncio.TimerHandle] = set()

    def open(  # noqa: PLR0913 - who, where and what are independent; most are named at the call
        self, kind: int, user_id: str, channel_id: str, *, label: str, options_text: str, data: Object
    ) -> Interaction:
        """Create an interaction, not yet told to the bot."""
        interaction_id = self._world.ids.next()
        user = self._world.members[user_id]["user"]
        note = {"id": interaction_id, "name": label, "options_text": options_text, "user": user}
        made = Interaction(
            interaction_id,
            secrets.token_urlsafe(32),
            kind,
            user_id,
            channel_id,
            self._world.now(),
            label,
            note,
            data,
        )
        self._forget()
        self._by_id[made.id] = self._by_token[made.token] = made
        return made

    def _forget(self) -> None:
        """Let go of those whose token has been worthless for so long that no answer can be under way."""
        # The oldest stand first, so a long run does not walk through all of them at each new one.
        while self._by_id:
            oldest = next(iter(self._by_id.values()))
            if self._world.now() - oldest.created <= TOKEN_LIFE + FORGOTTEN:
                break
            del self._by_id[oldest.id], self._by_token[oldest.token]

    def get(self, interaction_id: str) -> Interaction:
        """Give an interaction by id.

        Raises:
            ApiError: 10062 if there is none.
        """
        if interaction_id not in self._by_id:
            raise unknown("interaction")
        return self._by_id[interaction_id]

    def for_callback(self, interaction_id: str, token: str) -> Interaction:
        """Give the interaction that a callback may answer now.

        Raises:
            ApiError: 10062 if it is unknown or too late, 40060 if it was answered.
        """
        made = self._by_id.get(interaction_id)
        if made is None or made.token != token:
            raise unknown("interaction")
        if made.kind is not None:
            raise already_acknowledged()
        if self._world.now() - made.created > self._answer:
            raise unknown("interaction")
        return made

    def for_webhook(self, application_id: str, token: str) -> Interaction:
        """Give the interaction whose messages a token may read and write.

        Raises:
            ApiError: 10015 if it is unknown or not yet answered, 50027 after 15 minutes.
        """
        made = self._by_token.get(token)
        if made is None or made.kind is None or application_id != self._world.application_id:
            raise unknown("Webhook")
        if self._world.now() - made.created > TOKEN_LIFE:
            raise expired_token()
        return made

    def watch(self, made: Interaction) -> None:
        """Say that the application did not respond, once its time has run out."""
        left = made.created + self._answer - self._world.now()
        loop = asyncio.get_running_loop()

        def look() -> None:
            self._timers.discard(timer)
            if made.kind is not None:
                return
            if self._world.now() - made.created < self._answer:
                self.watch(made)
                return
            made.failed = True
            made.fire()
            data: Object = {"interaction_id": made.id, "text": "The application did not respond"}
            if made.source is not None:
                data["message_id"] = made.source.id
            self._world.announce(Change("interaction_failed", data, None, made.user_id))

        timer = loop.call_later(max(left.total_seconds(), 0.01), look)
        self._timers.add(timer)

    def close(self) -> None:
        """Stop watching."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    def payload(self, made: Interaction, locale: str) -> Object:
        """Build the INTERACTION_CREATE event of an interaction."""
        world = self._world
        guild = world.guild
        channel = world.channel(made.channel_id)
        rights = str(world.permissions(made.user_id, made.channel_id))
        hidden = {"permission_overwrites"}
        event: Object = {
            "id": made.id,
            "application_id": world.application_id,
            "type": made.type,
            "data": made.data,
            "guild": {"id": guild["id"], "locale": guild["preferred_locale"], "features": guild["features"]},
            "guild_id": guild["id"],
            "channel": {k: v for k, v in channel.items() if k not in hidden} | {"permissions": rights},
            "channel_id": channel["id"],
            "member": {**world.members[made.user_id], "permissions": rights},
            "token": made.token,
            "version": 1,
            "app_permissions": str(world.permissions(world.application_id, made.channel_id)),
            "locale": locale,
            "guild_locale": guild["preferred_locale"],
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": {"0": guild["id"]},
            "context": 0,
            "attachment_size_limit": ATTACHMENT_LIMIT,
        }
        if made.source is not None:
            event["message"] = made.source.payload
        return event
