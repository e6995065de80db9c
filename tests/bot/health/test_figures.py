"""The gateway's, the requests' and the loop's figures, the reasons of not being ready, and what the page says."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.health.base import Base
from bot.health.gateway import Gateway
from bot.health.meter import Meter
from bot.health.metrics import Metrics
from bot.health.pages import Answers
from bot.health.pulse import Pulse
from bot.health.readiness import FRESH, TICKING, WORDS, Trouble, trouble
from bot.health.requests import MOST, WINDOW, Requests
from bot.health.state import ASKED_EVERY, Checked
from tests.bot.health.steady import Steady

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 11, 22, 12, 0, 3, tzinfo=UTC)


def now() -> datetime:
    return NOW


@pytest.mark.parametrize(
    ("message", "acknowledges"),
    [
        ('{"t":null,"s":null,"op":11,"d":null}', True),
        ('{"op": 11}', True),
        ('{"op":1,"d":"\\"op\\":11"}', False),
        ('{"op":0,"t":"X","d":{"op":11}}', False),
        ('{"op":11' + " " * 300 + "}", False),
        ('"op":11', False),
        ("", False),
    ],
)
def test_each_frame_counts_and_an_acknowledgement_is_told_apart(message: str, acknowledges: bool) -> None:
    steady = Steady()
    gateway = Gateway(steady)
    assert gateway.frame_age() is None
    gateway.frame(message)
    steady.advance(7)
    assert gateway.frame_age() == 7
    assert gateway.ack_age() == (7 if acknowledges else None)
    assert gateway.frames == 1


def test_answers_that_discord_counts_against_us_are_counted_within_ten_minutes() -> None:
    steady = Steady()
    requests = Requests(steady, now)
    for status in (200, 204, 400, 401, 403, 404, 429, 500):
        requests.answered(status, {})
    requests.answered(429, {"X-RateLimit-Scope": "shared"})
    requests.answered(429, {"X-RateLimit-Scope": "user"})
    assert requests.invalid == {401: 1, 403: 1, 429: 2}
    assert requests.statuses[429] == 3
    assert requests.lately() == 4
    steady.advance(WINDOW)
    requests.answered(403, {})
    assert requests.lately() == 5
    steady.advance(1)
    assert requests.lately() == 1
    for _ in range(MOST + 10):
        requests.answered(403, {})
    assert requests.lately() == MOST


@pytest.mark.parametrize(
    ("date", "ahead"),
    [
        ("Sun, 22 Nov 2026 12:00:00 GMT", 3.0),
        ("Sun, 22 Nov 2026 12:01:00 GMT", -57.0),
        ("no date", None),
        ("Sun, 22 Nov 2026 12:00:00 -0000", None),
    ],
)
def test_the_clock_is_compared_with_the_date_of_an_answer(date: str, ahead: float | None) -> None:
    requests = Requests(Steady(), now)
    assert requests.ahead() is None
    requests.answered(200, {"Date": date})
    assert requests.ahead() == ahead


async def test_the_loops_lag_is_by_how_much_a_beat_comes_late() -> None:
    steady, lags = Steady(), [0.0, 2.5, 0.25]
    over = asyncio.Event()

    async def sleep(seconds: float) -> None:
        if not lags:
            over.set()
            await asyncio.Event().wait()
        steady.advance(seconds + lags.pop(0))

    pulse = Pulse(steady, sleep)
    beating = asyncio.create_task(pulse.run())
    await over.wait()
    beating.cancel()
    assert (pulse.beats, pulse.lag, pulse.worst) == (3, 0.25, 2.5)


def ready_meter() -> tuple[Meter, Steady]:
    steady = Steady()
    meter = Meter(steady, now)
    meter.event("connect", ())
    meter.event("socket_raw_receive", ("{}",))
    meter.ticked(well=True)
    return meter, steady


def stop(meter: Meter, _: Steady) -> None:
    meter.event("close", ())


def stand_by(meter: Meter, _: Steady) -> None:
    meter.phase = "standing by"


def fall_silent(meter: Meter, steady: Steady) -> None:
    steady.advance(FRESH + 1)
    meter.ticked(well=True)


def set_the_clock(meter: Meter, _: Steady) -> None:
    meter.clock("It is wrong.")


def stall(meter: Meter, steady: Steady) -> None:
    steady.advance(TICKING + 1)
    meter.ticked(well=False)
    meter.event("socket_raw_receive", ("{}",))


@pytest.mark.parametrize(
    ("change", "word", "sentence"),
    [
        (stop, "stopping", "stopping"),
        (stand_by, "standing_by", "standing by: another copy is running"),
        (fall_silent, "gateway_silent", "gateway silent: Discord has said nothing for 91 s"),
        (set_the_clock, "clock_wrong", "clock wrong: It is wrong."),
        (stall, "not_delivering", "not delivering: the engine has done nothing without an error for 301 s"),
    ],
)
def test_a_bot_that_does_not_do_its_work_says_why(
    change: Callable[[Meter, Steady], None], word: str, sentence: str
) -> None:
    meter, steady = ready_meter()
    assert trouble(meter, None) is None
    change(meter, steady)
    assert trouble(meter, None) == Trouble(word, sentence)
    assert word in WORDS


def test_before_its_first_session_and_its_first_look_it_is_starting() -> None:
    meter = Meter(Steady(), now)
    assert trouble(meter, None) == Trouble("starting", "starting: not logged in yet")
    assert trouble(meter, "it is gone") == Trouble("state_unreachable", "state unreachable: it is gone")
    meter.event("connect", ())
    meter.event("socket_raw_receive", ("{}",))
    found = trouble(meter, None)
    assert found is not None
    assert found.sentence == "starting: the delivery engine has not looked at what is due yet"


def test_a_reconnection_of_a_moment_is_no_trouble() -> None:
    meter, steady = ready_meter()
    meter.event("disconnect", ())
    steady.advance(FRESH - 1)
    assert trouble(meter, None) is None


async def test_the_state_is_asked_seldom_once_at_a_time_and_never_waited_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steady, asked, hangs = Steady(), 0, asyncio.Event()

    async def alarms() -> list[str]:
        nonlocal asked
        asked += 1
        if asked == 2:
            raise ValueError("canary")
        if asked == 3:
            await hangs.wait()
        return ["clock", "delivery:a", "delivery:b"]

    state = Checked(alarms, steady)
    await asyncio.gather(state.check(), state.check())
    await state.check()
    assert (asked, state.wrong, state.open) == (1, None, {"clock": 1, "delivery": 2})
    steady.advance(ASKED_EVERY)
    await state.check()
    assert (asked, state.wrong) == (2, "it answered with an error (ValueError)")
    monkeypatch.setattr("bot.health.state.PATIENCE", 0.0)
    steady.advance(ASKED_EVERY)
    await state.check()
    await state.check()
    assert (asked, state.wrong) == (3, "it has not answered within 0 s")
    hangs.set()
    assert state._asking is not None
    await state._asking
    await state.check()
    assert state.wrong is None
    await state.close()


async def no_alarms() -> list[str]:
    return []


async def test_a_silent_gateway_is_not_alive_when_the_watchdog_would_end_it() -> None:
    meter, steady = ready_meter()
    metrics = Metrics(meter, Pulse(steady, asyncio.sleep), Base("h", 1, 1))
    answers = Answers(meter, Checked(no_alarms, steady), metrics)
    steady.advance(180)
    assert answers.alive() is None
    steady.advance(1)
    assert answers.alive() == "the gateway has been silent for 181 s although it is connected"
    meter.event("disconnect", ())
    assert answers.alive() is None


def test_the_page_holds_every_figure_even_before_anything_happened() -> None:
    meter = Meter(Steady(), now)
    metrics = Metrics(meter, Pulse(Steady(), asyncio.sleep), Base("abc", 142, 101))
    text = metrics.text(Trouble("starting", "x"), {"clock": 1}).decode()
    for line in (
        'dossier_edition_info{hash="abc"} 1.0', "dossier_edition_claims 142.0", "dossier_ready 0.0",
        'dossier_not_ready{reason="starting"} 1.0', 'dossier_not_ready{reason="stopping"} 0.0',
        'dossier_alarms{kind="clock"} 1.0', "dossier_gateway_frame_age_seconds NaN",
        "dossier_gateway_ack_age_seconds NaN", "dossier_clock_ahead_seconds NaN",
        "dossier_event_loop_lag_seconds 0.0", 'dossier_invalid_requests_total{status="429"} 0.0',
        'dossier_deliveries_total{state="uncertain"} 0.0', 'dossier_deliveries_total{state="missed"} 0.0',
        "dossier_deliveries_reconciled_total 0.0", "dossier_delivery_lateness_seconds_count 0.0",
        "dossier_gateway_identifies_total 0.0",
    ):  # fmt: skip
        assert f"\n{line}\n" in text, line
    assert 'tzdata="20' in text
    assert "process_resident_memory_bytes" in text
    # Asked again, it is made anew, and nothing is registered twice.
    meter.delivered("sent", 4.0, late=False, found=True)
    again = metrics.text(None, {}).decode()
    assert "\ndossier_deliveries_reconciled_total 1.0\n" in again
    assert 'dossier_delivery_lateness_seconds_bucket{le="5.0"} 1.0' in again
    assert "\ndossier_ready 1.0\n" in again
