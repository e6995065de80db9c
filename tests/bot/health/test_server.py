from __future__ import annotations

import asyncio
import re
import socket
from typing import TYPE_CHECKING

import pytest

from bot.health import server
from bot.health.base import PortError
from tests.bot.health.asking import PATIENCE, ask, send

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.usefixtures("no_errors")


class Fixed:
    """Pages that say what a test wants."""

    dead: str | None = None
    trouble: str | None = None
    breaks = False

    def alive(self) -> str | None:
        return self.dead

    async def unready(self) -> str | None:
        return self.trouble

    async def metrics(self) -> bytes:
        if self.breaks:
            raise ValueError("canary")
        return b"figures 1\n"


@pytest.fixture
def no_errors(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("WARNING")


@pytest.fixture
def pages() -> Fixed:
    return Fixed()


@pytest.fixture
async def port(pages: Fixed) -> AsyncIterator[int]:
    async with server.serving(0, pages, "127.0.0.1") as own:
        yield own


async def test_each_page_says_its_own_and_head_says_it_without_a_body(port: int, pages: Fixed) -> None:
    for path, text in (("/livez", "alive\n"), ("/readyz", "ready\n"), ("/metrics", "figures 1\n")):
        said = await ask(port, path)
        assert (said.status, said.body) == (200, text)
        assert said.headers["Content-Type"].startswith("text/plain; ")
        head = await ask(port, path, "HEAD")
        assert (head.status, head.body) == (200, "")
        assert head.headers["Content-Length"] == str(len(text))
    pages.dead, pages.trouble = "dead\nreally", "gateway silent:  for 100 s"
    assert await ask(port, "/livez") != await ask(port, "/readyz")
    # One line each, whatever the reason holds.
    assert (await ask(port, "/livez")).body == "dead really\n"
    said = await ask(port, "/readyz")
    assert (said.status, said.body) == (503, "gateway silent: for 100 s\n")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/livez/", 404),
        ("GET", "/../../etc/passwd", 404),
        ("GET", "/livez%00", 404),
        ("POST", "/livez", 405),
        ("DELETE", "/metrics", 405),
        ("OPTIONS", "/readyz", 405),
    ],
)
async def test_nothing_else_is_served_and_its_answer_says_only_its_number(
    port: int, method: str, path: str, status: int
) -> None:
    said = await ask(port, path, method)
    assert said.status == status
    assert said.body.strip() in {str(status), ""}
    assert said.headers["Server"] == "dossier"
    assert set(said.headers) <= {
        "Allow", "Cache-Control", "Connection", "Content-Length", "Content-Type", "Date",
        "Server", "X-Content-Type-Options",
    }  # fmt: skip


async def test_a_page_that_fails_tells_the_log_and_nobody_else(
    port: int, pages: Fixed, caplog: pytest.LogCaptureFixture
) -> None:
    pages.breaks = True
    said = await ask(port, "/metrics")
    assert (said.status, said.body) == (500, "500\n")
    assert [record.getMessage() for record in caplog.records] == ["a health page failed"]


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"garbage\r\n\r\n",
        b"GET /livez HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /livez HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(1000)) + b"\r\n",
        b"POST /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
async def test_bad_requests_neither_break_it_nor_fill_the_log(
    port: int, request_bytes: bytes, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "MOST_SECONDS", 1.0)
    answer = await send(port, request_bytes)
    # Nothing of what was sent comes back; one that is still incomplete gets no answer at all.
    assert answer == "" or re.match(r"HTTP/1\.[01] 40[05] .*\r\n\r\n40[05]\n", answer, re.DOTALL)
    assert "aiohttp" not in answer
    assert (await ask(port, "/livez")).status == 200
    assert caplog.records == []


async def test_a_request_that_is_sent_too_slowly_is_cut_off(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "MOST_SECONDS", 0.0)
    # Never finished: without a limit this would wait for ever.
    assert await send(port, b"GET /livez HTTP/1.1\r\nHost: a\r\nX-Slow: ") == ""


async def test_more_connections_than_it_takes_cost_the_oldest(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "MOST_CONNECTIONS", 4)
    made = [await asyncio.open_connection("127.0.0.1", port) for _ in range(8)]
    async with asyncio.timeout(PATIENCE):
        # The first four are closed; the others are not, and new ones are served.
        assert [await reader.read() for reader, _ in made[:4]] == [b""] * 4
        assert (await ask(port, "/livez")).status == 200
    for _, writer in made:
        writer.close()


async def test_a_port_that_is_taken_is_said_in_a_sentence(pages: Fixed) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        with pytest.raises(PortError, match=rf"^DOSSIER_HTTP_PORT: port {number} is in use: "):
            async with server.serving(number, pages, "127.0.0.1"):
                raise AssertionError("it is not to be had")
