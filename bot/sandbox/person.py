"""A person in the sandbox: what they can do in Discord, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import interactions as kinds
from bot.sandbox import messages, threads
from bot.sandbox.commands import MESSAGE_MENU
from bot.sandbox.components import BUTTON, SELECTS
from bot.sandbox.invocation import RefusedError, command_data, component_data, find_command, modal_data
from bot.sandbox.reading import find_component
from bot.sandbox.reply import Reply, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.sandbox.interactions import Interaction
    from bot.sandbox.objects import Object
    from bot.sandbox.server import Sandbox
    from bot.sandbox.world import Stored


class Person:
    """A member of the sandbox's guild.

    The ``start_…`` methods tell the bot and return at once; the others also wait for its first answer.

    Args:
        sandbox: where they are.
        member: the guild member.
        locale: their client's language.
    """

    def __init__(self, sandbox: Sandbox, member: Object, locale: str) -> None:
        self._sandbox = sandbox
        self.member = member
        self.locale = locale
        self.channel_id: str = next(iter(sandbox.world.channels))

    @property
    def id(self) -> str:
        """Their user id."""
        return str(self.member["user"]["id"])

    @property
    def name(self) -> str:
        """Their display name."""
        return str(self.member["user"]["global_name"])

    @property
    def messages(self) -> list[Object]:
        """The messages they see, oldest first."""
        return [stored.payload for stored in self._sandbox.world.seen_by(self.id)]

    def _tell(self, made: Interaction) -> Interaction:
        sandbox = self._sandbox
        if not sandbox.dispatch("INTERACTION_CREATE", sandbox.interactions.payload(made, self.locale)):
            raise AssertionError(f"{made.label}: no bot is connected to the sandbox.")
        if made.type != kinds.AUTOCOMPLETE:
            sandbox.interactions.watch(made)
        return made

    async def _first(self, made: Interaction) -> Reply:
        patience = self._sandbox.patience
        await wait_until(made, lambda: made.kind is not None, patience, "an answer")
        return Reply(made, patience)

    def _see(self, message: Object | Reply) -> Stored:
        payload = message.message if isinstance(message, Reply) else message
        stored = self._sandbox.world.message(str(payload["id"]))
        if stored.audience not in {None, self.id}:
            raise RefusedError(f"{self.name} cannot see that message: it is another person's.")
        return stored

    def start_command(
        self, name: str, options: Mapping[str, object], *, focused: str | None = None
    ) -> Interaction:
        """Use a slash command, or ask for the choices of the option being typed.

        Raises:
            RefusedError: Discord's client would not send it.
        """
        data, text = command_data(self._sandbox.world, name, options, focused=focused)
        kind = kinds.COMMAND if focused is None else kinds.AUTOCOMPLETE
        return self._tell(
            self._sandbox.interactions.open(
                kind, self.id, self.channel_id, label=f"/{name}", options_text=text, data=data
            )
        )

    def start_component(
        self, message: Object | Reply, component: Object, values: Iterable[str] | None
    ) -> Interaction:
        """Press a button or choose from a select of a message.

        Raises:
            RefusedError: Discord's client would not send it.
        """
        stored = self._see(message)
        data = component_data(self._sandbox.world, component, values)
        label = f"{'button' if component['type'] == BUTTON else 'select'} {component['custom_id']!r}"
        made = self._sandbox.interactions.open(
            kinds.COMPONENT, self.id, stored.channel_id, label=label, options_text="", data=data
        )
        made.source = stored
        return self._tell(made)

    def start_modal(self, opened: Interaction, values: Mapping[str, Any]) -> Interaction:
        """Submit the modal that an interaction opened.

        Raises:
            RefusedError: Discord's client would not send it.
        """
        if opened.modal is None or opened.user_id != self.id:
            raise RefusedError(f"{opened.label} opened no form for {self.name}.")
        data = modal_data(opened.modal, values)
        made = self._sandbox.interactions.open(
            kinds.MODAL_SUBMIT,
            self.id,
            opened.channel_id,
            label=f"form {opened.modal['custom_id']!r}",
            options_text="",
            data=data,
        )
        made.source, made.parent = opened.source, opened
        return self._tell(made)

    async def command(self, name: str, /, **options: object) -> Reply:
        """Use a slash command and wait for the first answer.

        Args:
            name: the command, subcommands after a blank ("briefing list").
            options: values by option name.

        Raises:
            RefusedError: Discord's client would not send it.
            AssertionError: no answer came.
        """
        return await self._first(self.start_command(name, options))

    async def autocomplete(self, name: str, option: str, typed: str, /, **others: object) -> list[Object]:
        """Type into an option and wait for its choices (``name``, ``value``).

        Args:
            name: the command.
            option: the option being typed.
            typed: what stands in it.
            others: options already filled.

        Raises:
            RefusedError: Discord's client would not ask.
            AssertionError: no answer came.
        """
        made = self.start_command(name, {**others, option: typed}, focused=option)
        await self._first(made)
        return made.choices or []

    async def press(self, message: Object | Reply, button: str) -> Reply:
        """Press the button with this custom_id or label and wait for the first answer."""
        stored = self._see(message)
        component = find_component(stored.payload, button, frozenset({BUTTON}))
        return await self._first(self.start_component(stored.payload, component, None))

    async def choose(self, message: Object | Reply, select: str, values: str | Iterable[str]) -> Reply:
        """Choose values in the select with this custom_id or placeholder and wait for the first answer."""
        stored = self._see(message)
        component = find_component(stored.payload, select, SELECTS)
        chosen = [values] if isinstance(values, str) else list(values)
        return await self._first(self.start_component(stored.payload, component, chosen))

    async def submit(self, opened: Reply, values: Mapping[str, Any]) -> Reply:
        """Submit a modal, with values by custom_id, and wait for the first answer."""
        return await self._first(self.start_modal(opened.interaction, values))

    def start_message_command(self, name: str, message: Object | Reply) -> Interaction:
        """Use a command of a message's menu.

        Raises:
            RefusedError: there is no such command, or they cannot see the message.
        """
        stored = self._see(message)
        world = self._sandbox.world
        command, _ = find_command(world, name, MESSAGE_MENU)
        data: Object = {
            "id": command["id"],
            "name": command["name"],
            "type": MESSAGE_MENU,
            "target_id": stored.id,
            "resolved": {"messages": {stored.id: stored.payload}},
        }
        if "guild_id" in command:
            data["guild_id"] = command["guild_id"]
        made = self._sandbox.interactions.open(
            kinds.COMMAND, self.id, stored.channel_id, label=name, options_text="", data=data
        )
        made.target_id = stored.id
        return self._tell(made)

    async def message_command(self, name: str, message: Object | Reply) -> Reply:
        """Use a command of a message's menu and wait for the first answer."""
        return await self._first(self.start_message_command(name, message))

    def write(self, content: str, channel_id: str | None = None) -> Object:
        """Write an ordinary message.

        Raises:
            ApiError: it is empty, there is no such channel, or the thread is locked.
        """
        where = channel_id or self.channel_id
        channel = self._sandbox.world.channel(where)
        if threads.is_thread(channel):
            threads.check_writing(channel, self._sandbox.world.permissions(self.id, where))
        author = self.member["user"]
        stored = messages.write(self._sandbox.world, {"content": content}, channel_id=where, author=author)
        return stored.payload

    def dismiss(self, message: Object | Reply) -> None:
        """Dismiss a message that only they see.

        Raises:
            RefusedError: everyone sees it.
        """
        stored = self._see(message)
        if stored.audience is None:
            raise RefusedError("Only a message that nobody else sees can be dismissed.")
        self._sandbox.world.remove(stored)
