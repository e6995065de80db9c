"""Buttons and selects of cards: they carry questions, not objects, so they work after a restart."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace as with_
from typing import Any

import aiohttp
import discord
from discord import ui

from bot.cards.card import Card
from bot.cards.pages import page
from bot.cards.question import Question, decode
from bot.cards.view import MORE, OPEN, POST, PREFIX
from bot.desk import Desk
from bot.errors import ELSEWHERE, Interaction, Refusal, report
from bot.replying import message, replace, send_private

ACTIONS = frozenset({OPEN, MORE, POST})
REMEMBERED = 4096
"""How many posted cards are remembered against a second press."""
GONE = (
    "This button is from an older edition: what it opened is no longer in the base. Ask again with a command."
)


class Press:
    """What happens when a button or select of a card is used. One per bot.

    Args:
        desk: where questions are answered.
        serves: whether a server (None: a private chat) is answered.
    """

    def __init__(self, desk: Desk, serves: Callable[[int | None], bool]) -> None:
        self._desk = desk
        self._serves = serves
        self._posted: dict[tuple[int, Question], None] = {}

    def items(self) -> tuple[type[ui.DynamicItem[Any]], ...]:
        """The dynamic items to register with the client."""
        press = self

        class CardButton(
            ui.DynamicItem[ui.Button[Any]],
            template=rf"{PREFIX}:(?P<action>[a-z]+)\d?:(?P<question>.*)",
        ):
            """A button of a card."""

            def __init__(self, item: ui.Button[Any], action: str, question: str) -> None:
                super().__init__(item)
                self._action, self._question = action, question

            @classmethod
            async def from_custom_id(cls, _: Interaction, item: Any, match: re.Match[str]) -> CardButton:
                return cls(item, match["action"], match["question"])

            async def callback(self, interaction: Interaction) -> None:
                await press.safely(interaction, self._action, self._question)

        class CardSelect(ui.DynamicItem[ui.Select[Any]], template=rf"{PREFIX}:choose"):
            """The select of a card: its values are questions."""

            @classmethod
            async def from_custom_id(cls, _: Interaction, item: Any, match: re.Match[str]) -> CardSelect:  # noqa: ARG003 - discord.py's signature
                return cls(item)

            async def callback(self, interaction: Interaction) -> None:
                values = self.item.values
                await press.safely(interaction, OPEN, values[0] if values else "")

        return CardButton, CardSelect

    async def safely(self, interaction: Interaction, action: str, encoded: str) -> None:
        """Do what the button says; errors go up the ladder, since discord.py would only log them."""
        try:
            await self._act(interaction, action, encoded)
        except Exception as error:  # noqa: BLE001 - the end of the ladder
            await report(interaction, error, f"button {action}")

    async def _act(self, interaction: Interaction, action: str, encoded: str) -> None:
        if not self._serves(interaction.guild_id):
            raise Refusal(ELSEWHERE)
        question = decode(encoded)
        card = self._desk.again(question) if question and action in ACTIONS else None
        if question is None or card is None:
            raise Refusal(GONE)
        card = _asked(card, question)
        pressed = interaction.message
        if action == POST:
            await self._post(interaction, card)
        elif pressed is not None and pressed.flags.ephemeral:
            posted = (pressed.id, _whole(question)) in self._posted
            await replace(interaction, page(card, question.page), posted=posted)
        else:
            await send_private(interaction, page(card, question.page))

    async def _post(self, interaction: Interaction, card: Card) -> None:
        """Post the page publicly, once, in the name of the person, with their own right to send here."""
        pressed = interaction.message
        if pressed is None:
            raise Refusal(GONE)
        rights = interaction.permissions
        in_thread = isinstance(interaction.channel, discord.Thread)
        if not (rights.send_messages_in_threads if in_thread else rights.send_messages):
            raise Refusal(
                "You may not send messages in this channel, so this cannot be posted here in your name."
            )
        once = (pressed.id, _whole(card.question))
        if once in self._posted:
            raise Refusal("This card has been posted already. Ask again to post it once more.")
        self._remember(once)
        shown = page(card, card.question.page)
        try:
            await replace(interaction, shown, posted=True)
            await interaction.followup.send(
                **message(shown, public=True, by=interaction.user.mention), ephemeral=False
            )
        except Exception:
            self._posted.pop(once, None)
            with suppress(discord.DiscordException, aiohttp.ClientError, OSError):
                await interaction.edit_original_response(**message(shown))
            raise

    def _remember(self, once: tuple[int, Question]) -> None:
        """The message shows a disabled button soon; until then, and for a late second press, we remember it."""
        self._posted[once] = None
        if len(self._posted) > REMEMBERED:
            del self._posted[next(iter(self._posted))]


def _whole(question: Question) -> Question:
    """The question whatever its page and form: what is posted once from one message."""
    return with_(question, page=0, as_text=False)


def _asked(card: Card, question: Question) -> Card:
    """The card as the button's question wants it: its page, and as text or not."""
    return with_(card, question=question)
