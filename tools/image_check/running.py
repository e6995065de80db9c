"""What only shows while the image runs: how it starts, answers, refuses to start, stops, and how much it takes."""

# ruff: noqa: S101 - a check asserts, and its report catches that
from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.drawing.png import is_blank, size
from bot.sandbox.server import Sandbox
from tools.image_check.container import Container, serving, started
from tools.image_check.engine import run
from tools.image_check.use import use

PATIENCE = 120.0
STOP_SECONDS = 2.0
MOST_MEGABYTES = 160
"""The most memory that an hour of use may take, as all processes of the container hold it."""
CONFIGURATION, UNAVAILABLE = 78, 69
TOKEN = "a.dummy.token"  # noqa: S105 - never accepted by anybody
NAME = "dossier-image-check"


@dataclass(frozen=True, slots=True)
class Running:
    """The checks of an image that serves.

    Attributes:
        image: its name.
        scratch: a folder for what is mounted.
        hour: seconds over which the hour's use is spread; 0 asks as fast as it is answered.
    """

    image: str
    scratch: Path
    hour: float = 0

    def no_token(self) -> str:
        """Without a token: one sentence and 78."""
        done = run(self.image)
        assert done.code == CONFIGURATION, f"ended with {done.code}: {done.said}"
        lines = done.said.strip().splitlines()
        assert len(lines) == 1, done.said
        assert "DISCORD_TOKEN" in lines[0], done.said
        return f"{CONFIGURATION}, “{lines[0]}”"

    def data_folder(self) -> str:
        """A data folder of somebody else: 78 and the line that mends it."""
        folder = self.scratch / "of-root"
        folder.mkdir(mode=0o755, exist_ok=True)
        done = run(self.image, options=("--volume", f"{folder}:/data", "--env", f"DISCORD_TOKEN={TOKEN}"))
        assert done.code == CONFIGURATION, f"ended with {done.code}: {done.said}"
        last = done.said.strip().splitlines()[-1]
        assert "chown" in last, last
        assert "10001" in last, last
        assert "Traceback" not in done.said, done.said
        return f"{CONFIGURATION}, “{last}”"

    def no_network(self) -> str:
        """Without a network it says so and tries again for a minute: then 69. SIGTERM meanwhile ends it with 0."""
        return asyncio.run(self._no_network())

    async def _no_network(self) -> str:
        options = ("--env", f"DISCORD_TOKEN={TOKEN}")
        async with (
            started(self.image, NAME, options=options) as one,
            started(self.image, f"{NAME}-2", options=options) as other,
        ):
            await _until(lambda: "trying again" in one.log(), "it says that it tries again", one)
            alive, ready = one.page("livez"), one.page("readyz")
            assert alive.startswith("200"), f"/livez while it tries: {alive}"
            assert ready.startswith("503"), f"/readyz while it tries: {ready}"
            took, code = await one.stop()
            assert code == 0, f"SIGTERM while it tries ended with {code}: {one.log()}"
            assert took < STOP_SECONDS, f"SIGTERM took {took:.1f} s"
            await _until(lambda: other.code() is not None, "it gives up", other)
            said = other.log()
            assert other.code() == UNAVAILABLE, f"ended with {other.code()}: {said}"
            assert "Traceback" not in said, said
            last = said.strip().splitlines()[-1]
            assert "Discord cannot be reached" in last, last
            return (
                f"{said.count('trying again')} tries, then {UNAVAILABLE}, “{last}”; meanwhile alive, not ready "
                f"({ready[3:].strip()}), and SIGTERM ends it after {took:.2f} s with 0"
            )

    def service(self) -> str:
        """It connects, is healthy, answers, and SIGTERM ends it in time with 0."""
        return asyncio.run(self._service())

    async def _service(self) -> str:
        async with (
            Sandbox(patience=PATIENCE) as sandbox,
            serving(self.image, NAME, sandbox, self.scratch) as container,
        ):
            reply = await sandbox.person("Reader").command("entity", name="Kurils")
            assert "Kuril" in str(reply.message), reply.message
            first = container.ask("cat", "/proc/1/comm").said
            assert first == "tini", f"process 1 is {first}"
            picture = await _picture(sandbox, container)
            health = await _green(container)
            took, code = await container.stop()
            said = container.log()
            assert code == 0, f"SIGTERM ended with {code}: {said}"
            assert took < STOP_SECONDS, f"SIGTERM took {took:.1f} s, the bar is {STOP_SECONDS:.0f}"
            assert sandbox.token not in said, "the token is in the log"
            assert not sandbox.complaints, sandbox.complaints
            return f"answers, draws {picture}, {health}, SIGTERM after {took:.2f} s, exit 0"

    def memory(self) -> str:
        """An hour's use stays under the bar; the kernel ends the container if not."""
        return asyncio.run(self._memory())

    async def _memory(self) -> str:
        limit = ("--memory", f"{MOST_MEGABYTES}m", "--memory-swap", f"{MOST_MEGABYTES}m")
        async with (
            Sandbox(patience=PATIENCE) as sandbox,
            serving(self.image, NAME, sandbox, self.scratch, limit) as container,
        ):
            used = await use(sandbox, container, self.hour)
            assert container.code() is None, f"it ended with {container.code()}: {container.log()[-2000:]}"
            assert used.most < MOST_MEGABYTES, f"{used.most:.0f} MB, the bar is {MOST_MEGABYTES}"
            way = "" if self.hour else f", an hour's worth, asked in {used.seconds:.0f} s"
            return (
                f"{used.asked} interactions{way}: {used.first:.0f} MB before, {used.last:.0f} after, "
                f"at most {used.most:.0f} (under a limit of {MOST_MEGABYTES})"
            )


async def _picture(sandbox: Sandbox, container: Container) -> str:
    """Ask for an answer with a picture and look at it: the fonts have to be in the image."""
    reply = await sandbox.person("Reader").command("timeline", topic="Aegis Ashore")
    await _until(lambda: bool(reply.message["attachments"]), "a picture comes", container)
    (file,) = reply.message["attachments"]
    stored = sandbox.world.files.get(file["id"], file["filename"])
    assert stored is not None, file
    assert not is_blank(stored.content), f"{file['filename']} is blank"
    width, height = size(stored.content)
    return f"a picture of {width} × {height}"


async def _green(container: Container) -> str:
    """Wait until the health check is green and the bot ready."""
    await _until(lambda: container.healthy().code == 0, "the health check is green", container)
    await _until(lambda: container.page("readyz").startswith("200"), "it is ready", container)
    return f"health check “{container.ask('dossier', 'health').said.strip()}”, ready"


async def _until(true: Callable[[], bool], what: str, container: Container) -> None:
    """Wait for something.

    Raises:
        AssertionError: it does not become true; with what the container said.
    """
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, (
            f"not within {PATIENCE:.0f} s: {what}; it said:\n{container.log()[-2000:]}"
        )
        await asyncio.sleep(0.3)
