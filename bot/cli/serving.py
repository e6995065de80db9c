"""Commands that serve: run (Discord), sandbox (a model of it on this machine), start (whichever fits)."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.watching import watched
from bot.exits import Exit, Stop
from bot.logs import set_up
from bot.serving.ending import leave_on_signal
from bot.serving.folder import FolderError, check_folder

if TYPE_CHECKING:
    from discord import Client
    from sqlalchemy.engine import URL

    from bot.client import DossierBot
    from bot.health.meter import Phase
    from bot.observing import Observer
    from bot.serving.clocks import Clocks
    from bot.settings import Places, Settings
    from bot.state import Store
    from knowledge.edition import Edition
    from knowledge.provenance.passages import Library

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
    # A wrong address is said before the edition is built.
    password = settings.database().password
    set_up(settings.log_level, settings.log_format, (secret.get_secret_value(), password))
    try:
        check_folder(settings.data_dir)
    except FolderError as error:
        raise Stop(Exit.CONFIGURATION, str(error)) from None
    edition = edition_for_serving(settings)
    _log.info(
        "edition %s: %d entries, %d statements", edition.hash, len(edition.entities), len(edition.claims)
    )
    try:
        return asyncio.run(_run(settings, edition, secret.get_secret_value()))
    finally:
        leave_on_signal()


def sandbox(places: Places, port: int) -> Exit:
    """Serve the sandbox page until SIGTERM or SIGINT; no real token is read."""
    set_up(places.log_level, places.log_format)
    edition = edition_for_serving(places)
    return asyncio.run(_sandbox(edition, port, asyncio.Event(), places.documents_dir))


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
    # The base stays as long as the process: to look through it for garbage would stop the event loop for some 70 ms.
    gc.freeze()
    return edition


def state_for_serving(address: URL) -> Store:
    """The state at an address, migrated; the caller closes it.

    Raises:
        Stop: it cannot be reached (69), or cannot be used until somebody mends it (78).
    """
    from bot.state import StateError, Store  # noqa: PLC0415 - slow to import

    try:
        return Store.open(address)
    except StateError as error:
        away = error.fault == "unreachable"
        raise Stop(Exit.UNAVAILABLE if away else Exit.CONFIGURATION, str(error)) from None
    except OSError as error:
        raise Stop(Exit.CONFIGURATION, f"The state cannot be kept: {error}") from None


async def _run(settings: Settings, edition: Edition, token: str, clocks: Clocks | None = None) -> Exit:
    from bot.serving.apart import apart  # noqa: PLC0415 - slow to import
    from bot.serving.budget import Budget  # noqa: PLC0415 - slow to import
    from bot.serving.clocks import SYSTEM  # noqa: PLC0415 - slow to import
    from bot.serving.ending import EndedError, Ending  # noqa: PLC0415 - slow to import
    from bot.serving.session import serve  # noqa: PLC0415 - slow to import
    from bot.serving.tenure import tenure  # noqa: PLC0415 - slow to import

    ending, clocks = Ending(), clocks or SYSTEM
    ending.listen()
    try:
        store = await ending.unless(apart(state_for_serving, settings.database()))
        try:
            async with watched(edition, store, settings.http_port) as observer:

                def say(phase: Phase) -> None:
                    observer.phase = phase

                # Made before it is this one's turn, so that a takeover does not wait for it.
                bot = _bot(settings, edition, store, observer)
                async with tenure(store.leases, ending, say, clocks):
                    await serve(bot, token, Budget(store, token, clocks), ending)
        finally:
            store.close()
    except EndedError:
        pass
    if ending.lost is not None:
        raise Stop(Exit.UNAVAILABLE, ending.lost)
    return Exit.OK


def _bot(settings: Settings, edition: Edition, store: Store, observer: Observer) -> DossierBot:
    from bot.briefing.service import Briefings  # noqa: PLC0415 - slow to import
    from bot.client import DossierBot, FileMemo  # noqa: PLC0415 - slow to import
    from bot.desk import Desk  # noqa: PLC0415 - slow to import
    from bot.drawing.painter import Painter  # noqa: PLC0415 - slow to import
    from bot.illustrating import Illustrator  # noqa: PLC0415 - slow to import
    from knowledge.provenance.passages import Library  # noqa: PLC0415 - slow to import

    return DossierBot(
        Desk(edition, date.today, Library(settings.documents_dir)),
        guild_ids=settings.guild_ids,
        memo=FileMemo(settings.data_dir / "commands.sha256"),
        briefings=lambda client: Briefings.on(
            client, store, edition, operator_channel=settings.operator_channel_id, observer=observer
        ),
        illustrator=Illustrator(Painter()),
        observer=observer,
    )


async def _sandbox(edition: Edition, port: int, stop: asyncio.Event, documents: Path | None = None) -> Exit:
    from bot.state import database_address  # noqa: PLC0415 - slow to import
    from knowledge.provenance.passages import Library  # noqa: PLC0415 - slow to import

    # A folder of its own: the sandbox forgets its server when it stops, and so does the state of that server.
    with tempfile.TemporaryDirectory(prefix="dossier-sandbox-") as folder:
        store = state_for_serving(database_address(None, Path(folder)))
        try:
            async with watched(edition, store, watchdog=False) as observer:
                return await _serve_sandbox(edition, store, port, stop, Library(documents), observer=observer)
        finally:
            store.close()


async def _serve_sandbox(  # noqa: PLR0913 - what the bot is made of
    edition: Edition,
    store: Store,
    port: int,
    stop: asyncio.Event,
    library: Library,
    *,
    observer: Observer,
) -> Exit:
    from bot.briefing.service import Briefings  # noqa: PLC0415 - slow to import
    from bot.client import DossierBot  # noqa: PLC0415 - slow to import
    from bot.desk import Desk  # noqa: PLC0415 - slow to import
    from bot.drawing.painter import Painter  # noqa: PLC0415 - slow to import
    from bot.illustrating import Illustrator  # noqa: PLC0415 - slow to import
    from bot.sandbox.clock import AdjustableClock  # noqa: PLC0415 - production never imports it
    from bot.sandbox.ids import CHANNEL_IDS  # noqa: PLC0415 - production never imports it
    from bot.sandbox.run import serve  # noqa: PLC0415 - production never imports it

    made: list[DossierBot] = []
    # One for the sandbox and for the bot: people may set it, and nothing may disagree then.
    clock = AdjustableClock()

    def briefings(client: Client) -> Briefings:
        # The operators of the sandbox read its first channel: whoever tries it is not the application's owner.
        found = Briefings.on(
            client, store, edition, now=clock, operator_channel=int(CHANNEL_IDS[0]), observer=observer
        )
        clock.listeners.append(found.engine.wake)
        return found

    def make() -> DossierBot:
        desk = Desk(edition, lambda: clock().astimezone().date(), library)
        made.append(
            DossierBot(desk, briefings=briefings, illustrator=Illustrator(Painter()), observer=observer)
        )
        return made[-1]

    def announce(url: str) -> None:
        print(f"A model of Discord with Dossier in it: {url}  (stop with Ctrl+C)", flush=True)

    _stop_on_signal(stop)
    sandbox = serve(make, port=port, announce=announce, now=clock)
    serving = asyncio.create_task(sandbox, name="dossier-sandbox")
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
