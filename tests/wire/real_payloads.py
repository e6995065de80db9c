"""Requests as discord.py itself builds them, from its own objects: what rules and schema must take."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui
from discord.http import handle_message_parameters
from discord.webhook.async_ import interaction_message_response_params

from bot.sandbox.exchange import Exchange, FilePart

if TYPE_CHECKING:
    from discord.http import MultipartParameters

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
FOLLOW_UP = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = f"{FOLLOW_UP}/messages/@original"
FOLLOW_UP_MESSAGE = f"{FOLLOW_UP}/messages/{{message_id}}"
CHANNEL = "/channels/{channel_id}/messages"
CHANNEL_MESSAGE = f"{CHANNEL}/{{message_id}}"
COMMANDS = "/applications/{application_id}/commands"
GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"

_NOBODY = discord.AllowedMentions.none()


def request(method: str, route: str, body: Any, files: tuple[FilePart, ...] = ()) -> Exchange:
    """Give an exchange with this request, and an answer that every request may get."""
    nested = {"content": {"_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "Too long."}]}}
    refusal: Any = {"code": 50035, "message": "Invalid Form Body", "errors": nested}
    return Exchange(method, route, route, {}, body, files, 400, refusal)


def card(*, picture: bool = False) -> ui.LayoutView:
    """Give a card with every component that a message may have; files only with ``picture``."""
    view: ui.LayoutView = ui.LayoutView()
    container: ui.Container[ui.LayoutView] = ui.Container(
        ui.TextDisplay("## THAAD"),
        ui.Section("One", "Two", accessory=ui.Button(label="More", custom_id="more:thaad")),
        ui.Separator(spacing=discord.SeparatorSpacing.large),
        accent_colour=0x5865F2,
    )
    if picture:
        container.add_item(
            ui.MediaGallery(discord.MediaGalleryItem("attachment://a.png", description="A timeline"))
        )
        container.add_item(
            ui.Section("Three", accessory=ui.Thumbnail("attachment://a.png", description="A timeline"))
        )
        container.add_item(ui.File("attachment://a.csv"))
    container.add_item(ui.ActionRow(ui.Button(label="Source", url="https://example.org/a")))
    view.add_item(container)
    option = discord.SelectOption(label="THAAD", value="thaad", description="A system", emoji="🔎")
    view.add_item(ui.ActionRow(ui.Select(custom_id="pick", placeholder="Pick one", options=[option])))
    view.add_item(ui.ActionRow(ui.ChannelSelect(custom_id="channel")))
    view.add_item(ui.ActionRow(ui.RoleSelect(custom_id="role")))
    return view


def modal() -> dict[str, Any]:
    """Give a modal with the old and the new way to ask for text, a text and a select."""
    form = ui.Modal(title="Not useful?", custom_id="useful:1")
    form.add_item(ui.TextInput(label="Why", custom_id="why"))
    form.add_item(
        ui.Label(text="More", component=ui.TextInput(custom_id="more", style=discord.TextStyle.paragraph))
    )
    form.add_item(ui.TextDisplay("Stored without your name."))
    options = [discord.SelectOption(label="Wrong"), discord.SelectOption(label="Unclear")]
    form.add_item(
        ui.Label(text="Kind", component=ui.Select(custom_id="kind", options=options, required=False))
    )
    return form.to_dict()


def commands() -> list[dict[str, Any]]:
    """Give the payload of a command tree: slash commands, a group, a context menu."""
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))

    async def empty(
        interaction: discord.Interaction,
        name: str,
        kind: str = "all",
        number: app_commands.Range[int, 1, 5] = 1,
    ) -> None:
        del interaction, name, kind, number

    async def suggest(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        del interaction, current
        return []

    async def menu(interaction: discord.Interaction, message: discord.Message) -> None:
        del interaction, message

    async def schedule(interaction: discord.Interaction, channel: discord.TextChannel) -> None:
        del interaction, channel

    entity: app_commands.Command[Any, ..., None]
    entity = app_commands.Command(name="entity", description="What the documents say", callback=empty)
    entity.guild_only = True
    entity.autocomplete("name")(suggest)
    app_commands.choices(kind=[app_commands.Choice(name="All", value="all")])(entity)
    tree.add_command(entity)
    tree.add_command(app_commands.ContextMenu(name="Look up in Dossier", callback=menu))
    group = app_commands.Group(
        name="briefing",
        description="The daily brief",
        default_permissions=discord.Permissions(manage_guild=True),
    )
    group.add_command(app_commands.Command(name="schedule", description="Plan one", callback=schedule))
    tree.add_command(group)
    return [each.to_dict(tree) for each in tree._get_all_commands()]


def _sent(method: str, route: str, parameters: MultipartParameters) -> Exchange:
    if not parameters.multipart:
        return request(method, route, parameters.payload)
    body = json.loads(parameters.multipart[0]["value"])
    files = tuple(
        FilePart(part["name"], part["filename"], part["content_type"], part["value"].read())
        for part in parameters.multipart[1:]
    )
    return request(method, route, body, files)


def _uploads() -> list[discord.File]:
    return [
        discord.File(io.BytesIO(b"png"), "a.png", description="A timeline"),
        discord.File(io.BytesIO(b"csv"), "a.csv"),
    ]


def exchanges() -> dict[str, Exchange]:
    """Give one exchange for each way in which discord.py sends something that the bot sends.

    Call it where an event loop runs: discord.py's views and clients ask for one.
    """
    embed = discord.Embed(title="T", description="D", colour=3, url="https://example.org")
    embed.add_field(name="N", value="V").set_footer(text="F").set_author(name="A")
    private = discord.MessageFlags(ephemeral=True)
    reply = interaction_message_response_params
    message = handle_message_parameters
    choice = app_commands.Choice(name="THAAD", value="thaad").to_dict()
    found = {
        "pong": request("POST", CALLBACK, {"type": 1}),
        "deferred": request("POST", CALLBACK, {"type": 5, "data": {"flags": 64}}),
        "deferred update": request("POST", CALLBACK, {"type": 6}),
        "autocomplete": request("POST", CALLBACK, {"type": 8, "data": {"choices": [choice]}}),
        "no suggestions": request("POST", CALLBACK, {"type": 8, "data": {"choices": []}}),
        "modal": request("POST", CALLBACK, {"type": 9, "data": modal()}),
        "commands": request("PUT", COMMANDS, commands()),
        "guild commands": request("PUT", GUILD_COMMANDS, commands()),
        "direct channel": request("POST", "/users/@me/channels", {"recipient_id": 80351110224678912}),
    }
    sent = {
        "text reply": ("POST", CALLBACK, reply(type=4, content="x", flags=private, allowed_mentions=_NOBODY)),
        "card reply": ("POST", CALLBACK, reply(type=4, view=card(), flags=private, allowed_mentions=_NOBODY)),
        "picture reply": (
            "POST",
            CALLBACK,
            reply(type=4, view=card(picture=True), files=_uploads(), allowed_mentions=_NOBODY),
        ),
        "card update": (
            "POST",
            CALLBACK,
            reply(type=7, view=card(), attachments=[], allowed_mentions=_NOBODY),
        ),
        "follow-up": ("POST", FOLLOW_UP, message(view=card(), flags=private, allowed_mentions=_NOBODY)),
        "follow-up embed": ("POST", FOLLOW_UP, message(embed=embed, allowed_mentions=_NOBODY)),
        "original edit": (
            "PATCH",
            ORIGINAL,
            message(view=card(picture=True), attachments=_uploads(), allowed_mentions=_NOBODY),
        ),
        "follow-up edit": ("PATCH", FOLLOW_UP_MESSAGE, message(view=card(), allowed_mentions=_NOBODY)),
        "channel card": ("POST", CHANNEL, message(view=card(), nonce="b7-2026", allowed_mentions=_NOBODY)),
        "channel text": (
            "POST",
            CHANNEL,
            message(content="Push line", view=_classic(), files=_uploads(), allowed_mentions=_NOBODY),
        ),
        "channel reply": (
            "POST",
            CHANNEL,
            message(content="See above", allowed_mentions=_NOBODY, message_reference=_reference()),
        ),
        "channel edit": ("PATCH", CHANNEL_MESSAGE, message(content="Corrected", allowed_mentions=_NOBODY)),
    }
    return found | {name: _sent(*each) for name, each in sent.items()}


def _reference() -> Any:
    """Give a reference as ``send(reference=…)`` hands it on; the library's types say otherwise."""
    reference = discord.MessageReference(
        message_id=1457659890892800020, channel_id=1100000000000000010, guild_id=1100000000000000000
    )
    return reference.to_dict()


def _classic() -> ui.View:
    view: ui.View = ui.View()
    view.add_item(ui.Button(label="Useful", custom_id="useful:1"))
    return view
