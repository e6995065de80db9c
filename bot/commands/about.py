"""/about: what Dossier is, what to try, which edition, and privacy."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.commands.options import AS_HELP, Form, Slash
from bot.desk import Desk
from bot.replying import reply


def build(desk: Desk) -> Slash:
    """The command."""

    @app_commands.command(
        name="about", description="What Dossier is, what to try, which edition, and privacy"
    )
    @app_commands.describe(as_=AS_HELP)
    @app_commands.rename(as_="as")
    async def about(interaction: discord.Interaction, as_: Form = "card") -> None:
        await reply(interaction, desk.overview("about").card, as_text=as_ == "text")

    return about
