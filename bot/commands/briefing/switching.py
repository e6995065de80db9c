"""/briefing pause, resume and remove."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.briefing.service import Briefings
from bot.commands.briefing.answering import answer, block_of, wait_for_it
from bot.commands.briefing.choosing import WHICH, WHICH_HELP, chosen, which
from bot.commands.briefing.wishes import check_channel
from bot.commands.options import Slash
from bot.desk import Desk
from bot.errors import Interaction, Refusal
from bot.state import Subscription

ENDED_MEANWHILE = "This briefing ended a moment ago. Make a new one with `/briefing schedule`."


def build(desk: Desk, briefings: Briefings) -> list[Slash]:
    """The commands."""

    @app_commands.command(name="pause", description="Deliver nothing until it is resumed")
    @app_commands.describe(briefing=WHICH_HELP)
    @app_commands.autocomplete(briefing=which(briefings, "briefing pause"))
    async def pause(interaction: discord.Interaction, briefing: WHICH | None = None) -> None:
        await wait_for_it(interaction)
        known = await chosen(briefings, interaction, briefing)
        if known.status == "paused":
            await _answer(interaction, known, "It is paused already.")
            return
        subscriptions = briefings.store.subscriptions
        await _answer(
            interaction, await briefings.store.call(subscriptions.pause, known.id, briefings.now()), ""
        )

    @app_commands.command(name="resume", description="Go on with a paused briefing, from its next slot")
    @app_commands.describe(briefing=WHICH_HELP)
    @app_commands.autocomplete(briefing=which(briefings, "briefing resume"))
    async def resume(interaction: discord.Interaction, briefing: WHICH | None = None) -> None:
        await wait_for_it(interaction)
        known = await chosen(briefings, interaction, briefing)
        if known.status == "active":
            await _answer(interaction, known, "It is not paused.")
            return
        await check_channel(briefings, known.guild_id, known.channel_id)
        subscriptions = briefings.store.subscriptions
        changed = await briefings.store.call(subscriptions.resume, known.id, briefings.now())
        briefings.engine.wake()
        await _answer(interaction, changed, "Resumed.")

    @app_commands.command(name="remove", description="End a briefing; its history stays")
    @app_commands.describe(briefing=WHICH_HELP)
    @app_commands.autocomplete(briefing=which(briefings, "briefing remove"))
    async def remove(interaction: discord.Interaction, briefing: WHICH | None = None) -> None:
        await wait_for_it(interaction)
        known = await chosen(briefings, interaction, briefing)
        subscriptions = briefings.store.subscriptions
        await _answer(
            interaction,
            await briefings.store.call(subscriptions.remove, known.id, briefings.now()),
            "Removed.",
        )

    async def _answer(interaction: Interaction, changed: Subscription | None, done: str) -> None:
        if changed is None:
            raise Refusal(ENDED_MEANWHILE)
        blocks = [done] if done else []
        await answer(interaction, [*blocks, await block_of(desk, briefings, changed)])

    return [pause, resume, remove]
