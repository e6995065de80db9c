"""/entity: what the documents say about a country, person, place, weapon, event or idea."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.commands.options import AS_HELP, NAME_LENGTH, Form, Slash, names
from bot.desk import Desk
from bot.replying import reply


def build(desk: Desk) -> Slash:
    """The command."""

    @app_commands.command(
        name="entity", description="What our documents say about a country, person, place, weapon or idea"
    )
    @app_commands.describe(name="Any name or spelling, in any script: Kurils, 北方領土, thad", as_=AS_HELP)
    @app_commands.rename(as_="as")
    @app_commands.autocomplete(name=names(desk, "entity"))
    async def entity(interaction: discord.Interaction, name: NAME_LENGTH, as_: Form = "card") -> None:
        await reply(interaction, desk.look_up("entity", name).card, as_text=as_ == "text")

    return entity
