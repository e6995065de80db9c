"""Messages: created and edited, in channels and as answers to interactions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cards import limits
from bot.cards.limits import COMPONENTS_PAGE, DOCS, HOUSE, INTERACTIONS_PAGE, MESSAGE_PAGE
from bot.sandbox.rules.attachments import ATTACHMENT, SentMessage, check_uploads
from bot.sandbox.rules.components import MESSAGE_COMPONENT
from bot.sandbox.rules.embeds import EMBED, check_embeds_text
from bot.sandbox.rules.findings import Findings, at
from bot.sandbox.rules.layout import check_layout, uses_v2
from bot.sandbox.rules.shapes import (
    Checker,
    Field,
    Record,
    flag,
    listing,
    needed,
    number_of,
    one_of,
    record,
    snowflake,
    text,
    text_of,
    whole,
    wrong_type,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.sandbox.exchange import FilePart, Json

SUPPRESS_EMBEDS, EPHEMERAL, SUPPRESS_NOTIFICATIONS, COMPONENTS_V2 = 1 << 2, 1 << 6, 1 << 12, 1 << 15
_FLAGS = f"{MESSAGE_PAGE}#message-object-message-flags"
_MENTIONS = f"{MESSAGE_PAGE}#allowed-mentions-object"
_CREATE = f"{MESSAGE_PAGE}#create-message"
_NOT_WITH_V2 = ("content", "embeds", "poll", "sticker_ids")
_ALWAYS_VISIBLE = ("embeds", "attachments")
_VISIBLE = (*_ALWAYS_VISIBLE, "poll", "sticker_ids")


@dataclass(frozen=True, slots=True)
class MessageKind:
    """A way to create or edit a message: its fields, the flags it may carry, whether the message exists."""

    fields: Checker
    flags: int
    edit: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What goes with a message's body: the files of the request, and the message that an edit changes."""

    files: tuple[FilePart, ...]
    stored: Mapping[str, Json] | None


def _nonce(findings: Findings, path: str, value: Json) -> None:
    if isinstance(value, str):
        findings.length(limits.NONCE, path, len(value), "characters")
    elif not isinstance(value, int) or isinstance(value, bool):
        wrong_type(findings, path, "a string or an integer")


def _nonce_enforced(findings: Findings, path: str, message: Record) -> None:
    if message.get("enforce_nonce") is True and message.get("nonce") in (None, ""):
        findings.add("nonce-missing", at(path, "nonce"), "enforce_nonce needs a nonce.", _CREATE)
    if message.get("nonce") is not None and message.get("enforce_nonce") is not True:
        sentence = "A nonce without enforce_nonce does not keep a message from being posted twice."
        findings.add("nonce-enforced", at(path, "enforce_nonce"), sentence, HOUSE)


def _mentions(findings: Findings, path: str, mentions: Record) -> None:
    parse = mentions.get("parse")
    for key in ("users", "roles"):
        if isinstance(parse, list) and key in parse and mentions.get(key):
            sentence = f"parse with {key!r} and a list of {key} exclude each other."
            findings.add("mentions-exclusive", at(path, key), sentence, _MENTIONS)
    if parse != [] or any(mentions.get(key) for key in ("users", "replied_user")):
        findings.add("pings-nobody", path, "allowed_mentions must be parse: [] and ping nobody.", HOUSE)


def _no_roles(findings: Findings, path: str, mentions: Record) -> None:
    _mentions(findings, path, mentions)
    if mentions.get("roles"):
        findings.add("pings-nobody", path, "Only a briefing may ping a role.", HOUSE)


def _one_role(findings: Findings, path: str, message: Record) -> None:
    """A message posted once, by its nonce, may ping one role: the one that its own text names."""
    _nonce_enforced(findings, path, message)
    mentions = message.get("allowed_mentions")
    roles = mentions.get("roles") if isinstance(mentions, dict) else None
    if not isinstance(roles, list) or not roles:
        return
    named = len(roles) == 1 and f"<@&{roles[0]}>" in text_of(message, "content")
    if not named or message.get("enforce_nonce") is not True:
        sentence = "Only a briefing may ping, and only the one role that its text names."
        findings.add("pings-nobody", at(path, "allowed_mentions"), sentence, HOUSE)


_KINDS_OF_MENTION = one_of(frozenset({"users", "roles", "everyone"}), "mention-type", _MENTIONS)
_PARSE = limits.Limit("mention-types", 3, _MENTIONS)
_MENTION_FIELDS = {
    "parse": Field(listing(_KINDS_OF_MENTION, _PARSE)),
    "users": Field(listing(snowflake, limits.MENTIONED_USERS)),
    "roles": Field(listing(snowflake, limits.MENTIONED_ROLES)),
    "replied_user": Field(flag),
}
_ALLOWED_MENTIONS = record(_MENTION_FIELDS, _MENTIONS, _no_roles)
_BRIEFING_MENTIONS = record(_MENTION_FIELDS, _MENTIONS, _mentions)
_REFERENCE = record(
    {
        "message_id": needed(snowflake),
        "channel_id": Field(snowflake),
        "guild_id": Field(snowflake),
        "fail_if_not_exists": Field(flag),
        "type": Field(one_of(frozenset({0}), "reference-type", f"{MESSAGE_PAGE}#message-reference-types")),
    },
    f"{MESSAGE_PAGE}#message-reference-structure",
)


def _components(findings: Findings, path: str, value: Json) -> None:
    if not isinstance(value, list):
        wrong_type(findings, path, "a list")
        return
    for index, each in enumerate(value):
        MESSAGE_COMPONENT(findings, at(path, index), each)
    check_layout(findings, path, value)


def _embeds(findings: Findings, path: str, value: Json) -> None:
    listing(EMBED, limits.EMBEDS)(findings, path, value)
    check_embeds_text(findings, path, value)


def _no_poll(findings: Findings, path: str, value: Json) -> None:
    del value
    findings.add("poll", path, "Dossier posts no polls.", HOUSE)


_COMMON = {
    "content": Field(text(limits.MESSAGE_CONTENT, blank=True)),
    "embeds": Field(_embeds),
    "allowed_mentions": Field(_ALLOWED_MENTIONS),
    "components": Field(_components),
    "attachments": Field(listing(ATTACHMENT, limits.ATTACHMENTS)),
    "flags": Field(whole(limits.Limit("flags", 2**31 - 1, _FLAGS))),
    "poll": Field(_no_poll),
    "tts": Field(flag),
}
_CHANNEL_ONLY = {
    "allowed_mentions": Field(_BRIEFING_MENTIONS),
    "nonce": Field(_nonce),
    "enforce_nonce": Field(flag),
    "message_reference": Field(_REFERENCE),
    "sticker_ids": Field(listing(snowflake, limits.STICKERS)),
}
_WEBHOOK = f"{INTERACTIONS_PAGE}#followup-messages"

CHANNEL_CREATE = MessageKind(
    record(_COMMON | _CHANNEL_ONLY, _CREATE, _one_role),
    SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2,
    edit=False,
)
CHANNEL_EDIT = MessageKind(
    record(_COMMON, f"{MESSAGE_PAGE}#edit-message"), SUPPRESS_EMBEDS | COMPONENTS_V2, edit=True
)
REPLY = MessageKind(
    record(_COMMON, f"{INTERACTIONS_PAGE}#interaction-response-object-messages"),
    SUPPRESS_EMBEDS | EPHEMERAL | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2,
    edit=False,
)
FOLLOW_UP = MessageKind(record(_COMMON, _WEBHOOK), REPLY.flags, edit=False)
REPLY_EDIT = MessageKind(
    record(_COMMON, f"{DOCS}/resources/webhook#edit-webhook-message"),
    SUPPRESS_EMBEDS | COMPONENTS_V2,
    edit=True,
)


def check_message(findings: Findings, kind: MessageKind, path: str, body: Json, beside: Beside) -> None:
    """Check a message that is created or edited.

    Args:
        findings: collects the breaches.
        kind: the way it is sent.
        path: the message's place in the request body.
        body: the message as sent.
        beside: the files of the request, and for an edit the message as it stands.
    """
    kind.fields(findings, path, body)
    if not isinstance(body, dict):
        return
    stored = dict(beside.stored) if kind.edit and beside.stored is not None else None
    before: Record = stored or {}
    was_v2 = bool(number_of(before, "flags", 0) & COMPONENTS_V2)
    is_v2 = bool(number_of(body, "flags", number_of(before, "flags", 0)) & COMPONENTS_V2)
    sent = SentMessage(path, body, beside.files, stored, kind.edit, is_v2)
    _check_flags(findings, kind, path, body)
    if body.get("allowed_mentions") is None:
        findings.add("pings-nobody", at(path, "allowed_mentions"), "allowed_mentions is needed here.", HOUSE)
    if was_v2 and not is_v2:
        message = "A message keeps IS_COMPONENTS_V2 once it has it."
        findings.add("v2-kept", at(path, "flags"), message, COMPONENTS_PAGE)
    if is_v2:
        for key in _NOT_WITH_V2:
            if (before | body).get(key):
                message = f"A message with IS_COMPONENTS_V2 cannot have {key}."
                findings.add("v2-alone", at(path, key), message, COMPONENTS_PAGE)
    else:
        _check_classic(findings, path, body)
    if _is_empty(sent):
        findings.add("empty-message", path, "The message shows nothing: error 50006.", _CREATE)
    check_uploads(findings, sent)


def _check_flags(findings: Findings, kind: MessageKind, path: str, body: Record) -> None:
    foreign = number_of(body, "flags", 0) & ~kind.flags
    if foreign > 0:
        findings.add("flags", at(path, "flags"), f"The flags {foreign} cannot be set here.", _FLAGS)


def _check_classic(findings: Findings, path: str, body: Record) -> None:
    components = body.get("components")
    if uses_v2(components):
        message = "These components need the flag IS_COMPONENTS_V2."
        findings.add("v2-flag", at(path, "flags"), message, COMPONENTS_PAGE)
    elif isinstance(components, list):
        findings.length(limits.MESSAGE_ROWS, at(path, "components"), len(components), "rows")


def _is_empty(sent: SentMessage) -> bool:
    """Say whether the message would show nothing; not so where an edit leaves unknown parts as they are."""
    after = (sent.stored or {}) | sent.body
    decided = sent.stored is not None or not sent.edit
    if sent.v2:
        return not after.get("components") and (decided or "components" in sent.body)
    if sent.files or text_of(after, "content").strip() or any(after.get(key) for key in _VISIBLE):
        return False
    return decided or {"content", *_ALWAYS_VISIBLE} <= sent.body.keys()
