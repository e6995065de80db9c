"""Small requests that break no rule, for tests that break one."""

from __future__ import annotations

import copy
from typing import Any, NamedTuple

from bot.sandbox.exchange import FilePart
from tests.wire.real_payloads import CALLBACK, CHANNEL, COMMANDS

_NOBODY: dict[str, Any] = {"parse": []}
PNG = FilePart("files[0]", "a.png", "application/octet-stream", b"png")


class Request(NamedTuple):
    """A request that breaks no rule."""

    method: str
    route: str
    body: Any
    files: tuple[FilePart, ...] = ()

    def copy(self) -> Request:
        """Give the same request with a body that may be changed."""
        return self._replace(body=copy.deepcopy(self.body))


def text(content: str = "x") -> dict[str, Any]:
    """Give a text display."""
    return {"type": 10, "content": content}


def button(number: int = 1) -> dict[str, Any]:
    """Give a button with an id of its own."""
    return {"type": 2, "style": 1, "label": "More", "custom_id": f"button:{number}"}


def row(*components: dict[str, Any]) -> dict[str, Any]:
    """Give a row."""
    return {"type": 1, "components": list(components)}


def option(number: int = 1) -> dict[str, Any]:
    """Give an option of a select."""
    return {"label": f"Option {number}", "value": str(number)}


def _select() -> dict[str, Any]:
    return {"type": 3, "custom_id": "pick", "options": [option(1), option(2)]}


def picture() -> dict[str, Any]:
    """Give an item of a gallery."""
    return {"media": {"url": "https://example.org/a.png"}, "description": "A timeline"}


def _section() -> dict[str, Any]:
    return {"type": 9, "components": [text()], "accessory": {"type": 11, **picture()}}


def _card() -> dict[str, Any]:
    """Give a container of text, section, gallery and buttons, and two rows with a select each."""
    inside = [text(), _section(), {"type": 12, "items": [picture()]}, row(button(1), button(2))]
    roles = {"type": 6, "custom_id": "role", "default_values": [{"id": "1", "type": "role"}]}
    return {
        "flags": 1 << 15,
        "components": [{"type": 17, "accent_color": 1, "components": inside}, row(_select()), row(roles)],
        "allowed_mentions": _NOBODY,
    }


def command(number: int = 1) -> dict[str, Any]:
    """Give a slash command with a string option."""
    choices = [{"name": "All", "value": "all"}]
    name = {"type": 3, "name": "name", "description": "What", "required": True, "choices": choices}
    return {"type": 1, "name": f"entity{number}", "description": "Look up", "options": [name]}


def _modal() -> dict[str, Any]:
    def label(component: dict[str, Any]) -> dict[str, Any]:
        return {"type": 18, "label": "Why", "component": component}

    return {
        "custom_id": "form",
        "title": "Not useful?",
        "components": [
            label({"type": 4, "style": 2, "custom_id": "why"}),
            row({"type": 4, "style": 1, "custom_id": "old", "label": "Old"}),
            label({"type": 19, "custom_id": "files"}),
            label({"type": 21, "custom_id": "radio", "options": [option(1), option(2)]}),
            label({"type": 22, "custom_id": "boxes", "options": [option(1)]}),
        ],
    }


def embed() -> dict[str, Any]:
    """Give an embed."""
    return {
        "title": "T",
        "fields": [{"name": "N", "value": "V"}],
        "footer": {"text": "F"},
        "author": {"name": "A"},
    }


def _message(**fields: Any) -> Request:
    return Request("POST", CHANNEL, {"allowed_mentions": _NOBODY} | fields)


RIGHT: dict[str, Request] = {
    "text": _message(content="Push line"),
    "classic": _message(content="Push line", components=[row(button())]),
    "embed": _message(embeds=[embed()]),
    "upload": Request(
        "POST",
        CHANNEL,
        {
            "allowed_mentions": _NOBODY,
            "content": "Push line",
            "attachments": [{"id": 0, "filename": "a.png", "description": "A timeline"}],
        },
        (PNG,),
    ),
    "card": Request("POST", CHANNEL, _card()),
    "reply": Request("POST", CALLBACK, {"type": 4, "data": _card() | {"flags": 1 << 15 | 64}}),
    "thread": Request(
        "POST", "/channels/{channel_id}/threads", {"name": "Daily", "type": 11, "auto_archive_duration": 1440}
    ),
    "thread edit": Request("PATCH", "/channels/{channel_id}", {"archived": False, "locked": None}),
    "private channel": Request("POST", "/users/@me/channels", {"recipient_id": "1"}),
    "deferred": Request("POST", CALLBACK, {"type": 5, "data": {"flags": 64}}),
    "autocomplete": Request(
        "POST", CALLBACK, {"type": 8, "data": {"choices": [{"name": "A", "value": "a"}]}}
    ),
    "modal": Request("POST", CALLBACK, {"type": 9, "data": _modal()}),
    "commands": Request("PUT", COMMANDS, [command()]),
    "group": Request(
        "PUT",
        COMMANDS,
        [
            {
                "name": "briefing",
                "description": "Brief",
                "options": [
                    {"type": 1, "name": "plan", "description": "Plan", "options": []},
                    {"type": 2, "name": "more", "description": "More", "options": []},
                ],
            }
        ],
    ),
}
