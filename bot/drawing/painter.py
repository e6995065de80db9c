"""Draws pictures in one worker process: started at the first picture, restarted when it dies, ended with the bot."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextlib import suppress

from bot.cards.pictures import Picture
from bot.cards.pictures.typeface import BOLD, FAMILY, REGULAR
from bot.drawing.worker import LENGTH

_log = logging.getLogger(__name__)
LIMIT = 5.0
"""Seconds that one picture may take; then its worker is ended."""
WAITING = 24
"""How many pictures may wait or be under way; one more is refused, and its card goes out as text."""
KEPT_BYTES = 12_000_000
"""Bytes of drawn pictures that are kept: some 80 of them."""
KEPT_FAILURES = 512
"""How many pictures that could not be drawn are remembered, so that they are not tried at every look-up."""
RETRY = 600.0
"""Seconds for which they are: a machine that was short of memory or time may draw them later."""
MOST_PNG = 8_000_000
"""Bytes of a picture: Discord's smallest limit of an upload is 10 MiB."""
_PROGRAM = (sys.executable, "-I", "-m", "bot.drawing.worker", FAMILY, str(REGULAR), str(BOLD))


class NotPaintedError(Exception):
    """A picture could not be drawn; the card goes out as text, and the log has the reason."""


class _DiedError(Exception):
    """The worker ended while it was asked."""


class Painter:
    """Draws pictures and keeps them by content. One per bot; close it.

    Args:
        program: the worker's command line.
        limit: seconds that one picture may take.
        waiting: how many pictures may wait or be under way.
        kept: bytes of drawn pictures to keep.
        now: a clock in seconds that never goes back.
    """

    def __init__(
        self,
        program: Sequence[str] = _PROGRAM,
        *,
        limit: float = LIMIT,
        waiting: int = WAITING,
        kept: int = KEPT_BYTES,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._program, self._limit, self._waiting, self._most = tuple(program), limit, waiting, kept
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._failed: OrderedDict[str, tuple[str, float]] = OrderedDict()
        self._now = now
        self._tasks: dict[str, asyncio.Task[bytes]] = {}
        self._turn = asyncio.Lock()
        self._worker: Process | None = None
        self._closed = False

    @property
    def worker(self) -> int | None:
        """The drawing process's number, None where none runs."""
        return self._worker.pid if self._worker is not None and self._worker.returncode is None else None

    def drawn(self, picture: Picture) -> bytes | None:
        """The picture as PNG if it is at hand."""
        png = self._kept.get(picture.key)
        if png is not None:
            self._kept.move_to_end(picture.key)
        return png

    async def draw(self, picture: Picture) -> bytes:
        """The picture as PNG. Whoever gives up waiting does not stop it: the next one who asks has it at once.

        Raises:
            NotPaintedError: it cannot be drawn, too many wait, or the bot is stopping.
        """
        png = self.drawn(picture)
        if png is not None:
            return png
        reason, until = self._failed.get(picture.key, ("", 0.0))
        if reason and self._now() < until:
            raise NotPaintedError(reason)
        task = self._tasks.get(picture.key)
        if task is None:
            if self._closed:
                raise NotPaintedError("the bot is stopping")
            if len(self._tasks) >= self._waiting:
                _log.warning("%d pictures are waiting: %s is left out", len(self._tasks), picture.name)
                raise NotPaintedError(f"{len(self._tasks)} pictures are waiting already")
            task = asyncio.create_task(self._make(picture), name=f"picture {picture.name}")
            self._tasks[picture.key] = task
            task.add_done_callback(lambda done: self._done(picture.key, done))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled():
                raise NotPaintedError("the bot is stopping") from None
            raise

    async def close(self) -> None:
        """End the worker and whatever waits for it; drawing is refused from here on."""
        self._closed = True
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._end()

    def _done(self, key: str, task: asyncio.Task[bytes]) -> None:
        self._tasks.pop(key, None)
        if not task.cancelled():
            task.exception()  # seen, even when nobody waits any more

    async def _make(self, picture: Picture) -> bytes:
        async with self._turn:
            try:
                png = await self._ask(picture)
            except NotPaintedError as error:
                _log.error("picture %s cannot be drawn: %s", picture.name, error)
                self._failed[picture.key] = str(error), self._now() + RETRY
                if len(self._failed) > KEPT_FAILURES:
                    self._failed.popitem(last=False)
                raise
        self._keep(picture.key, png)
        return png

    async def _ask(self, picture: Picture) -> bytes:
        """Ask the worker; once more where it died, since that may have been before this picture.

        Raises:
            NotPaintedError: it took too long, died twice, or said that it cannot be drawn.
        """
        for again in (True, False):
            done = False
            try:
                async with asyncio.timeout(self._limit):
                    status, content = await self._exchange(picture.svg.encode())
                done = True
            except TimeoutError:
                raise NotPaintedError(f"it took longer than {self._limit:g} s") from None
            except (_DiedError, OSError) as error:
                _log.warning("the drawing process ended (%s)", error)
                if again:
                    continue
                raise NotPaintedError("the drawing process ended twice") from None
            finally:
                if not done:  # half an answer may be on its way: whoever asks next must not read it
                    await self._end()
            if status != b"+":
                raise NotPaintedError(content.decode(errors="replace"))
            return content
        raise AssertionError  # pragma: no cover - the loop returns or raises

    async def _exchange(self, svg: bytes) -> tuple[bytes, bytes]:
        worker = self._worker
        if worker is None or worker.returncode is not None:
            await self._end()
            worker = self._worker = await self._start()
        if worker.stdin is None or worker.stdout is None:
            raise _DiedError("it has no pipes")
        try:
            worker.stdin.write(len(svg).to_bytes(LENGTH, "big") + svg)
            await worker.stdin.drain()
            head = await worker.stdout.readexactly(1 + LENGTH)
            length = int.from_bytes(head[1:], "big")
            if length > MOST_PNG:
                raise NotPaintedError(f"it has {length} bytes")
            return head[:1], await worker.stdout.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise _DiedError(str(error)) from None

    async def _start(self) -> Process:
        # No environment: the token is none of its business. A session of its own: Ctrl+C is not for it.
        return await asyncio.create_subprocess_exec(
            *self._program, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={}, start_new_session=True
        )

    async def _end(self) -> None:
        """End the worker and wait for it, so that nothing of it stays."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        with suppress(ProcessLookupError):
            worker.kill()
        if worker.stdin is not None:
            worker.stdin.close()
        if worker.stdout is not None:
            with suppress(ConnectionError):
                await worker.stdout.read()
        await worker.wait()

    def _keep(self, key: str, png: bytes) -> None:
        self._kept[key] = png
        self._bytes += len(png)
        while self._bytes > self._most and len(self._kept) > 1:
            self._bytes -= len(self._kept.popitem(last=False)[1])
