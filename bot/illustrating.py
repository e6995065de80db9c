"""Brings pictures to messages: with the text where they are soon there, else after it, and never in place of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

import aiohttp
import discord

from bot.cards.pictures import Picture
from bot.drawing.painter import NotPaintedError, Painter

_log = logging.getLogger(__name__)
PATIENCE = 0.4
"""Seconds that a reply waits for its picture; then the text goes out and the picture follows."""


class _Late:
    """A picture on its way to a message that was sent without it."""

    def __init__(self) -> None:
        self.task: asyncio.Task[None] | None = None
        self.arriving = False


class Illustrator:
    """Has pictures drawn for messages. One per client; close it before the client.

    Args:
        painter: draws them; closed together with this.
        patience: seconds that a reply waits for its picture.
    """

    def __init__(self, painter: Painter, *, patience: float = PATIENCE) -> None:
        self._painter, self._patience = painter, patience
        self._late: dict[int, _Late] = {}

    async def soon(self, picture: Picture, patience: float | None = None) -> bytes | None:
        """The picture as PNG, if it is at hand or drawn in time; None when it takes longer or cannot be drawn.

        Args:
            picture: what to draw.
            patience: seconds to wait, where it is not the usual time.
        """
        png = self._painter.drawn(picture)
        if png is not None:
            return png
        try:
            async with asyncio.timeout(self._patience if patience is None else patience):
                return await self._painter.draw(picture)
        except (TimeoutError, NotPaintedError):
            return None

    def later(self, message: int, picture: Picture, put: Callable[[bytes], Awaitable[object]]) -> None:
        """Put the picture into a message once it is drawn, unless something else is put there before.

        Args:
            message: the message's id.
            picture: what :meth:`soon` did not give.
            put: edits the message.
        """
        late = self._late[message] = _Late()
        late.task = asyncio.create_task(self._bring(message, late, picture, put), name=f"late {picture.name}")

    async def settle(self, message: int) -> None:
        """Call off the picture that is on its way to a message; where it is just arriving, wait until it has."""
        late = self._late.pop(message, None)
        if late is None or late.task is None:
            return
        if not late.arriving:
            late.task.cancel()
        await asyncio.wait((late.task,))

    async def close(self) -> None:
        """Call everything off and end the drawing."""
        for message in list(self._late):
            await self.settle(message)
        await self._painter.close()

    async def _bring(
        self, message: int, late: _Late, picture: Picture, put: Callable[[bytes], Awaitable[object]]
    ) -> None:
        try:
            with suppress(NotPaintedError):  # the painter has logged it; the text is there
                png = await self._painter.draw(picture)
                late.arriving = True
                await put(png)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            # The person may have dismissed the message, and the right to edit it ends after 15 minutes.
            _log.info("picture %s came too late: %s", picture.name, error)
        finally:
            if self._late.get(message) is late:
                del self._late[message]
