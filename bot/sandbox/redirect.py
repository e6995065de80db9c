"""Points discord.py at the sandbox. Only the sandbox and the tests use this."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def redirected(api_url: str, gateway_url: str) -> Iterator[None]:
    """Send all requests of this process's discord.py clients elsewhere, and restore the addresses at the end.

    Args:
        api_url: base of the HTTP API, with its version.
        gateway_url: WebSocket address of the gateway.

    Raises:
        ValueError: an address is not on this machine's loopback.
    """
    for address in (api_url, gateway_url):
        if URL(address).host != "127.0.0.1":
            raise ValueError(f"discord.py is only ever sent to 127.0.0.1, not to {address}.")
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = api_url, URL(gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
