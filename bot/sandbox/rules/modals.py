"""Modals: their title, their components, and what may stand in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards import limits
from bot.cards.limits import COMPONENTS_PAGE
from bot.sandbox.rules.components import (
    ACTION_ROW,
    SELECTS,
    STRING_SELECT,
    TEXT_DISPLAY,
    TEXT_INPUT,
    base,
    placed,
    select_fields,
    select_values,
    text_display_fields,
)
from bot.sandbox.rules.findings import Findings, at
from bot.sandbox.rules.layout import check_unique, walk
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
    text,
    text_of,
    whole,
)

if TYPE_CHECKING:
    from bot.cards.limits import Limit

LABEL, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 18, 19, 21, 22, 23
_IN_LABEL = SELECTS | {TEXT_INPUT, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX}
_INPUTS = f"{COMPONENTS_PAGE}#text-input"


def _input(findings: Findings, path: str, each: Record) -> None:
    least = number_of(each, "min_length", 0)
    most = number_of(each, "max_length", limits.INPUT_MAX_LENGTH.most)
    if least > most:
        findings.add("input-range", path, f"min_length {least} is above max_length {most}.", _INPUTS)
    if len(text_of(each, "value")) > most:
        message = f"The value is longer than max_length {most}."
        findings.add("input-range", at(path, "value"), message, _INPUTS)


def _select(findings: Findings, path: str, select: Record) -> None:
    select_values(findings, path, select)
    if select.get("disabled") is True:
        message = "A modal cannot have disabled components."
        findings.add("modal-disabled", at(path, "disabled"), message, f"{COMPONENTS_PAGE}#string-select")
    _needs_a_value(findings, path, select)


def _needs_a_value(findings: Findings, path: str, each: Record) -> None:
    if each.get("required") is not False and number_of(each, "min_values", 1) < 1:
        message = "min_values must be at least 1 where an answer is required."
        findings.add("required-values", at(path, "min_values"), message, f"{COMPONENTS_PAGE}#string-select")


def _row(findings: Findings, path: str, row: Record) -> None:
    for where, each in walk(at(path, "components"), row.get("components")):
        if not text_of(each, "label"):
            message = "A text input in a row needs a label of its own."
            findings.add("input-label-place", at(where, "label"), message, _INPUTS)


def _label(findings: Findings, path: str, label: Record) -> None:
    inner = label.get("component")
    if isinstance(inner, dict) and inner.get("label") is not None:
        message = "A text input in a label cannot have a label of its own."
        findings.add("input-label-place", at(at(path, "component"), "label"), message, _INPUTS)


def _option(source: str) -> Checker:
    return record(
        {
            "label": needed(text(limits.OPTION_LABEL)),
            "value": needed(text(limits.OPTION_VALUE)),
            "description": Field(text(limits.OPTION_DESCRIPTION)),
            "default": Field(flag),
        },
        source,
    )


def _answer(kind: int) -> dict[str, Field]:
    return base(kind) | {"custom_id": needed(text(limits.CUSTOM_ID)), "required": Field(flag)}


def _counted(least: Limit, most: Limit) -> dict[str, Field]:
    return {"min_values": Field(whole(least)), "max_values": Field(whole(most))}


_TABLE: dict[int, Checker] = {
    kind: record(select_fields(kind), f"{COMPONENTS_PAGE}#string-select", _select) for kind in SELECTS
}
_TABLE[STRING_SELECT] = record(select_fields(STRING_SELECT), f"{COMPONENTS_PAGE}#string-select", _select)
_TABLE[TEXT_DISPLAY] = record(text_display_fields(), f"{COMPONENTS_PAGE}#text-display")
_TABLE[TEXT_INPUT] = record(
    _answer(TEXT_INPUT)
    | {
        "style": needed(one_of(frozenset({1, 2}), "input-style", f"{_INPUTS}-text-input-styles")),
        "label": Field(text(limits.INPUT_LABEL)),
        "value": Field(text(limits.INPUT_VALUE, blank=True)),
        "placeholder": Field(text(limits.INPUT_PLACEHOLDER)),
        "min_length": Field(whole(limits.INPUT_MIN_LENGTH)),
        "max_length": Field(whole(limits.INPUT_MAX_LENGTH)),
    },
    _INPUTS,
    _input,
)
_TABLE[FILE_UPLOAD] = record(
    _answer(FILE_UPLOAD) | _counted(limits.UPLOAD_MIN_FILES, limits.UPLOAD_MAX_FILES),
    limits.UPLOAD_MAX_FILES.source,
    _needs_a_value,
)
_TABLE[RADIO_GROUP] = record(
    _answer(RADIO_GROUP)
    | {"options": needed(listing(_option(limits.RADIO_OPTIONS.source), limits.RADIO_OPTIONS))},
    limits.RADIO_OPTIONS.source,
    select_values,
)
_TABLE[CHECKBOX_GROUP] = record(
    _answer(CHECKBOX_GROUP)
    | _counted(limits.CHECKBOX_MIN_VALUES, limits.CHECKBOX_MAX_VALUES)
    | {"options": needed(listing(_option(limits.CHECKBOX_OPTIONS.source), limits.CHECKBOX_OPTIONS))},
    limits.CHECKBOX_OPTIONS.source,
    _needs_a_value,
)
_TABLE[CHECKBOX] = record(
    base(CHECKBOX) | {"custom_id": needed(text(limits.CUSTOM_ID)), "default": Field(flag)},
    f"{COMPONENTS_PAGE}#checkbox",
)
_ONE_INPUT = limits.Limit("modal-row", 1, f"{COMPONENTS_PAGE}#action-row", least=1)
_TABLE[ACTION_ROW] = record(
    base(ACTION_ROW)
    | {
        "components": needed(listing(placed(frozenset({TEXT_INPUT}), _TABLE, "in a modal's row"), _ONE_INPUT))
    },
    f"{COMPONENTS_PAGE}#action-row",
    _row,
)
_TABLE[LABEL] = record(
    base(LABEL)
    | {
        "label": needed(text(limits.LABEL_TEXT)),
        "description": Field(text(limits.LABEL_DESCRIPTION)),
        "component": needed(placed(_IN_LABEL, _TABLE, "in a label")),
    },
    f"{COMPONENTS_PAGE}#label",
    _label,
)


def _unique(findings: Findings, path: str, modal: Record) -> None:
    check_unique(findings, list(walk(at(path, "components"), modal.get("components"))))


MODAL = record(
    {
        "custom_id": needed(text(limits.CUSTOM_ID)),
        "title": needed(text(limits.MODAL_TITLE)),
        "components": needed(
            listing(
                placed(frozenset({ACTION_ROW, TEXT_DISPLAY, LABEL}), _TABLE, "at the top of a modal"),
                limits.MODAL_COMPONENTS,
            )
        ),
    },
    limits.MODAL_TITLE.source,
    _unique,
)
