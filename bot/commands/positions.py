"""/positions: who says what on a topic, party by party."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.cards.markdown import escape
from bot.commands.options import AS_HELP, NAME_LENGTH, Form, Slash, names
from bot.desk import Desk, NoPartyError
from bot.errors import Refusal
from bot.replying import reply


def build(desk: Desk) -> Slash:
    """The command."""

    @app_commands.command(name="positions", description="Who says what on a topic, party by party")
    @app_commands.describe(
        topic="The topic: THAAD, INF, Kurils", party="Only this party; leave empty for all", as_=AS_HELP
    )
    @app_commands.rename(as_="as")
    @app_commands.autocomplete(
        topic=names(desk, "positions"), party=names(desk, "positions party", frozenset({"state"}))
    )
    async def positions(
        interaction: discord.Interaction,
        topic: NAME_LENGTH,
        party: NAME_LENGTH | None = None,
        as_: Form = "card",
    ) -> None:
        try:
            own = desk.party(party) if party is not None else None
        except NoPartyError as error:
            sentence = str(error)
            raise Refusal(escape(f"{sentence[0].upper()}{sentence[1:]}.")) from None
        await reply(interaction, desk.look_up("positions", topic, party=own).card, as_text=as_ == "text")

    return positions
