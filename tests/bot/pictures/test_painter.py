"""The drawing process: started when needed, restarted when it dies, ended in time, and nothing of it stays."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from bot.drawing.painter import RETRY, NotPaintedError, Painter
from bot.drawing.png import size
from tests.bot.editions import ROOT
from tests.bot.pictures.drawings import picture

PATIENCE = 60.0
SPEAKS = """
import sys, os, json
def ask():
    head = sys.stdin.buffer.read(4)
    return sys.stdin.buffer.read(int.from_bytes(head, "big")).decode() if len(head) == 4 else None
def say(status, content):
    sys.stdout.buffer.write(status + len(content).to_bytes(4, "big") + content)
    sys.stdout.buffer.flush()
log = open(LOG, "a")
print("started", file=log, flush=True)
"""
KILLED = """
import asyncio, sys
from bot.drawing.painter import Painter
from tests.bot.pictures.drawings import picture
async def main():
    painter = Painter()
    await painter.draw(picture("a"))
    print(painter.worker, flush=True)
    await asyncio.to_thread(sys.stdin.read)
asyncio.run(main())
"""
Pretend: TypeAlias = Callable[..., Any]


@asynccontextmanager
async def painting(*program: str, **options: Any) -> AsyncIterator[Painter]:
    made = Painter(program, **options) if program else Painter(**options)
    try:
        yield made
    finally:
        await made.close()


@pytest.fixture
def pretend(tmp_path: Path) -> Pretend:
    """Give what runs a painter on a process that does what the test says."""

    def run(does: str, **options: Any) -> Any:
        program = tmp_path / "worker.py"
        program.write_text(f"LOG = {str(tmp_path / 'log')!r}\n{SPEAKS}\n{does}")
        return painting(sys.executable, str(program), **options)

    return run


def starts(tmp_path: Path) -> int:
    return (tmp_path / "log").read_text().count("started")


async def test_a_picture_is_drawn_and_kept() -> None:
    async with painting() as painter:
        one = picture("Kuril")
        assert painter.drawn(one) is None
        png = await painter.draw(one)
        assert size(png) == (60, 40)
        assert painter.drawn(one) is png
        assert await painter.draw(picture("Kuril")) is png


async def test_nothing_runs_before_the_first_picture_and_nothing_after_the_last() -> None:
    async with painting() as painter:
        assert vars(painter)["_worker"] is None
        await painter.draw(picture("a"))
        worker = painter._worker
        assert worker is not None
        os.kill(worker.pid, 0)
    assert worker.returncode is not None
    with pytest.raises(ProcessLookupError):
        os.kill(worker.pid, 0)
    with pytest.raises(NotPaintedError, match="stopping"):
        await painter.draw(picture("b"))


async def test_a_process_that_was_killed_is_replaced(caplog: pytest.LogCaptureFixture) -> None:
    async with painting() as painter:
        await painter.draw(picture("a"))
        first = painter._worker
        assert first is not None
        first.kill()
        assert size(await painter.draw(picture("b"))) == (60, 40)
        assert painter._worker is not None
        assert painter._worker.pid != first.pid
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


async def test_one_that_dies_of_a_picture_dies_twice_and_the_next_picture_has_a_new_one(
    pretend: Pretend, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    does = "while (svg := ask()) is not None:\n    sys.exit(1) if '>bad<' in svg else say(b'+', b'png')"
    moment = 0.0
    async with pretend(does, now=lambda: moment) as painter:
        with pytest.raises(NotPaintedError, match="ended twice"):
            await painter.draw(picture("bad"))
        assert starts(tmp_path) == 2
        assert await painter.draw(picture("good")) == b"png"
        assert starts(tmp_path) == 3
        with pytest.raises(NotPaintedError):
            await painter.draw(picture("bad"))
        assert starts(tmp_path) == 3, "what failed is not tried again"
        moment = RETRY
        with pytest.raises(NotPaintedError):
            await painter.draw(picture("bad"))
        assert starts(tmp_path) == 4, "for a while"
    assert sum("cannot be drawn" in one.getMessage() for one in caplog.records) == 2


async def test_a_picture_that_takes_too_long_is_given_up(pretend: Pretend, tmp_path: Path) -> None:
    does = (
        "while (svg := ask()) is not None:\n    '>slow<' in svg and sys.stdin.read()\n    say(b'+', b'png')"
    )
    async with pretend(does, limit=0.5) as painter:
        with pytest.raises(NotPaintedError, match=r"longer than 0\.5 s"):
            await painter.draw(picture("slow"))
        assert painter._worker is None
        painter._limit = PATIENCE
        assert await painter.draw(picture("quick")) == b"png"
    assert starts(tmp_path) == 2


async def test_no_more_than_so_many_wait(pretend: Pretend) -> None:
    async with pretend("ask(); sys.stdin.read()", waiting=2, limit=PATIENCE) as painter:
        waiting = [asyncio.create_task(painter.draw(picture(text))) for text in "ab"]
        same = asyncio.create_task(painter.draw(picture("a")))
        await asyncio.sleep(0)
        with pytest.raises(NotPaintedError, match="2 pictures are waiting"):
            await painter.draw(picture("c"))
        await painter.close()
        answers = await asyncio.gather(*waiting, same, return_exceptions=True)
    assert [str(one) for one in answers] == ["the bot is stopping"] * 3


async def test_the_same_picture_is_drawn_once_for_all_who_ask(pretend: Pretend, tmp_path: Path) -> None:
    does = (
        "while (svg := ask()) is not None:\n    print('asked', file=log, flush=True)\n    say(b'+', b'png')"
    )
    async with pretend(does) as painter:
        answers = await asyncio.gather(*(painter.draw(picture("a")) for _ in range(5)))
    assert answers == [b"png"] * 5
    assert (tmp_path / "log").read_text().count("asked") == 1


async def test_giving_up_the_wait_does_not_stop_the_picture(pretend: Pretend, tmp_path: Path) -> None:
    go = tmp_path / "go"
    os.mkfifo(go)
    async with pretend(f"ask(); open({str(go)!r}).read(); say(b'+', b'png'); ask()") as painter:
        waiting = asyncio.create_task(painter.draw(picture("a")))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await asyncio.to_thread(go.write_text, "go")
        assert await painter.draw(picture("a")) == b"png"


async def test_only_so_many_bytes_are_kept(pretend: Pretend) -> None:
    does = "while (svg := ask()) is not None:\n    say(b'+', b'x' * 100)"
    async with pretend(does, kept=250) as painter:
        for text in "abc":
            await painter.draw(picture(text))
        assert painter.drawn(picture("a")) is None
        assert painter.drawn(picture("b")) is not None
        await painter.draw(picture("d"))
        assert painter.drawn(picture("b")) is not None, "what was asked for last is kept"
        assert painter.drawn(picture("c")) is None


async def test_the_process_gets_no_environment(pretend: Pretend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    async with pretend("ask(); say(b'+', json.dumps(dict(os.environ)).encode()); ask()") as painter:
        assert b"secret" not in await painter.draw(picture("a"))


async def test_the_process_ends_when_the_bot_is_killed() -> None:
    bot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", KILLED),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    assert bot.stdout is not None
    async with asyncio.timeout(PATIENCE):
        worker = os.pidfd_open(int(await bot.stdout.readline()))
        bot.kill()
        await bot.communicate()
        ended = asyncio.Event()
        asyncio.get_running_loop().add_reader(worker, ended.set)
        await ended.wait()
    asyncio.get_running_loop().remove_reader(worker)
    os.close(worker)


@pytest.mark.parametrize(
    ("svg", "why"),
    [
        ("<svg", "resvg refused it"),
        ('<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"/>', "it is blank"),
    ],
)
async def test_what_cannot_be_drawn_or_seen_is_an_error(svg: str, why: str) -> None:
    async with painting() as painter:
        bad = picture("a")
        object.__setattr__(bad, "svg", svg)
        with pytest.raises(NotPaintedError, match=why):
            await painter.draw(bad)
        worker = painter._worker
        await painter.draw(picture("b"))
        assert painter._worker is worker, "the process goes on"


async def test_a_missing_font_is_an_error_and_not_a_picture_without_text(tmp_path: Path) -> None:
    program = [sys.executable, "-I", "-m", "bot.drawing.worker", "Noto Sans", str(tmp_path / "none.ttf")]
    async with painting(*program) as painter:
        with pytest.raises(NotPaintedError, match="ended twice"):
            await painter.draw(picture("a"))
