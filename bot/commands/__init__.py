"""One thin file per slash command: an interaction becomes a question, the answer's card goes back."""

from __future__ import annotations

from bot.commands import about, browse, entity, sources, timeline, treaty
from bot.commands.options import Slash
from bot.desk import Desk

MODULES = (entity, treaty, timeline, browse, sources, about)


def build_all(desk: Desk) -> list[Slash]:
    """Every command, bound to a desk."""
    return [module.build(desk) for module in MODULES]
