"""The Discord client: registers commands when they changed, answers, and stops cleanly."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any, Protocol

import discord
from discord import app_commands

from bot.brief_buttons import BriefPress
from bot.briefing.service import Briefings
from bot.buttons import Press
from bot.commands import build_all
from bot.desk import Desk
from bot.errors import ELSEWHERE, Interaction, report, tell

_log = logging.getLogger(__name__)


class SyncMemo(Protocol):
    """Remembers which set of commands Discord has: its hash, and the servers that have it for themselves."""

    def recall(self) -> str | None:
        """What was remembered last, None when unknown."""

    def remember(self, value: str) -> None:
        """Keep it."""


class FileMemo:
    """The memo in a file of the data folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def recall(self) -> str | None:
        """What the file holds."""
        try:
            return self._path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None

    def remember(self, value: str) -> None:
        """Write it; a folder that cannot be written costs one more sync at the next start."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(f"{value}\n", encoding="utf-8")
        except OSError as error:
            _log.warning("the command hash cannot be kept at %s: %s", self._path, error.strerror)


class NoMemo:
    """Remembers nothing: commands are registered at every start."""

    def recall(self) -> str | None:
        """Nothing."""
        return None

    def remember(self, value: str) -> None:
        """Forget it."""


class DossierTree(app_commands.CommandTree["DossierBot"]):
    """The commands: in servers only, each error told to the person."""

    async def interaction_check(self, interaction: discord.Interaction[DossierBot], /) -> bool:
        """Serve only the servers the bot was set up for, autocomplete included."""
        if self.client.serves(interaction.guild_id):
            return True
        await tell(interaction, ELSEWHERE)
        return False

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Send every error up the one ladder."""
        command = interaction.command
        await report(interaction, error, f"command {command.qualified_name if command else 'unknown'}")


class DossierBot(discord.Client):
    """The bot: least intents, no mentions, one tree.

    Args:
        desk: where questions are answered.
        guild_ids: the only servers to serve; none means all.
        memo: remembers which commands Discord has.
        briefings: makes the briefings of this client; without it there are none.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        guild_ids: Collection[int] = (),
        memo: SyncMemo | None = None,
        briefings: Callable[[discord.Client], Briefings] | None = None,
    ) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
        )
        self.guild_ids = frozenset(guild_ids)
        self._memo = memo or NoMemo()
        self.tree = DossierTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=False, private_channel=False
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        self.briefings = briefings(self) if briefings is not None else None
        for command in build_all(desk, self.briefings):
            self.tree.add_command(command)
        self.add_dynamic_items(*Press(desk, self.serves).items())
        self._brief_press = BriefPress(desk, self.briefings, self.serves) if self.briefings else None
        if self._brief_press is not None:
            self.add_dynamic_items(*self._brief_press.items())

    def serves(self, guild_id: int | None) -> bool:
        """Whether commands and buttons are answered there: in a server, and in one it was set up for."""
        return guild_id is not None and (not self.guild_ids or guild_id in self.guild_ids)

    async def setup_hook(self) -> None:
        """Register the commands where they changed, before any event arrives; deliver from the first READY on."""
        await self._sync()
        if self.briefings is not None:
            # Here and not in on_ready, which fires again after a reconnect: this runs once a login.
            self.briefings.start(self.wait_until_ready)

    async def close(self) -> None:
        """Finish the delivery that is under way while Discord can still be reached, then close."""
        if self.briefings is not None:
            await self.briefings.stop()
        await super().close()

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take the form of a brief, which no process keeps; all else is dispatched by discord.py."""
        if self._brief_press is not None:
            await self._brief_press.submitted(interaction)

    async def on_ready(self) -> None:
        """Say so; this fires again after a reconnect, so nothing is started here."""
        _log.info("connected; serving %d server%s", len(self.guilds), "" if len(self.guilds) == 1 else "s")

    async def _sync(self) -> None:
        scopes = sorted(self.guild_ids)
        wanted = " ".join([await self._commands_hash(scopes), *map(str, scopes)])
        known = self._memo.recall() or ""
        if known == wanted:
            _log.info("the commands are registered already")
            return
        complete = await self._sync_servers(scopes)
        # Servers that had commands of their own and no longer do would show every command twice.
        left = {int(server) for server in known.split()[1:] if server.isdigit()} - self.guild_ids
        complete = await self._clear_servers(sorted(left)) and complete
        await self.tree.sync()
        if complete:
            self._memo.remember(wanted)
        _log.info("registered the commands %s", f"in {len(scopes)} servers" if scopes else "everywhere")

    async def _sync_servers(self, scopes: Iterable[int]) -> bool:
        """Move the commands from everywhere to these servers; false when one of them was refused."""
        complete = True
        commands = self.tree.get_commands()
        for guild_id in scopes:
            guild = discord.Object(guild_id)
            for command in commands:
                self.tree.add_command(command, guild=guild, override=True)
            self.tree.clear_commands(guild=None)
            try:
                await self.tree.sync(guild=guild)
            except (discord.Forbidden, discord.NotFound):
                # One wrong id must not keep the bot from the other servers.
                complete = False
                _log.error(
                    "server %s refused the commands: is the id in DOSSIER_GUILD_IDS right, and was the bot "
                    "invited there with the scope applications.commands?",
                    guild_id,
                )
        return complete

    async def _clear_servers(self, servers: Iterable[int]) -> bool:
        """Take our commands away from these servers; false when one of them could not be asked."""
        complete = True
        for guild_id in servers:
            guild = discord.Object(guild_id)
            self.tree.clear_commands(guild=guild)
            try:
                await self.tree.sync(guild=guild)
            except (discord.Forbidden, discord.NotFound):
                _log.info("server %s is out of reach: its commands went with the bot", guild_id)
            except discord.HTTPException as error:
                complete = False
                _log.warning("the commands of server %s could not be removed: %s", guild_id, error)
        return complete

    async def _commands_hash(self, scopes: list[int]) -> str:
        """Over the payloads as sent, with translations, the application and the scope."""
        translator = self.tree.translator
        payloads: list[Any] = []
        for command in self.tree.get_commands():
            if translator:
                payloads.append(await command.get_translated_payload(self.tree, translator))
            else:
                payloads.append(command.to_dict(self.tree))
        content = json.dumps([payloads, self.application_id, scopes], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


async def run_until(client: discord.Client, token: str, stop: asyncio.Event) -> None:
    """Serve until ``stop`` is set or the client ends by itself, then close.

    Raises:
        discord.LoginFailure: the token was refused.
        discord.DiscordException, OSError, aiohttp.ClientError: Discord cannot be reached or ended the connection.
    """
    async with client:
        serving = asyncio.create_task(client.start(token), name="dossier-client")
        stopping = asyncio.create_task(stop.wait(), name="dossier-stop")
        try:
            await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
            if serving.done():
                serving.result()
            else:
                _log.info("stopping")
                await client.close()
                serving.cancel()
                await asyncio.wait((serving,))
        finally:
            stopping.cancel()
