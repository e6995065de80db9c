"""The requests that the bot sends, each with the rules for its body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards import limits
from bot.cards.limits import DOCS, INTERACTIONS_PAGE, Limit
from bot.sandbox.rules.commands import CHOICE, COMMAND, check_choices, check_commands
from bot.sandbox.rules.findings import Findings, Violation
from bot.sandbox.rules.messages import (
    CHANNEL_CREATE,
    CHANNEL_EDIT,
    EPHEMERAL,
    FOLLOW_UP,
    REPLY,
    REPLY_EDIT,
    Beside,
    MessageKind,
    check_message,
)
from bot.sandbox.rules.modals import MODAL
from bot.sandbox.rules.shapes import (
    ERRORS,
    Checker,
    Field,
    flag,
    listing,
    needed,
    number,
    number_of,
    one_of,
    record,
    snowflake,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.sandbox.exchange import FilePart, Json

PONG, MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, AUTOCOMPLETE, MODAL_FORM = 1, 4, 5, 6, 7, 8, 9
_CALLBACK = f"{INTERACTIONS_PAGE}#interaction-response-object-interaction-callback-type"
_WEBHOOK_MESSAGE = "/webhooks/{webhook_id}/{webhook_token}/messages"

_MESSAGES: dict[tuple[str, str], MessageKind] = {
    ("POST", "/channels/{channel_id}/messages"): CHANNEL_CREATE,
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): CHANNEL_EDIT,
    ("POST", "/webhooks/{webhook_id}/{webhook_token}"): FOLLOW_UP,
    ("PATCH", f"{_WEBHOOK_MESSAGE}/@original"): REPLY_EDIT,
    ("PATCH", f"{_WEBHOOK_MESSAGE}/{{message_id}}"): REPLY_EDIT,
}
_COMMANDS = "/applications/{application_id}/commands"
_GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"
_OTHERS: dict[tuple[str, str], Checker] = {
    ("PUT", _COMMANDS): check_commands,
    ("PUT", _GUILD_COMMANDS): check_commands,
    ("POST", _COMMANDS): COMMAND,
    ("POST", _GUILD_COMMANDS): COMMAND,
    ("POST", "/users/@me/channels"): record(
        {"recipient_id": needed(snowflake)}, f"{DOCS}/resources/user#create-dm"
    ),
}
_THREAD_SOURCE = f"{DOCS}/resources/channel#start-thread-without-message"
_THREAD_KINDS, _THREAD_MINUTES = frozenset({10, 11, 12}), frozenset({60, 1440, 4320, 10080})
_THREAD_NAME = Limit("thread-name", 100, _THREAD_SOURCE, least=1)
_THREAD: dict[str, Field] = {
    "name": needed(text(_THREAD_NAME)),
    "auto_archive_duration": Field(one_of(_THREAD_MINUTES, "auto-archive", _THREAD_SOURCE)),
    "rate_limit_per_user": Field(number),
}
_OTHERS |= {
    ("POST", "/channels/{channel_id}/messages/{message_id}/threads"): record(_THREAD, _THREAD_SOURCE),
    ("POST", "/channels/{channel_id}/threads"): record(
        {
            **_THREAD,
            "type": Field(one_of(_THREAD_KINDS, "thread-type", _THREAD_SOURCE)),
            "invitable": Field(flag),
        },
        _THREAD_SOURCE,
    ),
    ("PATCH", "/channels/{channel_id}"): record(
        {
            **_THREAD,
            "name": Field(text(_THREAD_NAME)),
            "archived": Field(flag),
            "locked": Field(flag),
            "invitable": Field(flag),
        },
        f"{DOCS}/resources/channel#modify-channel-json-params-thread",
    ),
}
_AUTOCOMPLETE_DATA = record(
    {"choices": needed(listing(CHOICE, limits.CHOICES))}, limits.CHOICES.source, check_choices
)
_DEFERRED_FLAGS = one_of(
    frozenset({0, EPHEMERAL}), "flags", f"{INTERACTIONS_PAGE}#interaction-response-object"
)
_DEFERRED_DATA = record({"flags": Field(_DEFERRED_FLAGS)}, _CALLBACK)
_DATA: dict[int, Field | None] = {
    PONG: None,
    DEFERRED: Field(_DEFERRED_DATA),
    DEFERRED_UPDATE: None,
    AUTOCOMPLETE: needed(_AUTOCOMPLETE_DATA),
    MODAL_FORM: needed(MODAL),
}


def check(
    method: str,
    route: str,
    body: Json,
    files: tuple[FilePart, ...] = (),
    *,
    stored: Mapping[str, Json] | None = None,
) -> list[Violation]:
    """Check one request against Discord's limits and cross-field rules and the rules of the house.

    Pure, and made for any JSON at all: a malformed body is a violation, never an exception.

    Args:
        method: HTTP method, upper case.
        route: path template as in Discord's published schema, without ``/api/v10``.
        body: the JSON body (for multipart the ``payload_json`` part), None without one.
        files: the uploaded files.
        stored: for an edit, the message as it stands (``flags``, ``content``, ``embeds``, ``components``,
            ``attachments``); with it the rules that need the message's past are checked too.

    Returns:
        The breaches in the order of the rules; empty when the request is right.
    """
    findings = Findings()
    kind = _MESSAGES.get((method, route))
    other = _OTHERS.get((method, route))
    if kind is not None:
        check_message(findings, kind, "", body, Beside(files, stored))
    elif (method, route) == ("POST", "/interactions/{interaction_id}/{interaction_token}/callback"):
        _check_callback(findings, body, Beside(files, stored))
    else:
        if other is not None:
            other(findings, "", body)
        elif body is not None:
            findings.add("unknown-request", "", f"No rules are known for a body of {method} {route}.", ERRORS)
        if files:
            findings.add(
                "file-field", "", f"{method} {route} takes no files.", f"{DOCS}/reference#uploading-files"
            )
    return findings.all()


def _check_callback(findings: Findings, body: Json, beside: Beside) -> None:
    kind = number_of(body, "type", 0) if isinstance(body, dict) else 0
    checker = one_of(frozenset({MESSAGE, UPDATE, *_DATA}), "callback-type", _CALLBACK)
    fields = {"type": needed(checker)}
    takes_files = kind in (MESSAGE, UPDATE)
    if takes_files:
        message = REPLY if kind == MESSAGE else REPLY_EDIT

        def check_data(findings: Findings, path: str, value: Json) -> None:
            check_message(findings, message, path, value, beside)

        fields["data"] = needed(check_data)
    else:
        data = _DATA.get(kind)
        if data is not None:
            fields["data"] = data
        if beside.files:
            findings.add("file-field", "data", "This kind of answer takes no files.", _CALLBACK)
    record(fields, _CALLBACK)(findings, "", body)
