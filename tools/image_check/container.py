"""A container that runs in the background, and what it uses."""

# ruff: noqa: S101 - a check asserts, and its report catches that
from __future__ import annotations

import asyncio
import json
import re
import socket
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.server import Sandbox
from tools.image_check.engine import HARDENED, LIMITS, PODMAN, Done, command, must

HELPER = Path(__file__).with_name("on_sandbox.py")
# podman leaves the timing to systemd, which a machine need not have: here each health check is asked for.
UNTIMED = "--health-interval=disable"
POLL = 0.02
GRACE = 30.0
"""Seconds that a container has for its end before that counts as never."""

_ASK = """
import http.client, os, sys
asked = http.client.HTTPConnection("127.0.0.1", int(os.environ["DOSSIER_HTTP_PORT"]), timeout=5)
asked.request("GET", "/" + sys.argv[1])
answer = asked.getresponse()
print(answer.status, answer.read().decode())
"""


@dataclass(frozen=True, slots=True)
class Container:
    """One that was started; ``name`` is podman's."""

    name: str

    def log(self) -> str:
        """Everything it has said."""
        return command(*PODMAN, "logs", self.name).said

    def code(self) -> int | None:
        """Its exit code; None while it runs."""
        found = json.loads(must(*PODMAN, "inspect", "--type", "container", self.name))[0]["State"]
        return None if found["Status"] in ("running", "created", "stopping") else int(found["ExitCode"])

    def ask(self, *words: str) -> Done:
        """Run a program in it."""
        return command(*PODMAN, "exec", self.name, *words)

    def page(self, name: str) -> str:
        """Status and text of one of its pages for machines."""
        return self.ask("python3", "-c", _ASK, name).said.strip()

    def healthy(self) -> Done:
        """Run the image's own health check once."""
        return command(*PODMAN, "healthcheck", "run", self.name)

    async def stop(self) -> tuple[float, int]:
        """Send SIGTERM; give the seconds until its end, and the exit code.

        Raises:
            AssertionError: it does not end.
        """
        first = self.processes()[0]
        asked = time.monotonic()
        must(*PODMAN, "kill", "--signal", "TERM", self.name)
        while runs(first):
            assert time.monotonic() - asked < GRACE, f"it still runs {GRACE:.0f} s after SIGTERM"
            await asyncio.sleep(POLL)
        took = time.monotonic() - asked
        code = int(must(*PODMAN, "wait", self.name))
        return took, code

    def processes(self) -> list[int]:
        """The numbers that this machine gives its processes, the first one first."""
        first = int(must(*PODMAN, "inspect", "--format", "{{.State.Pid}}", self.name))
        found, left = [], [first]
        while left:
            number = left.pop()
            found.append(number)
            for task in Path(f"/proc/{number}/task").glob("*/children"):
                try:
                    left += [int(child) for child in task.read_text(encoding="ascii").split()]
                except OSError:  # it ended while we looked
                    continue
        return found

    def megabytes(self) -> float:
        """The memory that its processes hold now, shared pages counted once (proportional set size)."""
        total = 0
        for number in self.processes():
            try:
                text = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii")
            except OSError:  # it ended while we looked
                continue
            found = re.search(r"^Pss:\s+(\d+) kB$", text, re.MULTILINE)
            total += int(found[1]) if found else 0
        return total * 1024 / 1e6


def free_port() -> int:
    """A port that nothing listens on now: with this machine's network, the image's own may be taken."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


def runs(number: int) -> bool:
    """Whether there is a process of this number."""
    return Path(f"/proc/{number}").exists()


@asynccontextmanager
async def started(
    image: str, name: str, *words: str, options: Sequence[str] = (), network: str = "none"
) -> AsyncIterator[Container]:
    """Start the image hardened and remove it at the end."""
    command(*PODMAN, "rm", "--force", "--volumes", name)
    must(
        *(*PODMAN, "run", *LIMITS, "--detach", UNTIMED, "--name", name, *HARDENED, "--network", network),
        *(*options, image, *words),
    )
    try:
        yield Container(name)
    finally:
        command(*PODMAN, "rm", "--force", "--volumes", name)


@asynccontextmanager
async def serving(
    image: str, name: str, sandbox: Sandbox, scratch: Path, options: Sequence[str] = ()
) -> AsyncIterator[Container]:
    """Start ``dossier run`` on a sandbox of this machine; give it once it is connected.

    Raises:
        AssertionError: it does not connect, with what it said.
    """
    token = scratch / "token"
    token.write_text(sandbox.token, encoding="utf-8")
    token.chmod(0o444)
    mounts = (
        *("--volume", f"{HELPER}:/check/on_sandbox.py:ro"),
        *("--volume", f"{token}:/run/secrets/discord_token:ro"),
    )
    places = (
        *("--env", f"DOSSIER_HTTP_PORT={free_port()}"),
        *("--env", "DISCORD_TOKEN_FILE=/run/secrets/discord_token"),
        *("--entrypoint", '["tini", "--", "python3"]'),
    )
    arguments = ("/check/on_sandbox.py", sandbox.api_url, sandbox.gateway_url)
    async with started(
        image, name, *arguments, options=(*mounts, *places, *options), network="host"
    ) as container:
        try:
            await sandbox.wait_for_commands()
        except AssertionError as error:
            raise AssertionError(f"{error}\n{container.log()[-3000:]}") from error
        yield container
