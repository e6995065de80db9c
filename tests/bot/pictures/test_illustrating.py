"""A late picture never overwrites what was put into its message since."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import discord
import pytest

from bot.drawing.painter import NotPaintedError, Painter
from bot.illustrating import Illustrator
from tests.bot.pictures.drawings import picture

MESSAGE = 7


class Slow(Painter):
    """A painter that draws when it is told to."""

    def __init__(self) -> None:
        super().__init__(())
        self.go = asyncio.Event()
        self.fails = False

    async def draw(self, _: object) -> bytes:
        await self.go.wait()
        if self.fails:
            raise NotPaintedError("it cannot")
        return b"png"


class Message:
    """What is put into a message, and a hand that holds it back on the way."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.started, self.free = asyncio.Event(), asyncio.Event()
        self.error: Exception | None = None

    async def put(self, png: bytes) -> None:
        self.started.set()
        await self.free.wait()
        if self.error:
            raise self.error
        self.got.append(png)


@pytest.fixture
def painter() -> Slow:
    return Slow()


@pytest.fixture
def message() -> Message:
    return Message()


@pytest.fixture
async def illustrator(painter: Slow) -> AsyncIterator[Illustrator]:
    made = Illustrator(painter, patience=0)
    yield made
    await made.close()


async def test_a_picture_comes_later(illustrator: Illustrator, painter: Slow, message: Message) -> None:
    assert await illustrator.soon(picture()) is None
    illustrator.later(MESSAGE, picture(), message.put)
    painter.go.set()
    message.free.set()
    await message.started.wait()
    await illustrator.settle(MESSAGE)
    assert message.got == [b"png"]


async def test_one_that_is_still_drawn_is_called_off(
    illustrator: Illustrator, painter: Slow, message: Message
) -> None:
    illustrator.later(MESSAGE, picture(), message.put)
    await asyncio.sleep(0)
    await illustrator.settle(MESSAGE)
    painter.go.set()
    await asyncio.sleep(0)
    assert not message.started.is_set()


async def test_one_that_is_just_arriving_is_waited_for(
    illustrator: Illustrator, painter: Slow, message: Message
) -> None:
    illustrator.later(MESSAGE, picture(), message.put)
    painter.go.set()
    await message.started.wait()
    settled = asyncio.create_task(illustrator.settle(MESSAGE))
    await asyncio.sleep(0)
    assert not settled.done()
    message.free.set()
    await settled
    assert message.got == [b"png"]


async def test_a_newer_picture_of_the_same_message_is_not_forgotten_with_the_older(
    illustrator: Illustrator, painter: Slow, message: Message
) -> None:
    illustrator.later(MESSAGE, picture("old"), message.put)
    await illustrator.settle(MESSAGE)
    illustrator.later(MESSAGE, picture("new"), message.put)
    painter.go.set()
    message.free.set()
    await message.started.wait()
    await illustrator.settle(MESSAGE)
    assert message.got == [b"png"]


async def test_a_message_that_is_gone_is_no_error(
    illustrator: Illustrator, painter: Slow, message: Message, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    message.error = discord.ClientException("Unknown Webhook")
    illustrator.later(MESSAGE, picture(), message.put)
    painter.go.set()
    message.free.set()
    await message.started.wait()
    await illustrator.settle(MESSAGE)
    assert "came too late: Unknown Webhook" in caplog.text
    assert all(one.levelno < logging.WARNING for one in caplog.records)


async def test_one_that_cannot_be_drawn_puts_nothing(
    illustrator: Illustrator, painter: Slow, message: Message
) -> None:
    painter.fails = True
    painter.go.set()
    assert await illustrator.soon(picture(), 1) is None
    illustrator.later(MESSAGE, picture(), message.put)
    await asyncio.sleep(0)
    await illustrator.settle(MESSAGE)
    assert not message.started.is_set()


async def test_closing_calls_everything_off(painter: Slow, message: Message) -> None:
    illustrator = Illustrator(painter, patience=0)
    for number in range(3):
        illustrator.later(number, picture(str(number)), message.put)
    await illustrator.close()
    assert not message.started.is_set()
    assert asyncio.all_tasks() == {asyncio.current_task()}
