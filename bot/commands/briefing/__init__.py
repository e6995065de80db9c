"""/briefing: one short brief in a channel on chosen days; for people who manage the server."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.briefing.service import Briefings
from bot.commands.briefing import changing, looking, sending, switching
from bot.desk import Desk
from bot.errors import Interaction, Refusal

NOT_ALLOWED = "Only people with the permission Manage Server may set up briefings here."


class BriefingGroup(app_commands.Group):
    """The group; who may use it is checked here too, since a server may open commands to anybody."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Say whether the person manages the server.

        Raises:
            Refusal: they do not.
        """
        if not interaction.permissions.manage_guild:
            raise Refusal(NOT_ALLOWED)
        return True


def build(desk: Desk, briefings: Briefings) -> app_commands.Group:
    """The group with its commands."""
    group = BriefingGroup(
        name="briefing",
        description="A short daily briefing for a channel: schedule it, see it, change it",
        default_permissions=discord.Permissions(manage_guild=True),
    )
    for module in (changing, looking, sending, switching):
        for command in module.build(desk, briefings):
            group.add_command(command)
    return group
