"""/treaty: a treaty's record: where it stands by document, what the parties say, what the documents do not give."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.commands.options import AS_HELP, NAME_LENGTH, Form, Slash, names
from bot.desk import Desk
from bot.replying import reply


def build(desk: Desk) -> Slash:
    """The command."""

    @app_commands.command(
        name="treaty", description="Where a treaty stands in our documents, and what they do not say"
    )
    @app_commands.describe(name="The treaty: New START, INF, peace treaty", as_=AS_HELP)
    @app_commands.rename(as_="as")
    @app_commands.autocomplete(name=names(desk, "treaty", frozenset({"treaty"})))
    async def treaty(interaction: discord.Interaction, name: NAME_LENGTH, as_: Form = "card") -> None:
        await reply(interaction, desk.look_up("treaty", name).card, as_text=as_ == "text")

    return treaty
