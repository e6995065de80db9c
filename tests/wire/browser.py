"""What the sandbox's page does, over the socket."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

IN_CHANNEL = {"command", "autocomplete", "message", "message_command"}


class Browser:
    """The page of a sandbox, showing its first channel.

    Args:
        session: makes the requests.
        url: the page's address.
    """

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url
        self._channel = ""
        self._events: aiohttp.ClientWebSocketResponse | None = None

    async def listen(self) -> None:
        """Hear of what happens from here on."""
        self._events = await self._session.ws_connect(f"{self._url}/page/events")

    async def event(self, kind: str) -> Any:
        """Give the data of the next event of a kind."""
        assert self._events is not None
        while True:
            told = await self._events.receive_json(timeout=10)
            if told["type"] == kind:
                return told["data"]

    async def state(self) -> Any:
        """Give what the page shows at its start."""
        async with self._session.get(f"{self._url}/page/state") as answer:
            return await answer.json()

    async def post(self, what: str, **body: object) -> tuple[int, Any]:
        """Ask for something; the status and the answer."""
        if what in IN_CHANNEL:
            self._channel = self._channel or (await self.state())["channels"][0]["id"]
            body = {"channel_id": self._channel, **body}
        async with self._session.post(f"{self._url}/page/{what}", json=body) as answer:
            return answer.status, await answer.json()


@asynccontextmanager
async def browsing(url: str) -> AsyncIterator[Browser]:
    """Open the page of a sandbox."""
    async with aiohttp.ClientSession() as session:
        yield Browser(session, url)
