"""Buttons and selects of cards: they carry questions, not objects, so they work after a restart."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace as with_
from typing import Any

import discord
from discord import ui

from bot.cards.card import Card
from bot.cards.pages import page
from bot.cards.question import Question, decode
from bot.cards.view import MORE, OPEN, POST, PREFIX
from bot.desk import Desk
from bot.errors import Interaction, Refusal, report
from bot.replying import message, replace, send_private

REMEMBERED = 4096
"""How many posted cards are remembered against a second press."""
GONE = (
    "This button is from an older edition: what it opened is no longer in the base. Ask again with a command."
)


class Press:
    """What happens when a button or select of a card is used. One per bot."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._posted: dict[int, None] = {}

    def items(self) -> tuple[type[ui.DynamicItem[Any]], ...]:
        """The dynamic items to register with the client."""
        press = self

        class CardButton(
            ui.DynamicItem[ui.Button[Any]],
            template=rf"{PREFIX}:(?P<action>{OPEN}|{MORE}|{POST})\d?:(?P<question>.*)",
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
        question = decode(encoded)
        card = self._desk.again(question) if question else None
        if question is None or card is None:
            raise Refusal(GONE)
        card = _asked(card, question)
        if action == POST:
            await self._post(interaction, card)
        elif interaction.message is not None and interaction.message.flags.ephemeral:
            await replace(interaction, page(card, question.page))
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
        if pressed.id in self._posted:
            raise Refusal("This card has been posted already. Ask again to post it once more.")
        self._remember(pressed.id)
        shown = page(card, card.question.page)
        try:
            await replace(interaction, shown, posted=True)
            await interaction.followup.send(
                **message(shown, public=True, by=interaction.user.mention), ephemeral=False
            )
        except Exception:
            del self._posted[pressed.id]
            with suppress(discord.HTTPException):
                await interaction.edit_original_response(**message(shown))
            raise

    def _remember(self, message_id: int) -> None:
        """The message shows a disabled button soon; until then, and for a late second press, we remember it."""
        self._posted[message_id] = None
        if len(self._posted) > REMEMBERED:
            del self._posted[next(iter(self._posted))]


def _asked(card: Card, question: Question) -> Card:
    """The card as the button's question wants it: its page, and as text or not."""
    return with_(card, question=question)
