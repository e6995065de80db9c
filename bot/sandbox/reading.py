"""What a person can read and press in a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.components import BUTTON, LABEL, SELECTS, TEXT, TEXT_INPUT, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sandbox.objects import Object


def _embed_lines(embed: Object) -> Iterator[str]:
    yield from (embed[name] for name in ("title", "description") if embed.get(name))
    for field in embed.get("fields") or ():
        yield field["name"]
        yield field["value"]
    if embed.get("footer"):
        yield embed["footer"]["text"]


def _component_lines(component: Object) -> Iterator[str]:
    kind = component["type"]
    if kind == TEXT:
        yield component["content"]
    elif kind in {BUTTON, LABEL, TEXT_INPUT} and component.get("label"):
        yield component["label"]
    elif kind in SELECTS:
        if component.get("placeholder"):
            yield component["placeholder"]
        for option in component.get("options") or ():
            yield option["label"]
            if option.get("description"):
                yield option["description"]
    for holder in (component, *(component.get("items") or ())):
        if holder.get("media") and holder.get("description"):
            yield holder["description"]


def text_of(message: Object) -> str:
    """Give all text of a message, one piece a line: content, embeds, texts, labels, picture descriptions."""
    lines = [message["content"]] if message.get("content") else []
    for embed in message.get("embeds") or ():
        lines += _embed_lines(embed)
    for component in walk(message.get("components") or []):
        lines += _component_lines(component)
    return "\n".join(lines)


def buttons_of(message: Object) -> list[Object]:
    """List the buttons in reading order: ``custom_id`` (None: a link), ``label``, ``disabled``, ``url``."""
    return [
        {name: component.get(name) for name in ("custom_id", "label", "disabled", "url")}
        for component in walk(message.get("components") or [])
        if component["type"] == BUTTON
    ]


def find_component(message: Object, key: str, kinds: frozenset[int]) -> Object:
    """Find the component with this custom_id, label or placeholder.

    Args:
        message: a message or modal.
        key: custom_id first; if none has it, the label or placeholder.
        kinds: component types to look among.

    Raises:
        AssertionError: none or several match; the message lists what there is.
    """
    found = [c for c in walk(message.get("components") or []) if c["type"] in kinds]
    for name in ("custom_id", "label", "placeholder"):
        matching = [c for c in found if c.get(name) == key]
        if len(matching) == 1:
            return matching[0]
        if matching:
            raise AssertionError(f"{len(matching)} components have the {name} {key!r}; use the custom_id.")
    there = [(c.get("custom_id"), c.get("label") or c.get("placeholder")) for c in found]
    raise AssertionError(f"No component {key!r} in the message; there are {there}.")
