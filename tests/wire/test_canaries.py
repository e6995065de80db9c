"""Secrets and people's words are sent down every path, and everything that comes out is searched for them."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest

from bot.sandbox import faults
from bot.sandbox.server import Sandbox
from tests.bot.editions import edition_file
from tests.bot.processes import PATIENCE
from tests.wire import canaries
from tests.wire.bot.briefings import MANAGER, SCHEDULE, press_public, public, use

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.sandbox.person import Person
    from tests.wire.canaries import Process

__all__ = ["edition_file"]
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.Gcanar.canarycanarycanarycanarycanarycanary"  # noqa: S105 - of nobody
PASSWORD = "canary-p%40ssword"  # noqa: S105 - of nothing
TYPED = "canary typed"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
POST = "/channels/{channel_id}/messages"
FORMS = pytest.mark.parametrize("form", ["text", "json"])


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """Give a sandbox by the real clock, as that of the other process is."""
    async with Sandbox(patience=PATIENCE) as made:
        yield made


def search(everything: str, *others: str) -> None:
    """Assert that no canary got out."""
    for word in ("canary", *others):
        where = everything.lower().find(word.lower())
        assert where < 0, everything[max(0, where - 300) : where + 100]


@FORMS
async def test_a_refused_token_is_never_repeated(
    sandbox: Sandbox, edition_file: Path, tmp_path: Path, form: str
) -> None:
    async with canaries.process(
        sandbox, edition_file, tmp_path, DISCORD_TOKEN=TOKEN, LOG_FORMAT=form
    ) as running:
        assert await running.ended() == 77
    assert any("Discord refused the token" in line for line in running.lines)
    search("".join(running.lines) + running.out + canaries.written(tmp_path, state=True))
    assert (tmp_path / "state.sqlite").is_file()
    assert sandbox.complaints
    sandbox.complaints.clear()


@FORMS
async def test_the_password_of_a_database_out_of_reach_is_never_repeated(
    sandbox: Sandbox, edition_file: Path, tmp_path: Path, form: str
) -> None:
    address = f"postgresql://dossier:{PASSWORD}@127.0.0.1:1/state"
    async with canaries.process(
        sandbox, edition_file, tmp_path, DATABASE_URL=address, LOG_FORMAT=form
    ) as running:
        assert await running.ended() == 69
    said = "".join(running.lines)
    assert "127.0.0.1:1/state" in said
    search(said + running.out, "p@ssword", "ssword")


@pytest.mark.parametrize(("form", "level"), [("text", "INFO"), ("json", "INFO"), ("text", "DEBUG")])
async def test_nothing_that_people_do_gets_out(
    sandbox: Sandbox, edition_file: Path, tmp_path: Path, form: str, level: str
) -> None:
    mia, ben = (sandbox.person(f"Canary {name}", permissions=MANAGER) for name in ("Mia", "Ben"))
    async with canaries.process(sandbox, edition_file, tmp_path, LOG_FORMAT=form, LOG_LEVEL=level) as running:
        port = await canaries.port_of(running)
        await sandbox.wait_for_commands()
        asked = await use_everything(sandbox, mia)
        said = await canaries.pages(port)
        await break_things(sandbox, mia)
        said += await canaries.pages(port)
        await brief(sandbox, mia, ben, tmp_path, running)
        said += await canaries.pages(port)
        assert await running.ended(signal.SIGTERM) == 0
    said += "".join(running.lines) + running.out + canaries.written(tmp_path)
    assert "commands.sha256" in said
    tokens = list(sandbox.interactions._by_token)
    assert len(tokens) > 40
    search(said, sandbox.token, f"/webhooks/{sandbox.world.application_id}/", "/callback", *tokens)
    shown = "\n".join(running.lines)
    # All of that really happened, and each of it left its line.
    assert (" DEBUG " in shown) is (level == "DEBUG")
    for name in asked:
        assert f"command {name}: " in shown
    for part in (
        "button dossier:", "button brief:", "form brief:reason", ": refused, ", ": failed, ", ": answered, ",
        "entity cannot read '[hidden]', only [hidden]: [hidden] and postgresql://user:[hidden]@host [hidden]",
        "command entity failed, reference ", "briefing button reason failed", "OperationalError", "Forbidden",
        "delivery ", ": sent", "a tick of the delivery engine failed", "is rate limited",
    ):  # fmt: skip
        assert part in shown, part
    if form == "json":
        lines = canaries.events(running)
        assert {"interaction", "command", "outcome", "ms"} <= set().union(*lines)
        assert [one["state"] for one in lines if "delivery" in one] == ["sent"]
    sandbox.complaints.clear()


async def use_everything(sandbox: Sandbox, mia: Person) -> list[str]:
    """Use every command with what nobody else may read, and press every button."""
    commands = list(canaries.typing(sandbox, TYPED))
    assert len(commands) > 15
    pressed = 0
    for use_of in commands:
        reply = await mia.command(use_of.name, **use_of.options)
        if reply.kind == "deferred":
            await reply.settled()
        pressed += await canaries.press_all(mia, reply)
        for option in use_of.suggesting:
            await mia.autocomplete(use_of.name, option, TYPED)
    for name in ("entity", "treaty", "timeline", "positions", "compare"):
        option = "topic" if name in ("timeline", "positions", "compare") else "name"
        pressed += await canaries.press_all(mia, await mia.command(name, **{option: "New START"}))
    assert pressed > 8
    message = mia.write(f"{TYPED} about the Kurils")
    await mia.message_command("Look up in Dossier", message)
    return [one.name for one in commands]


async def break_things(sandbox: Sandbox, mia: Person) -> None:
    """Let handlers and Discord fail."""
    reply = await mia.command("entity", name=f"{TYPED} explode")
    assert "reference" in reply.message["content"]
    for fault in (
        faults.Drop(),
        faults.ServerError(500),
        faults.RateLimited(0.0),
        faults.Refusal(403, 50001, "No"),
    ):
        sandbox.faults.add(fault, method="POST", route=CALLBACK)
        await mia.command("search", words=TYPED)
    assert sandbox.faults.left == 0


async def brief(sandbox: Sandbox, mia: Person, ben: Person, folder: Path, running: Process) -> None:
    """Deliver a brief, press its buttons, and take the state away while people use it."""
    await use(mia, "schedule", **SCHEDULE)
    await use(mia, "now")
    [message] = [one for one in public(sandbox) if "components" in one and "brief:" in str(one["components"])]
    for label in ("More", "Sources", "Useful"):
        await press_public(mia, message, label)
    opened = await press_public(ben, message, "Not useful")
    canaries.rename(folder, "feedback", "gone")
    failed = await ben.submit(opened, {"reason": f"{TYPED} as a reason"})
    assert "reference" in str((await failed.settled()).message["content"])
    canaries.rename(folder, "gone", "feedback")
    assert "Thank you" in str(
        (await (await ben.submit(opened, {"reason": TYPED})).settled()).message["content"]
    )
    canaries.rename(folder, "subscription", "gone")
    await running.until("a tick of the delivery engine failed")
    await (await mia.command("briefing list")).settled()
    canaries.rename(folder, "gone", "subscription")
