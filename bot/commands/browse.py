"""/browse: what there is to look up."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.cards.overviews import KIND_PLURALS
from bot.commands.options import AS_HELP, Form, Slash
from bot.desk import Desk
from bot.replying import reply


def build(desk: Desk) -> Slash:
    """The command."""
    kinds = [
        app_commands.Choice(name=plural, value=kind)
        for kind, plural in KIND_PLURALS.items()
        if kind in desk.edition.kinds.values()
    ]

    @app_commands.command(name="browse", description="Everything that can be looked up, by kind")
    @app_commands.describe(kind="Which kind of entry; leave empty for an overview", as_=AS_HELP)
    @app_commands.rename(as_="as")
    @app_commands.choices(kind=kinds)
    async def browse(
        interaction: discord.Interaction, kind: app_commands.Choice[str] | None = None, as_: Form = "card"
    ) -> None:
        chosen = next((found for found in KIND_PLURALS if kind is not None and found == kind.value), None)
        await reply(interaction, desk.overview("browse", chosen).card, as_text=as_ == "text")

    return browse
