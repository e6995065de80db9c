"""One process's life with Discord, in this process: what it registers, counts and gives back."""

from __future__ import annotations

import asyncio
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import discord
import pytest
from discord.gateway import KeepAliveHandler

from bot.cli import serving
from bot.exits import Exit, Stop
from bot.sandbox.faults import ServerError
from bot.serving.budget import SpentError
from bot.serving.session import _closed
from bot.settings import Settings
from bot.state import Store, database_address
from bot.state.identifies import fingerprint
from tests.bot.passing import PassingClocks
from tests.bot.processes import PATIENCE
from tests.bot.serving.stopping import stop_once_connected

if TYPE_CHECKING:
    from pathlib import Path

    from bot.sandbox.server import Sandbox
    from knowledge.edition import Edition

PUT = "/applications/{application_id}/guilds/{guild_id}/commands"


def holding(folder: Path, text: str) -> list[Path]:
    """Give the files in which a text stands."""
    files = list(folder.iterdir())
    assert any(one.name == "state.sqlite" for one in files)
    return [one for one in files if text.encode() in one.read_bytes()]


async def test_commands_that_could_not_be_registered_at_first_are_all_there_after_the_next_try(
    sandbox: Sandbox, edition: Edition, tmp_path: Path
) -> None:
    guild = sandbox.guild["id"]

    def names() -> set[str]:
        return {command["name"] for command in sandbox.world.commands.visible(guild)}

    memos = []
    for number, faults in enumerate((1, 0)):
        folder = tmp_path / str(number)
        settings = Settings.model_construct(data_dir=folder, guild_ids=(int(guild),))
        for _ in range(faults):
            sandbox.faults.add(ServerError(503), method="PUT", route=PUT)
        stop_once_connected(sandbox)
        async with asyncio.timeout(PATIENCE):
            with sandbox.redirect():
                clocks = PassingClocks().clocks
                assert await serving._run(settings, edition, sandbox.token, clocks) is Exit.OK
        assert sandbox.faults.left == 0
        assert {"entity", "treaty", "timeline", "briefing"} <= names()
        memos.append((folder / "commands.sha256").read_text())
    # What is remembered of them is what was registered, at whichever try.
    assert memos[0] == memos[1] != ""


async def test_a_session_is_counted_under_a_digest_of_its_token(
    sandbox: Sandbox, edition: Edition, tmp_path: Path
) -> None:
    settings = Settings.model_construct(data_dir=tmp_path, guild_ids=())
    passing = PassingClocks()
    stop_once_connected(sandbox)
    async with asyncio.timeout(PATIENCE):
        with sandbox.redirect():
            assert await serving._run(settings, edition, sandbox.token, passing.clocks) is Exit.OK
    with closing(Store.open(database_address(None, tmp_path))) as store:
        assert len(store.identifies.lately(fingerprint(sandbox.token), passing.now())) == 1
        held = store.leases.see("serving")
        assert held is not None
        assert held.holder is None
    assert not holding(tmp_path, sandbox.token)


async def test_sessions_that_are_used_up_end_the_process_with_a_sentence(
    sandbox: Sandbox, edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def spend(_self: object, *, initial: bool) -> None:
        raise SpentError(f"No more for now ({initial}).")

    monkeypatch.setattr("bot.serving.budget.Budget.spend", spend)
    settings = Settings.model_construct(data_dir=tmp_path, guild_ids=())
    with sandbox.redirect(), pytest.raises(Stop, match="No more for now \\(True\\)") as stopped:
        await serving._run(settings, edition, sandbox.token, PassingClocks().clocks)
    assert stopped.value.code is Exit.UNAVAILABLE
    # discord.py leaves the heartbeat of a connection that never came about to the end of the process.
    left = [one for one in threading.enumerate() if isinstance(one, KeepAliveHandler)]
    assert left
    for one in left:
        one.stop()
        one.join()


@pytest.mark.parametrize(("code", "exit_code"), [(4004, Exit.TOKEN_REFUSED), (4013, Exit.UNAVAILABLE)])
def test_a_connection_that_was_closed_for_good_is_told(code: int, exit_code: Exit) -> None:
    class Socket:
        close_code = code

    error = discord.ConnectionClosed(Socket(), shard_id=None)  # type: ignore[arg-type] # as much of one as is read
    assert _closed(error).code is exit_code
