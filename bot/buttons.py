"""Buttons and selects of cards: they carry questions, not objects, so they work after a restart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace as with_
from typing import Any

import aiohttp
import discord
from discord import ui

from bot.cards.card import Card
from bot.cards.pages import page
from bot.cards.question import Question, Short, decode, decode_short
from bot.cards.view import KEPT, MORE, OPEN, POST, PREFIX
from bot.desk import Desk
from bot.errors import Interaction, Refusal, report
from bot.long_questions import LongQuestions
from bot.posted_once import AlreadyPostedError, PostedOnce
from bot.pressed import chosen, components, keeping
from bot.replying import post, put_back, replace, send_private

ACTIONS = frozenset({OPEN, MORE, POST})
GONE = (
    "This button is from an older edition: what it opened is no longer in the base. Ask again with a command."
)


class Press:
    """What happens when a button or select of a card is used. One per bot.

    Args:
        desk: where questions are answered.
        admit: raises a refusal where an interaction is not answered.
        long_questions: what the buttons stand for that carry a short id.
        posted: which cards were posted.
    """

    def __init__(
        self,
        desk: Desk,
        admit: Callable[[Interaction], None],
        long_questions: LongQuestions,
        posted: PostedOnce,
    ) -> None:
        self._desk = desk
        self._admit = admit
        self._long_questions = long_questions
        self._posted = posted

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

        class CardSelect(ui.DynamicItem[ui.Select[Any]], template=rf"{PREFIX}:choose|{KEPT}"):
            """The select of a card: its values are questions."""

            @classmethod
            async def from_custom_id(cls, _: Interaction, item: Any, match: re.Match[str]) -> CardSelect:  # noqa: ARG003 - discord.py's signature
                return cls(item)

            async def callback(self, interaction: Interaction) -> None:
                await press.safely(interaction, OPEN, chosen(self.item))

        return CardButton, CardSelect

    async def safely(self, interaction: Interaction, action: str, encoded: str) -> None:
        """Do what the button says; errors go up the ladder, since discord.py would only log them."""
        try:
            await self._act(interaction, action, encoded)
        except Exception as error:  # noqa: BLE001 - the end of the ladder
            await report(interaction, error, f"button {action}")

    async def _act(self, interaction: Interaction, action: str, encoded: str) -> None:
        self._admit(interaction)
        if action not in ACTIONS:
            raise Refusal(GONE)
        short = decode_short(encoded)
        question = await self._long_questions.find(short) if short else decode(encoded)
        card = self._desk.again(question) if question else None
        if question is None or card is None:
            raise Refusal(GONE)
        pressed = interaction.message
        if pressed is not None and pressed.flags.ephemeral:
            # Discord turns no message into Components V2 or back: it keeps the form that it has.
            question = with_(question, as_text=not pressed.flags.components_v2)
        card = keeping(_asked(card, question), pressed)
        shown = page(card, question.page)
        # Turning the pages of a long question does not keep it for longer; posting it does.
        asked = self._long_questions.remember(shown) if action != MORE else ()
        if action == POST:
            await self._post(interaction, card)
        elif pressed is not None and pressed.flags.ephemeral:
            posted = self._posted.known(pressed.id, question) or _says_posted(pressed.components, question)
            await replace(interaction, shown, posted=posted)
        else:
            await send_private(interaction, shown)
        await self._long_questions.keep(asked)

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
        self._posted.reserve(pressed.id, card.question)
        shown = page(card, card.question.page)
        claimed = False
        try:
            # The press is answered before the state is asked: Discord waits for no database, and takes the answer of
            # one process only.
            await replace(interaction, shown, posted=True)
            await self._posted.claim(pressed.id, card.question)
            claimed = True
            # What is said of the message that was looked up stays between the bot and who looked.
            seen_by_all = page(with_(card, matched=None), card.question.page) if card.kept else shown
            await post(interaction, seen_by_all, interaction.user.mention)
        except Exception as error:
            await self._posted.release(pressed.id, card.question, claimed=claimed)
            if interaction.response.is_done() and not isinstance(error, AlreadyPostedError):
                with suppress(discord.DiscordException, aiohttp.ClientError, OSError):
                    await put_back(interaction, shown)
            raise


def _says_posted(shown: Iterable[Any], question: Question) -> bool:
    """Whether the message says that its card was posted, perhaps by another process: its button is spent."""
    return any(
        isinstance(one, discord.Button)
        and one.disabled
        and _whole((one.custom_id or "").removeprefix(f"{PREFIX}:{POST}:")) == _whole(question.encode())
        for one in components(shown)
    )


def _whole(encoded: str) -> Question | Short | None:
    """What a button asks, whatever its page and form."""
    asked = decode(encoded) or decode_short(encoded)
    return with_(asked, page=0, as_text=False) if asked else None


def _asked(card: Card, question: Question) -> Card:
    """The card as the button's question wants it: its page, and as text or not."""
    return with_(card, question=question)
