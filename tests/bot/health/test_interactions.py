from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.health.interactions import MOMENT, MOST, NO_ANSWER, NO_END, Interactions
from bot.health.meter import Meter
from bot.health.readiness import Trouble, trouble
from tests.bot.health.steady import Steady

if TYPE_CHECKING:
    from collections.abc import Iterator

Type = discord.InteractionResponseType
GROUP = {
    "name": "briefing",
    "options": [{"type": 1, "name": "now", "options": [{"type": 3, "value": "canary"}]}],
}


class World:
    """Interactions with a clock that is moved by hand."""

    def __init__(self) -> None:
        self.steady = Steady()
        self.seen = Interactions(self.steady)
        self.seen.expect(["entity", "briefing now", "dossier:more", "dossier-cite", "brief:reason"])

    def arrive(self, own: int, kind: int, data: dict[str, Any]) -> Any:
        made = SimpleNamespace(
            id=own,
            token=f"token-{own}",
            type=SimpleNamespace(value=kind),
            data=data,
            response=SimpleNamespace(type=None),
        )
        self.seen.arrived(made)
        return made

    def answer(self, made: Any, kind: Type = Type.channel_message, status: int = 200) -> None:
        self.seen.answered(f"/api/v10/interactions/{made.id}/{made.token}/callback", status)
        made.response.type = kind

    def complete(self, made: Any) -> None:
        self.seen.answered(f"/api/v10/webhooks/77/{made.token}/messages/@original", 200)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    caplog.set_level(logging.DEBUG, "bot.health.interactions")
    told: list[str] = []

    def keep(record: logging.LogRecord) -> bool:
        told.append(f"{record.levelname} {record.getMessage()}")
        return True

    caplog.handler.addFilter(keep)
    yield told
    caplog.handler.removeFilter(keep)


def test_a_command_is_timed_from_its_arrival_to_its_first_answer(world: World, lines: list[str]) -> None:
    made = world.arrive(1, 2, {"name": "entity", "options": [{"type": 3, "name": "name", "value": "canary"}]})
    world.steady.advance(0.04)
    world.answer(made)
    world.steady.advance(5)
    world.seen.settled(1, "answered")
    world.seen.settled(1, "failed")
    assert lines == ["INFO interaction 1: command entity: answered, 40 ms"]
    assert world.seen.outcomes == {("command", "entity", "answered"): 1}
    histogram = world.seen.seconds["command", "entity"]
    assert histogram.total == pytest.approx(0.04)
    assert dict(histogram.buckets()) == dict.fromkeys(("0.01", "0.025"), 0) | dict.fromkeys(
        ("0.05", "0.1", "0.25", "0.5", "1.0", "2.0", "3.0", "+Inf"), 1
    )


def test_what_was_promised_first_is_timed_to_its_end_too(world: World, lines: list[str]) -> None:
    made = world.arrive(1, 2, GROUP)
    world.answer(made, Type.deferred_channel_message)
    world.steady.advance(1.5)
    world.complete(made)
    world.seen.settled(1, "failed", "abcd")
    assert lines == ["INFO interaction 1: command briefing now: failed, 0 ms, 1500 ms in all, reference abcd"]


def test_suggestions_end_with_their_answer_and_are_no_news(world: World, lines: list[str]) -> None:
    made = world.arrive(1, 4, {"name": "entity"})
    world.answer(made, Type.autocomplete_result)
    assert lines == ["DEBUG interaction 1: autocomplete entity: answered, 0 ms"]
    world.answer(world.arrive(2, 4, {"name": "entity"}), status=404)
    assert lines[1] == "INFO interaction 2: autocomplete entity: expired, nothing was answered"


def test_a_button_ends_a_moment_after_its_answer_unless_it_promised_more(
    world: World, lines: list[str]
) -> None:
    pressed = world.arrive(1, 3, {"custom_id": "dossier:more2:entity:x:::0"})
    waiting = world.arrive(2, 3, {"custom_id": "dossier-cite:entity:x:::0"})
    form = world.arrive(3, 5, {"custom_id": "brief:reason:key"})
    world.answer(pressed, Type.message_update)
    world.answer(waiting, Type.deferred_channel_message)
    world.seen.sweep()
    assert lines == []
    world.steady.advance(MOMENT)
    world.seen.sweep()
    assert lines == ["INFO interaction 1: button dossier:more: answered, 0 ms"]
    world.complete(waiting)
    world.answer(form)
    world.seen.sweep(moment=0.0)
    assert lines[1:] == [
        "INFO interaction 2: button dossier-cite: answered, 0 ms, 1000 ms in all",
        "INFO interaction 3: form brief:reason: answered, 1000 ms",
    ]


def test_what_nobody_answers_is_a_warning(world: World, lines: list[str]) -> None:
    world.arrive(1, 3, {"custom_id": "another-bots:button"})
    world.arrive(2, 2, {"name": "entity"})
    refused = world.arrive(3, 2, {"name": "entity"})
    world.answer(refused, status=404)
    world.seen.settled(2, "answered")
    world.steady.advance(NO_ANSWER)
    world.seen.sweep()
    assert lines == [
        "WARNING interaction 2: command entity: unanswered, nothing was answered",
        "WARNING interaction 1: button other: unanswered, nothing was answered",
        "WARNING interaction 3: command entity: unanswered, nothing was answered",
    ]


def test_a_handler_that_hangs_is_let_go_when_its_token_has_run_out(world: World, lines: list[str]) -> None:
    made = world.arrive(1, 2, GROUP)
    world.answer(made, Type.deferred_channel_message)
    world.steady.advance(NO_END - 1)
    world.seen.sweep()
    assert (lines, world.seen.open) == ([], 1)
    world.steady.advance(1)
    world.seen.sweep()
    assert world.seen.open == 0
    assert world.seen.outcomes == {("command", "briefing now", "unanswered"): 1}


def test_names_that_are_none_of_ours_are_one(world: World) -> None:
    strange: list[dict[str, Any]] = [
        {"name": "canary"},
        {"name": "entity", "options": [{"type": 1, "name": "canary"}]},
        {},
    ]
    for own, data in enumerate(strange, 1):
        world.arrive(own, 2, data)
        world.seen.settled(own, "failed")
    world.arrive(9, 3, {"custom_id": "dossier:canary"})
    world.seen.settled(9, "failed")
    assert set(world.seen.outcomes) == {("command", "other", "failed"), ("button", "other", "failed")}


def test_not_more_than_so_many_are_followed(world: World) -> None:
    for own in range(MOST + 5):
        world.arrive(own, 2, {"name": "entity"})
    assert world.seen.open == MOST
    assert world.seen.outcomes["command", "entity", "unanswered"] == 5


def test_paths_of_other_requests_and_pings_change_nothing(world: World) -> None:
    world.arrive(1, 1, {})
    made = world.arrive(2, 2, {"name": "entity"})
    for path in (
        "/callback",
        "/interactions/x/y/callback",
        "/webhooks/",
        "/webhooks/1/2",
        "/channels/2/messages",
        "",
    ):
        world.seen.answered(path, 200)
    assert world.seen.open == 1
    assert world.seen._open[made.id].first is None


def test_the_meter_takes_what_discord_py_dispatches_and_nothing_else() -> None:
    meter = Meter(Steady())
    for name, values in (("message", (1,)), ("socket_event_type", ("READY",)), ("ready", ())):
        meter.event(name, values)
    assert trouble(meter, None) == Trouble("starting", "starting: not logged in yet")
    meter.event("connect", ())
    assert meter.gateway.connected
    meter.event("disconnect", ())
    meter.event("disconnect", ())
    assert meter.gateway.losses == 1
    meter.event("close", ())
    assert meter.phase == "stopping"
