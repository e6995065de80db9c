"""The options of a schedule: their choices while typing, and what was typed as what it means, or a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from typing import Any, Literal, TypeAlias, assert_never

import discord
from discord import app_commands

from bot.briefing.calendar import (
    NoZone,
    TypedError,
    Zone,
    find_zone,
    parse_time,
    parse_weekdays,
    zone_choices,
    zone_names,
)
from bot.briefing.composer import TopicError, stories_of, topics_with_stories
from bot.briefing.service import Briefings
from bot.briefing.transport import Allowed, Denied, Gone, NoGuild, Unknown
from bot.cards.briefings import weekdays_words
from bot.cards.limits import CHOICE_NAME, CHOICES, clip_label
from bot.cards.markdown import escape
from bot.commands.options import Choices, Complete
from bot.desk import Desk
from bot.errors import Interaction, Refusal, guarded
from knowledge.names.result import Alias, Ambiguous, Exact, Fuzzy, Missing

Policy: TypeAlias = Literal["again", "quiet"]
MOST_TOPICS = 5
TYPED = app_commands.Range[str, 1, 100]
_WEEKDAYS = ("mon-fri", "every day", "mon, wed, fri", "tue, thu", "mon", "sat-sun")
_TIMES = ("06:00", "07:00", "07:30", "08:00", "08:30", "09:00", "09:30", "10:00", "12:00", "17:00", "18:00")
_ZONE_IN_LABEL = re.compile(r".*\((?P<zone>[^()]+)\)\s*")
_COUNTED = re.compile(r"\s*\(\d+ stor(?:y|ies)\)\s*$")


class PostableChannel(app_commands.Transformer):
    """A text channel or thread as it was chosen, whether or not the bot can see it: that is said by us."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Discord's type of option."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """What may be chosen."""
        kinds = discord.ChannelType
        return [kinds.text, kinds.news, kinds.public_thread, kinds.private_thread, kinds.news_thread]

    async def transform(self, _: Interaction, value: Any, /) -> int:
        """Its id."""
        return int(value.id)


Where: TypeAlias = app_commands.Transform[int, PostableChannel]


def times(where: str) -> Complete:
    """Choices of a time: what was typed as it is understood, else usual ones."""

    async def complete(_: Interaction, typed: str) -> Choices:
        try:
            return [_choice(f"{parse_time(typed):%H:%M}")]
        except TypedError:
            return [_choice(one) for one in _TIMES if one.startswith(typed.strip())]

    return guarded(f"autocomplete {where}", complete)


def weekdays(where: str) -> Complete:
    """Choices of weekdays: what was typed as it is understood, else usual ones."""

    async def complete(_: Interaction, typed: str) -> Choices:
        try:
            return [_choice(weekdays_words(parse_weekdays(typed)))]
        except TypedError:
            return [_choice(weekdays_words(parse_weekdays(one))) for one in _WEEKDAYS]

    return guarded(f"autocomplete {where}", complete)


def zones(where: str) -> Complete:
    """Choices of a time zone: IANA names and common cities."""

    async def complete(_: Interaction, typed: str) -> Choices:
        # Two cities of one zone would be the same choice twice.
        first: dict[str, str] = {}
        for label, zone in zone_choices(typed):
            first.setdefault(zone, label)
        return [_choice(label, zone) for zone, label in first.items()]

    return guarded(f"autocomplete {where}", complete)


def topics(desk: Desk, where: str) -> Complete:
    """Choices of a topic: entries with stories, without those chosen in the other options."""

    async def complete(interaction: Interaction, typed: str) -> Choices:
        counts = topics_with_stories(desk.edition)
        namespace = interaction.namespace
        taken = {value for name, value in namespace if name.startswith("topic") and value != typed}
        found: Iterable[str] = counts
        if typed.strip():
            names = desk.edition.resolver.complete(_COUNTED.sub("", typed), limit=len(desk.edition.entities))
            found = (one.entity for one in names)
        return [
            _choice(f"{desk.edition.entities[own].name} ({_stories(counts[own])})", own)
            for own in found
            if own in counts and own not in taken
        ][: CHOICES.most]

    return guarded(f"autocomplete {where}", complete)


def time_of(typed: str) -> time:
    """The local time.

    Raises:
        Refusal: it is none.
    """
    try:
        return parse_time(typed)
    except TypedError as error:
        raise Refusal(escape(str(error))) from None


def weekdays_of(typed: str) -> frozenset[int]:
    """The weekdays; Monday is 0.

    Raises:
        Refusal: they are none.
    """
    try:
        return parse_weekdays(typed)
    except TypedError as error:
        raise Refusal(escape(str(error))) from None


def zone_of(typed: str) -> str:
    """The IANA name of a time zone, typed, or chosen and sent back as its label.

    Raises:
        Refusal: there is none, with those that may be meant.
    """
    label = _ZONE_IN_LABEL.fullmatch(typed)
    if label is not None and label["zone"] in zone_names():
        return label["zone"]
    found = find_zone(typed)
    match found:
        case Zone(name=name):
            return name
        case NoZone(text=text, suggestions=suggestions):
            offered = f"{text[:-1]}: {', '.join(suggestions)}{text[-1]}" if suggestions else text
            raise Refusal(escape(offered))
    assert_never(found)


def topics_of(desk: Desk, typed: Iterable[str | None]) -> tuple[str, ...]:
    """The ids of the topics, each once.

    Raises:
        Refusal: one means nothing, or several things, or there is no story on it.
    """
    return tuple(dict.fromkeys(_topic(desk, one) for one in typed if one is not None))


def _topic(desk: Desk, typed: str) -> str:
    found = desk.resolve(_COUNTED.sub("", typed))
    shown = escape(clip_label(typed, CHOICE_NAME))
    match found:
        case Exact(match=match) | Alias(match=match) | Fuzzy(match=match):
            try:
                stories_of(desk.edition, (match.entity,))
            except TopicError as error:
                raise Refusal(
                    f"{escape(str(error))} Choose a topic from the list, or none for all stories."
                ) from None
            return match.entity
        case Ambiguous(candidates=candidates):
            named = "; ".join(candidate.name for candidate in candidates)
            raise Refusal(f"The topic “{shown}” may mean several things: {escape(named)}. Choose one.")
        case Missing():
            raise Refusal(f"The topic “{shown}” is not in the base. Choose one from the list.")
    assert_never(found)


def role_of(role: discord.Role | None) -> int | None:
    """The id of the role to notify.

    Raises:
        Refusal: it is everyone.
    """
    if role is not None and role.is_default():
        raise Refusal("A briefing never notifies everyone: choose another role, or none.")
    return role.id if role is not None else None


def unheard(interaction: Interaction, role_id: int | None, channel_id: int) -> str:
    """A warning when Discord will not let us notify the role; empty otherwise."""
    guild = interaction.guild
    role = guild.get_role(role_id) if guild is not None and role_id is not None else None
    channel = guild.get_channel_or_thread(channel_id) if guild is not None else None
    if guild is None or role is None or role.mentionable:
        return ""
    rights = channel.permissions_for(guild.me) if channel is not None else guild.me.guild_permissions
    if rights.mention_everyone:
        return ""
    return (
        f"Note: Discord will not notify <@&{role.id}>, it will only be named. Make the role mentionable in its "
        "settings (Allow anyone to @mention this role), or grant Dossier “Mention @everyone, @here and All Roles” "
        "there."
    )


async def check_channel(briefings: Briefings, guild_id: int, channel_id: int) -> None:
    """Make sure that a brief can be posted in a channel, and found there again.

    Raises:
        Refusal: it cannot; the sentence says what to do.
    """
    access = await briefings.transport.access(guild_id, channel_id)
    where = f"<#{channel_id}>"
    match access:
        case Allowed(history=True):
            return
        case Allowed():
            raise Refusal(
                f"Dossier may not read the history of {where}, and needs that so as never to post a briefing twice: "
                "grant Read Message History. Nothing was saved."
            )
        case Denied(reason=reason) | Gone(reason=reason) | NoGuild(reason=reason) | Unknown(reason=reason):
            raise Refusal(f"Dossier cannot post in {where}: {escape(reason)} Nothing was saved.")
    assert_never(access)


def _stories(count: int) -> str:
    return f"{count} {'story' if count == 1 else 'stories'}"


def _choice(label: str, value: str | None = None) -> app_commands.Choice[str]:
    return app_commands.Choice(name=clip_label(label, CHOICE_NAME), value=label if value is None else value)
