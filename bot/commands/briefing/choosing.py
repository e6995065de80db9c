"""Which briefing of a server is meant: the option `briefing`, its choices, and what may be typed instead."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import app_commands

from bot.briefing.service import Briefings
from bot.cards.briefings import when_words
from bot.cards.limits import CHOICE_NAME, CHOICES, clip_label
from bot.cards.markdown import escape
from bot.commands.options import Choices, Complete
from bot.errors import ELSEWHERE, Interaction, Refusal, guarded
from bot.state import Subscription

WHICH_HELP = "Which briefing; leave empty where there is only one here"
WHICH = app_commands.Range[str, 1, 100]
NONE_YET = "There is no briefing in this server yet. Make one with `/briefing schedule`."


def which(briefings: Briefings, where: str, *, ended: bool = False) -> Complete:
    """Autocomplete over the server's briefings."""

    async def complete(interaction: Interaction, typed: str) -> Choices:
        # Autocomplete runs no checks of commands: who may not use them is shown nothing.
        if interaction.guild_id is None or not interaction.permissions.manage_guild:
            return []
        found = await _all(briefings, interaction.guild_id, ended=ended)
        wanted = typed.casefold().strip()
        offered = ((label, one.id) for label, one in labelled(interaction.guild, found))
        return [
            app_commands.Choice(name=label, value=own) for label, own in offered if wanted in label.casefold()
        ][: CHOICES.most]

    return guarded(f"autocomplete {where}", complete)


async def chosen(
    briefings: Briefings, interaction: Interaction, typed: str | None, *, ended: bool = False
) -> Subscription:
    """The briefing that a person means: by id, label, number or channel; else the only one, or this channel's.

    Raises:
        Refusal: there is none, or several may be meant.
    """
    found = await _all(briefings, server_of(interaction), ended=ended)
    if typed is None:
        found = [one for one in found if one.status != "ended"] or found
        here = [one for one in found if one.channel_id == interaction.channel_id]
        if len(found) == 1 or len(here) == 1:
            return found[0] if len(found) == 1 else here[0]
        if not found:
            raise Refusal(NONE_YET)
        raise Refusal(
            f"There are {len(found)} briefings in this server: choose one with the option `briefing`."
        )
    wanted = typed.strip().casefold()
    for label, one in labelled(interaction.guild, found):
        number = label.partition(".")[0]
        if wanted in {one.id, label.casefold(), number, f"{number}."}:
            return one
    named = [one for one in found if wanted in _names(interaction.guild, one)]
    if len(named) == 1:
        return named[0]
    shown = escape(clip_label(typed, CHOICE_NAME))
    if named:
        raise Refusal(f"“{shown}” has {len(named)} briefings: choose one from the list.")
    raise Refusal(f"There is no briefing “{shown}” in this server: choose one from the list.")


def server_of(interaction: Interaction) -> int:
    """The server's id.

    Raises:
        Refusal: it is no server.
    """
    if interaction.guild_id is None:
        raise Refusal(ELSEWHERE)
    return interaction.guild_id


def labelled(guild: discord.Guild | None, found: Sequence[Subscription]) -> list[tuple[str, Subscription]]:
    """Briefings with labels that tell them apart."""
    labels = []
    for number, one in enumerate(found, 1):
        state = "" if one.status == "active" else f" · {one.status}"
        text = f"{number}. {_channel_name(guild, one)} · {when_words(one)}{state}"
        labels.append((clip_label(text, CHOICE_NAME), one))
    return labels


def _names(guild: discord.Guild | None, one: Subscription) -> set[str]:
    name = _channel_name(guild, one).casefold()
    return {name, name.removeprefix("#"), str(one.channel_id), f"<#{one.channel_id}>"}


def _channel_name(guild: discord.Guild | None, one: Subscription) -> str:
    channel = guild.get_channel_or_thread(one.channel_id) if guild is not None else None
    return f"#{channel.name}" if channel is not None else f"channel {one.channel_id}"


async def _all(briefings: Briefings, guild_id: int, *, ended: bool) -> list[Subscription]:
    """Those that run first."""
    found = await briefings.store.call(briefings.store.subscriptions.of_guild, guild_id, ended=ended)
    return sorted(found, key=lambda one: one.status == "ended")
