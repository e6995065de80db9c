"""Sends cards as answers to interactions."""

from __future__ import annotations

import logging
from dataclasses import replace as with_
from io import BytesIO
from typing import Any

import discord

from bot.cards.card import Card
from bot.cards.exports import Export
from bot.cards.markdown import escape
from bot.cards.pages import Page, page
from bot.cards.pictures import NotDrawableError, Picture
from bot.cards.view import layout, plain
from bot.errors import Interaction
from bot.illustrating import Illustrator
from bot.long_questions import LongQuestions

_log = logging.getLogger(__name__)


async def reply(interaction: Interaction, card: Card, *, as_text: bool = False) -> None:
    """Answer a command privately with a card, or with its plain-text twin."""
    asked = card.question
    if as_text != asked.as_text:
        card = _as_text(card, as_text)
    shown = page(card, asked.page)
    keeper: LongQuestions | None = getattr(interaction.client, "long_questions", None)
    long = keeper.remember(shown) if keeper else ()
    await send_private(interaction, shown)
    if keeper:
        # After the answer: nobody waits for the state.
        await keeper.keep(long)


async def send_file(interaction: Interaction, made: Export) -> None:
    """A file as a private answer, with the sentence that says what it holds."""
    await interaction.response.send_message(
        escape(made.says),
        file=discord.File(BytesIO(made.data), made.name),
        allowed_mentions=discord.AllowedMentions.none(),
        ephemeral=True,
    )


async def send_private(interaction: Interaction, shown: Page) -> None:
    """A new private message with this page, and with its picture: at once, or as soon as it is drawn."""
    illustrator, picture = _illustrated(interaction, shown)
    if illustrator is None or picture is None:
        await interaction.response.send_message(ephemeral=True, **message(shown))
        return
    png = await illustrator.soon(picture)
    sent = await interaction.response.send_message(
        ephemeral=True, **message(shown, picture=picture if png else None), **_uploaded(picture, png, "files")
    )
    if png is None and sent.message_id is not None:
        illustrator.later(sent.message_id, picture, _original(interaction, shown, picture))


async def replace(interaction: Interaction, shown: Page, *, posted: bool = False) -> None:
    """Put this page in place of the message that was pressed, and its picture in place of that one's."""
    illustrator, picture = _illustrated(interaction, shown)
    if illustrator is None or interaction.message is None:
        await interaction.response.edit_message(**message(shown, posted=posted))
        return
    await illustrator.settle(interaction.message.id)
    png = await illustrator.soon(picture) if picture else None
    await interaction.response.edit_message(
        **message(shown, posted=posted, picture=picture if png else None),
        **_uploaded(picture, png, "attachments"),
    )
    if picture and png is None:
        illustrator.later(
            interaction.message.id, picture, _original(interaction, shown, picture, posted=posted)
        )


async def post(interaction: Interaction, shown: Page, by: str) -> None:
    """Post this page publicly, after the interaction was answered.

    Args:
        interaction: whose token sends it.
        shown: the page.
        by: who posts it, as a mention.
    """
    illustrator, picture = _illustrated(interaction, shown)
    png = await illustrator.soon(picture) if illustrator and picture else None
    sent = await interaction.followup.send(
        **message(shown, public=True, by=by, picture=picture if png else None),
        **_uploaded(picture, png, "files"),
        ephemeral=False,
        wait=True,
    )
    if illustrator and picture and png is None:

        async def put(late: bytes) -> None:
            await sent.edit(
                **message(shown, public=True, by=by, picture=picture),
                **_uploaded(picture, late, "attachments"),
            )

        illustrator.later(sent.id, picture, put)


async def put_back(interaction: Interaction, shown: Page) -> None:
    """Show this page once more in the message that was just edited; its picture only if it is at hand."""
    illustrator, picture = _illustrated(interaction, shown)
    png = await illustrator.soon(picture) if illustrator and picture else None
    await interaction.edit_original_response(
        **message(shown, picture=picture if png else None), **_uploaded(picture, png, "attachments")
    )


def message(
    shown: Page,
    *,
    public: bool = False,
    posted: bool = False,
    by: str | None = None,
    picture: Picture | None = None,
) -> dict[str, Any]:
    """The arguments of a send or edit for this page; with a picture, its file has to be sent along."""
    if shown.card.question.as_text:
        content, view = plain(shown, public=public, posted=posted, posted_by=by)
        return {"content": content, "view": view, "allowed_mentions": discord.AllowedMentions.none()}
    illustration = (picture.name, picture.alt) if picture else None
    view_v2 = layout(shown, public=public, posted=posted, posted_by=by, illustration=illustration)
    return {"view": view_v2, "allowed_mentions": discord.AllowedMentions.none()}


def picture_of(shown: Page) -> Picture | None:
    """The picture that belongs to a page; none where text was asked for."""
    card = shown.card
    if card.pictures is None or card.question.as_text:
        return None
    claims = (item.claim for section in card.sections for item in section.items if item.claim)
    try:
        return card.pictures.on(shown.number, claims)
    except NotDrawableError as error:
        _log.warning("no picture of %s: %s", card.question.encode(), error)
        return None


def _illustrated(interaction: Interaction, shown: Page) -> tuple[Illustrator | None, Picture | None]:
    """Who has pictures drawn for this client, if anybody, and the picture of the page, if it has one."""
    illustrator: Illustrator | None = getattr(interaction.client, "illustrator", None)
    return illustrator, picture_of(shown) if illustrator else None


def _original(interaction: Interaction, shown: Page, picture: Picture, *, posted: bool = False) -> Any:
    """What puts the picture into the message that the interaction was answered with."""

    async def put(late: bytes) -> None:
        await interaction.edit_original_response(
            **message(shown, posted=posted, picture=picture), **_uploaded(picture, late, "attachments")
        )

    return put


def _uploaded(picture: Picture | None, png: bytes | None, argument: str) -> dict[str, Any]:
    """The picture's file as an argument of a send (``files``) or of an edit (``attachments``).

    An edit without a picture takes away the one that was there.
    """
    if picture is None or png is None:
        return {"attachments": []} if argument == "attachments" else {}
    return {argument: [discord.File(BytesIO(png), filename=picture.name, description=picture.alt)]}


def _as_text(card: Card, as_text: bool) -> Card:
    return with_(card, question=with_(card.question, as_text=as_text))
