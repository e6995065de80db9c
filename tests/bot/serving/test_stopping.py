"""SIGTERM and SIGINT at every stage of a start: the process ends with 0, and waits for nothing that hangs."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.briefing.calendar import Schedule
from bot.sandbox.faults import Hang
from bot.serving.clocks import utc_now
from bot.serving.lease import NAME
from bot.state import Store, Wish, database_address
from bot.state.identifies import fingerprint
from tests.bot.editions import ROOT
from tests.bot.processes import PATIENCE, clean_environment, started
from tests.bot.serving.process import Process

if TYPE_CHECKING:
    from pathlib import Path

    from bot.sandbox.server import Sandbox

BOTH = pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
LOCK_SECONDS = 10
"""For which a start waits for the lock of a SQLite file before it gives up with another code than 0."""


def fill_and_end(pipe: Path, arguments: dict[str, str], folder: Path, number: signal.Signals) -> None:
    """Start the bot, wait until it reads a pipe, and end it there."""
    with started(["run"], arguments, folder) as process:
        try:
            with pipe.open("w"):  # returns once somebody reads it
                process.send_signal(number)
                _, said = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
    assert process.returncode == 0, said
    assert said == ""


@BOTH
def test_while_the_settings_are_read(edition_file: Path, tmp_path: Path, number: signal.Signals) -> None:
    os.mkfifo(tmp_path / "token")
    environment = clean_environment(edition_file) | {"DISCORD_TOKEN_FILE": "token"}
    fill_and_end(tmp_path / "token", environment, tmp_path, number)


@BOTH
def test_while_the_edition_is_built(edition_file: Path, tmp_path: Path, number: signal.Signals) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    (seeds / "notes.yaml").unlink()
    os.mkfifo(seeds / "notes.yaml")
    environment = clean_environment(edition_file) | {
        "DISCORD_TOKEN": "MTA.dummy.token",
        "DOSSIER_SEEDS_DIR": str(seeds),
        "DOSSIER_EDITION": str(tmp_path / "edition.sqlite"),
    }
    fill_and_end(seeds / "notes.yaml", environment, tmp_path, number)
    assert [one.name for one in tmp_path.iterdir() if "edition" in one.name] == []


@BOTH
async def test_while_the_state_waits_for_its_migration(
    edition_file: Path, tmp_path: Path, number: signal.Signals
) -> None:
    with closing(sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        async with Process(tmp_path, edition_file) as process:
            await process.says("edition ")
            process.send(number)
            # Had it waited for the lock, it would say that it could not have it, and end with 69.
            assert await process.code() == 0, process.text
        other.execute("ROLLBACK")
    assert "cannot be used" not in process.text


@BOTH
async def test_while_a_database_server_says_nothing(
    edition_file: Path, tmp_path: Path, number: signal.Signals
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql://user@127.0.0.1:{silent.getsockname()[1]}/name"
        async with Process(tmp_path, edition_file, DATABASE_URL=address) as process:
            await process.says("edition ")
            asked, _ = await asyncio.to_thread(silent.accept)
            with asked:
                process.send(number)
                # Had it waited, the connection would have been given up with 69.
                assert await process.code() == 0, process.text


@BOTH
async def test_while_another_copy_serves(edition_file: Path, tmp_path: Path, number: signal.Signals) -> None:
    with_lease(tmp_path)
    async with Process(tmp_path, edition_file) as process:
        await process.says("in use by another copy")
        process.send(number)
        assert await process.code() == 0, process.text
    with closing(Store.open(database_address(None, tmp_path))) as store:
        held = store.leases.see(NAME)
        assert held is not None
        assert held.holder == "other"


@BOTH
async def test_while_discord_cannot_be_reached(
    edition_file: Path, tmp_path: Path, number: signal.Signals
) -> None:
    async with Process(tmp_path, edition_file) as process:
        await process.says("Discord cannot be reached (Cannot connect to host 127.0.0.1:1")
        process.send(number)
        assert await process.code() == 0, process.text
    assert "Traceback" not in process.text
    assert_given_back(tmp_path)


@BOTH
async def test_while_sessions_are_saved_up(
    sandbox: Sandbox, edition_file: Path, tmp_path: Path, number: signal.Signals
) -> None:
    with closing(Store.open(database_address(None, tmp_path))) as store:
        for minutes in range(20):
            store.identifies.add(fingerprint(sandbox.token), utc_now() - timedelta(minutes=minutes))
    async with Process(tmp_path, edition_file, sandbox) as process:
        await process.says("20 sessions were begun within an hour: waiting for ")
        process.send(number)
        assert await process.code() == 0, process.text
    assert sandbox.gateway.received == []
    assert_given_back(tmp_path)


@BOTH
async def test_while_it_serves(
    sandbox: Sandbox, edition_file: Path, tmp_path: Path, number: signal.Signals
) -> None:
    async with Process(tmp_path, edition_file, sandbox) as process:
        await process.says("connected; serving 1 server")
        process.send(number)
        assert await process.code() == 0, process.text
    assert_given_back(tmp_path)


async def test_a_second_signal_does_not_wait_for_what_hangs(
    sandbox: Sandbox, edition_file: Path, tmp_path: Path
) -> None:
    sandbox.clock.set(utc_now())
    never = asyncio.Event()
    sandbox.faults.add(Hang(never), method="POST", route="/channels/{channel_id}/messages")
    with closing(Store.open(database_address(None, tmp_path))) as store:
        hour = (utc_now().hour + 12) % 24  # a time that does not come while the test runs
        schedule = Schedule(time(hour), "UTC", frozenset(range(7)))
        wish = Wish(int(sandbox.guild["id"]), int(sandbox.channel["id"]), schedule)
        own = store.subscriptions.create(wish, utc_now())
        assert store.ledger.add_now(own.id, utc_now()) is not None
        async with Process(tmp_path, edition_file, sandbox) as process:
            async with asyncio.timeout(PATIENCE):
                while sandbox.faults.left:  # noqa: ASYNC110 - a fault that happens sets no event
                    await asyncio.sleep(0.05)
            process.send(signal.SIGTERM)
            await process.says("stopping")
            process.send(signal.SIGTERM)
            assert await process.code() == 0, process.text
        [line] = store.ledger.history(own.id)
    never.set()
    assert "told to stop again: ending at once" in process.text
    assert "took too long" not in process.text
    # The next start knows that the message may have been posted.
    assert (line.doubt, line.message_id) == (True, None)


SWALLOWED = """
import os, signal
from bot.__main__ import _stop
signal.signal(signal.SIGTERM, _stop)
try:
    os.kill(os.getpid(), signal.SIGTERM)
    while True: pass
except SystemExit:
    print("swallowed", flush=True)
    while True: pass
"""


def test_a_stop_that_was_swallowed_ends_the_process_all_the_same(edition_file: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", SWALLOWED],
        env=clean_environment(edition_file),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "swallowed\n", "")


def with_lease(folder: Path) -> None:
    """Let another copy serve."""
    with closing(Store.open(database_address(None, folder))) as store:
        assert store.leases.take(NAME, "other", None, utc_now()) is not None


def assert_given_back(folder: Path) -> None:
    with closing(Store.open(database_address(None, folder))) as store:
        held = store.leases.see(NAME)
        assert held is not None
        assert held.holder is None
