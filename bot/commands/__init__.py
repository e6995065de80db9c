"""One thin file per slash command or message menu: an interaction becomes a question, the answer's card goes back."""

from __future__ import annotations

from discord import app_commands

from bot.briefing.service import Briefings
from bot.commands import (
    about,
    briefing,
    browse,
    compare,
    entity,
    menu,
    positions,
    search,
    sources,
    timeline,
    treaty,
)
from bot.commands.options import Slash
from bot.desk import Desk

MODULES = (entity, treaty, timeline, positions, compare, search, browse, sources, about)


def build_all(
    desk: Desk, briefings: Briefings | None
) -> list[Slash | app_commands.Group | app_commands.ContextMenu]:
    """Every command, bound to a desk; those of briefings where there are any."""
    groups = [briefing.build(desk, briefings)] if briefings is not None else []
    return [*(module.build(desk) for module in MODULES), menu.build(desk), *groups]
