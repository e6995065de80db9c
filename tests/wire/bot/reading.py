"""What tests read off a card that a person was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.components import SELECTS, TEXT, walk

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.reply import Reply

V2, EPHEMERAL = 1 << 15, 1 << 6


def is_card(message: dict[str, Any]) -> bool:
    """Say whether it is a Components V2 message."""
    return bool(message["flags"] & V2) and not message["content"]


def words(message: dict[str, Any]) -> str:
    """Give the text of a card, or the content of a plain message, without labels of buttons."""
    pieces = [one["content"] for one in walk(message["components"]) if one["type"] == TEXT]
    return "\n".join(pieces) if pieces else str(message["content"])


def title(message: dict[str, Any]) -> str:
    """Give the first line, heading mark aside."""
    return words(message).split("\n", 1)[0].removeprefix("## ")


def labels(message: dict[str, Any]) -> list[str]:
    """List the labels of the buttons."""
    return [one["label"] for one in walk(message["components"]) if one["type"] == 2]


def button(message: dict[str, Any], start: str) -> dict[str, Any]:
    """Give the button whose label starts like this."""
    return next(
        one for one in walk(message["components"]) if one["type"] == 2 and one["label"].startswith(start)
    )


def select(message: dict[str, Any]) -> dict[str, Any]:
    """Give the select."""
    return next(one for one in walk(message["components"]) if one["type"] in SELECTS)


async def press(person: Person, shown: Reply, start: str) -> Reply:
    """Press the button whose label starts like this."""
    return await person.press(shown, button(shown.message, start)["custom_id"])
