"""Messages written, edited and kept as Discord does.

Sources: https://docs.discord.com/developers/resources/message (flags, mentions, nonce, editing) and
https://docs.discord.com/developers/components/overview (Components V2 is one-way and excludes content).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.sandbox import permissions, threads
from bot.sandbox.attachments import attachments_of
from bot.sandbox.components import TEXT, Rendering, walk
from bot.sandbox.errors import empty_message
from bot.sandbox.ids import timestamp
from bot.sandbox.world import Change, Stored, World

if TYPE_CHECKING:
    from bot.sandbox.exchange import FilePart
    from bot.sandbox.objects import Object

SUPPRESS_EMBEDS, EPHEMERAL, LOADING, SUPPRESS_NOTIFICATIONS, COMPONENTS_V2 = (
    1 << 2,
    1 << 6,
    1 << 7,
    1 << 12,
    1 << 15,
)
SETTABLE = SUPPRESS_EMBEDS | EPHEMERAL | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2
DEFAULT, REPLY, CHAT_INPUT_COMMAND, CONTEXT_MENU_COMMAND = 0, 19, 20, 23


def _embed(given: Object, attachments: list[Object]) -> Object:
    made: Object = {name: value for name, value in given.items() if value is not None} | {"type": "rich"}
    by_name = {f"attachment://{a['filename']}": a for a in attachments}
    for name in ("image", "thumbnail"):
        if name in made:
            url = made[name]["url"]
            attachment = by_name.get(url)
            made[name] = {"url": url, "proxy_url": url}
            if attachment is not None:
                made[name] = {
                    key: attachment[key]
                    for key in ("url", "proxy_url", "width", "height")
                    if key in attachment
                }
    if "fields" in made:
        made["fields"] = [{**field, "inline": bool(field.get("inline"))} for field in made["fields"]]
    return made


def _mentions(world: World, payload: Object, allowed: Object | None) -> Object:
    """Work out who is mentioned, as far as the request allows it."""
    texts = [payload["content"], *(c["content"] for c in walk(payload["components"]) if c["type"] == TEXT)]
    text = "\n".join(texts)
    rules = {"parse": ["users", "roles", "everyone"]} if allowed is None else allowed
    parse = rules.get("parse") or []

    def permitted(kind: str, found: list[str]) -> list[str]:
        listed = {str(one) for one in rules.get(kind) or ()}
        return [one for one in dict.fromkeys(found) if kind in parse or one in listed]

    users = permitted("users", re.findall(r"<@!?(\d+)>", text))
    roles = permitted("roles", re.findall(r"<@&(\d+)>", text))
    # Who may not mention everyone mentions only the roles that allow it: the others are named, and nobody is told.
    by_id = {role["id"]: role for role in world.guild["roles"]}
    rights = world.permissions(payload["author"]["id"], payload["channel_id"])
    all_roles = bool(rights & permissions.MENTION_EVERYONE)
    known_roles = {own for own, role in by_id.items() if all_roles or role["mentionable"]}
    return {
        "mentions": [world.members[one]["user"] for one in users if one in world.members],
        "mention_roles": [one for one in roles if one in known_roles],
        "mention_everyone": "everyone" in parse and bool(re.search(r"@(everyone|here)\b", text)),
    }


def _check_whole(payload: Object) -> None:
    """Refuse a message that would show nothing; what may stand together is for the rules to say."""
    if not any(payload[name] for name in ("content", "embeds", "attachments", "components")):
        raise empty_message()


def write(  # noqa: PLR0913 - a message has that many independent parts; each is named at the call
    world: World,
    body: Object,
    files: tuple[FilePart, ...] = (),
    *,
    channel_id: str,
    author: Object,
    kind: int = DEFAULT,
    audience: str | None = None,
    flags: int | None = None,
    token: str | None = None,
    note: Object | None = None,
    extra: Object | None = None,
) -> Stored:
    """Put a new message into the world and announce it.

    Args:
        world: where to.
        body: the request's message.
        files: uploads.
        channel_id: the channel.
        author: a user.
        kind: Discord's message type.
        audience: the only person who sees it, None for all.
        flags: flags set by Discord instead of the request (a loading message), which may then be empty.
        token: the interaction that may edit it.
        note: what it answers, for the page.
        extra: further fields of the message.

    Raises:
        ApiError: the message is empty or contradicts itself.
    """
    attachments = attachments_of(body, files, [], world.files, ephemeral=audience is not None)
    wanted = (body.get("flags") or 0) & SETTABLE & ~EPHEMERAL
    payload: Object = {
        "id": world.ids.next(),
        "channel_id": channel_id,
        "type": kind,
        "content": body.get("content") or "",
        "attachments": attachments,
        "embeds": [_embed(embed, attachments) for embed in body.get("embeds") or ()],
        "components": Rendering(attachments, world.ids).render(body.get("components") or []),
        "timestamp": timestamp(world.now()),
        "edited_timestamp": None,
        "flags": (wanted if flags is None else flags) | (EPHEMERAL if audience else 0),
        "author": author,
        "pinned": False,
        "tts": bool(body.get("tts")),
        **(extra or {}),
    }
    payload |= _mentions(world, payload, body.get("allowed_mentions"))
    if flags is None:
        _check_whole(payload)
    stored = Stored(payload, audience, note, token)
    world.messages[stored.id] = stored
    if audience is None:
        channel = world.channel(channel_id)
        channel["last_message_id"] = stored.id
        if threads.is_thread(channel):
            threads.wrote(world, channel, author["id"], message_id=stored.id)
    world.announce(Change("message_create", {}, stored, audience))
    return stored


def edit(world: World, stored: Stored, body: Object, files: tuple[FilePart, ...] = ()) -> Stored:
    """Change a message as a request says, and announce it; a loading message becomes a real one.

    Raises:
        ApiError: the outcome would be empty or contradict itself; the message then stays as it was.
    """
    payload = dict(stored.payload)
    was_loading = bool(payload["flags"] & LOADING)
    payload["attachments"] = attachments_of(
        body, files, payload["attachments"], world.files, ephemeral=stored.audience is not None
    )
    if "content" in body:
        payload["content"] = body["content"] or ""
    if "embeds" in body:
        payload["embeds"] = [_embed(embed, payload["attachments"]) for embed in body["embeds"] or ()]
    if "components" in body:
        payload["components"] = Rendering(payload["attachments"], world.ids).render(body["components"] or [])
    # Components V2 can be set and never unset; the ephemeral mark is decided when the message is made.
    changeable = SUPPRESS_EMBEDS
    asked = payload["flags"] if body.get("flags") is None else int(body["flags"])
    payload["flags"] = (payload["flags"] & ~changeable & ~LOADING) | (asked & (changeable | COMPONENTS_V2))
    _check_whole(payload)
    if not was_loading:
        payload["edited_timestamp"] = timestamp(world.now())
    payload |= _mentions(world, payload, body.get("allowed_mentions"))
    stored.payload = payload
    world.announce(Change("message_update", {}, stored, stored.audience))
    return stored
