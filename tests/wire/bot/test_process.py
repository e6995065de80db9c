"""Start and stop of the whole program."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.cli import serving
from bot.exits import Exit, Stop
from bot.settings import Settings
from tests.bot.editions import ROOT
from tests.bot.passing import PassingClocks
from tests.bot.processes import PATIENCE, clean_environment, dossier, started
from tests.bot.serving.stopping import stop_once_connected

if TYPE_CHECKING:
    from pathlib import Path

    from bot.sandbox.server import Sandbox
    from knowledge.edition import Edition
    from tests.wire.bot.logs import Logs

CANARY = "MTA.canary-of-a-real.token"


@pytest.fixture
def every_exchange_is_right() -> None:
    """Stand in for the check of exchanges: most tests here have none of their own."""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_sandbox_starts_serves_stops_and_never_reads_the_token(
    edition_file: Path, tmp_path: Path, number: signal.Signals
) -> None:
    (tmp_path / ".env").write_text(f"DISCORD_TOKEN={CANARY}\nDOSSIER_GUILD_IDS={CANARY}\n")
    trap = tmp_path / "token"
    os.mkfifo(trap)  # whoever opens it waits for ever
    environment = clean_environment(
        edition_file, DISCORD_TOKEN=CANARY, DISCORD_TOKEN_FILE=str(trap), LOG_LEVEL="DEBUG"
    )
    with started(["sandbox", "--port", "0"], environment, tmp_path) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert found, line + process.communicate(timeout=PATIENCE)[1]
            with urllib.request.urlopen(found[0], timeout=PATIENCE) as page:  # noqa: S310 - loopback
                assert page.status == 200
            process.send_signal(number)
            out, err = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
    assert process.returncode == 0, err
    assert "Traceback" not in err
    assert "DEBUG" in err
    assert CANARY not in line + out + err


async def test_a_refused_token_ends_with_its_own_code(
    sandbox: Sandbox, edition: Edition, tmp_path: Path
) -> None:
    settings = Settings.model_construct(data_dir=tmp_path, guild_ids=(), token=SecretStr(CANARY))
    with sandbox.redirect(), pytest.raises(Stop) as stopped:
        await serving._run(settings, edition, CANARY)
    assert stopped.value.code is Exit.TOKEN_REFUSED
    assert CANARY not in str(stopped.value)
    assert "token" in str(stopped.value)
    assert len(sandbox.complaints) == 1
    sandbox.complaints.clear()


async def test_discord_out_of_reach_is_unavailable(
    sandbox: Sandbox, edition: Edition, tmp_path: Path, logs: Logs
) -> None:
    settings = Settings.model_construct(data_dir=tmp_path, guild_ids=())
    with sandbox.redirect():
        await sandbox.__aexit__(None, None, None)
        clocks = PassingClocks()
        with pytest.raises(Stop) as stopped:
            await serving._run(settings, edition, sandbox.token, clocks.clocks)
    assert stopped.value.code is Exit.UNAVAILABLE
    assert "cannot be reached" in str(stopped.value)
    assert logs.errors() == []
    tries = [one.getMessage() for one in logs.records if "Discord cannot be reached" in one.getMessage()]
    assert len(tries) >= 5
    assert 20 <= clocks.passed <= 60


async def test_a_state_that_cannot_be_kept_stops_the_start_before_discord_is_asked(
    sandbox: Sandbox, edition: Edition, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    cases = [
        (f"sqlite:///{blocked}/state.sqlite", Exit.CONFIGURATION),
        (f"sqlite:///{blocked}", Exit.CONFIGURATION),
        (f"postgresql://user:{CANARY}@127.0.0.1:1/name", Exit.UNAVAILABLE),
    ]
    for address, code in cases:
        settings = Settings.model_construct(data_dir=tmp_path, database_url=SecretStr(address))
        with sandbox.redirect(), pytest.raises(Stop) as stopped:
            await serving._run(settings, edition, sandbox.token)
        assert stopped.value.code is code, address
        assert CANARY not in str(stopped.value)
        assert len(str(stopped.value)) > 30
    assert sandbox.exchanges == []


def test_a_wrong_address_of_the_state_is_a_wrong_setting(edition_file: Path, tmp_path: Path) -> None:
    environment = clean_environment(
        edition_file, DISCORD_TOKEN=CANARY, DATABASE_URL=f"mysql://{CANARY}@host/x"
    )
    done = dossier(["run"], environment, tmp_path)
    assert done.returncode == Exit.CONFIGURATION
    assert "DATABASE_URL: only sqlite: and postgresql: are supported" in done.stderr
    assert CANARY not in done.stdout + done.stderr


async def test_the_bot_keeps_its_state_in_the_data_folder(
    sandbox: Sandbox, edition: Edition, tmp_path: Path
) -> None:
    settings = Settings.model_construct(data_dir=tmp_path, guild_ids=())

    stop_once_connected(sandbox)
    with sandbox.redirect():
        assert await serving._run(settings, edition, sandbox.token) is Exit.OK
    visible = sandbox.world.commands.visible(sandbox.guild["id"])
    assert "briefing" in [command["name"] for command in visible]
    assert (tmp_path / "state.sqlite").is_file()


async def test_a_signal_ends_the_bot_in_order(
    sandbox: Sandbox, edition: Edition, tmp_path: Path, logs: Logs
) -> None:
    settings = Settings.model_construct(data_dir=tmp_path, guild_ids=())

    stop_once_connected(sandbox)
    with sandbox.redirect():
        assert await serving._run(settings, edition, sandbox.token) is Exit.OK
    assert (tmp_path / "commands.sha256").is_file()
    assert "stopping" in [record.getMessage() for record in logs.records]
    assert logs.errors() == []


@pytest.mark.parametrize("steps", [0, 5, *range(16, 40), 60])
async def test_a_stop_while_the_client_connects_ends_the_sandbox_too(
    edition: Edition, capsys: pytest.CaptureFixture[str], steps: int
) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(serving._sandbox(edition, 0, stop))
    while "http://" not in capsys.readouterr().out:  # noqa: ASYNC110 - a printed line sets no event
        await asyncio.sleep(0)
    for _ in range(steps):
        await asyncio.sleep(0)
    stop.set()
    async with asyncio.timeout(PATIENCE):
        assert await running is Exit.OK


BLOCKED = """
import asyncio, importlib.abc, sys
from datetime import date
from pathlib import Path

class Block(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "bot.sandbox" or name.startswith("bot.sandbox."):
            raise ImportError(f"{name} is blocked")

sys.meta_path.insert(0, Block())
import bot.__main__, bot.cli.parser, bot.cli.serving, bot.cli.lookups, bot.cli.curating
from bot.client import DossierBot, FileMemo
from bot.desk import Desk
from bot.settings import places
edition = bot.cli.serving.edition_for_serving(places())

async def make():
    made = DossierBot(Desk(edition, date.today), memo=FileMemo(Path("memo")))
    assert len(made.tree.get_commands()) >= 6
    await made.close()

asyncio.run(make())
print("made from", Path(bot.__file__).parent)
"""


def run_blocked(tree: Path, edition_file: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = clean_environment(edition_file, PYTHONPATH=str(tree))
    return subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", BLOCKED],
        env=environment,
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_production_runs_without_the_sandbox(edition_file: Path, tmp_path: Path) -> None:
    done = run_blocked(ROOT, edition_file, tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"made from {ROOT / 'bot'}" in done.stdout


def test_that_check_fails_when_production_imports_the_sandbox(edition_file: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for package in ("bot", "knowledge"):
        for path in (ROOT / package).rglob("*.py"):
            copy = tree / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    planted = tree / "bot" / "cli" / "serving.py"
    planted.write_text(
        planted.read_text().replace("import asyncio\n", "import asyncio\nimport bot.sandbox\n", 1)
    )
    done = run_blocked(tree, edition_file, tmp_path)
    assert done.returncode != 0
    assert "bot.sandbox is blocked" in done.stderr
