"""The page and the sandbox's routes agree: what the page loads is served, what it asks is answered."""

from __future__ import annotations

import re
from pathlib import Path

import aiohttp
import pytest

import bot.sandbox
from bot.sandbox.server import Sandbox

PAGE = Path(bot.sandbox.__file__).parent / "page"
# A module with any other type is refused by every browser; Python's own table differs between versions.
TYPES = {
    ".html": {"text/html"},
    ".js": {"text/javascript", "application/javascript"},
    ".css": {"text/css"},
    ".svg": {"image/svg+xml"},
}
ASKED = sorted(
    {
        what
        for path in PAGE.glob("*.js")
        for what in re.findall(r'(?:post|#start)\("(\w+)"', path.read_text(encoding="utf-8"))
    }
)


async def test_every_file_is_served_with_its_type_and_a_policy_that_allows_no_other_host() -> None:
    files = [path for path in PAGE.iterdir() if path.is_file()]
    assert len(files) > 15
    async with Sandbox() as sandbox, aiohttp.ClientSession() as session:
        for path in files:
            async with session.get(f"{sandbox.url}/page/{path.name}") as response:
                assert response.status == 200, path.name
                assert response.content_type in TYPES[path.suffix]
                assert "default-src 'self'" in response.headers["Content-Security-Policy"]
                assert "unsafe" not in response.headers["Content-Security-Policy"]
                assert await response.read() == path.read_bytes()


async def test_the_root_is_the_page() -> None:
    async with (
        Sandbox() as sandbox,
        aiohttp.ClientSession() as session,
        session.get(f"{sandbox.url}/") as response,
    ):
        assert response.content_type == "text/html"
        assert await response.read() == (PAGE / "index.html").read_bytes()


async def test_the_state_has_what_the_page_reads() -> None:
    read = set(re.findall(r"= state\.(\w+);", (PAGE / "store.js").read_text(encoding="utf-8")))
    assert len(read) >= 5
    async with (
        Sandbox() as sandbox,
        aiohttp.ClientSession() as session,
        session.get(f"{sandbox.url}/page/state") as response,
    ):
        state = await response.json()
    assert read - state.keys() == set()
    assert state["channels"]


def test_the_page_asks_for_something() -> None:
    assert len(ASKED) >= 7


@pytest.mark.parametrize("what", ASKED)
async def test_every_request_of_the_page_has_a_route_that_answers_in_words(what: str) -> None:
    async with (
        Sandbox() as sandbox,
        aiohttp.ClientSession() as session,
        session.post(f"{sandbox.url}/page/{what}", json={}) as response,
    ):
        # An empty request is refused, with the sentence that the page shows to the person.
        assert response.status == 400
        assert (await response.json())["error"]
