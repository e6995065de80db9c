"""Sends cards as answers to interactions."""

from __future__ import annotations

from dataclasses import replace as with_
from typing import Any

import discord

from bot.cards.card import Card
from bot.cards.pages import Page, page
from bot.cards.view import layout, plain
from bot.errors import Interaction


async def reply(interaction: Interaction, card: Card, *, as_text: bool = False) -> None:
    """Answer a command privately with a card, or with its plain-text twin."""
    asked = card.question
    if as_text != asked.as_text:
        card = _as_text(card, as_text)
    await send_private(interaction, page(card, asked.page))


async def send_private(interaction: Interaction, shown: Page) -> None:
    """A new private message with this page."""
    await interaction.response.send_message(ephemeral=True, **message(shown))


async def replace(interaction: Interaction, shown: Page, *, posted: bool = False) -> None:
    """Put this page in place of the message that was pressed."""
    await interaction.response.edit_message(**message(shown, posted=posted))


def message(
    shown: Page, *, public: bool = False, posted: bool = False, by: str | None = None
) -> dict[str, Any]:
    """The arguments of a send or edit for this page."""
    if shown.card.question.as_text:
        content, view = plain(shown, public=public, posted=posted, posted_by=by)
        return {"content": content, "view": view, "allowed_mentions": discord.AllowedMentions.none()}
    view_v2 = layout(shown, public=public, posted=posted, posted_by=by)
    return {"view": view_v2, "allowed_mentions": discord.AllowedMentions.none()}


def _as_text(card: Card, as_text: bool) -> Card:
    return with_(card, question=with_(card.question, as_text=as_text))
