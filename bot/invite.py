"""The least rights that Dossier needs in a server, and the address that invites it with them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import discord

RIGHTS: Mapping[str, str] = MappingProxyType(
    {
        "view_channel": "View Channel",
        "send_messages": "Send Messages",
        "send_messages_in_threads": "Send Messages in Threads",
        "attach_files": "Attach Files",
        "read_message_history": "Read Message History",
    }
)
"""discord.py's name of a right → Discord's. Writing is for briefings, files are their pictures, and the history is
read so as never to post a briefing twice. Answers to commands need no right at all."""
SCOPES = ("bot", "applications.commands")


def permissions() -> discord.Permissions:
    """The rights as a bit field."""
    return discord.Permissions(**dict.fromkeys(RIGHTS, True))


def invite_url(application_id: int) -> str:
    """The address where someone with Manage Server adds the bot to a server."""
    return discord.utils.oauth_url(application_id, permissions=permissions(), scopes=SCOPES)


def missing(held: discord.Permissions, *, thread: bool = False) -> list[str]:
    """The names of the rights that are not held in a channel or thread, in the order of the table."""
    unused = "send_messages" if thread else "send_messages_in_threads"
    return [words for name, words in RIGHTS.items() if name != unused and not getattr(held, name)]
