"""/search: free words over the statements, best first."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.commands.options import AS_HELP, NAME_LENGTH, Form, Slash
from bot.desk import Desk
from bot.replying import reply


def build(desk: Desk) -> Slash:
    """The command."""

    @app_commands.command(name="search", description="Ask in your own words; cited statements, best first")
    @app_commands.describe(words="Words or a question: who said Aegis Ashore is an impediment", as_=AS_HELP)
    @app_commands.rename(as_="as")
    async def search(interaction: discord.Interaction, words: NAME_LENGTH, as_: Form = "card") -> None:
        await reply(interaction, desk.search(words).card, as_text=as_ == "text")

    return search
