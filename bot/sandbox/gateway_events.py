"""The gateway's events.

Source of their fields: https://docs.discord.com/developers/events/gateway-events
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox import threads
from bot.sandbox.ids import timestamp

if TYPE_CHECKING:
    from bot.sandbox.objects import Object
    from bot.sandbox.world import Stored, World

THREADS = {
    "thread_create": "THREAD_CREATE",
    "thread_update": "THREAD_UPDATE",
    "thread_delete": "THREAD_DELETE",
    "thread_members_update": "THREAD_MEMBERS_UPDATE",
}
_NAMES = {
    "message_create": "MESSAGE_CREATE",
    "message_update": "MESSAGE_UPDATE",
    "message_delete": "MESSAGE_DELETE",
}


def ready(world: World, session_id: str, resume_url: str) -> Object:
    """Build READY."""
    return {
        "v": 10,
        "user": {**world.bot_user, "mfa_enabled": True, "verified": True, "email": None},
        "guilds": [{"id": world.guild["id"], "unavailable": True}] if world.installed else [],
        "session_id": session_id,
        "resume_gateway_url": resume_url,
        "shard": [0, 1],
        "application": {"id": world.application_id, "flags": world.application["flags"]},
    }


def guild_create(world: World, *, all_members: bool) -> Object:
    """Build GUILD_CREATE, with all members or, without that intent, the application's own."""
    members = list(world.members.values()) if all_members else [world.members[world.application_id]]
    return {
        **world.guild,
        "joined_at": timestamp(world.started),
        "large": False,
        "unavailable": False,
        "member_count": len(world.members),
        "voice_states": [],
        "members": members,
        "channels": list(world.channels.values()),
        "threads": [threads.seen_by_application(world, one) for one in threads.active(world)],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def message_event(world: World, kind: str, stored: Stored) -> tuple[str, Object]:
    """Build the event of a message written, changed or deleted.

    ``guild_id`` and ``member`` are there "unless it is an ephemeral message".
    """
    private = stored.channel_id in world.private
    where: Object = {} if private or stored.audience is not None else {"guild_id": world.guild["id"]}
    if kind == "message_delete":
        return _NAMES[kind], {"id": stored.id, "channel_id": stored.channel_id, **where}
    data = {**stored.payload, **where}
    author = stored.payload["author"]["id"]
    if where and "webhook_id" not in stored.payload and author in world.members:
        data["member"] = {k: v for k, v in world.members[author].items() if k != "user"}
    return _NAMES[kind], data


def members_chunk(world: World, asked: Object) -> Object:
    """Build GUILD_MEMBERS_CHUNK, in one part."""
    members = list(world.members.values())
    wanted = asked.get("user_ids")
    chunk: Object = {"guild_id": world.guild["id"], "chunk_index": 0, "chunk_count": 1}
    if wanted is not None:
        ids = [str(one) for one in (wanted if isinstance(wanted, list) else [wanted])]
        chunk["not_found"] = [one for one in ids if one not in world.members]
        members = [world.members[one] for one in ids if one in world.members]
    elif query := str(asked.get("query") or ""):
        members = [m for m in members if str(m["user"]["username"]).startswith(query.lower())]
    chunk["members"] = members[: asked.get("limit") or None]
    if asked.get("nonce") is not None:
        chunk["nonce"] = asked["nonce"]
    return chunk
