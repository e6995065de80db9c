"""Which intent each gateway event needs.

Source: https://docs.discord.com/developers/events/gateway#list-of-intents
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.sandbox.objects import Object

GUILDS, MEMBERS, PRESENCES, MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 1, 1 << 8, 1 << 9, 1 << 12
MESSAGE_CONTENT = 1 << 15
PRIVILEGED = MEMBERS | PRESENCES | MESSAGE_CONTENT
# Bits 0 to 16, 20, 21, 24 and 25 are intents.
KNOWN = (1 << 17) - 1 | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25

_NEEDS = {
    **dict.fromkeys(("GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE"), GUILDS),
    **dict.fromkeys(("GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE"), GUILDS),
    **dict.fromkeys(("CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE", "CHANNEL_PINS_UPDATE"), GUILDS),
    **dict.fromkeys(("THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE", "THREAD_LIST_SYNC"), GUILDS),
    # Listed under GUILDS and under GUILD_MEMBERS, which adds who else came or went.
    "THREAD_MEMBERS_UPDATE": GUILDS,
    **dict.fromkeys(("GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE", "GUILD_MEMBER_REMOVE"), MEMBERS),
    **dict.fromkeys(("GUILD_BAN_ADD", "GUILD_BAN_REMOVE", "GUILD_AUDIT_LOG_ENTRY_CREATE"), 1 << 2),
    **dict.fromkeys(("GUILD_EMOJIS_UPDATE", "GUILD_STICKERS_UPDATE"), 1 << 3),
    **dict.fromkeys(("GUILD_INTEGRATIONS_UPDATE", "INTEGRATION_CREATE", "INTEGRATION_UPDATE"), 1 << 4),
    "WEBHOOKS_UPDATE": 1 << 5,
    **dict.fromkeys(("INVITE_CREATE", "INVITE_DELETE"), 1 << 6),
    "VOICE_STATE_UPDATE": 1 << 7,
    "PRESENCE_UPDATE": PRESENCES,
}
_MESSAGE_EVENTS = {
    **dict.fromkeys(("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"), (MESSAGES, DIRECT_MESSAGES)),
    "MESSAGE_DELETE_BULK": (MESSAGES, MESSAGES),
    **dict.fromkeys(("MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE"), (1 << 10, 1 << 13)),
    "TYPING_START": (1 << 11, 1 << 14),
}


def needed(event: str, data: Object) -> int:
    """Give the intent without which an event is not sent; 0 for those that all get."""
    if event in _MESSAGE_EVENTS:
        in_guild, elsewhere = _MESSAGE_EVENTS[event]
        return in_guild if data.get("guild_id") else elsewhere
    return _NEEDS.get(event, 0)


def without_content(data: Object, own_id: str) -> Object:
    """Blank what a message says, as for an application without the MESSAGE_CONTENT intent.

    Its own messages, those outside guilds and those that mention it are kept.
    """
    mentioned = any(user["id"] == own_id for user in data.get("mentions") or ())
    if data["author"]["id"] == own_id or mentioned or not data.get("guild_id"):
        return data
    return {**data, "content": "", "embeds": [], "attachments": [], "components": []}
