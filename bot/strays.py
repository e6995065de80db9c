"""Components and forms that none of our handlers knows: answered, since nobody should see an interaction fail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import discord
from discord import ui

from bot.errors import Interaction, Refusal, report

UNKNOWN = (
    "This button is from another version of Dossier, which meant something by it that this one does not know. "
    "Ask again with a command."
)


class Strays:
    """Answers what no other handler takes.

    Args:
        items: the dynamic items that are registered.
        forms: the beginnings of the ``custom_id`` of the forms that are taken elsewhere.
    """

    def __init__(self, items: Iterable[type[ui.DynamicItem[Any]]], forms: Iterable[str]) -> None:
        self._known: list[re.Pattern[str]] = [item.__discord_ui_compiled_template__ for item in items]
        self._forms = tuple(forms)

    async def answer(self, interaction: Interaction) -> None:
        """Say so, when the interaction is a stray."""
        if self._is_stray(interaction):
            await report(interaction, Refusal(UNKNOWN), "unknown component")

    def _is_stray(self, interaction: Interaction) -> bool:
        data: Any = interaction.data
        own = str((data or {}).get("custom_id", ""))
        if interaction.type is discord.InteractionType.component:
            return not any(pattern.fullmatch(own) for pattern in self._known)
        if interaction.type is discord.InteractionType.modal_submit:
            return not own.startswith(self._forms)
        return False
