"""What a person gets back from the bot."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.sandbox import interactions as kinds
from bot.sandbox import reading
from bot.sandbox.messages import LOADING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.sandbox.interactions import Interaction
    from bot.sandbox.objects import Object
    from bot.sandbox.world import Stored

_KINDS = {
    None: "none",
    kinds.PONG: "none",
    kinds.MESSAGE: "message",
    kinds.DEFERRED: "deferred",
    kinds.DEFERRED_UPDATE: "deferred_update",
    kinds.UPDATE: "update",
    kinds.CHOICES: "choices",
    kinds.MODAL: "modal",
}


async def wait_until(made: Interaction, done: Callable[[], bool], patience: float, what: str) -> None:
    """Wait for an interaction to get somewhere.

    Args:
        made: the interaction.
        done: whether it got there.
        patience: seconds to wait.
        what: what is awaited, for the error.

    Raises:
        AssertionError: it did not, within the time or because the bot's own time ran out.
    """
    try:
        async with asyncio.timeout(patience):
            while not done():
                if made.failed:
                    raise AssertionError(f"{made.label}: the application did not respond.")
                await made.change()
    except TimeoutError:
        raise AssertionError(f"{made.label}: {what} did not come within {patience:g} s.") from None


class Reply:
    """The bot's answer to one interaction; always as it stands now, later edits included.

    Args:
        made: the interaction.
        patience: seconds that ``settled`` and ``followed`` wait.
    """

    def __init__(self, made: Interaction, patience: float) -> None:
        self.interaction = made
        self._patience = patience

    @property
    def kind(self) -> str:
        """The first answer: message, deferred, deferred_update, update, modal, choices or none."""
        return _KINDS[self.interaction.kind]

    def _stored(self) -> Stored:
        if self.interaction.original is None:
            raise AssertionError(f"{self.interaction.label}: the answer ({self.kind}) is no message.")
        return self.interaction.original

    @property
    def message(self) -> Object:
        """The message answered or updated (schema ``MessageResponse``).

        Raises:
            AssertionError: the answer is none.
        """
        return self._stored().payload

    @property
    def deleted(self) -> bool:
        """Whether the message has been deleted."""
        return self._stored().deleted

    @property
    def ephemeral(self) -> bool:
        """Whether only the person sees it."""
        return self._stored().audience is not None

    @property
    def modal(self) -> Object:
        """The modal opened: ``custom_id``, ``title``, ``components``.

        Raises:
            AssertionError: the answer is none.
        """
        if self.interaction.modal is None:
            raise AssertionError(f"{self.interaction.label}: the answer ({self.kind}) is no modal.")
        return self.interaction.modal

    @property
    def followups(self) -> list[Object]:
        """The further messages that are still there, oldest first."""
        return [stored.payload for stored in self.interaction.followups if not stored.deleted]

    def text(self) -> str:
        """Give all text of the message or modal."""
        if self.interaction.modal is not None:
            return f"{self.modal['title']}\n{reading.text_of(self.modal)}"
        return reading.text_of(self.message)

    def buttons(self) -> list[Object]:
        """List the message's buttons: ``custom_id``, ``label``, ``disabled``, ``url``."""
        return reading.buttons_of(self.message)

    async def settled(self) -> Reply:
        """Wait until a deferred answer has become a message (or, for a deferred update, an edited one).

        Raises:
            AssertionError: it does not come.
        """
        stored = self._stored()
        before = self.interaction.before

        def done() -> bool:
            return stored.deleted or (not stored.payload["flags"] & LOADING and stored.payload is not before)

        await wait_until(self.interaction, done, self._patience, "the deferred answer")
        return self

    async def followed(self, count: int = 1) -> list[Object]:
        """Wait for this many follow-up messages and give them.

        Raises:
            AssertionError: they do not come.
        """
        made = self.interaction
        await wait_until(made, lambda: len(made.followups) >= count, self._patience, f"follow-up {count}")
        return self.followups
