from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.client import DossierBot, FileMemo, NoMemo
from bot.sandbox.commands import MESSAGE_MENU
from tests.wire.bot.reading import title

if TYPE_CHECKING:
    from pathlib import Path

    from bot.desk import Desk
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from tests.wire.bot.logs import Logs
    from tests.wire.conftest import Running

GLOBAL = "/applications/{application_id}/commands"
GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
MENU = "Look up in Dossier"
NAMES = {"entity", "treaty", "timeline", "positions", "compare", "search", "browse", "sources", "about", MENU}


def syncs(sandbox: Sandbox) -> list[tuple[str, set[str]]]:
    """List the registrations: where, and the names."""
    found: list[tuple[str, set[str]]] = []
    for one in sandbox.exchanges:
        if one.method == "PUT":
            body: Any = one.request
            found.append((one.route, {command["name"] for command in body}))
    return found


async def test_commands_are_registered_once_and_again_only_when_they_changed(
    desk: Desk, running: Running, sandbox: Sandbox, tmp_path: Path
) -> None:
    memo = tmp_path / "data" / "commands.sha256"
    for _ in range(3):
        async with running(DossierBot(desk, memo=FileMemo(memo))):
            pass
    assert syncs(sandbox) == [(GLOBAL, NAMES)]
    changed = DossierBot(desk, memo=FileMemo(memo))
    about = changed.tree.get_command("about")
    assert about is not None
    about.description = "Something else"
    async with running(changed):
        pass
    assert syncs(sandbox) == [(GLOBAL, NAMES)] * 2
    visible = sandbox.world.commands.visible(sandbox.guild["id"])
    assert "Something else" in {command["description"] for command in visible}


async def test_a_memo_that_cannot_be_kept_costs_a_sync_and_a_warning(
    desk: Desk, running: Running, sandbox: Sandbox, tmp_path: Path, logs: Logs
) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"\xff\xfe")
    for memo in (FileMemo(blocked / "below"), NoMemo(), FileMemo(blocked)):
        async with running(DossierBot(desk, memo=memo)):
            pass
    assert len(syncs(sandbox)) == 3
    assert "cannot be kept" in (await logs.until("cannot be kept")).getMessage()
    assert FileMemo(blocked).recall() is not None


async def test_commands_are_for_servers_only(desk: Desk, running: Running, sandbox: Sandbox) -> None:
    async with running(DossierBot(desk)):
        body: Any = next(one.request for one in sandbox.exchanges if one.method == "PUT")
    assert {command["name"] for command in body} == NAMES
    for command in body:
        assert command["contexts"] == [0], command["name"]
        assert command["integration_types"] == [0], command["name"]
        if command["name"] == MENU:
            assert command["type"] == MESSAGE_MENU
            continue
        assert command["description"]
        for option in command["options"]:
            assert option["description"] not in {"", "…"}, (command["name"], option["name"])


async def test_with_server_ids_commands_are_registered_only_there(
    anna: Person, desk: Desk, running: Running, sandbox: Sandbox, tmp_path: Path
) -> None:
    own = int(sandbox.guild["id"])
    memo = FileMemo(tmp_path / "memo")
    async with running(DossierBot(desk, guild_ids=[own], memo=memo)):
        assert title((await anna.command("entity", name="THAAD")).message) == "THAAD"
    assert syncs(sandbox) == [(GUILD, NAMES), (GLOBAL, set())]
    async with running(DossierBot(desk, guild_ids=[own], memo=memo)):
        assert title((await anna.command("entity", name="THAAD")).message) == "THAAD"
    assert len(syncs(sandbox)) == 2
    async with running(DossierBot(desk, memo=memo)):
        pass
    assert syncs(sandbox)[2:] == [(GUILD, set()), (GLOBAL, NAMES)]


async def test_one_wrong_server_id_is_an_error_line_and_not_the_end(
    desk: Desk, running: Running, sandbox: Sandbox, logs: Logs, tmp_path: Path
) -> None:
    own = int(sandbox.guild["id"])
    memo = FileMemo(tmp_path / "memo")
    async with running(DossierBot(desk, guild_ids=[77, own], memo=memo)):
        reply = await sandbox.person("Anna").command("entity", name="THAAD")
        assert title(reply.message) == "THAAD"
    [error] = logs.errors()
    assert "server 77 refused the commands" in error
    assert "DOSSIER_GUILD_IDS" in error
    assert "Traceback" not in error
    assert memo.recall() is None
    logs.records.clear()
