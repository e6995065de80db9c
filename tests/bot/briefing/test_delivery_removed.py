"""A server that removes the bot, through the real client: suspended, resumed, and forgotten after thirty days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.briefing.delivery import Engine
from bot.state import Key
from bot.state.subscriptions import GUILD_FORGOTTEN

if TYPE_CHECKING:
    from bot.state import Subscription
    from tests.bot.briefing.delivery_bench import Bench

DAY = 24 * 3600


@pytest.fixture
async def briefing(bench: Bench) -> Subscription:
    """Give a briefing that was delivered once, at ten."""
    made = bench.subscribe()
    await bench.tick(3600)
    assert len(bench.posted()) == 1
    return made


async def remove(bench: Bench) -> None:
    bench.sandbox.remove_application()
    await bench.heard(lambda: not bench.client.guilds)


async def test_it_is_suspended_and_nothing_is_posted(bench: Bench, briefing: Subscription) -> None:
    await remove(bench)
    await bench.tick(DAY)
    kept = bench.store.subscriptions.get(briefing.id)
    assert kept is not None
    assert (kept.status, kept.cause) == ("suspended", "guild")
    assert kept.absent_since is not None
    # The operators' channel is in that server: the log and the state say so.
    assert "Dossier was removed from the server" in bench.store.reports.alarms()[0].text
    assert len(bench.posted()) == 1


async def test_it_goes_on_when_the_bot_is_invited_again(bench: Bench, briefing: Subscription) -> None:
    await remove(bench)
    await bench.tick(3 * DAY)
    bench.sandbox.add_application()
    await bench.heard(lambda: len(bench.client.guilds) == 1)
    await bench.tick(60)
    kept = bench.store.subscriptions.get(briefing.id)
    assert kept is not None
    assert (kept.status, kept.absent_since) == ("active", None)
    await bench.tick(DAY)
    states = [row.state for row in bench.store.ledger.history(briefing.id)]
    assert states.count("sent") == len(bench.posted())
    assert len(states) == 5
    assert not {"due", "claimed"} & set(states)


async def test_it_is_deleted_with_its_history_after_thirty_days_and_not_before(
    bench: Bench, briefing: Subscription, caplog: pytest.LogCaptureFixture
) -> None:
    [row] = bench.store.ledger.history(briefing.id)
    bench.store.reports.add_feedback(row.key, useful=False, reason="too long", now=bench.clock())
    await remove(bench)
    await bench.tick(60)
    await bench.tick(GUILD_FORGOTTEN.total_seconds() - 60)
    assert bench.store.subscriptions.get(briefing.id) is not None
    await bench.tick(120)
    assert bench.store.subscriptions.get(briefing.id) is None
    assert bench.store.ledger.find(Key(briefing.id, row.date)) is None
    assert bench.store.reports.feedback([row.key]) == []
    assert "its briefings and their history are deleted" in caplog.text


async def test_another_process_sees_the_same_thirty_days(bench: Bench, briefing: Subscription) -> None:
    await remove(bench)
    await bench.tick(60)
    bench.clock.advance(GUILD_FORGOTTEN.total_seconds() + 60)
    other = Engine(
        bench.store, bench.port, bench.edition, now=bench.clock, steady=lambda: bench.clock().timestamp()
    )
    await other.tick()
    assert bench.store.subscriptions.get(briefing.id) is None
