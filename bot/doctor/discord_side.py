"""What Discord says: of the token, the application, the servers and the rights in their channels."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp
import discord

from bot.briefing.delivery.clock import disagreement
from bot.briefing.delivery.one_request import Requests
from bot.doctor.finding import Finding, fail, note, ok
from bot.exits import Exit
from bot.invite import RIGHTS, invite_url, missing
from bot.state import Subscription

MOST_NAMED = 5
"""How many channels of a server are named in one line."""
PATIENCE = 60.0
"""Seconds for the login, and as many for all other questions."""
_THREADS = frozenset({10, 11, 12})
"""Discord's types of threads (https://docs.discord.com/developers/resources/channel#channel-object-channel-types)."""
_OTHER = {"schedule": "choose another channel with /briefing edit", "operators": "correct the variable"}
_UNREACHED = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)


async def look(
    token: str,
    now: Callable[[], datetime],
    schedules: Sequence[Subscription],
    guild_ids: Collection[int],
    operator_channel: int | None,
) -> list[Finding]:
    """Ask Discord by its HTTP API alone: no session is begun, so a bot that runs is not disturbed."""
    client = discord.Client(intents=discord.Intents(guilds=True), max_messages=None)
    requests = Requests(now)
    requests.attach(client)
    async with client:
        try:
            async with asyncio.timeout(PATIENCE):
                await client.login(token)
        except discord.LoginFailure:
            return [_refused()]
        except _UNREACHED as error:
            return [
                fail(
                    "token",
                    f"Discord cannot be reached ({type(error).__name__})",
                    "look at this machine's network, proxy and DNS",
                    Exit.UNAVAILABLE,
                )
            ]
        try:
            async with asyncio.timeout(PATIENCE):
                return [
                    ok("token", "Discord takes it"),
                    _clock(requests.ahead),
                    *await _application(client),
                    *await _servers(client, schedules, guild_ids, operator_channel),
                ]
        except _UNREACHED as error:
            return [
                ok("token", "Discord takes it"),
                fail(
                    "Discord",
                    f"it did not answer every question ({type(error).__name__})",
                    "try again in a minute",
                    Exit.UNAVAILABLE,
                ),
            ]


def no_token() -> Finding:
    """The line where there is no token to try."""
    return fail(
        "token",
        "none is set",
        "set DISCORD_TOKEN or DISCORD_TOKEN_FILE; it is on the page Bot of your application, "
        "https://discord.com/developers/applications",
    )


def _refused() -> Finding:
    return fail(
        "token",
        "Discord refused it",
        "make a new one on the page Bot of your application (Reset Token), and set it",
        Exit.TOKEN_REFUSED,
    )


def _clock(ahead: float | None) -> Finding:
    what = "clock"
    if ahead is None:
        return note(what, "Discord's answers had no date to compare with")
    wrong = disagreement(ahead)
    if wrong is not None:
        return fail(what, wrong, "turn on time synchronisation (NTP)")
    return ok(what, f"within {abs(ahead):.0f} s of Discord's")


async def _application(client: discord.Client) -> list[Finding]:
    info = await client.application_info()
    found = [ok("application", f"{info.name} ({info.id})")]
    flags = info.flags
    unneeded = [
        words
        for words, on in (
            ("Presence", flags.gateway_presence or flags.gateway_presence_limited),
            ("Server Members", flags.gateway_guild_members or flags.gateway_guild_members_limited),
            ("Message Content", flags.gateway_message_content or flags.gateway_message_content_limited),
        )
        if on
    ]
    if unneeded:
        found.append(
            note(
                "intents",
                f"the application has privileged intents that Dossier does not use: {', '.join(unneeded)}",
                "turn them off on the page Bot of the application",
            )
        )
    if info.bot_public:
        found.append(
            note(
                "application",
                "anybody may invite it",
                "turn off Public Bot on the page Bot, or set DOSSIER_GUILD_IDS",
            )
        )
    return found


async def _servers(
    client: discord.Client,
    schedules: Sequence[Subscription],
    guild_ids: Collection[int],
    operator_channel: int | None,
) -> list[Finding]:
    assert client.user is not None  # noqa: S101 - known after the login
    assert client.application_id is not None  # noqa: S101 - the same
    url = invite_url(client.application_id)
    homes: dict[int, _Home] = {}
    async for partial in client.fetch_guilds(limit=None, with_counts=False):
        guild = await client.fetch_guild(partial.id, with_counts=False)
        channels = {channel.id: channel for channel in await guild.fetch_channels()}
        homes[guild.id] = _Home(guild, channels, await guild.fetch_member(client.user.id))
    if not homes:
        return [fail("servers", "the bot is in no server", f"open {url} and choose one")]
    found = [_rights(home) for home in homes.values()]
    if guild_ids:
        found += [
            note(
                "servers",
                f"{home.guild.name} ({own}) is not in DOSSIER_GUILD_IDS: nobody is answered there",
                "add its id, or remove the bot from it",
            )
            for own, home in homes.items()
            if own not in guild_ids
        ]
    found += [
        fail("servers", f"the bot is not in server {own} of DOSSIER_GUILD_IDS", f"open {url}")
        for own in sorted(set(guild_ids) - homes.keys())
    ]
    for schedule in schedules:
        whose = f"schedule {schedule.id}"
        found.append(await _channel(client, homes, "schedule", whose, schedule.channel_id))
    if operator_channel is not None:
        whose = "DOSSIER_OPERATOR_CHANNEL_ID"
        found.append(await _channel(client, homes, "operators", whose, operator_channel))
    return found


@dataclass(frozen=True, slots=True)
class _Home:
    """A server that the bot is in, with its channels and the bot's membership."""

    guild: discord.Guild
    channels: Mapping[int, discord.abc.GuildChannel]
    me: discord.Member


def _rights(home: _Home) -> Finding:
    """One line a server: in how many of its text channels a briefing can be posted, and what the others lack."""
    texts = [channel for channel in home.channels.values() if isinstance(channel, discord.TextChannel)]
    lacking = [(channel, missing(channel.permissions_for(home.me))) for channel in texts]
    poor = [f"#{channel.name} ({', '.join(names)})" for channel, names in lacking if names]
    says = f"{home.guild.name}: {len(texts) - len(poor)} of {len(texts)} text channels can take a briefing"
    if not poor:
        return ok("rights", says)
    more = f" and {len(poor) - MOST_NAMED} more" if len(poor) > MOST_NAMED else ""
    return note("rights", f"{says}; the others lack rights: {', '.join(poor[:MOST_NAMED])}{more}")


async def _channel(
    client: discord.Client, homes: Mapping[int, _Home], what: str, whose: str, channel_id: int
) -> Finding:
    """A channel or thread that is in use, with what is lacking there."""
    try:
        data: Any = await client.http.get_channel(channel_id)
    except discord.NotFound:
        return fail(what, f"{whose}: there is no channel {channel_id}", _OTHER[what])
    except discord.Forbidden:
        return fail(
            what, f"{whose}: the bot cannot see channel {channel_id}", f"grant {RIGHTS['view_channel']}"
        )
    home = homes.get(int(data.get("guild_id") or 0))
    thread = data["type"] in _THREADS
    # A thread has the rights of the channel it hangs on.
    place = home.channels.get(int(data["parent_id"]) if thread else channel_id) if home is not None else None
    if home is None or place is None:
        return fail(what, f"{whose}: channel {channel_id} is in no server of the bot", _OTHER[what])
    lacks = missing(place.permissions_for(home.me), thread=thread)
    if lacks:
        return fail(
            what, f"{whose}: #{data['name']} lacks {', '.join(lacks)}", "grant it in the channel's settings"
        )
    return ok(what, f"{whose}: #{data['name']} has every right")
