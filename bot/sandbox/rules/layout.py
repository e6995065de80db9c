"""Rules over all the components of one message or modal: their count, their text, their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards import limits
from bot.cards.limits import COMPONENTS_PAGE
from bot.sandbox.rules.components import ACTION_ROW, SELECTS, TEXT_DISPLAY
from bot.sandbox.rules.components import BUTTON as _BUTTON
from bot.sandbox.rules.findings import Findings, at
from bot.sandbox.rules.shapes import Record, number_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sandbox.exchange import Json

CLASSIC = SELECTS | {ACTION_ROW, _BUTTON}


def walk(path: str, components: Json) -> Iterator[tuple[str, Record]]:
    """Give every component of a list with its path, parents before their children, nested ones included."""
    waiting: list[tuple[str, Json]] = [(path, components)]
    while waiting:
        where, value = waiting.pop()
        if isinstance(value, list):
            waiting.extend((at(where, index), value[index]) for index in reversed(range(len(value))))
        elif isinstance(value, dict):
            yield where, value
            children = [key for key in ("component", "accessory", "components") if key in value]
            waiting.extend((at(where, key), value[key]) for key in children)


def uses_v2(components: Json) -> bool:
    """Say whether a list holds a component that only messages with ``IS_COMPONENTS_V2`` may have."""
    return any(number_of(each, "type", ACTION_ROW) not in CLASSIC for _, each in walk("", components))


def check_layout(findings: Findings, path: str, components: Json) -> None:
    """Check the count, the whole text and the uniqueness of ids."""
    every = list(walk(path, components))
    findings.length(limits.MESSAGE_COMPONENTS, path, len(every), "components, nested ones counted,")
    length = sum(
        len(text_of(each, "content")) for _, each in every if number_of(each, "type", 0) == TEXT_DISPLAY
    )
    findings.length(limits.MESSAGE_TEXT, path, length, "characters of text in all components")
    check_unique(findings, every)


def check_unique(findings: Findings, every: list[tuple[str, Record]]) -> None:
    """Check that no two components share a ``custom_id`` or an ``id``; an ``id`` of 0 means none."""
    custom_ids: set[str] = set()
    ids: set[int] = set()
    anatomy = f"{COMPONENTS_PAGE}#anatomy-of-a-component"
    for path, each in every:
        custom_id, number = text_of(each, "custom_id"), number_of(each, "id", 0)
        if custom_id and custom_id in custom_ids:
            message = f"The custom_id {custom_id!r} stands twice."
            findings.add("custom-id-unique", at(path, "custom_id"), message, limits.CUSTOM_ID.source)
        if number and number in ids:
            findings.add("component-id-unique", at(path, "id"), f"The id {number} stands twice.", anatomy)
        custom_ids.add(custom_id)
        ids.add(number)
