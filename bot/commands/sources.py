"""/sources: the documents: who wrote them, when, and how they may be cited."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.commands.options import AS_HELP, Form, Slash
from bot.desk import Desk
from bot.replying import reply


def build(desk: Desk) -> Slash:
    """The command."""

    @app_commands.command(
        name="sources", description="The documents: who wrote them, when, and how they may be cited"
    )
    @app_commands.describe(as_=AS_HELP)
    @app_commands.rename(as_="as")
    async def sources(interaction: discord.Interaction, as_: Form = "card") -> None:
        await reply(interaction, desk.overview("sources").card, as_text=as_ == "text")

    return sources
