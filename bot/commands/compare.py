"""/compare: a topic in each document side by side, and what changed between them."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.commands.options import AS_HELP, NAME_LENGTH, Form, Slash, names
from bot.desk import Desk
from bot.replying import reply


def build(desk: Desk) -> Slash:
    """The command."""

    @app_commands.command(
        name="compare", description="A topic in each document side by side, and what changed between them"
    )
    @app_commands.describe(topic="The topic: New START, INF, missile defence", as_=AS_HELP)
    @app_commands.rename(as_="as")
    @app_commands.autocomplete(topic=names(desk, "compare"))
    async def compare(interaction: discord.Interaction, topic: NAME_LENGTH, as_: Form = "card") -> None:
        await reply(interaction, desk.look_up("compare", topic).card, as_text=as_ == "text")

    return compare
