"""An hour's use of a bot: what a busy team asks it in one, at its own pace or as fast as it answers."""

# ruff: noqa: S101 - a check asserts, and its report catches that
from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bot.sandbox.server import Sandbox
from tools.image_check.container import Container

ASKED = 1200
"""Interactions in an hour: one every three seconds, without a pause."""
EVERY = 25
"""After how many interactions the memory is looked at."""
_NAMES = (
    "Kurils",
    "New START",
    "North Korea",
    "Aegis Ashore",
    "Shinzo Abe",
    "northern teritories",
    "Moscow",
    "Zanzibar",
)
_QUESTIONS = ("what did Japan say about missile defence", "sanctions", "peace treaty talks", "北方領土")


@dataclass(frozen=True, slots=True)
class Used:
    """What the use came to.

    Attributes:
        asked: how many interactions were answered.
        first: megabytes before the first.
        last: megabytes after the last.
        most: the most megabytes seen.
        seconds: how long it took.
    """

    asked: int
    first: float
    last: float
    most: float
    seconds: float


def interactions() -> Iterator[tuple[str, dict[str, str]]]:
    """Commands with their options, without end."""
    for name, question in zip(itertools.cycle(_NAMES), itertools.cycle(_QUESTIONS), strict=False):
        yield "entity", {"name": name}
        yield "treaty", {"name": "New START"}
        yield "timeline", {"topic": name}
        yield "positions", {"topic": name}
        yield "compare", {"topic": name}
        yield "search", {"words": question}
        yield "browse", {"kind": "state"}
        yield "entity", {"name": name, "as": "text"}
        yield "sources", {}
        yield "about", {}


async def use(sandbox: Sandbox, container: Container, seconds: float = 0) -> Used:
    """Ask all of it, spread over some seconds or as fast as it is answered.

    Raises:
        AssertionError: an answer did not come, or it did something that Discord forbids.
    """
    reader = sandbox.person("Reader")
    first = most = container.megabytes()
    began = time.monotonic()
    for number, (command, options) in enumerate(itertools.islice(interactions(), ASKED)):
        due = began + number * seconds / ASKED
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        if "name" in options:
            await reader.autocomplete(command, "name", options["name"][:3])
        reply = await reader.command(command, **options)
        assert reply.message, f"/{command} {options} got no message"
        if number % EVERY == 0:
            most = max(most, container.megabytes())
    last = container.megabytes()
    assert not sandbox.complaints, sandbox.complaints[:3]
    return Used(ASKED, first, last, max(most, last), time.monotonic() - began)
