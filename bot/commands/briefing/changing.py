"""/briefing schedule and edit: what a channel wants is made and changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.briefing.calendar import Schedule
from bot.briefing.service import Briefings
from bot.cards.briefings import POLICIES
from bot.commands.briefing.answering import answer, block_of, wait_for_it
from bot.commands.briefing.choosing import WHICH, WHICH_HELP, chosen, server_of, which
from bot.commands.briefing.wishes import (
    MOST_TOPICS,
    TYPED,
    Policy,
    Where,
    check_channel,
    role_of,
    time_of,
    times,
    topics,
    topics_of,
    unheard,
    weekdays,
    weekdays_of,
    zone_of,
    zones,
)
from bot.commands.options import Slash
from bot.desk import Desk
from bot.errors import Interaction, Refusal
from bot.state import RefusedError, Subscription, Wish, wish_of

C = TypeVar("C", bound="app_commands.Command[Any, ..., None]")
_HELP = {
    "time": "Local time, like 08:00 or 8:30 pm",
    "zone": "Time zone: an IANA name or a large city, like Asia/Tokyo or Seoul",
    "channel": "Channel or thread; this one when left empty",
    "weekdays": "Like Mon–Fri, every day, or Mon, Wed, Fri",
    "when_all_told": "What to do when all stories on the topics were told",
    "notify": "A role to notify with each briefing",
    "topic": "Only stories on this; leave all topics empty for all stories",
    **{f"topic{number}": "One more topic" for number in range(2, MOST_TOPICS + 1)},
}
_POLICIES = [app_commands.Choice(name=words, value=policy) for policy, words in POLICIES.items()]
_NEEDS_CHANGE = "Name at least one thing to change. `/briefing list` shows how it is now."


def build(desk: Desk, briefings: Briefings) -> list[Slash]:
    """The commands."""
    return [_schedule(desk, briefings), _edit(desk, briefings)]


def _options(desk: Desk, where: str) -> Callable[[C], C]:
    """Describe and complete what both commands take."""

    def add(command: C) -> C:
        command.autocomplete("time")(times(where))
        command.autocomplete("zone")(zones(where))
        command.autocomplete("weekdays")(weekdays(where))
        for number in range(1, MOST_TOPICS + 1):
            command.autocomplete("topic" if number == 1 else f"topic{number}")(topics(desk, where))
        return command

    return add


def _schedule(desk: Desk, briefings: Briefings) -> Slash:
    @_options(desk, "briefing schedule")
    @app_commands.command(name="schedule", description="Post a short briefing in a channel on chosen days")
    @app_commands.describe(**_HELP)
    @app_commands.rename(when_all_told="when-all-told")
    @app_commands.choices(when_all_told=_POLICIES)
    async def schedule(  # noqa: PLR0913, PLR0917 - each is an option of the command
        interaction: discord.Interaction,
        time: TYPED,
        zone: TYPED,
        channel: Where | None = None,
        weekdays: TYPED = "Mon–Fri",
        topic: TYPED | None = None,
        topic2: TYPED | None = None,
        topic3: TYPED | None = None,
        topic4: TYPED | None = None,
        topic5: TYPED | None = None,
        when_all_told: Policy = "again",
        notify: discord.Role | None = None,
    ) -> None:
        await wait_for_it(interaction)
        server = server_of(interaction)
        wish = Wish(
            server,
            _here(interaction, channel),
            Schedule(time_of(time), zone_of(zone), weekdays_of(weekdays)),
            topics_of(desk, (topic, topic2, topic3, topic4, topic5)),
            when_all_told,
            role_of(notify),
        )
        await check_channel(briefings, wish.guild_id, wish.channel_id)
        made = await _create(briefings, wish)
        await _answer_saved(desk, briefings, interaction, made, "Scheduled.")

    return schedule


def _edit(desk: Desk, briefings: Briefings) -> Slash:
    @_options(desk, "briefing edit")
    @app_commands.command(name="edit", description="Change a briefing: what you leave empty stays as it is")
    @app_commands.describe(
        briefing=WHICH_HELP,
        **{**_HELP, "channel": "Another channel or thread"},
        all_topics="Choose all stories again, instead of topics",
        notify_nobody="Notify no role any more",
    )
    @app_commands.rename(
        when_all_told="when-all-told", all_topics="all-topics", notify_nobody="notify-nobody"
    )
    @app_commands.choices(when_all_told=_POLICIES)
    @app_commands.autocomplete(briefing=which(briefings, "briefing edit", ended=True))
    async def edit(  # noqa: PLR0913, PLR0917 - each is an option of the command
        interaction: discord.Interaction,
        briefing: WHICH | None = None,
        time: TYPED | None = None,
        zone: TYPED | None = None,
        channel: Where | None = None,
        weekdays: TYPED | None = None,
        topic: TYPED | None = None,
        topic2: TYPED | None = None,
        topic3: TYPED | None = None,
        topic4: TYPED | None = None,
        topic5: TYPED | None = None,
        when_all_told: Policy | None = None,
        notify: discord.Role | None = None,
        all_topics: bool = False,
        notify_nobody: bool = False,
    ) -> None:
        await wait_for_it(interaction)
        known = await chosen(briefings, interaction, briefing, ended=True)
        was = wish_of(known)
        named = topics_of(desk, (topic, topic2, topic3, topic4, topic5))
        if named and all_topics:
            raise Refusal("Choose topics or `all-topics`, not both. Nothing was saved.")
        if notify is not None and notify_nobody:
            raise Refusal("Choose `notify` or `notify-nobody`, not both. Nothing was saved.")
        at = was.schedule
        wish = replace(
            was,
            channel_id=was.channel_id if channel is None else channel,
            schedule=Schedule(
                at.at if time is None else time_of(time),
                at.zone if zone is None else zone_of(zone),
                at.weekdays if weekdays is None else weekdays_of(weekdays),
            ),
            topics=() if all_topics else named or was.topics,
            policy=was.policy if when_all_told is None else when_all_told,
            role_id=None if notify_nobody else role_of(notify) or was.role_id,
        )
        if wish == was:
            raise Refusal(_NEEDS_CHANGE)
        ended = known.status == "ended"
        await check_channel(briefings, wish.guild_id, wish.channel_id)
        # One that ended stays so, with its history: what it wanted goes on as a new one.
        saved = await (_create(briefings, wish) if ended else _change(briefings, known.id, wish))
        done = "It had ended; this one takes its place." if ended else "Changed."
        await _answer_saved(desk, briefings, interaction, saved, done)

    return edit


async def _create(briefings: Briefings, wish: Wish) -> Subscription:
    try:
        return await briefings.store.call(briefings.store.subscriptions.create, wish, briefings.now())
    except RefusedError as error:
        raise Refusal(f"{error} Nothing was saved.") from None


async def _change(briefings: Briefings, own: str, wish: Wish) -> Subscription:
    try:
        changed = await briefings.store.call(briefings.store.subscriptions.edit, own, wish, briefings.now())
    except RefusedError as error:
        raise Refusal(f"{error} Nothing was saved.") from None
    if changed is None:
        raise Refusal("This briefing ended a moment ago. Make a new one with `/briefing schedule`.")
    return changed


async def _answer_saved(
    desk: Desk, briefings: Briefings, interaction: Interaction, saved: Subscription, done: str
) -> None:
    briefings.engine.wake()
    note = unheard(interaction, saved.role_id, saved.channel_id)
    await answer(interaction, [done, await block_of(desk, briefings, saved), *([note] if note else [])])


def _here(interaction: Interaction, channel: int | None) -> int:
    if channel is not None:
        return channel
    if interaction.channel_id is None:
        raise Refusal("Choose a channel with the option `channel`.")
    return interaction.channel_id
