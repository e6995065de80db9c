"""For each cross-field rule the one change of a right request that breaks it and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bot.sandbox.exchange import FilePart
from tests.wire.right_requests import PNG, button, command, option, picture, row, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

V2 = 1 << 15


class RuleCase(NamedTuple):
    """A change of a right request, and the one rule that it breaks, with its place."""

    rule: str
    path: str
    right: str
    change: Callable[[Any], object] | None = None
    files: tuple[FilePart, ...] | None = None
    route: tuple[str, str] | None = None


class EditCase(NamedTuple):
    """An edit, the message it changes, and what it breaks."""

    name: str
    body: dict[str, Any]
    stored: Mapping[str, Any] | None
    broken: list[tuple[str, str]]
    files: tuple[FilePart, ...] = ()


def _at(*steps: str | int, **fields: Any) -> Callable[[Any], object]:
    """Give a change that sets fields of the object at a place."""

    def change(body: Any) -> None:
        for step in steps:
            body = body[step]
        body.update(fields)

    return change


def _add(*steps: str | int, item: Any) -> Callable[[Any], object]:
    """Give a change that appends to the list at a place."""

    def change(body: Any) -> None:
        for step in steps:
            body = body[step]
        body.append(item)

    return change


def _drop(*steps: str | int) -> Callable[[Any], object]:
    """Give a change that removes what is at a place."""

    def change(body: Any) -> None:
        for step in steps[:-1]:
            body = body[step]
        del body[steps[-1]]

    return change


def _section_with_button(number: int) -> dict[str, Any]:
    return {"type": 9, "components": [text()], "accessory": button(100 + number)}


_BOX = ("components", 0, "components")
_BUTTON = (*_BOX, 3, "components", 0)
_BUTTON_PATH = "components[0].components[3].components[0]"
_PICK = ("components", 1, "components", 0)
_PICK_PATH = "components[1].components[0]"
_ROLES = ("components", 2, "components", 0)
_FORM = ("data", "components")
_SELECT = {"type": 3, "custom_id": "p", "options": [option()]}
_HUGE = {"type": 3, "name": "x", "description": "X"}
_CSV = FilePart("files[0]", "a.csv", "application/octet-stream", b"csv")

_SHAPES = [
    RuleCase("thread-type", "type", "thread", _at(type=0)),
    RuleCase("auto-archive", "auto_archive_duration", "thread", _at(auto_archive_duration=61)),
    RuleCase("thread-name", "name", "thread", _at(name="x" * 101)),
    RuleCase("unknown-field", "topic", "thread edit", _at(topic="x")),
    RuleCase("wrong-type", "components", "text", _at(components={})),
    RuleCase("wrong-type", "tts", "text", _at(tts="no")),
    RuleCase("unknown-field", "username", "text", _at(username="Dossier")),
    RuleCase("unknown-field", "components[0].colour", "card", _at("components", 0, colour=1)),
    RuleCase("unknown-field", "data.thread", "reply", _at("data", thread=1)),
    RuleCase("missing-field", "components[0].components[0].content", "card", _drop(*_BOX, 0, "content")),
    RuleCase("null-field", "components[0].components[0].content", "card", _at(*_BOX, 0, content=None)),
    RuleCase("blank-text", f"{_BUTTON_PATH}.label", "card", _at(*_BUTTON, label="  ")),
    RuleCase("blank-text", "data.choices[0].name", "autocomplete", _at("data", "choices", 0, name=" \n")),
    RuleCase("snowflake", "message_reference.message_id", "text", _at(message_reference={"message_id": "x"})),
    RuleCase("web-address", "components[0].components[2].items[0].media.url", "card",
             _at(*_BOX, 2, "items", 0, media={"url": "file:///etc/passwd"})),
    RuleCase("unknown-request", "", "text", route=("POST", "/guilds/{guild_id}/channels")),
    RuleCase("callback-type", "type", "deferred", lambda body: (body.update(type=12), body.pop("data"))),
]  # fmt: skip  # a case a line or two reads as a table
_COMPONENTS = [
    RuleCase("component-type", "components[3].type", "card", _add("components", item=button(9))),
    RuleCase("component-type", "components[0].components[4].type", "card", _add(*_BOX, item={"type": 17})),
    RuleCase("component-type", "data.components[0].type", "modal", _at(*_FORM, 0, type=17)),
    RuleCase("button-style", f"{_BUTTON_PATH}.style", "card", _at(*_BUTTON, style=9)),
    RuleCase("button-fields", f"{_BUTTON_PATH}.custom_id", "card", _drop(*_BUTTON, "custom_id")),
    RuleCase("button-fields", f"{_BUTTON_PATH}.url", "card", _at(*_BUTTON, url="https://example.org")),
    RuleCase("button-fields", f"{_BUTTON_PATH}.sku_id", "card", _at(*_BUTTON, sku_id="1")),
    RuleCase("button-face", _BUTTON_PATH, "card", _drop(*_BUTTON, "label")),
    RuleCase("row-select", "components[1].components", "card",
             _add("components", 1, "components", item=button(9))),
    RuleCase("select-range", _PICK_PATH, "card", _at(*_PICK, min_values=2)),
    RuleCase("select-range", f"{_PICK_PATH}.max_values", "card", _at(*_PICK, max_values=3)),
    RuleCase("select-defaults", f"{_PICK_PATH}.options", "card",
             _at(*_PICK, options=[option(each) | {"default": True} for each in (1, 2)])),
    RuleCase("option-unique", f"{_PICK_PATH}.options[1].value", "card",
             _at(*_PICK, options=[option(1), option(1)])),
    RuleCase("default-value-type", "components[2].components[0].default_values[0].type", "card",
             _at(*_ROLES, "default_values", 0, type="pet")),
    RuleCase("channel-type", "components[2].components[0].channel_types[0]", "card",
             lambda body: body["components"][2].update(
                 components=[{"type": 8, "custom_id": "c", "channel_types": [99]}])),
    RuleCase("separator-spacing", "components[3].spacing", "card",
             _add("components", item={"type": 14, "spacing": 3})),
    RuleCase("alt-text-missing", "components[0].components[2].items[0].description", "card",
             _drop(*_BOX, 2, "items", 0, "description")),
    RuleCase("file-attachment", "components[3].file.url", "card",
             _add("components", item={"type": 13, "file": {"url": "https://example.org/a.csv"}})),
    RuleCase("custom-id-unique", "components[0].components[3].components[1].custom_id", "card",
             _at(*_BOX, 3, components=[button(1), button(1)])),
    RuleCase("custom-id-unique", "data.components[1].components[0].custom_id", "modal",
             _at(*_FORM, 1, "components", 0, custom_id="why")),
    RuleCase("custom-id-unique", "components[0].components[3].components[0].custom_id", "card",
             _at(*_BOX, 1, accessory=button(1))),
    RuleCase("message-components", "components", "card",
             lambda body: body["components"].extend(_section_with_button(each) for each in range(10))),
    RuleCase("component-id-unique", "components[0].components[0].id", "card",
             lambda body: (_at("components", 0, id=7)(body), _at(*_BOX, 0, id=7)(body))),
]  # fmt: skip  # a case a line or two reads as a table
_MESSAGES = [
    RuleCase("v2-alone", "content", "card", _at(content="x")),
    RuleCase("v2-alone", "embeds", "card", _at(embeds=[{"title": "x"}])),
    RuleCase("v2-alone", "sticker_ids", "card", _at(sticker_ids=["1"])),
    RuleCase("v2-flag", "flags", "text", _at(components=[text()])),
    RuleCase("v2-flag", "data.flags", "reply", lambda body: body["data"].update(flags=64, content="x")),
    RuleCase("empty-message", "", "text", _at(content=" \n ")),
    RuleCase("empty-message", "", "card", _at(components=[])),
    RuleCase("empty-message", "data", "reply", lambda body: body["data"].update(flags=64, components=[])),
    RuleCase("empty-message", "", "classic", _at(content=None)),
    RuleCase("flags", "flags", "text", _at(flags=64)),
    RuleCase("flags", "data.flags", "deferred", _at("data", flags=1 << 15)),
    RuleCase("pings-nobody", "allowed_mentions", "text", _drop("allowed_mentions")),
    RuleCase("pings-nobody", "allowed_mentions", "text", _at(allowed_mentions={"parse": ["users"]})),
    RuleCase("pings-nobody", "allowed_mentions", "text", _at("allowed_mentions", replied_user=True)),
    RuleCase("pings-nobody", "allowed_mentions", "text", _at("allowed_mentions", roles=["1"])),
    RuleCase("nonce-missing", "nonce", "text", _at(enforce_nonce=True)),
    RuleCase("nonce-enforced", "enforce_nonce", "text", _at(nonce="a")),
    RuleCase("poll", "poll", "text", _at(poll={"question": {"text": "?"}})),
    RuleCase("reference-type", "message_reference.type", "text",
             _at(message_reference={"message_id": "1", "type": 9})),
    RuleCase("embed-type", "embeds[0].type", "embed", _at("embeds", 0, type="video")),
    RuleCase("embed-flags", "embeds[0].flags", "embed", _at("embeds", 0, flags=32)),
    RuleCase("file-field", "file", "upload", files=(PNG, FilePart("file", "b.csv", "", b"x"))),
    RuleCase("file-field", "", "commands", files=(PNG,)),
    RuleCase("file-field", "data", "modal", files=(PNG,)),
    RuleCase("file-empty", "files[0]", "upload", files=(FilePart("files[0]", "a.png", "", b""),)),
    RuleCase("attachment-file", "attachments[0].id", "upload", files=()),
    RuleCase("attachment-listed", "attachments", "upload", _at(attachments=[])),
    RuleCase("attachment-unique", "attachments[1].id", "upload",
             _add("attachments", item={"id": "0", "description": "x"})),
    RuleCase("attachment-reference", "embeds[0].image.url", "embed",
             _at("embeds", 0, image={"url": "attachment://b.png"})),
    RuleCase("attachment-reference", "components[0].components[2].items[0].media.url", "card",
             _at(*_BOX, 2, "items", 0, media={"url": "attachment://b.png"})),
    RuleCase("attachment-shown", "components", "card", _at(attachments=[{"id": 0}]), files=(_CSV,)),
    RuleCase("alt-text-missing", "attachments[0].description", "upload",
             _drop("attachments", 0, "description")),
]  # fmt: skip  # a case a line or two reads as a table
_FORMS = [
    RuleCase("input-range", "data.components[0].component", "modal",
             _at(*_FORM, 0, "component", min_length=5, max_length=4)),
    RuleCase("input-range", "data.components[0].component.value", "modal",
             _at(*_FORM, 0, "component", value="xxxxx", max_length=4)),
    RuleCase("input-style", "data.components[0].component.style", "modal",
             _at(*_FORM, 0, "component", style=3)),
    RuleCase("input-label-place", "data.components[0].component.label", "modal",
             _at(*_FORM, 0, "component", label="x")),
    RuleCase("input-label-place", "data.components[1].components[0].label", "modal",
             _drop(*_FORM, 1, "components", 0, "label")),
    RuleCase("modal-disabled", "data.components[0].component.disabled", "modal",
             _at(*_FORM, 0, component=_SELECT | {"disabled": True})),
    RuleCase("required-values", "data.components[0].component.min_values", "modal",
             _at(*_FORM, 0, component=_SELECT | {"min_values": 0})),
    RuleCase("modal-row", "data.components[1].components", "modal",
             _add(*_FORM, 1, "components", item={"type": 4, "style": 1, "custom_id": "b", "label": "B"})),
]  # fmt: skip  # a case a line or two reads as a table
_COMMANDS = [
    RuleCase("command-naming", "[0].name", "commands", _at(0, name="Look up")),
    RuleCase("command-naming", "[0].options[0].name", "commands", _at(0, "options", 0, name="Name")),
    RuleCase("command-unique", "[1].name", "commands", _add(item=command())),
    RuleCase("command-type", "[1].type", "commands", _add(item={"type": 4, "name": "play"})),
    RuleCase("menu-fields", "[1].description", "commands",
             _add(item={"type": 3, "name": "Look up", "description": "x"})),
    RuleCase("option-type", "[0].options[0].type", "commands", _at(0, "options", 0, type=99)),
    RuleCase("option-name-unique", "[0].options[1].name", "commands",
             _add(0, "options", item=_HUGE | {"name": "name"})),
    RuleCase("option-order", "[0].options[1].required", "commands",
             _at(0, options=[_HUGE, _HUGE | {"name": "y", "required": True}])),
    RuleCase("option-mix", "[0].options", "group", _add(0, "options", item=_HUGE)),
    RuleCase("option-choices", "[0].options[0].choices", "commands", _at(0, "options", 0, autocomplete=True)),
    RuleCase("option-range", "[0].options[0].min_length", "commands",
             _at(0, "options", 0, min_length=5, max_length=4)),
    RuleCase("choice-unique", "data.choices[1].value", "autocomplete",
             _add("data", "choices", item={"name": "B", "value": "a"})),
    RuleCase("channel-type", "[0].options[0].channel_types[0]", "commands",
             _at(0, options=[{"type": 7, "name": "x", "description": "X", "channel_types": [99]}])),
    RuleCase("context", "[0].contexts[0]", "commands", _at(0, contexts=[3])),
    RuleCase("integration-type", "[0].integration_types[0]", "commands", _at(0, integration_types=[2])),
]  # fmt: skip  # a case a line or two reads as a table
_MENTIONS = {"parse": ["users"], "users": ["1"]}

RULE_CASES = [*_SHAPES, *_COMPONENTS, *_MESSAGES, *_FORMS, *_COMMANDS]

_OLD_CARD = {"flags": V2, "components": [text()], "attachments": []}
_OLD_TEXT = {"flags": 0, "content": "Old", "components": [], "attachments": []}
_OLD_PICTURE = {"flags": V2, "components": [text()], "attachments": [{"id": "77", "filename": "a.png"}]}
_GALLERY = {"type": 12, "items": [picture() | {"media": {"url": "attachment://a.png"}}]}
_IMAGE_PATH = "components[0].items[0].media.url"

EDIT_CASES = [
    EditCase("keeps the flag", {"components": [text()]}, _OLD_CARD, []),
    EditCase("drops the flag", {"flags": 0, "components": []}, _OLD_CARD,
             [("v2-kept", "flags"), ("empty-message", "")]),
    EditCase("needs the flag where the past is unknown", {"components": [text()]}, None,
             [("v2-flag", "flags")]),
    EditCase("sets the flag over a text", {"flags": V2, "components": [text()]}, _OLD_TEXT,
             [("v2-alone", "content")]),
    EditCase("sets the flag and clears the text", {"flags": V2, "components": [text()], "content": None},
             _OLD_TEXT, []),
    EditCase("leaves the text alone", {"components": [row(button())]}, _OLD_TEXT, []),
    EditCase("empties the message", {"content": ""}, _OLD_TEXT, [("empty-message", "")]),
    EditCase("empties what is known of it", {"content": "", "embeds": [], "attachments": []}, None,
             [("empty-message", "")]),
    EditCase("may leave the unknown", {"content": ""}, None, []),
    EditCase("shows a kept picture", {"components": [_GALLERY]}, _OLD_PICTURE, []),
    EditCase("shows a picture that is listed", {"components": [_GALLERY], "attachments": [{"id": "77"}]},
             _OLD_PICTURE, []),
    EditCase("shows a picture it drops", {"components": [_GALLERY], "attachments": []}, _OLD_PICTURE,
             [("attachment-reference", _IMAGE_PATH)]),
    EditCase("lists a picture that is not there", {"attachments": [{"id": "78"}]}, _OLD_PICTURE,
             [("attachment-file", "attachments[0].id")]),
    EditCase("lists an unknown attachment", {"attachments": [{"id": "123456789012345678"}]}, None, []),
    EditCase("cannot be made private", {"flags": 64, "content": "x"}, None, [("flags", "flags")]),
    EditCase("mentions by kind and by list", {"content": "x", "allowed_mentions": _MENTIONS}, None,
             [("mentions-exclusive", "allowed_mentions.users"), ("pings-nobody", "allowed_mentions")]),
    EditCase("mentions nobody known", {"content": "x", "allowed_mentions": {"parse": ["all"]}}, None,
             [("mention-type", "allowed_mentions.parse[0]"), ("pings-nobody", "allowed_mentions")]),
]  # fmt: skip  # a case a line or two reads as a table
