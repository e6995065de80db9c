"""What of an interaction is nobody's business but the person's: it is kept out of the log, errors' texts included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import discord

_TYPED = ("value", "values", "content", "username", "global_name", "nick")
"""Where Discord puts what was typed or chosen, in the message that a menu was opened on too, and people's names."""
SHORTEST = 3
"""Characters of a word that is hidden for itself."""


def private_words(interaction: discord.Interaction[Any]) -> tuple[str, ...]:
    """The person's names, what they typed, and the token that lets one answer in the bot's name.

    Values that the program itself offers, such as the choices of an option, are among them: they cannot be told apart.
    """
    user: Any = interaction.user
    names = (getattr(user, name, None) for name in ("name", "global_name", "nick", "display_name"))
    return tuple(
        dict.fromkeys(
            word for word in (*names, *_typed(interaction.data), interaction.token) if isinstance(word, str)
        )
    )


def _typed(data: Any) -> Iterator[str]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key in _TYPED:
                yield from _texts(value)
            else:
                yield from _typed(value)
    elif isinstance(data, list | tuple):
        for one in data:
            yield from _typed(one)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        # Parts are used by themselves, such as the words of a search; short ones are anybody's.
        yield from (word for word in value.split() if len(word) >= SHORTEST)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
