"""Tells an observer of every answer of Discord's, by aiohttp's tracing of a client's requests."""

from __future__ import annotations

from types import SimpleNamespace

import aiohttp
import discord

from bot.observing import Observer


def trace(client: discord.Client, observer: Observer) -> None:
    """Tell the observer of this client's requests; to be called before it logs in.

    A client takes one trace. Where there is one already, this joins it, and comes first: who listens after it may
    end a request by raising.
    """
    found = client.http.http_trace
    if found is None:
        found = client.http.http_trace = aiohttp.TraceConfig()

    async def on_end(
        _session: aiohttp.ClientSession, _context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        observer.answered(params.url.raw_path, params.response.status, params.response.headers)

    found.on_request_end.insert(0, on_end)
