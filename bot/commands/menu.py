"""Look up in Dossier: on any message, the entries that it names.

Discord sends the message along with the use of its menu, so no right to read messages is needed; nothing of it
is kept or logged.
"""

from __future__ import annotations

import asyncio

import discord
from discord import app_commands

from bot.cards.question import Question
from bot.desk import Desk
from bot.errors import Interaction, Refusal
from bot.replying import reply

NAME = "Look up in Dossier"


def build(desk: Desk) -> app_commands.ContextMenu:
    """The command of a message's menu."""

    async def look_up(interaction: Interaction, message: discord.Message) -> None:
        # Only where somebody looks a message up: memory at the start.
        from bot.cards.mentioned import NO_TEXT, mentioned_card  # noqa: PLC0415
        from bot.message_text import pieces_of  # noqa: PLC0415
        from knowledge.answers.mentioned import mentioned  # noqa: PLC0415

        pieces = pieces_of(message)
        if not pieces:
            raise Refusal(NO_TEXT)
        # Names in a long message take longer to find than others should wait.
        named = await asyncio.to_thread(mentioned, desk.edition, pieces)
        card = mentioned_card(desk.edition, named, lambda own: desk.again(Question("entity", own)))
        await reply(interaction, card)

    return app_commands.ContextMenu(name=NAME, callback=look_up)
