"""Discord's objects, each with every field that its published schema requires and none besides."""

from __future__ import annotations

from typing import Any, TypeAlias

# JSON objects on their way in or out; what may be in them is decided by the modules that build and read them.
Object: TypeAlias = dict[str, Any]

TEXT_CHANNEL, PRIVATE_CHANNEL = 0, 1
ANNOUNCEMENT_THREAD, PUBLIC_THREAD, PRIVATE_THREAD = 10, 11, 12
THREADS = frozenset({ANNOUNCEMENT_THREAD, PUBLIC_THREAD, PRIVATE_THREAD})
ATTACHMENT_LIMIT = 10 * 1024 * 1024  # bytes; https://docs.discord.com/developers/reference#uploading-files


def user(user_id: str, name: str, *, bot: bool = False) -> Object:
    """Build a user (schema ``UserResponse``)."""
    made: Object = {
        "id": user_id,
        "username": name if bot else name.lower().replace(" ", "."),
        "avatar": None,
        "discriminator": "0001" if bot else "0",
        "public_flags": 0,
        "flags": 0,
        "banner": None,
        "accent_color": None,
        "global_name": None if bot else name,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
    }
    if bot:
        made["bot"] = True
    return made


def own_user(bot_user: Object) -> Object:
    """Build the user as it sees itself (schema ``UserPIIResponse``)."""
    return {
        **bot_user,
        "mfa_enabled": True,
        "locale": "en-US",
        "premium_type": 0,
        "email": None,
        "verified": True,
    }


def member(who: Object, roles: list[str], joined_at: str) -> Object:
    """Build a guild member (schema ``GuildMemberResponse``)."""
    return {
        "avatar": None,
        "avatar_decoration_data": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": joined_at,
        "nick": None,
        "pending": False,
        "premium_since": None,
        "roles": roles,
        "collectibles": None,
        "user": who,
        "mute": False,
        "deaf": False,
    }


def role(role_id: str, name: str, permissions: int, position: int, *, bot_id: str | None = None) -> Object:
    """Build a role (schema ``GuildRoleResponse``)."""
    made: Object = {
        "id": role_id,
        "name": name,
        "permissions": str(permissions),
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": bot_id is not None,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    if bot_id is not None:
        made["tags"] = {"bot_id": bot_id}
    return made


def channel(channel_id: str, guild_id: str, name: str, position: int) -> Object:
    """Build a text channel (schema ``GuildChannelResponse``)."""
    return {
        "id": channel_id,
        "type": TEXT_CHANNEL,
        "last_message_id": None,
        "flags": 0,
        "guild_id": guild_id,
        "name": name,
        "parent_id": None,
        "rate_limit_per_user": 0,
        "topic": None,
        "position": position,
        "permission_overwrites": [],
        "nsfw": False,
    }


def guild(guild_id: str, name: str, owner_id: str, roles: list[Object]) -> Object:
    """Build a guild (schema ``GuildWithCountsResponse``)."""
    return {
        "id": guild_id,
        "name": name,
        "icon": None,
        "description": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "features": [],
        "banner": None,
        "owner_id": owner_id,
        "application_id": None,
        "region": "us-west",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "roles": roles,
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_presences": None,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": "en-US",
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "incidents_data": None,
    }


def application(application_id: str, name: str, bot_user: Object, owner: Object, flags: int) -> Object:
    """Build the application as it sees itself (schema ``PrivateApplicationResponse``)."""
    return {
        "id": application_id,
        "name": name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": bot_user,
        "bot_public": False,
        "bot_require_code_grant": False,
        "integration_types_config": {"0": {}},
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": owner,
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }


def thread(  # noqa: PLR0913, PLR0917 - a thread has that many independent parts
    thread_id: str, parent: Object, name: str, owner_id: str, kind: int, minutes: int, created_at: str
) -> Object:
    """Build a thread (schema ``ThreadResponse``) that is archived after so many minutes without a message."""
    return {
        "id": thread_id,
        "type": kind,
        "last_message_id": None,
        "flags": 0,
        "guild_id": parent["guild_id"],
        "name": name,
        "parent_id": parent["id"],
        "rate_limit_per_user": 0,
        "owner_id": owner_id,
        "thread_metadata": {
            "archived": False,
            "archive_timestamp": created_at,
            "auto_archive_duration": minutes,
            "locked": False,
            "create_timestamp": created_at,
        },
        "message_count": 0,
        "member_count": 0,
        "total_message_sent": 0,
    }


def thread_member(thread_id: str, user_id: str, joined_at: str) -> Object:
    """Build a member of a thread (schema ``ThreadMemberResponse``)."""
    return {"id": thread_id, "user_id": user_id, "join_timestamp": joined_at, "flags": 0}


def private_channel(channel_id: str, recipient: Object) -> Object:
    """Build a private channel with one person (schema ``PrivateChannelResponse``)."""
    return {
        "id": channel_id,
        "type": PRIVATE_CHANNEL,
        "last_message_id": None,
        "flags": 0,
        "recipients": [recipient],
    }
