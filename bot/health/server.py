"""The pages for machines: ``/livez``, ``/readyz`` and ``/metrics``, nothing else.

They tell no secret, no id and no version of a library's; still, the port is for the inside of a network, since whoever
reaches it reads how much the bot is used. Each connection serves one request and may take :data:`MOST_SECONDS`; there
are at most :data:`MOST_CONNECTIONS`, so that nobody can hold up the bot through them.
"""

from __future__ import annotations

import asyncio
import errno
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Protocol

from aiohttp import web

from bot.health.base import PortError

_log = logging.getLogger(__name__)

MOST_SECONDS = 10.0
"""aiohttp has a limit for the time between requests, and none for how slowly one may be sent."""
MOST_CONNECTIONS = 64
MOST_HEADERS = 4096
"""Bytes of a line or a header; nobody who means well sends more to these pages."""
HOST = "0.0.0.0"  # noqa: S104 - in a container, probes come from outside; outside, a firewall is the operator's
PATHS = ("/livez", "/readyz", "/metrics")
METHODS = ("GET", "HEAD")
TEXT = "text/plain; charset=utf-8"
METRICS = "text/plain; version=1.0.0; charset=utf-8"


class Pages(Protocol):
    """What the pages say."""

    def alive(self) -> str | None:
        """Why the process should be ended; None while it lives."""

    async def unready(self) -> str | None:
        """Why it does not do its work, in one line; None while it does."""

    async def metrics(self) -> bytes:
        """All figures."""


@asynccontextmanager
async def serving(port: int, pages: Pages, host: str = HOST) -> AsyncIterator[int]:
    """Serve the pages as long as this lasts; gives the port, which matters where 0 was asked for.

    Raises:
        PortError: the port cannot be had.
    """
    runner = web.ServerRunner(_Server(pages), handle_signals=False, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port, backlog=MOST_CONNECTIONS).start()
        except (OSError, OverflowError) as error:
            raise PortError(_sentence(port, error)) from None
        own = int(runner.addresses[0][1])
        _log.info("health pages on port %d: %s", own, " ".join(PATHS))
        yield own
    finally:
        await runner.cleanup()


class _Server(web.Server):
    """Makes connections with our limits."""

    def __init__(self, pages: Pages) -> None:
        async def handle(request: web.BaseRequest) -> web.StreamResponse:
            return await _page(pages, request)

        super().__init__(handle)

    def __call__(self) -> web.RequestHandler:
        return _Connection(
            self,
            loop=asyncio.get_running_loop(),
            access_log=None,
            max_line_size=MOST_HEADERS,
            max_field_size=MOST_HEADERS,
            max_headers=50,
            lingering_time=0.0,
            auto_decompress=False,
        )


class _Connection(web.RequestHandler):
    """One connection, for one request."""

    __slots__ = ("_deadline", "_others")

    def __init__(self, server: _Server, **options: Any) -> None:
        super().__init__(server, **options)
        self._others = server
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Give it its time; where there are too many, the oldest has had it."""
        super().connection_made(transport)
        self._deadline = asyncio.get_running_loop().call_later(MOST_SECONDS, self.force_close)
        known = self._others.connections
        if len(known) > MOST_CONNECTIONS:
            known[0].force_close()

    def connection_lost(self, exc: BaseException | None) -> None:
        """Forget its time."""
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Say the number alone; aiohttp would repeat what was sent, and log each bad request with a traceback."""
        del request, message
        if status >= 500:  # noqa: PLR2004 - from here on it is our fault, as HTTP has it
            _log.error("a health page failed", exc_info=exc)
        return _answer(status, f"{status}\n".encode())


async def _page(pages: Pages, request: web.BaseRequest) -> web.Response:
    if request.path not in PATHS:
        return _answer(404, b"404\n")
    if request.method not in METHODS:
        return _answer(405, b"405\n", {"Allow": ", ".join(METHODS)})
    if request.path == "/metrics":
        return _answer(200, await pages.metrics(), {"Content-Type": METRICS})
    if request.path == "/livez":
        trouble, well = pages.alive(), "alive"
    else:
        trouble, well = await pages.unready(), "ready"
    text = well if trouble is None else " ".join(trouble.split())
    return _answer(200 if trouble is None else 503, f"{text}\n".encode())


def _answer(status: int, body: bytes, headers: Mapping[str, str] | None = None) -> web.Response:
    own = {
        "Content-Type": TEXT,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        # Else aiohttp tells its version and Python's.
        "Server": "dossier",
        **(headers or {}),
    }
    response = web.Response(status=status, body=body, headers=own)
    response.force_close()
    return response


def _sentence(port: int, error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return f"DOSSIER_HTTP_PORT: port {port} is in use: stop what uses it, or choose another"
    if isinstance(error, OSError) and error.errno == errno.EACCES:
        return f"DOSSIER_HTTP_PORT: port {port} may not be used: choose one from 1024 up"
    why = getattr(error, "strerror", None) or error
    return f"DOSSIER_HTTP_PORT: port {port} cannot be used: {why}"
