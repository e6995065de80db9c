"""Blocking work in a thread that a process which ends does not wait for.

A pool's threads are waited for when the interpreter ends; a database that does not answer would then hold up the stop.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
GRACE = 0.25
"""Seconds for which a cancellation waits for the work to be done."""


async def apart(work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Do the work in a thread of its own and give what it gives; a cancellation soon leaves the thread to itself."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[R] = loop.create_future()

    def settle(result: Callable[[], None]) -> None:
        if not done.done():
            result()

    def run() -> None:
        try:
            given = work(*args, **kwargs)
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            told = error
            end: Callable[[], None] = lambda: done.set_exception(told)  # noqa: E731 - one of two
        else:
            end = lambda: done.set_result(given)  # noqa: E731 - the other
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody wants to know any more
            loop.call_soon_threadsafe(settle, end)

    threading.Thread(target=run, name="dossier-apart", daemon=True).start()
    try:
        return await asyncio.shield(done)
    except asyncio.CancelledError:
        # Most work is done in a moment; what hangs is not waited for.
        await asyncio.wait((done,), timeout=GRACE)
        if done.done():
            done.exception()  # nobody will ask for it, and that is no error
        raise
