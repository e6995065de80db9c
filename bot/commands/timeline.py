"""/timeline: what happened when, as exactly as the sources date it."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.commands.options import AS_HELP, NAME_LENGTH, Form, Slash, names, span_option
from bot.desk import Desk
from bot.replying import reply


def build(desk: Desk) -> Slash:
    """The command."""

    @app_commands.command(
        name="timeline", description="What happened when, as exactly as our documents date it"
    )
    @app_commands.describe(
        topic="Any entry; leave empty for everything",
        from_="First year or date to show, like 2014 or 2017-12",
        to="Last year or date to show, like 2021",
        as_=AS_HELP,
    )
    @app_commands.rename(from_="from", as_="as")
    @app_commands.autocomplete(topic=names(desk, "timeline"))
    async def timeline(
        interaction: discord.Interaction,
        topic: NAME_LENGTH | None = None,
        from_: app_commands.Range[str, 1, 40] | None = None,
        to: app_commands.Range[str, 1, 40] | None = None,
        as_: Form = "card",
    ) -> None:
        span = span_option(from_, to)
        answered = desk.timeline_of_all(span) if topic is None else desk.look_up("timeline", topic, span)
        await reply(interaction, answered.card, as_text=as_ == "text")

    return timeline
