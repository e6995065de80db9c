"""What a member may do: the order of roles and overwrites that Discord documents.

Source: https://docs.discord.com/developers/topics/permissions#permission-overwrites
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import discord

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.sandbox.objects import Object

PermissionsLike: TypeAlias = int | discord.Permissions

ALL = discord.Permissions.all().value
VIEW_CHANNEL = discord.Permissions(view_channel=True).value
SEND_MESSAGES = discord.Permissions(send_messages=True).value
READ_HISTORY = discord.Permissions(read_message_history=True).value
ATTACH_FILES = discord.Permissions(attach_files=True).value
MANAGE_GUILD = discord.Permissions(manage_guild=True).value
SEND_IN_THREADS = discord.Permissions(send_messages_in_threads=True).value
CREATE_PUBLIC_THREADS = discord.Permissions(create_public_threads=True).value
CREATE_PRIVATE_THREADS = discord.Permissions(create_private_threads=True).value
MANAGE_THREADS = discord.Permissions(manage_threads=True).value
MENTION_EVERYONE = discord.Permissions(mention_everyone=True).value
MANAGE_MESSAGES = discord.Permissions(manage_messages=True).value
ADMINISTRATOR = discord.Permissions(administrator=True).value

# What both sides may do in a private channel.
PRIVATE = discord.Permissions(
    view_channel=True, send_messages=True, read_message_history=True, embed_links=True, attach_files=True
).value

# What an ordinary member of the sandbox's server has.
MEMBER = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    read_message_history=True,
    embed_links=True,
    attach_files=True,
    add_reactions=True,
    use_application_commands=True,
    external_emojis=True,
    change_nickname=True,
).value
# What the application is invited with.
APPLICATION = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    read_message_history=True,
    embed_links=True,
    attach_files=True,
    use_application_commands=True,
).value


def value_of(permissions: PermissionsLike) -> int:
    """Give the bit set, from a number or a discord.py object."""
    return permissions.value if isinstance(permissions, discord.Permissions) else permissions


def in_channel(
    user_id: str, role_ids: Iterable[str], guild: Object, channel: Object | None, *, everyone_id: str
) -> int:
    """Compute a member's permissions in a channel, overwrites included.

    Args:
        user_id: the member.
        role_ids: the member's roles, without @everyone.
        guild: the guild, with its roles and owner.
        channel: the channel, or None for the permissions in the guild at large.
        everyone_id: id of the role that all have.
    """
    if guild["owner_id"] == user_id:
        return ALL
    held = {everyone_id, *role_ids}
    base = 0
    for role in guild["roles"]:
        if role["id"] in held:
            base |= int(role["permissions"])
    if base & ADMINISTRATOR:
        return ALL
    if channel is None:
        return base
    by_id = {overwrite["id"]: overwrite for overwrite in channel["permission_overwrites"]}
    for group in ([everyone_id], sorted(held - {everyone_id}), [user_id]):
        allow = deny = 0
        for holder in group:
            if holder in by_id:
                allow |= int(by_id[holder]["allow"])
                deny |= int(by_id[holder]["deny"])
        base = (base & ~deny) | allow
    # A channel that cannot be seen grants nothing: "Implicit Permissions" on the same page.
    return base if base & VIEW_CHANNEL else 0
