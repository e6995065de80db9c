"""/briefing preview and now: what a channel would get, and a brief at once."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot.briefing.composer import TopicError
from bot.briefing.service import Briefings
from bot.cards.briefings import day_words, lasting_line, message_link, next_line
from bot.cards.markdown import escape
from bot.commands.briefing.answering import answer, wait_for_it
from bot.commands.briefing.choosing import WHICH, WHICH_HELP, chosen, server_of, which
from bot.commands.briefing.looking import date_of
from bot.commands.briefing.wishes import check_channel
from bot.commands.options import Slash
from bot.desk import Desk
from bot.errors import Interaction, Refusal
from bot.state import Delivery, Subscription

PAUSED = "This briefing is paused: `/briefing resume` it first. Nothing was posted."
NOT_SCHEDULED = (
    "No briefing is scheduled here yet: this is what this channel would get. "
    "Make one with `/briefing schedule`."
)


def build(desk: Desk, briefings: Briefings) -> list[Slash]:  # noqa: ARG001 - all of them are built alike
    """The commands."""

    @app_commands.command(name="preview", description="What a channel would get on a date; only you see it")
    @app_commands.describe(
        briefing=WHICH_HELP, on="Any date, like 2026-11-30, or tomorrow; the next delivery when left empty"
    )
    @app_commands.rename(on="date")
    @app_commands.autocomplete(briefing=which(briefings, "briefing preview"))
    async def preview(
        interaction: discord.Interaction,
        briefing: WHICH | None = None,
        on: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        await wait_for_it(interaction)
        known = await _or_unsaved(briefings, interaction, briefing)
        coming = await briefings.outlook(known)
        today = briefings.now().astimezone(ZoneInfo(known.zone)).date()
        day = coming.next.date if on is None else date_of(on, today)
        try:
            seen = await briefings.engine.preview(known, day)
        except TopicError as error:
            raise Refusal(f"{escape(str(error))} Choose other topics with `/briefing edit`.") from None
        head = f"Preview for <#{known.channel_id}>, {day_words(day)}; only you see it."
        after = [next_line(known, coming) if known.id else NOT_SCHEDULED, lasting_line(known, coming)]
        if not seen.brief.posted:
            await answer(interaction, [head, f"Nothing would be posted: {escape(seen.brief.reason)}", *after])
            return
        # The brief stands alone in its message, as it would in the channel.
        await answer(interaction, ["\n".join([head, *after])])
        files = [
            discord.File(BytesIO(one.png), one.name, description=one.alt) for one in (seen.drawn,) if one
        ]
        await interaction.followup.send(seen.content, files=files, ephemeral=True)

    @app_commands.command(name="now", description="Post a brief at once, besides the daily ones")
    @app_commands.describe(briefing=WHICH_HELP)
    @app_commands.autocomplete(briefing=which(briefings, "briefing now"))
    async def now(interaction: discord.Interaction, briefing: WHICH | None = None) -> None:
        await wait_for_it(interaction)
        known = await chosen(briefings, interaction, briefing)
        if known.status == "paused":
            raise Refusal(PAUSED)
        await check_channel(briefings, known.guild_id, known.channel_id)
        row = await briefings.engine.send_now(known.id)
        if row is None:
            raise Refusal("This briefing ended a moment ago. Nothing was posted.")
        coming = await briefings.outlook(known)
        await answer(
            interaction, [_became(known, row), next_line(known, coming), lasting_line(known, coming)]
        )

    return [preview, now]


def _became(known: Subscription, row: Delivery) -> str:
    """What became of it, in a sentence."""
    where = f"<#{row.channel_id}>"
    reason = f" {escape(row.reason)}" if row.reason else ""
    match row.state:
        case "sent":
            return f"Posted in {where}: {message_link(known.guild_id, row)}"
        case "quiet":
            return f"Nothing was posted in {where}, there is nothing to tell.{reason}"
        case "missed":
            return f"Nothing was posted in {where}.{reason}"
        case "uncertain":
            return f"It is uncertain whether it was posted in {where}.{reason}"
        case _:
            return f"It is on its way to {where}; `/briefing history` shows what becomes of it.{reason}"


async def _or_unsaved(briefings: Briefings, interaction: Interaction, typed: str | None) -> Subscription:
    """The briefing meant; in a server without any, one for this channel that is never kept."""
    server = server_of(interaction)
    subscriptions = briefings.store.subscriptions
    found = await briefings.store.call(subscriptions.of_guild, server)
    if typed is not None or found:
        return await chosen(briefings, interaction, typed)
    return _unsaved(server, interaction.channel_id or 0, briefings.now())


def _unsaved(server: int, channel: int, now: datetime) -> Subscription:
    """All stories, every day; its id is empty."""
    return Subscription(
        id="",
        guild_id=server,
        channel_id=channel,
        at=time(8),
        zone="UTC",
        weekdays="0123456",
        topics=[],
        policy="again",
        status_since=now,
        planned_until=now,
        created_at=now,
        changed_at=now,
    )
