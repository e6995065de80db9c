"""/timeline: what happened when, as exactly as the sources date it."""

from __future__ import annotations

from typing import Literal, TypeAlias, cast

import discord
from discord import app_commands

from bot.cards.exports import Format, export
from bot.commands.options import NAME_LENGTH, Slash, names, span_option
from bot.desk import Desk
from bot.replying import reply, send_file
from knowledge.answers.facts import KIND_LABELS
from knowledge.answers.timeline import KINDS
from knowledge.curation.schema import ClaimKind

TimelineForm: TypeAlias = Literal["card", "text", "CSV file", "calendar file"]
FILES: dict[str, Format] = {"CSV file": "csv", "calendar file": "ical"}


def build(desk: Desk) -> Slash:
    """The command."""

    @app_commands.command(
        name="timeline", description="What happened when, as exactly as our documents date it"
    )
    @app_commands.describe(
        topic="Any entry; leave empty for everything",
        from_="First year or date to show, like 2014 or 2017-12",
        to="Last year or date to show, like 2021",
        kind="Only statements of one kind",
        as_="How to show it: card, plain text, or a file for a spreadsheet or a calendar",
    )
    @app_commands.rename(from_="from", as_="as")
    @app_commands.choices(kind=[app_commands.Choice(name=KIND_LABELS[own], value=own) for own in KINDS])
    @app_commands.autocomplete(topic=names(desk, "timeline"))
    async def timeline(  # noqa: PLR0913, PLR0917 - an argument is an option of the command
        interaction: discord.Interaction,
        topic: NAME_LENGTH | None = None,
        from_: app_commands.Range[str, 1, 40] | None = None,
        to: app_commands.Range[str, 1, 40] | None = None,
        kind: app_commands.Choice[str] | None = None,
        as_: TimelineForm = "card",
    ) -> None:
        span = span_option(from_, to, cast("ClaimKind | None", kind and kind.value))
        answered = desk.timeline_of_all(span) if topic is None else desk.look_up("timeline", topic, span)
        form = FILES.get(as_)
        if form is not None and answered.timeline is not None:
            await send_file(interaction, export(answered.timeline, form, desk.edition.hash, desk.today()))
        else:
            await reply(interaction, answered.card, as_text=as_ == "text")

    return timeline
