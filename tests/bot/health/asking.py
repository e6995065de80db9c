"""Asks a page over a socket, as a probe does."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

PATIENCE = 20.0  # seconds; a server that hangs must not hang the tests


@dataclass(frozen=True, slots=True)
class Said:
    status: int
    headers: dict[str, str]
    body: str


async def ask(port: int, path: str, method: str = "GET") -> Said:
    """Ask and give the whole answer."""
    answer = await send(
        port, f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: probe\r\n\r\n".encode()
    )
    head, _, body = answer.partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return Said(int(first.split()[1]), headers, body)


async def send(port: int, request: bytes) -> str:
    """Send bytes and give all that comes until the connection is closed."""
    async with asyncio.timeout(PATIENCE):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request)
        try:
            return (await reader.read()).decode()
        except ConnectionResetError:
            return ""
        finally:
            writer.close()
