"""The bot's answers to interactions: the first callback, and the messages that follow it.

Source: https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox import interactions as kinds
from bot.sandbox import messages
from bot.sandbox.components import Rendering
from bot.sandbox.errors import invalid, unknown
from bot.sandbox.world import Change, Stored, World

if TYPE_CHECKING:
    from bot.sandbox.exchange import FilePart
    from bot.sandbox.interactions import Interaction
    from bot.sandbox.objects import Object

SOURCE = (
    "https://docs.discord.com/developers/interactions/receiving-and-responding"
    "#interaction-response-object-interaction-callback-type"
)
_WITH_MESSAGE = frozenset({kinds.MESSAGE, kinds.DEFERRED})
ALLOWED = {
    kinds.COMMAND: _WITH_MESSAGE | {kinds.PONG, kinds.MODAL},
    kinds.COMPONENT: _WITH_MESSAGE | {kinds.PONG, kinds.DEFERRED_UPDATE, kinds.UPDATE, kinds.MODAL},
    kinds.AUTOCOMPLETE: frozenset({kinds.PONG, kinds.CHOICES}),
    kinds.MODAL_SUBMIT: _WITH_MESSAGE | {kinds.PONG, kinds.DEFERRED_UPDATE, kinds.UPDATE},
}


def _metadata(world: World, made: Interaction) -> Object:
    meta: Object = {
        "id": made.id,
        "type": made.type,
        "user": world.members[made.user_id]["user"],
        "authorizing_integration_owners": {"0": world.guild["id"]},
    }
    if made.target_id is not None:
        meta["target_message_id"] = made.target_id
    if made.type == kinds.COMPONENT and made.source is not None:
        meta["interacted_message_id"] = made.source.id
    if made.type == kinds.MODAL_SUBMIT and made.parent is not None:
        meta["triggering_interaction_metadata"] = _metadata(world, made.parent)
    return meta


def _new_message(  # noqa: PLR0913 - a reply has that many independent parts; each is named at the call
    world: World,
    made: Interaction,
    body: Object,
    files: tuple[FilePart, ...],
    *,
    first: bool,
    flags: int | None = None,
) -> Stored:
    ephemeral = bool((body.get("flags") or 0) & messages.EPHEMERAL)
    meta = _metadata(world, made)
    extra: Object = {
        "webhook_id": world.application_id,
        "application_id": world.application_id,
        "interaction_metadata": meta,
    }
    kind = messages.DEFAULT
    replied_to = made.source if first else made.original
    if first and made.type == kinds.COMMAND:
        menu = made.target_id is not None
        kind = messages.CONTEXT_MENU_COMMAND if menu else messages.CHAT_INPUT_COMMAND
        name = made.label.removeprefix("/")
        extra["interaction"] = {"id": made.id, "type": made.type, "name": name, "user": meta["user"]}
    elif replied_to is not None:
        kind = messages.REPLY
        reference = {"type": 0, "channel_id": replied_to.channel_id, "message_id": replied_to.id}
        extra["message_reference"] = {**reference, "guild_id": world.guild["id"]}
        if not first:
            meta["original_response_message_id"] = replied_to.id
    return messages.write(
        world,
        body,
        files,
        channel_id=made.channel_id,
        author=world.bot_user,
        kind=kind,
        audience=made.user_id if ephemeral else None,
        flags=flags,
        token=made.token,
        note=made.note,
        extra=extra,
    )


def callback(world: World, made: Interaction, body: Object, files: tuple[FilePart, ...]) -> Object:
    """Apply the first answer to an interaction.

    Returns:
        The outcome (schema ``InteractionCallbackResponse``).

    Raises:
        ApiError: the answer does not fit the interaction, or its message is refused; another may follow.
    """
    kind = body.get("type")
    allowed = ALLOWED[made.type] - (
        frozenset({kinds.UPDATE, kinds.DEFERRED_UPDATE}) if made.source is None else set()
    )
    if kind not in allowed:
        wanted = ", ".join(str(one) for one in sorted(allowed))
        raise invalid("BASE_TYPE_CHOICES", "type", f"Value must be one of {{{wanted}}}.", SOURCE)
    data: Object = body.get("data") or {}
    outcome: Object = {
        "id": made.id,
        "type": made.type,
        "channel_id": made.channel_id,
        "guild_id": world.guild["id"],
    }
    answer: Object = {"interaction": outcome}
    if kind == kinds.MESSAGE:
        made.original = _new_message(world, made, data, files, first=True)
        answer["resource"] = {"type": kind, "message": made.original.payload}
    elif kind == kinds.DEFERRED:
        kept = {"flags": data.get("flags")}
        made.original = _new_message(world, made, kept, (), first=True, flags=messages.LOADING)
    elif kind == kinds.UPDATE and made.source is not None:
        made.original = messages.edit(world, made.source, data, files)
        answer["resource"] = {"type": kind, "message": made.original.payload}
    elif kind == kinds.DEFERRED_UPDATE and made.source is not None:
        made.original = made.source
        made.before = made.source.payload
        data = {"interaction_id": made.id, "message_id": made.source.id}
        world.announce(Change("deferred", data, None, made.user_id))
    elif kind == kinds.CHOICES:
        made.choices = data.get("choices") or []
    elif kind == kinds.MODAL:
        modal = {"custom_id": data.get("custom_id"), "title": data.get("title")}
        made.modal = {**modal, "components": Rendering([], world.ids).render(data.get("components") or [])}
        world.announce(Change("modal", {"interaction_id": made.id, "modal": made.modal}, None, made.user_id))
    if made.original is not None:
        outcome["response_message_id"] = made.original.id
        outcome["response_message_loading"] = kind == kinds.DEFERRED
        outcome["response_message_ephemeral"] = made.original.audience is not None
    made.kind = kind
    made.fire()
    return answer


def message_of(world: World, made: Interaction, which: str) -> Stored:
    """Give a message that an interaction's token reaches: ``@original`` or an id.

    Raises:
        ApiError: 10008 if there is none.
    """
    if which == "@original":
        if made.original is None:
            raise unknown("Message")
        return world.message(made.original.id)
    stored = world.message(which)
    if stored.token != made.token and stored not in {made.original, made.source}:
        raise unknown("Message")
    return stored


def edit(world: World, made: Interaction, which: str, body: Object, files: tuple[FilePart, ...]) -> Stored:
    """Edit one of an interaction's messages.

    Raises:
        ApiError: there is no such message, or the outcome is refused.
    """
    stored = messages.edit(world, message_of(world, made, which), body, files)
    made.fire()
    return stored


def delete(world: World, made: Interaction, which: str) -> None:
    """Delete one of an interaction's messages.

    Raises:
        ApiError: 10008 if there is none.
    """
    world.remove(message_of(world, made, which))
    made.fire()


def follow_up(world: World, made: Interaction, body: Object, files: tuple[FilePart, ...]) -> Stored:
    """Send a further message; the first one after a deferral fills the waiting message instead.

    Raises:
        ApiError: the message is refused.
    """
    original = made.original
    if made.kind == kinds.DEFERRED and original is not None and original.payload["flags"] & messages.LOADING:
        return edit(world, made, "@original", body, files)
    stored = _new_message(world, made, body, files, first=False)
    made.followups.append(stored)
    made.fire()
    return stored
