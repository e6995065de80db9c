"""Pictures in replies: with the text where they are soon there, after it where they are not, never in its place."""

from __future__ import annotations

import asyncio
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot.cards.limits import PICTURE_ALT_TEXT
from bot.client import DossierBot
from bot.drawing.painter import Painter
from bot.drawing.png import is_blank, size
from bot.illustrating import Illustrator
from tests.wire.bot.reading import labels, press, title, words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from bot.desk import Desk
    from bot.sandbox.person import Person
    from bot.sandbox.reply import Reply
    from bot.sandbox.server import Sandbox
    from knowledge.curation.schema import Entity
    from tests.wire.bot.logs import Logs
    from tests.wire.conftest import Running

AT_ONCE, PATIENT = 0.0, 60.0
GALLERY = 12
"""Discord's number of the component."""


class Gate:
    """A painter's stand-in for a slow machine: the real one, behind a door that the test opens."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.painter = Painter()
        self._draw = self.painter.draw
        self.painter.draw = self._wait  # type: ignore[method-assign] # only later, nothing else is different

    async def _wait(self, picture: Any) -> bytes:
        await self.open.wait()
        return await self._draw(picture)


def gallery(message: dict[str, Any]) -> dict[str, Any] | None:
    """Give the one item of a card's picture, None where it has none; it stands after all text of the card."""
    parts = message["components"][0]["components"]
    found = [one for one in parts if one["type"] == GALLERY]
    assert found in ([], parts[-1:], parts[-2:-1])
    return found[0]["items"][0] if found else None


def drawn(sandbox: Sandbox, message: dict[str, Any]) -> bytes:
    """Give the one file of a message, which its card shows."""
    (file,) = message["attachments"]
    item = gallery(message)
    assert item is not None
    assert item["media"]["url"].endswith(f"/{file['filename']}")
    stored = sandbox.world.files.get(file["id"], file["filename"])
    assert stored is not None
    return stored.content


async def until(done: Callable[[], object]) -> None:
    """Wait for something that the sandbox will show."""
    async with asyncio.timeout(PATIENT):
        while not done():  # noqa: ASYNC110 - the sandbox has no event for an edit
            await asyncio.sleep(0)


async def changed(reply: Reply) -> None:
    """Wait until the message was edited."""
    before = reply.message
    await until(lambda: reply.message is not before)


@pytest.fixture
async def patient(desk: Desk, running: Running) -> AsyncIterator[DossierBot]:
    """Give the bot that waits for its pictures."""
    made = DossierBot(desk, illustrator=Illustrator(Painter(), patience=PATIENT))
    async with running(made):
        yield made


@pytest.fixture
async def gate(desk: Desk, running: Running) -> AsyncIterator[Gate]:
    """Give the door before the pictures of a bot that does not wait for them."""
    made = Gate()
    async with running(DossierBot(desk, illustrator=Illustrator(made.painter, patience=AT_ONCE))):
        yield made


@pytest.mark.usefixtures("patient")
async def test_a_timeline_has_its_picture_after_its_text(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("timeline", topic="Kurils")
    png = drawn(sandbox, reply.message)
    assert size(png)[0] == 1200
    assert not is_blank(png)
    item = gallery(reply.message)
    assert item is not None
    assert item["description"].startswith("Timeline of Northern Territories / South Kuril Islands. ")
    assert item["description"].endswith("The same stands as text on the pages of this message.")
    assert PICTURE_ALT_TEXT.fits(item["description"])
    assert reply.message["attachments"][0]["description"] == item["description"]


@pytest.mark.usefixtures("patient")
async def test_an_entry_leads_to_its_links_with_their_picture(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("entity", name="Japan")
    assert reply.message["attachments"] == []
    linked = await press(anna, reply, "Links")
    assert title(linked.message) == "Links: Japan"
    assert not is_blank(drawn(sandbox, linked.message))
    item = gallery(linked.message)
    assert item is not None
    assert item["description"].startswith("Japan and 8 entries that our documents link it with")
    back = await press(anna, linked, "Full entry")
    assert back.message["attachments"] == []
    assert gallery(back.message) is None


@pytest.mark.usefixtures("patient")
async def test_positions_have_their_grid(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("positions", topic="Aegis Ashore")
    assert not is_blank(drawn(sandbox, reply.message))
    assert reply.message["attachments"][0]["filename"] == "positions-aegis-ashore-1.png"


@pytest.mark.usefixtures("patient")
async def test_the_text_twin_has_no_picture(anna: Person) -> None:
    reply = await anna.command("timeline", topic="Kurils", **{"as": "text"})
    assert reply.message["attachments"] == []
    assert "Timeline" in reply.message["content"]


@pytest.mark.usefixtures("patient")
async def test_turning_the_page_turns_the_picture(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("timeline")
    pictures = [drawn(sandbox, reply.message)]
    while any(label.startswith("More") for label in labels(reply.message)):
        reply = await press(anna, reply, "More")
        if reply.message["attachments"]:
            pictures.append(drawn(sandbox, reply.message))
        else:
            assert gallery(reply.message) is None
    assert len(set(pictures)) > 2
    assert [one for one, two in pairwise(pictures) if one == two], "a picture has several pages"


@pytest.mark.usefixtures("patient")
async def test_posting_posts_the_picture(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("timeline", topic="THAAD")
    pressed = await press(anna, reply, "Post to channel")
    await pressed.followed()
    (posted,) = [stored.payload for stored in sandbox.world.history(sandbox.channel["id"])]
    assert drawn(sandbox, posted) == drawn(sandbox, pressed.message) == drawn(sandbox, reply.message)
    assert words(posted).endswith(f"Posted by <@{anna.id}>")


async def test_the_text_does_not_wait_for_a_slow_picture(anna: Person, sandbox: Sandbox, gate: Gate) -> None:
    reply = await anna.command("timeline", topic="THAAD")
    text = words(reply.message)
    assert gallery(reply.message) is None
    assert title(reply.message) == "Timeline: THAAD"
    gate.open.set()
    await changed(reply)
    assert not is_blank(drawn(sandbox, reply.message))
    assert words(reply.message) == text


async def test_a_late_picture_is_not_put_on_a_page_turned_since(
    anna: Person, sandbox: Sandbox, gate: Gate
) -> None:
    reply = await anna.command("timeline")
    first = words(reply.message)
    turned = await press(anna, reply, "More")
    gate.open.set()
    await changed(turned)
    assert drawn(sandbox, turned.message)
    assert words(turned.message) != first
    edits = [one for one in sandbox.exchanges if one.method == "PATCH" and one.files]
    assert len(edits) == 1


async def test_a_slow_picture_follows_what_was_posted(anna: Person, sandbox: Sandbox, gate: Gate) -> None:
    reply = await anna.command("timeline", topic="THAAD")
    await (await press(anna, reply, "Post to channel")).followed()
    gate.open.set()
    await until(lambda: sandbox.world.history(sandbox.channel["id"])[0].payload["attachments"])
    posted = sandbox.world.history(sandbox.channel["id"])[0].payload
    assert not is_blank(drawn(sandbox, posted))
    assert posted["mentions"] == []


async def test_a_picture_that_cannot_be_drawn_leaves_the_text_and_a_line_in_the_log(
    anna: Person, desk: Desk, running: Running, logs: Logs, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit(1)")
    painter = Painter([sys.executable, str(broken)])
    async with running(DossierBot(desk, illustrator=Illustrator(painter, patience=PATIENT))):
        for _ in range(2):
            reply = await anna.command("timeline", topic="THAAD")
            assert title(reply.message) == "Timeline: THAAD"
            assert reply.message["attachments"] == []
    (error,) = logs.errors()
    assert "picture timeline-thaad-1.png cannot be drawn: the drawing process ended twice" in str(error)
    logs.records.clear()


async def test_a_card_that_cannot_be_drawn_with_the_typeface_goes_out_as_text(
    anna: Person, desk: Desk, running: Running, logs: Logs, monkeypatch: pytest.MonkeyPatch
) -> None:
    thaad = desk.edition.entities["thaad"]
    foreign = thaad.model_copy(update={"name": "終末高高度防衛ミサイル"})
    monkeypatch.setitem(cast("dict[str, Entity]", desk.edition.entities), "thaad", foreign)
    async with running(DossierBot(desk, illustrator=Illustrator(Painter(), patience=PATIENT))):
        reply = await anna.command("timeline", topic="thaad")
        assert title(reply.message) == "Timeline: 終末高高度防衛ミサイル"
        assert reply.message["attachments"] == []
    assert any("no picture of timeline:thaad" in one.getMessage() for one in logs.records)


async def test_stopping_does_not_wait_for_pictures(anna: Person, desk: Desk, running: Running) -> None:
    made = Gate()
    bot = DossierBot(desk, illustrator=Illustrator(made.painter, patience=AT_ONCE))
    async with running(bot):
        await anna.command("timeline", topic="THAAD")
        async with asyncio.timeout(PATIENT):
            await bot.close()
