"""A real process of the bot, and everything that it says while people use all of it."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import sqlite3
import sys
from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.sandbox.reading import buttons_of
from tests.bot.editions import ROOT
from tests.bot.health.asking import ask
from tests.bot.processes import PATIENCE, clean_environment

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from bot.sandbox.person import Person
    from bot.sandbox.reply import Reply
    from bot.sandbox.server import Sandbox

PROGRAM = """
import sys
from os import environ
from bot.__main__ import main
from bot.briefing.delivery import engine
from bot.desk import Desk
from bot.sandbox.redirect import redirected

look_up = Desk.look_up

def explode(self, verb, term, *more, **named):
    if term.endswith("explode"):
        address = "https://discord.com/api/v10/webhooks/77/canary-token and postgresql://user:canary@host"
        raise ValueError(f"{verb} cannot read {term!r}, only {term.upper()}: {address} {environ['DISCORD_TOKEN']}")
    return look_up(self, verb, term, *more, **named)

Desk.look_up = explode
engine.TICK = 0.5
api, gateway = sys.argv[1:]
sys.argv[1:] = ["run"]
with redirected(api, gateway):
    main()
"""
"""``dossier run`` on the sandbox, in a hurry, and with a fault of ours whose text repeats what it should not."""
SUBCOMMANDS, TEXT = (1, 2), 3
IN_SERVER = {7: "channel", 8: "role"}


class Process:
    """The bot as a process of its own.

    Attributes:
        lines: what it wrote to standard error so far.
    """

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.lines: list[str] = []
        self.out = ""
        self._more = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            self.lines.append(line.decode())
            self._more.set()
        self._more.set()

    async def until(self, part: str, count: int = 1) -> str:
        """Give the line, once there are this many with this text."""
        async with asyncio.timeout(PATIENCE):
            while len(found := [line for line in self.lines if part in line]) < count:
                assert not self._reading.done(), f"it ended without {part!r}: {''.join(self.lines)}"
                self._more.clear()
                await self._more.wait()
        return found[-1]

    async def ended(self, number: int | None = None) -> int:
        """Wait for its end, after a signal if one is given; give its exit code."""
        if number is not None:
            self._process.send_signal(number)
        async with asyncio.timeout(PATIENCE):
            code = await self._process.wait()
            await self._reading
        assert self._process.stdout is not None
        self.out = (await self._process.stdout.read()).decode()
        return code

    def kill(self) -> None:
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)


@asynccontextmanager
async def process(
    sandbox: Sandbox, edition_file: Path, folder: Path, **variables: str
) -> AsyncIterator[Process]:
    """Start it; whatever happens, it is over afterwards."""
    environment = clean_environment(
        edition_file,
        DISCORD_TOKEN=sandbox.token,
        DOSSIER_DATA_DIR=str(folder),
        DOSSIER_HTTP_PORT="0",
        DOSSIER_OPERATOR_CHANNEL_ID=str(sandbox.channels[1]["id"]),
        PYTHONPATH=str(ROOT),
    )
    made = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PROGRAM, sandbox.api_url, sandbox.gateway_url),
        env=environment | variables,
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    running = Process(made)
    try:
        yield running
    finally:
        running.kill()
        await made.wait()


async def port_of(running: Process) -> int:
    """Give the port that its pages are on."""
    found = re.search(r"health pages on port (\d+)", await running.until("health pages on port"))
    assert found is not None
    return int(found[1])


async def pages(port: int) -> str:
    """Give all that its pages say."""
    said = [await ask(port, path) for path in ("/livez", "/readyz", "/metrics", "/nothing")]
    assert [one.status for one in said][2:] == [200, 404]
    return "\n".join(f"{one.headers}\n{one.body}" for one in said)


class Use(NamedTuple):
    """A command with what is typed into it, and which of its options suggest something meanwhile."""

    name: str
    options: dict[str, Any]
    suggesting: list[str]


def typing(sandbox: Sandbox, text: str) -> Iterator[Use]:
    """Give every command and subcommand, with a text in each option that takes one."""
    for command in sandbox.world.commands.visible(sandbox.guild["id"]):
        if command["type"] == 1:
            yield from _leaves(sandbox, command["name"], command.get("options", ()), text)


def _leaves(sandbox: Sandbox, name: str, options: Any, text: str) -> Iterator[Use]:
    below = [one for one in options if one["type"] in SUBCOMMANDS]
    for one in below:
        yield from _leaves(sandbox, f"{name} {one['name']}", one.get("options", ()), text)
    if not below:
        values = {one["name"]: _value(sandbox, one, text) for one in options if _wanted(one)}
        yield Use(name, values, [one["name"] for one in options if one.get("autocomplete")])


def _wanted(option: dict[str, Any]) -> bool:
    return bool(option.get("required")) or (option["type"] == TEXT and not option.get("choices"))


def _value(sandbox: Sandbox, option: dict[str, Any], text: str) -> Any:
    if option.get("choices"):
        return option["choices"][0]["value"]
    if option["type"] == TEXT:
        return text[: option.get("max_length") or len(text)]
    assert option["type"] in IN_SERVER, option
    return sandbox.channel["id"] if option["type"] == 7 else sandbox.guild["roles"][0]["id"]


async def press_all(person: Person, reply: Reply) -> int:
    """Press the buttons of an answer that stay there while others are pressed; give how many those were."""
    wanted = [one["custom_id"] for one in buttons_of(reply.message) if one.get("custom_id")]
    pressed = 0
    for custom_id in wanted:
        there = [one for one in buttons_of(reply.message) if not one.get("disabled")]
        if custom_id in [one.get("custom_id") for one in there]:
            await person.press(reply, custom_id)
            pressed += 1
    return pressed


def rename(folder: Path, before: str, after: str) -> None:
    """Break the state of a bot that runs, or mend it."""
    with closing(sqlite3.connect(folder / "state.sqlite", timeout=PATIENCE)) as state:
        state.execute(f"ALTER TABLE {before} RENAME TO {after}")


def written(folder: Path, *, state: bool = False) -> str:
    """Give all that stands in the files of its folder; the state only when asked for: some of it belongs there."""
    kept = [
        path for path in folder.rglob("*") if path.is_file() and (state or not path.name.startswith("state."))
    ]
    return "\n".join(f"{path}\n{path.read_bytes().decode('utf-8', 'replace')}" for path in kept)


def events(running: Process) -> list[dict[str, Any]]:
    """Give the lines of a process that logs JSON; each of them is JSON."""
    return [json.loads(line) for line in running.lines if not line.startswith("dossier: ")]
