from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from bot.health.gateway import Gateway
from bot.health.watchdog import AWAKE, EVERY, Limits, Watch, stack_of
from tests.bot.editions import ROOT
from tests.bot.health.steady import Steady
from tests.bot.processes import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS = Limits()


class Heart:
    beats = 0


class World:
    """What the watchdog looks at, a second at a time."""

    def __init__(self) -> None:
        self.heart, self.gateway = Heart(), Gateway(Steady())
        self.watch = Watch(self.heart, self.gateway, LIMITS)

    def connect(self) -> None:
        self.gateway.began()
        self.gateway.frame("{}")

    def beat(self) -> None:
        self.heart.beats += 1

    def hear(self) -> None:
        self.beat()
        self.gateway.frame("{}")

    def seconds_until_the_end(self, each: Callable[[], None], most: int = 10_000) -> tuple[int, str]:
        for second in range(1, most + 1):
            each()
            sentence = self.watch.look(EVERY)
            if sentence is not None:
                return second, sentence
        return 0, ""


def nothing() -> None:
    pass


def test_a_loop_that_beats_and_a_gateway_that_talks_are_left_alone() -> None:
    world = World()
    world.connect()
    assert world.seconds_until_the_end(world.hear) == (0, "")


def test_a_loop_that_does_not_answer_ends_it_connected_or_not() -> None:
    for connected in (False, True):
        world = World()
        if connected:
            world.connect()
        seconds, sentence = world.seconds_until_the_end(nothing)
        assert LIMITS.loop <= seconds <= LIMITS.loop + 2
        assert sentence == "the event loop has not answered for 60 s"


def test_a_gateway_that_is_silent_although_connected_ends_it() -> None:
    world = World()
    world.connect()
    seconds, sentence = world.seconds_until_the_end(world.beat)
    assert LIMITS.gateway <= seconds <= LIMITS.gateway + 2
    assert sentence == "the gateway has been silent for 180 s although it is connected"


def test_before_the_first_session_and_while_standing_by_no_gateway_is_expected() -> None:
    world = World()
    assert world.seconds_until_the_end(world.beat) == (0, "")


def test_a_connection_that_is_lost_is_given_an_hour_to_come_back() -> None:
    world = World()
    world.connect()
    world.gateway.lost()
    seconds, sentence = world.seconds_until_the_end(world.beat)
    assert LIMITS.lost <= seconds <= LIMITS.lost + 2
    assert "could not be reached again" in sentence
    world = World()
    world.connect()
    world.gateway.lost()
    assert world.seconds_until_the_end(world.beat, 3000) == (0, "")
    world.gateway.resumed()
    assert world.seconds_until_the_end(world.hear) == (0, "")


def test_a_loop_that_was_blocked_for_a_while_is_no_silence_of_the_gateway() -> None:
    world = World()
    world.connect()
    for _ in range(10):
        assert world.seconds_until_the_end(nothing, 50) == (0, "")
        assert world.seconds_until_the_end(world.beat, 3) == (0, "")


@pytest.mark.parametrize("seconds", [61.0, 3600.0, 86400.0 * 30])
def test_a_machine_that_slept_and_a_container_that_was_paused_are_left_alone(seconds: float) -> None:
    world = World()
    world.connect()
    assert world.seconds_until_the_end(world.hear, 5) == (0, "")
    # The clock may or may not count the pause; all that stood still did so while nobody looked.
    for _ in range(20):
        assert world.watch.look(seconds) is None
        assert world.seconds_until_the_end(world.hear, 2) == (0, "")


def test_pauses_without_end_still_show_a_dead_loop() -> None:
    world = World()
    looks = 0
    while world.watch.look(3600.0) is None:
        looks += 1
        assert looks < 100
    assert looks == pytest.approx(LIMITS.loop / (AWAKE * EVERY), abs=2)


def test_the_stack_names_places_and_no_values() -> None:
    secret = "canary"  # noqa: S105 - what must not be told
    told = stack_of(threading.get_ident())
    assert told.startswith("health/watchdog.py:")
    assert re.search(r"health/test_watchdog\.py:\d+ test_the_stack_names_places_and_no_values", told)
    assert secret not in told
    assert "thread has ended" in stack_of(-1)


PROGRAM = """
import asyncio, logging, re, sys, time
from bot.health.base import Base
from bot.health.living import living
from bot.health.watchdog import Limits
from bot.logs import set_up

async def alarms():
    return ()

def stuck_in_python():
    while True:
        pass

def stuck_in_a_call():
    time.sleep(3600)

def stuck_with_the_log():
    logging.getLogger().handlers[0].acquire()
    time.sleep(3600)

def stuck_with_the_lock():
    re.match("(a+)+$", "a" * 64 + "b")

async def main(what):
    loop = 0.5 if what.startswith("stuck") else 30.0
    limits = Limits(loop, gateway=0.5, lost=0.5, processor=1.5, every=0.02)
    async with living(alarms, Base("", 0, 0), limits=limits) as meter:
        print("living", flush=True)
        if what == "silent":
            meter.event("connect", ())
            meter.event("socket_raw_receive", ("{}",))
            await asyncio.sleep(3600)
        elif what == "healthy":
            meter.event("connect", ())
            for _ in range(60):
                meter.event("socket_raw_receive", ("{}",))
                await asyncio.sleep(0.02)
        else:
            globals()[what]()
    print("done", flush=True)

set_up("INFO", sys.argv[2])
asyncio.run(main(sys.argv[1]))
"""


def run(what: str, form: str = "text") -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", PROGRAM, what, form],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.mark.parametrize("what", ["stuck_in_python", "stuck_in_a_call"])
def test_a_process_whose_loop_is_blocked_ends_with_70_and_says_where(what: str) -> None:
    done = run(what)
    assert done.returncode == 70, done
    assert done.stdout == "living\n"
    [line] = done.stderr.splitlines()
    assert " ERROR bot.health.watchdog: the event loop has not answered for " in line
    # Where it stands is told from the inside out.
    assert re.search(rf"the loop is at <string>:\d+ {what} < <string>:\d+ main < ", line)


def test_a_process_whose_gateway_is_silent_ends_with_70() -> None:
    done = run("silent", "json")
    assert done.returncode == 70, done
    [line] = done.stderr.splitlines()
    assert '"level": "ERROR"' in line
    assert "the gateway has been silent for " in line
    assert '"stack": "' in line


def test_a_process_whose_log_is_blocked_too_still_ends() -> None:
    done = run("stuck_with_the_log")
    assert (done.returncode, done.stdout, done.stderr) == (70, "living\n", "")


def test_a_process_stuck_in_compiled_code_is_ended_by_the_kernel_with_its_stacks() -> None:
    done = run("stuck_with_the_lock")
    assert done.returncode == -signal.SIGPROF, done
    assert re.search(r'File "<string>", line \d+ in stuck_with_the_lock', done.stderr)


def test_a_healthy_process_goes_on_and_ends_by_itself() -> None:
    done = run("healthy")
    assert (done.returncode, done.stdout, done.stderr) == (0, "living\ndone\n", "")
