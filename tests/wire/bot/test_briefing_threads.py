"""``/briefing`` in threads, by people and through the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wire.bot.briefings import SCHEDULE, kept, public, use

if TYPE_CHECKING:
    from bot.client import DossierBot
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from bot.state import Store
    from tests.wire.bot.logs import Logs
    from tests.wire.conftest import Clock

TO_EIGHT = 22 * 3600 + 60  # from 10:00 in Berlin to a minute past eight on the next day


@pytest.fixture
def thread(sandbox: Sandbox, mia: Person) -> str:
    """Give a thread in the first channel."""
    return str(sandbox.create_thread("Daily", owner=mia)["id"])


@pytest.mark.parametrize("archived", [False, True])
async def test_a_thread_gets_its_briefing_archived_or_not(  # noqa: PLR0913 - fixtures, by their names
    thread: str, briefing_bot: DossierBot, mia: Person, sandbox: Sandbox, clock: Clock, *, archived: bool
) -> None:
    sandbox.edit_thread(thread, archived=archived)
    told = await use(mia, "schedule", **SCHEDULE, channel=thread)
    assert f"**<#{thread}>**" in told
    clock.advance(TO_EIGHT)
    assert briefing_bot.briefings is not None
    await briefing_bot.briefings.engine.tick()
    [brief] = sandbox.world.history(thread)
    assert public(sandbox) == []
    assert f"/{sandbox.guild['id']}/{thread}/{brief.id}" in await use(mia, "history")
    assert sandbox.world.threads[thread]["thread_metadata"]["archived"] is False


@pytest.mark.usefixtures("briefing_bot")
async def test_used_in_a_thread_it_means_that_thread(
    thread: str, mia: Person, sandbox: Sandbox, store: Store
) -> None:
    mia.channel_id = thread
    await use(mia, "schedule", **SCHEDULE)
    assert kept(store, sandbox)[0].channel_id == int(thread)
    assert "https://discord.com/channels/" in await use(mia, "now")
    assert len(sandbox.world.history(thread)) == 1


@pytest.mark.usefixtures("briefing_bot")
@pytest.mark.parametrize("archived", [False, True])
async def test_a_locked_thread_is_refused_in_a_sentence(
    thread: str, mia: Person, sandbox: Sandbox, store: Store, *, archived: bool
) -> None:
    sandbox.edit_thread(thread, archived=archived, locked=True)
    told = await use(mia, "schedule", **SCHEDULE, channel=thread)
    assert (
        f"Dossier cannot post in <#{thread}>: The thread is locked: unlock it, or grant Manage Threads."
        in told
    )
    assert "Nothing was saved." in told
    assert kept(store, sandbox) == []


@pytest.mark.usefixtures("briefing_bot")
async def test_a_private_thread_without_an_invitation_is_refused_in_a_sentence(
    mia: Person, sandbox: Sandbox, store: Store
) -> None:
    hidden = sandbox.create_thread("Ours", owner=mia, private=True)["id"]
    told = await use(mia, "schedule", **SCHEDULE, channel=hidden)
    assert "add Dossier to it where it is a private thread. Nothing was saved." in told
    assert kept(store, sandbox) == []


async def test_a_deleted_thread_ends_it_and_another_takes_its_place(  # noqa: PLR0913, PLR0917 - the same
    thread: str,
    briefing_bot: DossierBot,
    mia: Person,
    sandbox: Sandbox,
    store: Store,
    clock: Clock,
    logs: Logs,
) -> None:
    await use(mia, "schedule", **SCHEDULE, channel=thread)
    sandbox.delete_channel(thread)
    clock.advance(TO_EIGHT)
    assert briefing_bot.briefings is not None
    await briefing_bot.briefings.engine.tick()
    assert "Choose another with /briefing edit" in logs.errors()[0]
    logs.records.clear()
    told = await use(mia, "history")
    assert "Ended: no delivery comes any more. The channel was deleted." in told
    assert "**Tue 6 January 2026**: missed. " in told
    assert "takes its place" in await use(mia, "edit", channel=sandbox.channel["id"])
    assert [one.status for one in kept(store, sandbox)] == ["ended", "active"]
