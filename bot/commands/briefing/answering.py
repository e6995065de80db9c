"""How the commands answer: privately, and after a wait, since the state or Discord may take a while."""

from __future__ import annotations

from collections.abc import Iterable

from bot.briefing.service import Briefings
from bot.cards.briefings import packed, schedule_block
from bot.desk import Desk
from bot.errors import Interaction
from bot.state import Subscription


async def wait_for_it(interaction: Interaction) -> None:
    """Say that the answer comes; a refusal after this is told by the ladder of errors, as anywhere."""
    await interaction.response.defer(ephemeral=True, thinking=True)


async def answer(interaction: Interaction, blocks: Iterable[str], gap: str = "\n\n") -> None:
    """Give the answer, in as many private messages as it takes."""
    first, *others = packed(blocks, gap)
    await interaction.edit_original_response(content=first)
    for text in others:
        await interaction.followup.send(text, ephemeral=True)


async def block_of(desk: Desk, briefings: Briefings, subscription: Subscription) -> str:
    """One schedule with what comes."""
    return schedule_block(desk.edition, subscription, await briefings.outlook(subscription))
