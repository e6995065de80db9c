"""A small bot on discord.py alone: one command for each thing that the sandbox must do."""

from __future__ import annotations

import asyncio
import io
from typing import Any, TypeAlias

import discord
from discord import app_commands, ui

Interaction: TypeAlias = discord.Interaction[discord.Client]
# The smallest PNG: one grey pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


class Form(ui.Modal, title="Feedback"):
    reason: ui.TextInput[Form] = ui.TextInput(label="Reason", custom_id="reason", min_length=3, max_length=40)

    async def on_submit(self, interaction: Interaction) -> None:
        await interaction.response.send_message(f"Reason: {self.reason.value}", ephemeral=True)


class Card(ui.LayoutView):
    """A Components V2 card whose button counts."""

    def __init__(self, count: int = 0) -> None:
        super().__init__(timeout=None)
        self.count = count
        more: ui.Button[Card] = ui.Button(label="More", custom_id="card:more")
        later: ui.Button[Card] = ui.Button(label="Later", custom_id="card:later")
        form: ui.Button[Card] = ui.Button(label="Form", custom_id="card:form")
        off: ui.Button[Card] = ui.Button(label="Off", custom_id="card:off", disabled=True)
        more.callback, later.callback, form.callback = self.more, self.later, self.form  # type: ignore[method-assign] # discord.py's documented way
        choice: ui.Select[Card] = ui.Select(
            custom_id="card:choice",
            placeholder="Choose",
            options=[discord.SelectOption(label="Two", value="2")],
        )
        choice.callback = self.chosen  # type: ignore[method-assign] # as above
        self.choice = choice
        gallery: ui.MediaGallery[Card] = ui.MediaGallery(
            discord.MediaGalleryItem("attachment://pixel.png", description="A grey pixel")
        )
        box: ui.Container[Card] = ui.Container(
            ui.TextDisplay(f"Count {count}"), ui.Separator(), gallery, accent_colour=discord.Colour(0x336699)
        )
        self.add_item(box)
        self.add_item(ui.ActionRow(more, later, form, off))
        self.add_item(ui.ActionRow(choice))

    async def more(self, interaction: Interaction) -> None:
        card = Card(self.count + 1)
        await interaction.response.edit_message(view=card, attachments=[pixel()])

    async def later(self, interaction: Interaction) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(view=Card(self.count + 10), attachments=[pixel()])

    async def form(self, interaction: Interaction) -> None:
        await interaction.response.send_modal(Form())

    async def chosen(self, interaction: Interaction) -> None:
        await interaction.response.send_message(f"Chosen {self.choice.values}")


def pixel() -> discord.File:
    return discord.File(io.BytesIO(PIXEL), filename="pixel.png", description="A grey pixel")


class SmallBot(discord.Client):
    """The bot; ``outcomes`` holds what its commands learnt."""

    def __init__(self, intents: discord.Intents | None = None) -> None:
        super().__init__(
            intents=intents or discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none()
        )
        self.tree = app_commands.CommandTree(self)
        self.outcomes: asyncio.Queue[Any] = asyncio.Queue()
        self.seen: asyncio.Queue[discord.Message] = asyncio.Queue()
        self.resumed = asyncio.Event()
        self.hold = asyncio.Event()
        add_commands(self)

    async def outcome(self) -> Any:
        """Give the next outcome; a broken sandbox must not make the tests wait for ever."""
        async with asyncio.timeout(10):
            return await self.outcomes.get()

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once: the library would pause 5 s for the real Discord's sake."""

    async def on_message(self, message: discord.Message) -> None:
        self.seen.put_nowait(message)

    async def on_resumed(self) -> None:
        self.resumed.set()


def add_commands(bot: SmallBot) -> None:  # noqa: C901 - a list of commands, each simple
    tree = bot.tree

    @tree.command(description="Say a text")
    async def say(interaction: Interaction, text: str, times: app_commands.Range[int, 1, 3] = 1) -> None:
        await interaction.response.send_message(" ".join([text] * times))

    @say.autocomplete("text")
    async def complete(_: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{typed}!", value=typed)]

    @tree.command(description="Say a text to one person")
    async def whisper(interaction: Interaction, text: str) -> None:
        await interaction.response.send_message(text, ephemeral=True)

    @tree.command(description="Show a card")
    async def card(interaction: Interaction) -> None:
        await interaction.response.send_message(view=Card(), file=pixel())

    @tree.command(description="Answer later")
    async def slow(interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await bot.hold.wait()
        await interaction.followup.send("Settled")
        second = await interaction.followup.send("Second", wait=True, ephemeral=True)
        await second.edit(content="Second, edited")
        third = await interaction.followup.send("Third", wait=True)
        await third.delete()
        bot.outcomes.put_nowait(await interaction.original_response())

    @tree.command(description="Answer twice")
    async def twice(interaction: Interaction) -> None:
        await interaction.response.send_message("once")
        again = interaction.response
        again._response_type = None
        try:
            await again.send_message("twice")
        except discord.HTTPException as error:
            bot.outcomes.put_nowait((error.status, error.code))

    @tree.command(description="Never answer")
    async def silent(interaction: Interaction) -> None:
        bot.outcomes.put_nowait(interaction)
        await bot.hold.wait()

    @tree.command(description="What may we do here")
    async def rights(interaction: Interaction) -> None:
        bot.outcomes.put_nowait((interaction.permissions, interaction.app_permissions))
        await interaction.response.send_message("noted", ephemeral=True)

    @tree.context_menu(name="Quote")
    async def quote(interaction: Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"> {message.content}")

    group = app_commands.Group(name="plan", description="Plans")

    @group.command(name="add", description="Add a plan")
    async def add(interaction: Interaction, channel: discord.TextChannel, who: discord.Member) -> None:
        await interaction.response.send_message(f"{channel.name} {who.display_name}")

    tree.add_command(group)
