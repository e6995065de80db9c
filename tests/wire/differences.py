"""What discord.py 2.7 sends, or Discord answers, and its schema does not know: each with its reason.

Discord takes these requests all the same. A difference is matched by request and field, as narrowly as it can
be; the tests fail when one is listed that no request needs any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.sandbox.exchange import Json

_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
_CHANNEL = "/channels/{channel_id}/messages"
_EDITS = frozenset(
    {
        ("PATCH", f"{_CHANNEL}/{{message_id}}"),
        ("PATCH", f"{_WEBHOOK}/messages/@original"),
        ("PATCH", f"{_WEBHOOK}/messages/{{message_id}}"),
    }
)
_CREATES = frozenset({("POST", _CALLBACK), ("POST", _WEBHOOK), ("POST", _CHANNEL)})
_COMMANDS = frozenset(
    {
        ("PUT", "/applications/{application_id}/commands"),
        ("PUT", "/applications/{application_id}/guilds/{guild_id}/commands"),
    }
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a request or an answer may have although the schema does not know it.

    Attributes:
        name: short name.
        reason: why it stands there.
        requests: the requests (method, route) in which it may stand; None for a difference of answers.
        mend: gives the body as the schema would have it; the same body where the difference is not found.
        statuses: the statuses of the answers in which it may stand, to any request.
    """

    name: str
    reason: str
    requests: frozenset[tuple[str, str]] | None
    mend: Callable[[Json], Json]
    statuses: frozenset[int] = frozenset()

    def in_request(self, method: str, route: str) -> bool:
        """Say whether the difference may stand in a request."""
        return self.requests is not None and (method, route) in self.requests

    def in_answer(self, status: int) -> bool:
        """Say whether the difference may stand in an answer."""
        return status in self.statuses


def _message(body: Json) -> dict[str, Json] | None:
    """Give the message in a body: the data of a callback, else the body itself."""
    if isinstance(body, dict) and "type" in body and isinstance(body.get("data"), dict):
        body = body["data"]
    return body if isinstance(body, dict) else None


def _with_message(body: Json, message: dict[str, Json]) -> Json:
    if isinstance(body, dict) and "type" in body and "data" in body:
        return body | {"data": message}
    return message


def _without_tts(body: Json) -> Json:
    message = _message(body)
    edits = not (isinstance(body, dict) and "type" in body) or body["type"] == 7
    if message is None or not edits or message.get("tts") is not False:
        return body
    return _with_message(body, {key: value for key, value in message.items() if key != "tts"})


def _attachment_ids(body: Json) -> Json:
    message = _message(body)
    attachments = message.get("attachments") if message else None
    if message is None or not isinstance(attachments, list):
        return body
    texts: list[Json] = [
        each | {"id": str(each["id"])} if isinstance(each, dict) and isinstance(each.get("id"), int) else each
        for each in attachments
    ]
    return _with_message(body, message | {"attachments": texts})


def _embed_flags(body: Json) -> Json:
    message = _message(body)
    embeds = message.get("embeds") if message else None
    if message is None or not isinstance(embeds, list):
        return body
    bare: list[Json] = [
        {key: value for key, value in each.items() if (key, value) != ("flags", 0)}
        if isinstance(each, dict)
        else each
        for each in embeds
    ]
    return _with_message(body, message | {"embeds": bare})


def _without_nsfw(body: Json) -> Json:
    if not isinstance(body, list):
        return body
    return [
        {key: value for key, value in each.items() if key != "nsfw" or not isinstance(value, bool)}
        if isinstance(each, dict)
        else each
        for each in body
    ]


def _recipient_id(body: Json) -> Json:
    if isinstance(body, dict) and isinstance(body.get("recipient_id"), int):
        return body | {"recipient_id": str(body["recipient_id"])}
    return body


def _reference_ids(body: Json) -> Json:
    reference = body.get("message_reference") if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(reference, dict):
        return body
    ids = {
        key: str(value)
        for key, value in reference.items()
        if key in ("message_id", "channel_id", "guild_id") and isinstance(value, int)
    }
    return body | {"message_reference": reference | ids}


def _error_codes(value: Json) -> Json:
    """Replace the codes of nested errors, texts such as ``BASE_TYPE_MAX_LENGTH``, by a number."""
    if not isinstance(value, dict):
        return value
    mended: dict[str, Json] = {}
    for key, each in value.items():
        if key == "_errors" and isinstance(each, list):
            mended[key] = [
                error | {"code": 0}
                if isinstance(error, dict) and isinstance(error.get("code"), str)
                else error
                for error in each
            ]
        else:
            mended[key] = _error_codes(each)
    return mended


DIFFERENCES = (
    Difference(
        "error-code-texts",
        "the documentation (reference, error messages) has texts as codes of nested errors, not numbers.",
        None,
        _error_codes,
        frozenset({400}),
    ),
    Difference(
        "recipient-id",
        "discord.py opens a private channel with the person's id as an integer; the schema wants text.",
        frozenset({("POST", "/users/@me/channels")}),
        _recipient_id,
    ),
    Difference(
        "tts-in-edits",
        "discord.py builds edits with the function for new messages, which always writes tts: false.",
        _EDITS | {("POST", _CALLBACK)},
        _without_tts,
    ),
    Difference(
        "attachment-index",
        "discord.py names an upload by its index, an integer as in Discord's guide; the schema wants text.",
        _EDITS | _CREATES,
        _attachment_ids,
    ),
    Difference(
        "reference-ids",
        "discord.py refers to another message by ids as integers; the schema wants text.",
        frozenset({("POST", _CHANNEL)}),
        _reference_ids,
    ),
    Difference(
        "embed-flags",
        "discord.py writes flags: 0 in every embed; the documentation has the field, the schema has not.",
        _EDITS | _CREATES,
        _embed_flags,
    ),
    Difference(
        "command-nsfw",
        "discord.py always writes nsfw; the documentation has the field, the schema has not.",
        _COMMANDS,
        _without_nsfw,
    ),
)
