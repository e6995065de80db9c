"""For each limit of the table the change that makes something exactly ``n`` long, many or high."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.cards import limits
from tests.wire.right_requests import button, command, embed, option, picture, row, text

if TYPE_CHECKING:
    from bot.cards.limits import Limit

Change = Callable[[Any, int], None]


def at(*steps: str | int) -> Change:
    """Give a change that puts a text of ``n`` characters at a place."""

    def change(body: Any, n: int) -> None:
        put(body, steps, "x" * n)

    return change


def put(body: Any, steps: tuple[str | int, ...], value: Any) -> None:
    """Put a value at a place in a body."""
    for step in steps[:-1]:
        body = body[step]
    body[steps[-1]] = value


def number(*steps: str | int) -> Change:
    """Give a change that puts the number ``n`` at a place."""
    return lambda body, n: put(body, steps, n)


def many(make: Callable[[int], Any], *steps: str | int) -> Change:
    """Give a change that puts a list of ``n`` things at a place."""
    return lambda body, n: put(body, steps, [make(each) for each in range(n)])


def _url(*steps: str | int) -> Change:
    return lambda body, n: put(body, steps, ("https://a.b/" + "x" * n)[:n])


_CONTAINER: tuple[str | int, ...] = ("components", 0, "components")
_SECTION: tuple[str | int, ...] = (*_CONTAINER, 1)
_BUTTON: tuple[str | int, ...] = (*_CONTAINER, 3, "components", 0)
_PICK: tuple[str | int, ...] = ("components", 1, "components", 0)
_ROLES: tuple[str | int, ...] = ("components", 2, "components", 0)
_INPUT: tuple[str | int, ...] = ("data", "components", 0, "component")
_UPLOAD: tuple[str | int, ...] = ("data", "components", 2, "component")
_RADIO: tuple[str | int, ...] = ("data", "components", 3, "component")
_BOXES: tuple[str | int, ...] = ("data", "components", 4, "component")
_CHOICE: tuple[str | int, ...] = ("data", "choices")
_OPTION: tuple[str | int, ...] = (0, "options", 0)


def _components(body: Any, n: int) -> None:
    body["components"] = [text() for _ in range(n - 2)] + [{"type": 17, "components": [text()]}]


def _texts(body: Any, n: int) -> None:
    body["components"] = [text("x" * (n - 2000)), {"type": 17, "components": [text("x" * 2000)]}]


def _wide(body: Any, n: int) -> None:
    put(body, (*_PICK, "options"), [option(each) for each in range(25)])
    put(body, (*_PICK, "max_values"), 25)
    put(body, (*_PICK, "min_values"), n)


def _command_text(body: Any, n: int) -> None:
    """Spread the characters over the names and values of two options with 25 choices each."""
    options = [{"type": 3, "name": f"o{each}", "description": "d"} for each in range(2)]
    body[0] = {"name": "e", "description": "d", "options": options}
    size, longer = divmod(n - 8, 100)
    texts = [f"{each:03d}".ljust(size + (each < longer), "x") for each in range(100)]
    choices = [{"name": texts[each], "value": texts[each + 1]} for each in range(0, 100, 2)]
    options[0] |= {"choices": choices[:25]}
    options[1] |= {"choices": choices[25:]}


def _choice(each: int) -> dict[str, Any]:
    return {"name": f"N{each}", "value": f"v{each}"}


def _mentions(key: str) -> Change:
    return lambda body, n: put(
        body, ("allowed_mentions",), {"parse": [], key: [str(each) for each in range(n)]}
    )


def _embeds(body: Any, n: int) -> None:
    body["embeds"] = [
        {"description": "x" * (n - 4000)},
        {"description": "x" * 3800, "footer": {"text": "x" * 200}},
    ]


def _commands(make: Callable[[int], Any]) -> Change:
    def change(body: Any, n: int) -> None:
        body[:] = [make(each) for each in range(n)]

    return change


LIMIT_CASES: dict[str, tuple[Limit, str, Change]] = {
    limit.name: (limit, request, change)
    for limit, request, change in (
        (limits.MESSAGE_CONTENT, "text", at("content")),
        (limits.MESSAGE_COMPONENTS, "card", _components),
        (limits.MESSAGE_TEXT, "card", _texts),
        (limits.MESSAGE_ROWS, "classic", many(lambda each: row(button(each)), "components")),
        (limits.ATTACHMENTS, "upload", many(lambda each: {"id": each}, "attachments")),
        (limits.ATTACHMENT_NAME, "upload", at("attachments", 0, "filename")),
        (limits.ATTACHMENT_DESCRIPTION, "upload", at("attachments", 0, "description")),
        (limits.STICKERS, "text", many(str, "sticker_ids")),
        (limits.NONCE, "text", at("nonce")),
        (limits.MENTIONED_USERS, "text", _mentions("users")),
        (limits.MENTIONED_ROLES, "text", _mentions("roles")),
        (limits.CUSTOM_ID, "card", at(*_BUTTON, "custom_id")),
        (limits.COMPONENT_ID, "card", number(*_BUTTON, "id")),
        (limits.TEXT_DISPLAY, "card", at(*_CONTAINER, 0, "content")),
        (limits.ROW_BUTTONS, "card", many(button, *_CONTAINER, 3, "components")),
        (limits.BUTTON_LABEL, "card", at(*_BUTTON, "label")),
        (limits.BUTTON_URL, "card", _url(*_BUTTON, "url")),
        (limits.EMOJI_NAME, "card", lambda body, n: put(body, (*_BUTTON, "emoji"), {"name": "x" * n})),
        (limits.SELECT_OPTIONS, "card", many(option, *_PICK, "options")),
        (limits.SELECT_PLACEHOLDER, "card", at(*_PICK, "placeholder")),
        (limits.SELECT_MIN_VALUES, "card", _wide),
        (limits.SELECT_MAX_VALUES, "card", number(*_PICK, "max_values")),
        (
            limits.SELECT_DEFAULTS,
            "card",
            many(lambda each: {"id": str(each), "type": "role"}, *_ROLES, "default_values"),
        ),
        (limits.OPTION_LABEL, "card", at(*_PICK, "options", 0, "label")),
        (limits.OPTION_VALUE, "card", at(*_PICK, "options", 0, "value")),
        (limits.OPTION_DESCRIPTION, "card", at(*_PICK, "options", 0, "description")),
        (limits.SECTION_TEXTS, "card", many(lambda _: text(), *_SECTION, "components")),
        (limits.GALLERY_ITEMS, "card", many(lambda _: picture(), *_CONTAINER, 2, "items")),
        (limits.CONTAINER_CHILDREN, "card", many(lambda _: text(), *_CONTAINER)),
        (limits.ACCENT_COLOUR, "card", number("components", 0, "accent_color")),
        (limits.ALT_TEXT, "card", at(*_SECTION, "accessory", "description")),
        (limits.MEDIA_URL, "card", _url(*_SECTION, "accessory", "media", "url")),
        (limits.MODAL_TITLE, "modal", at("data", "title")),
        (limits.MODAL_COMPONENTS, "modal", many(lambda _: text(), "data", "components")),
        (limits.LABEL_TEXT, "modal", at("data", "components", 0, "label")),
        (limits.LABEL_DESCRIPTION, "modal", at("data", "components", 0, "description")),
        (limits.INPUT_LABEL, "modal", at("data", "components", 1, "components", 0, "label")),
        (limits.INPUT_VALUE, "modal", at(*_INPUT, "value")),
        (limits.INPUT_PLACEHOLDER, "modal", at(*_INPUT, "placeholder")),
        (limits.INPUT_MIN_LENGTH, "modal", number(*_INPUT, "min_length")),
        (limits.INPUT_MAX_LENGTH, "modal", number(*_INPUT, "max_length")),
        (limits.UPLOAD_MIN_FILES, "modal", number(*_UPLOAD, "min_values")),
        (limits.UPLOAD_MAX_FILES, "modal", number(*_UPLOAD, "max_values")),
        (limits.RADIO_OPTIONS, "modal", many(option, *_RADIO, "options")),
        (limits.CHECKBOX_OPTIONS, "modal", many(option, *_BOXES, "options")),
        (limits.CHECKBOX_MIN_VALUES, "modal", number(*_BOXES, "min_values")),
        (limits.CHECKBOX_MAX_VALUES, "modal", number(*_BOXES, "max_values")),
        (
            limits.CHOICES,
            "autocomplete",
            many(lambda each: {"name": f"N{each}", "value": f"v{each}"}, *_CHOICE),
        ),
        (limits.CHOICE_NAME, "autocomplete", at(*_CHOICE, 0, "name")),
        (limits.CHOICE_VALUE, "autocomplete", at(*_CHOICE, 0, "value")),
        (limits.COMMANDS_CHAT, "commands", _commands(command)),
        (limits.COMMANDS_USER, "commands", _commands(lambda each: {"type": 2, "name": f"Look {each}"})),
        (limits.COMMANDS_MESSAGE, "commands", _commands(lambda each: {"type": 3, "name": f"Look {each}"})),
        (limits.COMMAND_NAME, "commands", at(0, "name")),
        (limits.COMMAND_DESCRIPTION, "commands", at(0, "description")),
        (limits.COMMAND_TEXT, "commands", _command_text),
        (
            limits.COMMAND_OPTIONS,
            "commands",
            many(lambda each: {"type": 5, "name": f"o{each}", "description": "d"}, 0, "options"),
        ),
        (limits.COMMAND_CHOICES, "commands", many(_choice, *_OPTION, "choices")),
        (limits.OPTION_MIN_LENGTH, "commands", number(*_OPTION, "min_length")),
        (limits.OPTION_MAX_LENGTH, "commands", number(*_OPTION, "max_length")),
        (limits.EMBEDS, "embed", many(lambda _: embed(), "embeds")),
        (limits.EMBEDS_TEXT, "embed", _embeds),
        (limits.EMBED_TITLE, "embed", at("embeds", 0, "title")),
        (limits.EMBED_DESCRIPTION, "embed", at("embeds", 0, "description")),
        (limits.EMBED_FIELDS, "embed", many(lambda _: {"name": "N", "value": "V"}, "embeds", 0, "fields")),
        (limits.EMBED_FIELD_NAME, "embed", at("embeds", 0, "fields", 0, "name")),
        (limits.EMBED_FIELD_VALUE, "embed", at("embeds", 0, "fields", 0, "value")),
        (limits.EMBED_FOOTER, "embed", at("embeds", 0, "footer", "text")),
        (limits.EMBED_AUTHOR, "embed", at("embeds", 0, "author", "name")),
    )
}
