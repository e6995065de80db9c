"""Briefings in threads, through the real client: active, archived, locked and deleted ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.briefing.transport import Allowed, Denied, Gone, Refused, Sent
from bot.sandbox import permissions
from bot.state import wish_of
from tests.bot.briefing.delivery_bench import PAYLOAD, Bench

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.state import Subscription

DAY = 24 * 3600


@pytest.fixture
def anna(bench: Bench) -> Person:
    return bench.sandbox.person("Anna")


class Thread:
    """A thread with a briefing in it, due at ten, an hour from now."""

    def __init__(self, bench: Bench, owner: Person) -> None:
        self.bench = bench
        self.id = str(bench.sandbox.create_thread("Daily", owner=owner)["id"])
        self.briefing = self._subscribe()

    def _subscribe(self) -> Subscription:
        made = self.bench.subscribe()
        wish = replace(wish_of(made), channel_id=int(self.id))
        edited = self.bench.store.subscriptions.edit(made.id, wish, self.bench.clock())
        assert edited is not None
        return edited

    @property
    def shown(self) -> list[Any]:
        return [one.payload["content"] for one in self.bench.sandbox.world.history(self.id)]

    @property
    def metadata(self) -> Any:
        return self.bench.sandbox.world.threads[self.id]["thread_metadata"]

    @property
    def status(self) -> tuple[str, str]:
        kept = self.bench.store.subscriptions.get(self.briefing.id)
        assert kept is not None
        return kept.status, kept.reason

    async def change(self, **changes: object) -> None:
        """Change the thread, and wait until the client knows."""
        self.bench.sandbox.edit_thread(self.id, **changes)
        await self.bench.heard(self._known)

    def _known(self) -> bool:
        guild = self.bench.client.get_guild(self.bench.guild)
        found = guild.get_thread(int(self.id)) if guild is not None else None
        if self.metadata["archived"]:
            return found is None
        return found is not None and found.locked == self.metadata["locked"]


@pytest.fixture
async def thread(bench: Bench, anna: Person) -> Thread:
    made = Thread(bench, anna)
    await bench.heard(made._known)
    return made


def states(bench: Bench, thread: Thread) -> list[str]:
    return [row.state for row in bench.store.ledger.history(thread.briefing.id)]


async def test_a_brief_comes_into_a_thread_and_is_found_there_again(bench: Bench, thread: Thread) -> None:
    await bench.tick(3600)
    assert len(thread.shown) == 1
    assert bench.posted() == []
    row = bench.row(thread.briefing)
    since = row.due_at - timedelta(days=1)
    assert await bench.port.find(int(thread.id), row.marker, since) == Sent(row.message_id or 0)


async def test_an_archived_thread_is_opened_by_its_brief_each_day(bench: Bench, thread: Thread) -> None:
    await bench.tick(3600)
    for days in (1, 2):
        # By itself, since nobody has written there for a day.
        bench.clock.advance(DAY + 30)
        await bench.port.clock(fresh=True)
        assert thread.metadata["archived"]
        await bench.tick()
        assert len(thread.shown) == days + 1
        assert not thread.metadata["archived"]
    await thread.change(archived=True)
    await bench.tick(DAY)
    assert len(thread.shown) == 4
    assert states(bench, thread) == ["sent"] * 4
    assert thread.status == ("active", "")


@pytest.mark.parametrize("archived", [True, False])
async def test_a_locked_thread_suspends_it_and_unlocking_resumes_it(
    bench: Bench, thread: Thread, *, archived: bool
) -> None:
    await thread.change(archived=archived, locked=True)
    await bench.tick(3600)
    assert thread.shown == []
    assert thread.status == ("suspended", "The thread is locked: unlock it, or grant Manage Threads.")
    assert ["The thread is locked" in told for told in bench.told()] == [True]
    await bench.tick(60)
    assert len(bench.told()) == 1
    await thread.change(archived=False, locked=False)
    await bench.tick(60)
    assert len(thread.shown) == 1
    assert thread.status[0] == "active"
    assert bench.told()[1].startswith("This is over: ")


async def test_who_manages_threads_writes_in_a_locked_one(bench: Bench, thread: Thread) -> None:
    bench.sandbox.permit_application(permissions.APPLICATION | permissions.MANAGE_THREADS)
    await thread.change(archived=True, locked=True)
    await bench.tick(3600)
    assert len(thread.shown) == 1
    assert thread.metadata["archived"] is False


async def test_a_thread_that_was_locked_a_moment_ago_is_refused_by_discord(
    bench: Bench, thread: Thread
) -> None:
    # The client has not heard of it: the sandbox changes it without an event.
    thread.metadata["locked"] = True
    outcome = await bench.port.send(int(thread.id), PAYLOAD, "a", 5.0)
    assert outcome == Refused("permission", "The thread is locked: unlock it, or grant Manage Threads.")
    thread.metadata["archived"] = True
    outcome = await bench.port.send(int(thread.id), PAYLOAD, "a", 5.0)
    assert isinstance(outcome, Refused)
    assert (outcome.why, "archived" in outcome.reason) == ("permission", True)


async def test_a_deleted_thread_ends_it_and_offers_another(bench: Bench, thread: Thread) -> None:
    bench.sandbox.delete_channel(thread.id)
    await bench.tick(3600)
    status, reason = thread.status
    assert status == "ended"
    assert "Choose another with /briefing edit" in reason
    assert states(bench, thread) == ["missed"]
    [told] = bench.told()
    assert "ended: The channel was deleted." in told


async def test_a_private_thread_needs_an_invitation(bench: Bench, anna: Person) -> None:
    hidden = int(bench.sandbox.create_thread("Ours", owner=anna, private=True)["id"])
    found = await bench.port.access(bench.guild, hidden)
    assert isinstance(found, Denied)
    assert "add Dossier to it where it is a private thread" in found.reason
    bench.sandbox.join_thread(str(hidden), bench.sandbox.world.application_id)
    assert await bench.port.access(bench.guild, hidden) == Allowed()
    bench.sandbox.delete_channel(str(hidden))
    await bench.heard(lambda: bench.client.get_channel(hidden) is None)
    assert await bench.port.access(bench.guild, hidden) == Gone()


async def test_without_the_right_to_write_in_threads_it_says_so(bench: Bench, thread: Thread) -> None:
    bench.sandbox.permit_application(
        discord.Permissions(view_channel=True, send_messages=True, read_message_history=True)
    )
    await bench.tick(3600)
    assert thread.status == ("suspended", "Dossier may not write there: grant Send Messages in Threads.")


async def test_a_message_in_an_archived_thread_is_corrected_all_the_same(
    bench: Bench, thread: Thread
) -> None:
    await bench.tick(3600)
    row = bench.row(thread.briefing)
    await thread.change(archived=True)
    edited = await bench.port.edit(int(thread.id), row.message_id or 0, "corrected")
    assert edited == Sent(row.message_id or 0)
    assert thread.shown == ["corrected"]
    await thread.change(archived=True, locked=True)
    refused = await bench.port.edit(int(thread.id), row.message_id or 0, "again")
    assert isinstance(refused, Refused)
    assert refused.why == "permission"
    assert thread.shown == ["corrected"]
