"""``dossier health``: what a container's HEALTHCHECK runs."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.cli import health
from bot.health import server
from bot.port import as_port
from bot.settings import Settings, SettingsError, settings
from tests.bot.editions import ROOT
from tests.bot.health.test_server import Fixed
from tests.bot.processes import PATIENCE, clean_environment, dossier

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

NO_PORT = 1
"""A port on which nobody listens: it needs rights that no test has."""


@pytest.fixture
def pages() -> Fixed:
    return Fixed()


@pytest.fixture
async def port(pages: Fixed) -> AsyncIterator[int]:
    async with server.serving(0, pages, "127.0.0.1") as own:
        yield own


async def asked(folder: Path, *arguments: str, **variables: str) -> tuple[int, str, str]:
    environment = clean_environment(folder / "none.sqlite", **variables)
    done = await asyncio.to_thread(dossier, ["health", *arguments], environment, folder)
    return done.returncode, done.stdout, done.stderr


async def test_it_says_alive_by_variable_by_file_and_by_option(port: int, tmp_path: Path) -> None:
    assert await asked(tmp_path, DOSSIER_HTTP_PORT=str(port)) == (0, "alive\n", "")
    assert await asked(tmp_path, "--port", str(port), DOSSIER_HTTP_PORT="8080") == (0, "alive\n", "")
    assert await asked(tmp_path, f"--port={port}") == (0, "alive\n", "")
    (tmp_path / ".env").write_text(f"DISCORD_TOKEN=canary\nDOSSIER_HTTP_PORT={port}\n")
    assert await asked(tmp_path) == (0, "alive\n", "")


async def test_it_says_in_a_line_why_not_and_exits_1(port: int, pages: Fixed, tmp_path: Path) -> None:
    pages.dead = "the gateway has been silent\nfor 200 s \x1b[31m"
    code, out, err = await asked(tmp_path, "--port", str(port))
    assert (code, err) == (1, "")
    assert out == "not alive: the gateway has been silent for 200 s [31m\n"
    code, out, err = await asked(tmp_path, "--port", str(NO_PORT))
    assert (code, err) == (1, "")
    assert out == "not alive: port 1 does not answer (Connection refused)\n"


async def test_without_a_port_it_says_what_to_set_and_exits_78(tmp_path: Path) -> None:
    code, out, err = await asked(tmp_path)
    assert (code, out) == (78, "")
    assert err.startswith("dossier: DOSSIER_HTTP_PORT is not set")
    assert err.count("\n") == 1
    code, out, err = await asked(tmp_path, DOSSIER_HTTP_PORT="0")
    assert (code, out) == (78, "")
    assert "--port N" in err


@pytest.mark.parametrize("arguments", [["--port"], ["--port", "x"], ["--port=70000"], ["again"]])
def test_wrong_usage_exits_2(arguments: list[str], tmp_path: Path) -> None:
    done = dossier(["health", *arguments], clean_environment(tmp_path / "none.sqlite"), tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    ["", "0", "1", "8080", "65535", "65536", "-1", "x", "8080.0", "²", "0" * 9, "99999999999999999999"],
)
def test_it_reads_the_variable_as_the_settings_do(
    text: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields.values():
        monkeypatch.delenv(str(field.validation_alias), raising=False)
    monkeypatch.setenv(health.VARIABLE, text)
    try:
        wanted = settings().http_port
    except SettingsError:
        wanted = None
    assert wanted == as_port(text)


def test_it_imports_nothing_large() -> None:
    code = "import sys; import bot.cli.health; print(*sorted(name.partition('.')[0] for name in sys.modules))"
    done = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    loaded = set(done.stdout.split())
    assert "bot" in loaded
    assert not loaded & {"discord", "pydantic", "aiohttp", "sqlalchemy", "argparse", "asyncio", "knowledge"}


async def test_something_else_on_the_port_and_one_that_says_nothing_are_not_the_bot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP\r\n")
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as other:
        port = other.sockets[0].getsockname()[1]
        code, out, _ = await asked(tmp_path, "--port", str(port))
        assert (code, out) == (
            1,
            f"not alive: port {port} does not answer (it is not the bot that answers)\n",
        )
    monkeypatch.setattr(health, "SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert health.check(port) == 1
    assert capsys.readouterr().out == f"not alive: port {port} does not answer (timed out)\n"
