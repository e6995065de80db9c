"""The names under which interactions are counted: our commands, and how the ids of our buttons begin.

Names that are not here are counted as one, so that nothing that somebody sends becomes a figure's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from discord import app_commands

from bot.brief_buttons import REASON
from bot.briefing.delivery import ACTIONS
from bot.cards.view import CITE, KEPT, MORE, OPEN, PASSAGE, POST, PREFIX, READ
from bot.state.keys import BUTTON_PREFIX

BUTTONS = (
    *(f"{PREFIX}:{action}" for action in (OPEN, MORE, POST, "choose")),
    *(f"{BUTTON_PREFIX}:{action}" for action in (*ACTIONS, REASON)),
    KEPT,
    CITE,
    READ,
    PASSAGE,
)


def names(commands: Iterable[Any]) -> Iterator[str]:
    """All of them.

    Args:
        commands: the commands and groups of the tree.
    """
    yield from BUTTONS
    for command in commands:
        yield command.qualified_name
        if isinstance(command, app_commands.Group):
            yield from (one.qualified_name for one in command.walk_commands())
