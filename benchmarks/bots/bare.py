"""A bare discord.py bot: one command with an empty handler, and the imports that the bars allow for.

Usage: ``python -m benchmarks.bots.bare API GATEWAY TOKEN SIZES``; ``SIZES`` is a JSON object that says how many
characters the answer to each name has.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys

# The three are imported because the bars compare with a bot that has imported them.
import discord
import pydantic_settings  # noqa: F401
import rapidfuzz  # noqa: F401
import sqlmodel  # noqa: F401
from discord import app_commands

from benchmarks.bots import meter
from bot.sandbox.redirect import redirected


class BareBot(discord.Client):
    """The least that answers ``/entity name``, registered at start."""

    def __init__(self, sizes: dict[str, int]) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none()
        )
        self.tree = app_commands.CommandTree(self)
        texts = {name: "x" * size for name, size in sizes.items()}

        @app_commands.command(name="entity", description="Answer with a text of a given size")
        async def entity(interaction: discord.Interaction, name: str) -> None:
            await interaction.response.send_message(texts[name], ephemeral=True)

        self.tree.add_command(entity)

    async def setup_hook(self) -> None:
        """Register the command."""
        await self.tree.sync()


async def serve(token: str, sizes: dict[str, int]) -> None:
    """Serve until SIGTERM."""
    async with BareBot(sizes) as bot:
        serving = asyncio.create_task(bot.start(token))
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, serving.cancel)
        await asyncio.gather(serving, return_exceptions=True)


def main() -> None:
    """Serve at the addresses given."""
    meter.start()
    api, gateway, token, sizes = sys.argv[1:]
    with redirected(api, gateway):
        asyncio.run(serve(token, json.loads(sizes)))


if __name__ == "__main__":
    main()
