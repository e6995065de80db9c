"""One request to Discord that is really one, through discord.py's own client, and what Discord's clock says.

discord.py repeats a request after errors and sleeps through rate limits, for minutes if Discord says so, and a sleep
that is cut short leaves all its other requests waiting. A delivery has to know each attempt. So this listens to
the client's requests by aiohttp's tracing, and ends those made within :meth:`Requests.once` before discord.py would
repeat them. Rate-limit buckets, session, proxy and token stay the client's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import aiohttp
import discord

TOO_MANY = 429
SERVER_ERRORS = 500
UNTOLD_WAIT = 60.0
"""Seconds to wait when a rate limit does not say for how long: a ban by the proxy before Discord."""


class InsteadOfRepeatingError(Exception):
    """The answer to the one request, where discord.py would go on to repeat it.

    Attributes:
        status: HTTP status; 0 when there was no answer.
        retry_after: seconds to wait, of a 429.
        everywhere: whether a 429 means all requests.
    """

    def __init__(self, status: int, retry_after: float = 0.0, *, everywhere: bool = False) -> None:
        super().__init__(f"Discord answered {status}" if status else "the connection ended")
        self.status, self.retry_after, self.everywhere = status, retry_after, everywhere


@dataclass(slots=True)
class Count:
    """How many requests were begun."""

    begun: int = 0


class Requests:
    """Listens to a client's requests.

    Args:
        now: our clock.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._ahead: float | None = None
        self._once: ContextVar[Count | None] = ContextVar("once", default=None)

    @property
    def ahead(self) -> float | None:
        """Seconds by which our clock was ahead of Discord's at the last answer; None before the first."""
        return self._ahead

    def attach(self, client: discord.Client) -> None:
        """Listen to this client; to be called before it logs in.

        Raises:
            RuntimeError: something else listens already.
        """
        if client.http.http_trace is not None:
            raise RuntimeError("the client's requests are traced already")
        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(self._on_start)
        trace.on_request_end.append(self._on_end)
        client.http.http_trace = trace

    @contextmanager
    def once(self) -> Iterator[Count]:
        """Within this, a request is made once; a second one, a 429 and a 5xx raise.

        Raises:
            InsteadOfRepeatingError: from within, in place of discord.py's repetition.
        """
        count = Count()
        token = self._once.set(count)
        try:
            yield count
        finally:
            self._once.reset(token)

    async def _on_start(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        _params: aiohttp.TraceRequestStartParams,
    ) -> None:
        count = self._once.get()
        if count is not None:
            if count.begun:
                raise InsteadOfRepeatingError(0)
            count.begun += 1

    async def _on_end(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        params: aiohttp.TraceRequestEndParams,
    ) -> None:
        answer = params.response
        self._note_clock(answer.headers.get("Date"))
        if self._once.get() is None:
            return
        if answer.status == TOO_MANY:
            raise InsteadOfRepeatingError(
                answer.status,
                _seconds(answer.headers.get("Retry-After")),
                everywhere="X-RateLimit-Global" in answer.headers or not answer.headers.get("Via"),
            )
        if answer.status >= SERVER_ERRORS:
            raise InsteadOfRepeatingError(answer.status)

    def _note_clock(self, date: str | None) -> None:
        try:
            theirs = parsedate_to_datetime(date) if date else None
        except ValueError:
            theirs = None
        if theirs is not None and theirs.tzinfo is not None:
            self._ahead = (self._now() - theirs).total_seconds()


def _seconds(text: str | None) -> float:
    try:
        return max(0.0, float(text)) if text else UNTOLD_WAIT
    except ValueError:
        return UNTOLD_WAIT
