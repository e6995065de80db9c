"""Components of a message: which fields each has, what may stand in what, and which fields go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards import limits
from bot.cards.limits import COMPONENTS_PAGE, HOUSE, Limit
from bot.sandbox.rules.findings import Findings, at
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
    records_of,
    snowflake,
    text,
    text_of,
    web_address,
    whole,
    wrong_type,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.sandbox.exchange import Json

ACTION_ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 5, 6, 7, 8
SECTION, TEXT_DISPLAY, THUMBNAIL, MEDIA_GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17

AUTO_SELECTS = frozenset({USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT})
SELECTS = AUTO_SELECTS | {STRING_SELECT}
IN_CONTAINER = frozenset({ACTION_ROW, SECTION, TEXT_DISPLAY, MEDIA_GALLERY, FILE, SEPARATOR})
IN_MESSAGE = IN_CONTAINER | {CONTAINER}
LINK, PREMIUM = 5, 6

_TYPES = f"{COMPONENTS_PAGE}#component-object-component-types"
_BUTTONS = f"{COMPONENTS_PAGE}#button-button-structure"
_CHANNEL_KINDS = frozenset(range(17))  # Discord numbers its channel types from 0 to 16
_CHANNEL_TYPES = Limit("channel-types", len(_CHANNEL_KINDS), COMPONENTS_PAGE)
EMOJI = record(
    {
        "id": Field(snowflake),
        "name": Field(text(limits.EMOJI_NAME)),
        "animated": Field(flag),
    },
    _BUTTONS,
)


def base(kind: int) -> dict[str, Field]:
    """Give the fields that every component has."""
    return {
        "type": needed(one_of(frozenset({kind}), "component-type", _TYPES)),
        "id": Field(whole(limits.COMPONENT_ID)),
    }


def placed(allowed: frozenset[int], table: Mapping[int, Checker], where: str) -> Checker:
    """Give a checker of components that may stand somewhere; ``where`` names the place for the sentence."""

    def check(findings: Findings, path: str, value: Json) -> None:
        if not isinstance(value, dict):
            wrong_type(findings, path, "an object")
            return
        kind = number_of(value, "type", -1)
        if kind in allowed:
            table[kind](findings, path, value)
        else:
            message = f"A component of type {value.get('type')!r} may not stand {where}."
            findings.add("component-type", at(path, "type"), message, _TYPES)

    return check


def _button(findings: Findings, path: str, button: Record) -> None:
    style = number_of(button, "style", 0)
    present = {key for key in ("custom_id", "url", "sku_id", "label", "emoji") if button.get(key) is not None}
    own = {LINK: "url", PREMIUM: "sku_id"}.get(style, "custom_id")
    foreign = {"custom_id", "url", "sku_id"} - {own} | ({"label", "emoji"} if style == PREMIUM else set())
    if own not in present:
        findings.add("button-fields", at(path, own), f"A button of style {style} needs {own}.", _BUTTONS)
    for key in sorted(foreign & present):
        message = f"A button of style {style} cannot have {key}."
        findings.add("button-fields", at(path, key), message, _BUTTONS)
    if style != PREMIUM and not present & {"label", "emoji"}:
        findings.add("button-face", path, "A button needs a label or an emoji.", _BUTTONS)


def _row(findings: Findings, path: str, row: Record) -> None:
    kinds = [number_of(child, "type", 0) for _, child in records_of(row, "components")]
    if SELECTS & set(kinds) and len(kinds) != 1:
        message = "A row holds up to five buttons or exactly one select."
        findings.add("row-select", at(path, "components"), message, limits.ROW_BUTTONS.source)


def select_values(findings: Findings, path: str, select: Record) -> None:
    """Check that the least and most values, the options and what is chosen beforehand go together."""
    least, most = number_of(select, "min_values", 1), number_of(select, "max_values", 1)
    source = limits.SELECT_MAX_VALUES.source
    if least > most:
        findings.add("select-range", path, f"min_values {least} is above max_values {most}.", source)
    options = records_of(select, "options")
    if "options" in select and most > len(options):
        message = f"max_values is {most} and there are {len(options)} options."
        findings.add("select-range", at(path, "max_values"), message, source)
    chosen = sum(option.get("default") is True for _, option in options)
    if chosen > most:
        message = f"{chosen} options are chosen beforehand and max_values is {most}."
        findings.add("select-defaults", at(path, "options"), message, source)
    seen: set[str] = set()
    for index, option in options:
        value = text_of(option, "value")
        if value in seen:
            where = at(at(at(path, "options"), index), "value")
            findings.add(
                "option-unique", where, f"The value {value!r} stands twice.", limits.OPTION_VALUE.source
            )
        seen.add(value)


def _picture(findings: Findings, path: str, picture: Record) -> None:
    if not text_of(picture, "description").strip():
        findings.add("alt-text-missing", at(path, "description"), "A picture needs alternative text.", HOUSE)


def _file(findings: Findings, path: str, component: Record) -> None:
    media = component.get("file")
    if isinstance(media, dict) and not text_of(media, "url").startswith("attachment://"):
        message = "A file component shows an uploaded file: attachment://name."
        findings.add("file-attachment", at(at(path, "file"), "url"), message, f"{COMPONENTS_PAGE}#file")


OPTION = record(
    {
        "label": needed(text(limits.OPTION_LABEL)),
        "value": needed(text(limits.OPTION_VALUE)),
        "description": Field(text(limits.OPTION_DESCRIPTION)),
        "emoji": Field(EMOJI),
        "default": Field(flag),
    },
    limits.OPTION_LABEL.source,
)
_DEFAULT_VALUE = record(
    {
        "id": needed(snowflake),
        "type": needed(one_of(frozenset({"user", "role", "channel"}), "default-value-type", COMPONENTS_PAGE)),
    },
    COMPONENTS_PAGE,
)
_MEDIA = record(
    {"url": needed(web_address(limits.MEDIA_URL, attachments=True))},
    f"{COMPONENTS_PAGE}#unfurled-media-item",
)


def select_fields(kind: int) -> dict[str, Field]:
    """Give the fields of a select of one kind, as in a message and in a modal."""
    fields = base(kind) | {
        "custom_id": needed(text(limits.CUSTOM_ID)),
        "placeholder": Field(text(limits.SELECT_PLACEHOLDER)),
        "min_values": Field(whole(limits.SELECT_MIN_VALUES)),
        "max_values": Field(whole(limits.SELECT_MAX_VALUES)),
        "disabled": Field(flag),
        "required": Field(flag),
    }
    if kind == STRING_SELECT:
        fields["options"] = needed(listing(OPTION, limits.SELECT_OPTIONS))
    else:
        fields["default_values"] = Field(listing(_DEFAULT_VALUE, limits.SELECT_DEFAULTS))
    if kind == CHANNEL_SELECT:
        kinds = one_of(_CHANNEL_KINDS, "channel-type", COMPONENTS_PAGE)
        fields["channel_types"] = Field(listing(kinds, _CHANNEL_TYPES))
    return fields


def text_display_fields() -> dict[str, Field]:
    """Give the fields of a text display, as in a message and in a modal."""
    return base(TEXT_DISPLAY) | {"content": needed(text(limits.TEXT_DISPLAY))}


_TABLE: dict[int, Checker] = {
    kind: record(select_fields(kind), f"{COMPONENTS_PAGE}#string-select", select_values) for kind in SELECTS
}
_TABLE[BUTTON] = record(
    base(BUTTON)
    | {
        "style": needed(
            one_of(frozenset(range(1, 7)), "button-style", f"{COMPONENTS_PAGE}#button-button-styles")
        ),
        "label": Field(text(limits.BUTTON_LABEL)),
        "emoji": Field(EMOJI),
        "custom_id": Field(text(limits.CUSTOM_ID)),
        "sku_id": Field(snowflake),
        "url": Field(web_address(limits.BUTTON_URL)),
        "disabled": Field(flag),
    },
    _BUTTONS,
    _button,
)
_TABLE[TEXT_DISPLAY] = record(text_display_fields(), f"{COMPONENTS_PAGE}#text-display")
_TABLE[THUMBNAIL] = record(
    base(THUMBNAIL)
    | {"media": needed(_MEDIA), "description": Field(text(limits.ALT_TEXT)), "spoiler": Field(flag)},
    f"{COMPONENTS_PAGE}#thumbnail",
    _picture,
)
_GALLERY_ITEM = record(
    {"media": needed(_MEDIA), "description": Field(text(limits.ALT_TEXT)), "spoiler": Field(flag)},
    f"{COMPONENTS_PAGE}#media-gallery-media-gallery-item-structure",
    _picture,
)
_TABLE[MEDIA_GALLERY] = record(
    base(MEDIA_GALLERY) | {"items": needed(listing(_GALLERY_ITEM, limits.GALLERY_ITEMS))},
    f"{COMPONENTS_PAGE}#media-gallery",
)
_TABLE[FILE] = record(
    base(FILE) | {"file": needed(_MEDIA), "spoiler": Field(flag)}, f"{COMPONENTS_PAGE}#file", _file
)
_TABLE[SEPARATOR] = record(
    base(SEPARATOR)
    | {
        "divider": Field(flag),
        "spacing": Field(one_of(frozenset({1, 2}), "separator-spacing", f"{COMPONENTS_PAGE}#separator")),
    },
    f"{COMPONENTS_PAGE}#separator",
)
_TABLE[SECTION] = record(
    base(SECTION)
    | {
        "components": needed(
            listing(placed(frozenset({TEXT_DISPLAY}), _TABLE, "in a section's text"), limits.SECTION_TEXTS)
        ),
        "accessory": needed(placed(frozenset({BUTTON, THUMBNAIL}), _TABLE, "beside a section")),
    },
    f"{COMPONENTS_PAGE}#section",
)
_TABLE[ACTION_ROW] = record(
    base(ACTION_ROW)
    | {"components": needed(listing(placed(SELECTS | {BUTTON}, _TABLE, "in a row"), limits.ROW_BUTTONS))},
    f"{COMPONENTS_PAGE}#action-row",
    _row,
)
_TABLE[CONTAINER] = record(
    base(CONTAINER)
    | {
        "components": needed(
            listing(placed(IN_CONTAINER, _TABLE, "in a container"), limits.CONTAINER_CHILDREN)
        ),
        "accent_color": Field(whole(limits.ACCENT_COLOUR)),
        "spoiler": Field(flag),
    },
    f"{COMPONENTS_PAGE}#container",
)

MESSAGE_COMPONENT = placed(IN_MESSAGE, _TABLE, "at the top of a message")
