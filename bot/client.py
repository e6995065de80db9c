"""The Discord client: registers commands when they changed, answers, and stops cleanly."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any, Protocol

import discord
from discord import app_commands

from bot.admission import Admission
from bot.brief_buttons import FORM as BRIEF_FORM
from bot.brief_buttons import BriefPress
from bot.briefing.service import Briefings
from bot.buttons import Press
from bot.commands import build_all
from bot.counted import names
from bot.desk import Desk
from bot.errors import Interaction, Refusal, report, tell
from bot.illustrating import Illustrator
from bot.long_questions import LongQuestions
from bot.observing import UNOBSERVED, Observer
from bot.posted_once import PostedOnce
from bot.quoting import Quoting
from bot.strays import Strays
from bot.tracing import trace

_log = logging.getLogger(__name__)


RAW = frozenset({"socket_raw_receive", "socket_raw_send"})
"""Events of each frame, which are for the observer alone; a sent one may hold the token."""


class SyncMemo(Protocol):
    """Remembers which set of commands Discord has: its hash, and the servers that have it for themselves."""

    def recall(self) -> str | None:
        """What was remembered last, None when unknown."""

    def remember(self, value: str) -> None:
        """Keep it."""


class SessionBudget(Protocol):
    """Knows how many sessions may be begun with Discord."""

    async def spend(self, *, initial: bool) -> None:
        """Count one that is about to be begun, and wait before it where it follows too soon."""


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
        """Serve only the servers the bot was set up for, and nobody without end, autocomplete included."""
        try:
            self.client.admission.check(interaction)
        except Refusal as refusal:
            await tell(interaction, str(refusal))
            self.client.observer.settled(interaction.id, "refused")
            return False
        return True

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
        illustrator: has the pictures of cards drawn, closed with this client; without it all cards are text.
        observer: is told what happens.

    Attributes:
        budget: counts the sessions that are begun, where they are limited.
        long_questions: what the buttons stand for that carry a short id.
    """

    def __init__(  # noqa: PLR0913 - what it is made of, each under its name
        self,
        desk: Desk,
        *,
        guild_ids: Collection[int] = (),
        memo: SyncMemo | None = None,
        briefings: Callable[[discord.Client], Briefings] | None = None,
        illustrator: Illustrator | None = None,
        observer: Observer = UNOBSERVED,
    ) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            # So that each frame of the gateway is dispatched: how long ago the last one came tells whether it lives.
            enable_debug_events=True,
        )
        self.observer = observer
        self.budget: SessionBudget | None = None
        self.admission = Admission(guild_ids)
        self.guild_ids = self.admission.guild_ids
        self._memo = memo or NoMemo()
        self.illustrator = illustrator
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
        state = (self.briefings.store, self.briefings.now) if self.briefings else ()
        self.long_questions = LongQuestions(*state)
        admit = self.admission.check
        press = Press(desk, admit, self.long_questions, PostedOnce(*state))
        items = [*press.items(), *Quoting(desk, admit).items()]
        self._brief_press = BriefPress(desk, self.briefings, admit) if self.briefings else None
        if self._brief_press is not None:
            items += self._brief_press.items()
        self.add_dynamic_items(*items)
        self._strays = Strays(items, (BRIEF_FORM,) if self._brief_press else ())
        # Kept apart: registering them for single servers takes them out of the tree, and may have to be tried again.
        self._own_commands = self.tree.get_commands()
        observer.expect(names(self._own_commands))
        trace(self, observer)

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Tell the observer of an event at the moment when it happens, then everyone else."""
        self.observer.event(event, args)
        if event not in RAW:
            super().dispatch(event, *args, **kwargs)

    async def setup_hook(self) -> None:
        """Register the commands where they changed, before any event arrives; deliver from the first READY on."""
        await self._sync()
        await self.long_questions.prune()
        if self.briefings is not None:
            # Here and not in on_ready, which fires again after a reconnect: this runs once a login.
            self.briefings.start(self.wait_until_ready)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Count a session that is about to be begun; a second one waits, as discord.py has it."""
        if self.budget is not None:
            await self.budget.spend(initial=initial)
        self.observer.identifying()
        await super().before_identify_hook(shard_id, initial=initial)

    async def close(self) -> None:
        """Finish the delivery that is under way while Discord can still be reached, then close."""
        self.observer.event("close", ())
        if self.briefings is not None:
            await self.briefings.stop()
        if self.illustrator is not None:
            await self.illustrator.close()
        await super().close()

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take the form of a brief, which no process keeps, and what nobody takes; discord.py dispatches the rest."""
        if self._brief_press is not None:
            await self._brief_press.submitted(interaction)
        await self._strays.answer(interaction)

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
        commands = self._own_commands
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
        for command in self._own_commands:
            if translator:
                payloads.append(await command.get_translated_payload(self.tree, translator))
            else:
                payloads.append(command.to_dict(self.tree))
        content = json.dumps([payloads, self.application_id, scopes], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()
