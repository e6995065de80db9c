"""A bot with briefings on the sandbox, people who manage it, and what they read."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import discord

from bot.briefing.service import Briefings
from bot.client import DossierBot
from bot.state import Key, Store, database_address, parse_key
from tests.wire.bot.logs import PATIENCE
from tests.wire.bot.reading import button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.desk import Desk
    from bot.sandbox.person import Person
    from bot.sandbox.reply import Reply
    from bot.sandbox.server import Sandbox
    from bot.sandbox.world import Change
    from bot.state import Subscription

MANAGER = discord.Permissions(
    view_channel=True, send_messages=True, use_application_commands=True, manage_guild=True
)
POST = "/channels/{channel_id}/messages"
STAMP = re.compile(r"<t:(\d+):F> \(<t:\1:R>\)")
SCHEDULE = {"time": "8am", "zone": "Berlin", "weekdays": "every day"}


def open_store(folder: Path) -> Store:
    """Open the state in a folder."""
    return Store.open(database_address(None, folder))


def briefed(desk: Desk, store: Store, clock: Callable[[], datetime], operator_channel: int) -> DossierBot:
    """Make a bot with briefings."""
    return DossierBot(
        desk,
        briefings=lambda client: Briefings.on(
            client, store, desk.edition, now=clock, operator_channel=operator_channel
        ),
    )


async def said(reply: Reply, followed: int = 0) -> str:
    """Give the whole private answer, once it is there."""
    assert reply.ephemeral
    await reply.settled()
    others = await reply.followed(followed) if followed else reply.followups
    assert reply.message["mentions"] == []
    assert reply.message["mention_roles"] == []
    return "\n".join(one["content"] for one in (reply.message, *others))


async def use(person: Person, command: str, **options: Any) -> str:
    """Use a subcommand and give the answer."""
    named = {name.replace("_", "-"): value for name, value in options.items()}
    return await said(await person.command(f"briefing {command}", **named))


def public(sandbox: Sandbox) -> list[dict[str, Any]]:
    """List what everyone sees, in all channels."""
    return [one.payload for channel in sandbox.channels for one in sandbox.world.history(channel["id"])]


async def posted(sandbox: Sandbox, count: int) -> list[dict[str, Any]]:
    """Wait until this many messages are public."""
    changed = asyncio.Event()

    def listen(_: Change) -> None:
        changed.set()

    sandbox.world.listeners.append(listen)
    try:
        async with asyncio.timeout(PATIENCE):
            while len(public(sandbox)) < count:
                changed.clear()
                await changed.wait()
    finally:
        sandbox.world.listeners.remove(listen)
    return public(sandbox)


def next_moment(text: str) -> datetime:
    """Read the moment that an answer names in the reader's own time."""
    found = STAMP.search(text)
    assert found is not None, text
    return datetime.fromtimestamp(int(found[1]), UTC)


def kept(store: Store, sandbox: Sandbox) -> list[Subscription]:
    """List the server's briefings, the ended ones too."""
    return store.subscriptions.of_guild(int(sandbox.guild["id"]), ended=True)


async def press_public(person: Person, message: dict[str, Any], label: str) -> Reply:
    """Press a button of a message that everyone sees."""
    reply = await person.press(message, button(message, label)["custom_id"])
    return await reply.settled() if reply.kind == "deferred" else reply


def parse_of(message: dict[str, Any]) -> Key:
    """Give the ledger's key that a brief's buttons carry."""
    key = parse_key(button(message, "More")["custom_id"].rpartition(":")[2])
    assert key is not None
    return key
