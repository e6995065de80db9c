"""Commands that serve: run (Discord), sandbox (a model of it on this machine), start (whichever fits)."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.exits import Exit, Stop
from bot.logs import set_up

if TYPE_CHECKING:
    from discord import Client
    from sqlalchemy.engine import URL

    from bot.settings import Places, Settings
    from bot.state import Store
    from knowledge.edition import Edition

_log = logging.getLogger(__name__)
SET_UP_OR_TRY = (
    "No bot token: set DISCORD_TOKEN or DISCORD_TOKEN_FILE (in the environment or in .env), "
    "or try the bot without Discord with: dossier sandbox"
)


def run(settings: Settings) -> Exit:
    """Serve Discord until SIGTERM or SIGINT."""
    secret = settings.secret()
    if secret is None:
        raise Stop(Exit.CONFIGURATION, SET_UP_OR_TRY)
    set_up(settings.log_level, settings.log_format)
    settings.database()  # a wrong address is said before the edition is built
    edition = edition_for_serving(settings)
    return asyncio.run(_run(settings, edition, secret.get_secret_value()))


def sandbox(places: Places, port: int) -> Exit:
    """Serve the sandbox page until SIGTERM or SIGINT; no real token is read."""
    set_up(places.log_level, places.log_format)
    edition = edition_for_serving(places)
    return asyncio.run(_sandbox(edition, port, asyncio.Event()))


def edition_for_serving(places: Places) -> Edition:
    """The edition, built first when it is missing or stale.

    Raises:
        Stop: the seeds have errors (65) or there is no edition to be had (78).
    """
    from knowledge.curation.problems import SeedError  # noqa: PLC0415 - needed only here
    from knowledge.edition import EditionError, current_edition  # noqa: PLC0415 - slow to import

    try:
        edition = current_edition(places.seeds_dir, places.edition_file)
    except SeedError as error:
        print(error, file=sys.stderr)
        raise Stop(Exit.DATA_AT_RUN, f"{error.args[0]}: mend them, or see dossier check") from None
    except EditionError as error:
        raise Stop(Exit.CONFIGURATION, str(error)) from None
    # Built now, not at the first question, which would wait for it with the whole event loop.
    edition.warm()
    return edition


def state_for_serving(address: URL) -> Store:
    """The state at an address, migrated; the caller closes it.

    Raises:
        Stop: it cannot be used: a file that cannot be written (78), a server that cannot be reached (69).
    """
    from bot.state import StateError, Store  # noqa: PLC0415 - slow to import

    try:
        return Store.open(address)
    except StateError as error:
        own_file = address.get_backend_name() == "sqlite"
        raise Stop(Exit.CONFIGURATION if own_file else Exit.UNAVAILABLE, str(error)) from None
    except OSError as error:
        raise Stop(Exit.CONFIGURATION, f"The state cannot be kept: {error}") from None


async def _run(settings: Settings, edition: Edition, token: str) -> Exit:
    store = state_for_serving(settings.database())
    try:
        return await _serve(settings, edition, store, token)
    finally:
        store.close()


async def _serve(settings: Settings, edition: Edition, store: Store, token: str) -> Exit:
    import aiohttp  # noqa: PLC0415 - slow to import
    import discord  # noqa: PLC0415 - slow to import

    from bot.briefing.service import Briefings  # noqa: PLC0415 - slow to import
    from bot.client import DossierBot, FileMemo, run_until  # noqa: PLC0415 - slow to import
    from bot.desk import Desk  # noqa: PLC0415 - slow to import

    desk = Desk(edition, date.today)
    _log.info(
        "edition %s: %d entries, %d statements", edition.hash, len(edition.entities), len(edition.claims)
    )
    bot = DossierBot(
        desk,
        guild_ids=settings.guild_ids,
        memo=FileMemo(settings.data_dir / "commands.sha256"),
        briefings=lambda client: Briefings.on(
            client, store, edition, operator_channel=settings.operator_channel_id
        ),
    )
    stop = asyncio.Event()
    _stop_on_signal(stop)
    try:
        await run_until(bot, token, stop)
    except discord.LoginFailure:
        raise Stop(
            Exit.TOKEN_REFUSED, "Discord refused the token: check DISCORD_TOKEN, or make a new one"
        ) from None
    except discord.PrivilegedIntentsRequired:
        raise Stop(
            Exit.SOFTWARE, "Discord refused the intents, though none is privileged: this is a bug"
        ) from None
    except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        raise Stop(Exit.UNAVAILABLE, f"Discord cannot be reached: {error}") from None
    return Exit.OK


async def _sandbox(edition: Edition, port: int, stop: asyncio.Event) -> Exit:
    from bot.state import database_address  # noqa: PLC0415 - slow to import

    # A folder of its own: the sandbox forgets its server when it stops, and so does the state of that server.
    with tempfile.TemporaryDirectory(prefix="dossier-sandbox-") as folder:
        store = state_for_serving(database_address(None, Path(folder)))
        try:
            return await _serve_sandbox(edition, store, port, stop)
        finally:
            store.close()


async def _serve_sandbox(edition: Edition, store: Store, port: int, stop: asyncio.Event) -> Exit:
    from bot.briefing.service import Briefings  # noqa: PLC0415 - slow to import
    from bot.client import DossierBot  # noqa: PLC0415 - slow to import
    from bot.desk import Desk  # noqa: PLC0415 - slow to import
    from bot.sandbox.ids import CHANNEL_IDS  # noqa: PLC0415 - production never imports it
    from bot.sandbox.run import serve  # noqa: PLC0415 - production never imports it

    made: list[DossierBot] = []

    def briefings(client: Client) -> Briefings:
        # The operators of the sandbox read its first channel: it knows no private chats.
        return Briefings.on(client, store, edition, operator_channel=int(CHANNEL_IDS[0]))

    def make() -> DossierBot:
        made.append(DossierBot(Desk(edition, date.today), briefings=briefings))
        return made[-1]

    def announce(url: str) -> None:
        print(f"A model of Discord with Dossier in it: {url}  (stop with Ctrl+C)", flush=True)

    _stop_on_signal(stop)
    serving = asyncio.create_task(serve(make, port=port, announce=announce), name="dossier-sandbox")
    stopping = asyncio.create_task(stop.wait(), name="dossier-stop")
    await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not serving.done():
        # Closed before it is cancelled: while discord.py connects, Python 3.11's wait_for may swallow a
        # cancellation, and a client that is open would then serve for ever.
        for client in made:
            await client.close()
        serving.cancel()
        await asyncio.wait((serving,))
    if not serving.cancelled():
        try:
            serving.result()
        except OSError as error:
            raise Stop(Exit.UNAVAILABLE, error.strerror or str(error)) from None
    return Exit.OK


def _stop_on_signal(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
