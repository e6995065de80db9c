"""What a message shows, read off the message itself, so that nothing about it has to be remembered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import discord

from bot.cards.card import Card, Choice
from bot.cards.question import decode
from bot.cards.view import KEPT


def shown_text(message: discord.Message | discord.MessageSnapshot) -> str:
    """Its content and the texts of its components, as they were sent."""
    texts = [one.content for one in components(message.components) if isinstance(one, discord.TextDisplay)]
    return "\n".join(filter(None, (message.content, *texts)))


def components(found: Iterable[Any]) -> Iterator[Any]:
    """All components, those inside others too."""
    for one in found:
        yield one
        yield from components(getattr(one, "children", ()))


def select_of(message: discord.Message, custom_id: str) -> discord.SelectMenu | None:
    """The message's select with this custom_id."""
    return next(
        (
            one
            for one in components(message.components)
            if isinstance(one, discord.SelectMenu) and one.custom_id == custom_id
        ),
        None,
    )


def keeping(card: Card, message: discord.Message | None) -> Card:
    """The card with the entries that the pressed message offers, where they are to stay below whatever is opened.

    The entries that a message names are known to the reply about it alone: no button could ask for them again.
    """
    menu = select_of(message, KEPT) if message is not None else None
    if menu is None:
        return card
    choices: list[Choice] = []
    matched = None
    for option in menu.options:
        question = decode(option.value)
        if question is None:
            continue
        choices.append(Choice(option.label, question, option.description or ""))
        if question.subject == card.question.subject:
            matched = option.description
    return replace(
        card, related=tuple(choices), related_label=menu.placeholder or "", kept=True, matched=matched
    )


def chosen(item: Any) -> str:
    """The first value that was chosen in a select; empty where nothing was, or where it is no select."""
    values: list[str] = getattr(item, "values", [])
    return values[0] if values else ""
