"""The pages of the real bot, as a probe and a scraper read them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.briefing.service import Briefings
from bot.cli.watching import watched
from bot.client import DossierBot
from bot.health.readiness import FRESH
from bot.sandbox import faults
from tests.bot.editions import ROOT, desk, edition, edition_file
from tests.bot.health.asking import ask
from tests.bot.processes import PATIENCE
from tests.wire.bot.briefings import MANAGER, SCHEDULE, open_store, use

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from bot.desk import Desk
    from bot.health.meter import Meter
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from bot.state import Store
    from tests.wire.conftest import Clock, Running

__all__ = ["desk", "edition", "edition_file"]
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
async def meter(desk: Desk, store: Store) -> AsyncIterator[Meter]:
    """Give the meter of a process that serves its pages, before any login."""
    async with watched(desk.edition, store, 0, watchdog=False) as made:
        yield made


@pytest.fixture
def mia(sandbox: Sandbox) -> Person:
    return sandbox.person("Mia Canary", permissions=MANAGER)


class Bots:
    """Runs a bot on the sandbox that tells a meter."""

    def __init__(self, desk: Desk, store: Store, clock: Clock, running: Running, meter: Meter) -> None:
        self._desk, self._store, self._clock, self._running = desk, store, clock, running
        self._meter = meter

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[DossierBot]:
        made = DossierBot(
            self._desk,
            briefings=lambda client: Briefings.on(
                client, self._store, self._desk.edition, now=self._clock, observer=self._meter
            ),
            observer=self._meter,
        )
        async with self._running(made):
            yield made


@pytest.fixture
def bots(desk: Desk, store: Store, clock: Clock, running: Running, meter: Meter) -> Bots:
    return Bots(desk, store, clock, running, meter)


async def ready(meter: Meter) -> tuple[int, str]:
    assert meter.port is not None
    said = await ask(meter.port, "/readyz")
    return said.status, said.body.strip()


async def figures(meter: Meter) -> dict[tuple[str, ...], float]:
    """Give every figure by its name and the values of its labels, in the order of the labels' names."""
    assert meter.port is not None
    text = (await ask(meter.port, "/metrics")).body
    return {
        (one.name, *(value for _, value in sorted(one.labels.items()))): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


async def becomes(meter: Meter, wanted: Callable[[], bool]) -> None:
    """Let the bot go on until the meter shows something."""
    async with asyncio.timeout(PATIENCE):
        while not wanted():  # noqa: ASYNC110 - counters set no event
            await asyncio.sleep(0)
    assert meter.port


async def test_a_bot_is_ready_from_its_first_look_at_what_is_due_until_it_is_told_to_stop(
    bots: Bots, meter: Meter
) -> None:
    assert await ready(meter) == (503, "starting: not logged in yet")
    meter.phase = "standing by"
    assert await ready(meter) == (503, "standing by: another copy is running")
    meter.phase = "starting"
    async with bots():
        await becomes(meter, lambda: meter.deliveries.tick_age() is not None)
        assert await ready(meter) == (200, "ready")
        assert meter.port is not None
        assert (await ask(meter.port, "/livez")).body == "alive\n"
        meter.gateway.frame_at = (meter.gateway.frame_at or 0.0) - FRESH - 1
        status, reason = await ready(meter)
        assert status == 503
        assert reason.startswith("gateway silent: Discord has said nothing for 9")
    assert await ready(meter) == (503, "stopping")


async def test_a_clock_that_is_wrong_and_a_state_that_fails_are_named(
    bots: Bots, meter: Meter, store: Store, clock: Clock
) -> None:
    async with bots() as bot:
        await becomes(meter, lambda: meter.deliveries.tick_age() is not None)
        assert bot.briefings is not None
        meter.clock("This machine's clock is 99 s ahead of Discord's.")
        status, reason = await ready(meter)
        assert (status, reason) == (503, "clock wrong: This machine's clock is 99 s ahead of Discord's.")
    assert clock() is not None
    meter.phase = "serving"
    store.close()
    # What was asked a moment ago still counts; a page of another process asks anew.
    async with watched(bot.briefings._edition, store, 0, watchdog=False) as other:
        assert await ready(other) == (503, "state unreachable: it answered with an error (RuntimeError)")


async def test_figures_tell_what_people_did_without_who_or_where(
    bots: Bots, meter: Meter, mia: Person, sandbox: Sandbox, clock: Clock
) -> None:
    async with bots():
        await mia.command("entity", name="Kurils")
        await mia.command("timeline", **{"from": "never"})
        await mia.autocomplete("entity", "name", "thaa")
        await use(mia, "schedule", **SCHEDULE)
        await use(mia, "now")
        reply = await mia.command("about")
        await mia.press(reply, "Post to channel")
        for status, code in ((403, 50001), (401, 0), (429, 0)):
            sandbox.faults.add(faults.Refusal(status, code, "No"), method="POST", route=CALLBACK)
            await mia.command("sources")
        await becomes(meter, lambda: meter.requests.lately() >= 3)
    seen = await figures(meter)
    for labels, count in {
        ("entity", "command", "answered"): 1,
        ("timeline", "command", "refused"): 1,
        ("entity", "autocomplete", "answered"): 1,
        ("briefing schedule", "command", "answered"): 1,
        ("briefing now", "command", "answered"): 1,
        ("dossier:post", "button", "answered"): 1,
    }.items():
        assert seen["dossier_interactions_total", *labels] == count
    assert seen["dossier_interaction_seconds_bucket", "entity", "command", "+Inf"] == 1
    assert seen["dossier_deliveries_total", "sent"] == 1
    assert seen["dossier_delivery_attempts_total", "sent"] == 1
    assert seen["dossier_delivery_lateness_seconds_count",] == 1
    assert seen["dossier_gateway_identifies_total",] == 1
    assert seen["dossier_gateway_frames_total",] > 8
    assert seen["dossier_invalid_requests_total", "403"] == 1
    assert seen["dossier_invalid_requests_recent",] >= 2
    # The sandbox's clock stands still.
    apart = (datetime.now(UTC) - clock()).total_seconds()
    assert abs(seen["dossier_clock_ahead_seconds",] - apart) < PATIENCE
    assert seen["dossier_interactions_open",] == 0
    assert seen["process_resident_memory_bytes",] > 1e6
    world = sandbox.world
    everything = "\n".join(map(str, seen))
    for secret in (
        mia.id, mia.name, sandbox.guild["id"], world.application_id, "Kurils", "never", "thaa",
        *world.channels, *world.messages,
    ):  # fmt: skip
        assert str(secret) not in everything


async def test_the_gateways_frames_and_acknowledgements_are_seen_and_a_cut_is_counted(
    bots: Bots, meter: Meter, sandbox: Sandbox
) -> None:
    async with bots():
        # discord.py sends a first heartbeat at once.
        await becomes(meter, lambda: meter.gateway.ack_age() is not None)
        assert meter.gateway.connected
        sandbox.gateway.reconnect()
        await becomes(meter, lambda: meter.gateway.resumes == 1)
        assert (meter.gateway.losses, meter.gateway.identifies) == (1, 1)
        assert meter.gateway.connected
    assert not meter.gateway.connected


def test_without_a_port_nothing_that_serves_pages_is_imported() -> None:
    code = "import sys, bot.health.living, bot.cli.watching, bot.client; print(*sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    loaded = done.stdout.split()
    assert "bot.health.watchdog" in loaded
    assert not {"prometheus_client", "aiohttp.web", "bot.health.server", "bot.health.metrics"} & set(loaded)
