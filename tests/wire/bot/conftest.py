"""The real bot on a sandbox: each test must end with every request right and nothing logged as an error."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from bot.client import DossierBot
from bot.errors import LateAnswers
from bot.sandbox import rules
from tests.bot.editions import desk, edition, edition_file
from tests.wire.bot.briefings import MANAGER, briefed, open_store
from tests.wire.bot.logs import PATIENCE, Logs

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from bot.desk import Desk
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from bot.state import Store
    from tests.wire.conftest import Clock, Running
    from tests.wire.schema import DiscordSchema

__all__ = ["desk", "edition", "edition_file"]
Start: TypeAlias = Callable[..., AbstractAsyncContextManager[DossierBot]]
FAULT = 500  # a scripted fault of the server is no answer of the schema's


@pytest.fixture
def logs() -> Iterator[Logs]:
    """Give what is logged; a test that expects an error takes it out of ``records`` itself."""
    kept = Logs()
    root = logging.getLogger()
    level = root.level
    root.addHandler(kept)
    root.setLevel(logging.INFO)
    yield kept
    root.removeHandler(kept)
    root.setLevel(level)


@pytest.fixture(autouse=True)
async def every_exchange_is_right(
    sandbox: Sandbox, logs: Logs, published_schema: DiscordSchema | None
) -> AsyncIterator[None]:
    """Check, after each test, all that the bot sent and all that the sandbox answered."""
    yield
    assert sandbox.complaints == []
    assert sandbox.faults.left == 0
    assert sandbox.exchanges
    found: list[object] = []
    for one in sandbox.exchanges:
        found += rules.check(one.method, one.route, one.request, one.files)
        if published_schema is not None and one.status < FAULT:
            found += published_schema.problems(one)
    assert found == []
    assert logs.errors() == []


@pytest.fixture(autouse=True)
def late_answers() -> Iterator[None]:
    """Filter what ``bot.logs.set_up`` filters, without its handler."""
    tree = logging.getLogger("discord.app_commands.tree")
    known = LateAnswers()
    tree.addFilter(known)
    yield
    tree.removeFilter(known)


class Watched(DossierBot):
    """The bot with a sign of its own connection: the sandbox's says only that there is some."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.connected = asyncio.Event()

    async def on_connect(self) -> None:
        self.connected.set()


@pytest.fixture
def start(running: Running) -> Start:
    """Give what starts another process of the bot, beside or after the first."""

    @asynccontextmanager
    async def begin(desk: Desk, **options: Any) -> AsyncIterator[DossierBot]:
        made = Watched(desk, **options)
        async with running(made):
            async with asyncio.timeout(PATIENCE):
                await made.connected.wait()
            yield made

    return begin


@pytest.fixture
async def bot(desk: Desk, running: Running) -> AsyncIterator[DossierBot]:
    """Give the bot, connected and with its commands registered."""
    made = DossierBot(desk)
    async with running(made):
        yield made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a state of its own in a file."""
    made = open_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def serving(desk: Desk, clock: Clock, running: Running, sandbox: Sandbox) -> Start:
    """Give what runs a bot with a state's briefings, by the sandbox's clock; operators read the second channel."""

    @asynccontextmanager
    async def run(store: Store) -> AsyncIterator[DossierBot]:
        made = briefed(desk, store, clock, int(sandbox.channels[1]["id"]))
        async with running(made):
            yield made

    return run


@pytest.fixture
async def briefing_bot(store: Store, serving: Start) -> AsyncIterator[DossierBot]:
    """Give the bot with briefings."""
    async with serving(store) as made:
        yield made


@pytest.fixture
def mia(sandbox: Sandbox) -> Person:
    """Give a person who manages the server."""
    return sandbox.person("Mia", permissions=MANAGER)
