"""A brief's picture over the wire: attached where it can be drawn, and the same text where it cannot."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.briefing.delivery import Engine
from bot.briefing.delivery.discord_port import DiscordPort
from bot.briefing.delivery.message import sent_content
from bot.briefing.delivery.picturing import RECIPE, Picturing, recipe
from bot.briefing.transport import Drawn, Sent
from bot.cards.limits import PICTURE_ALT_TEXT
from bot.drawing.painter import Painter
from bot.drawing.png import is_blank, size
from bot.illustrating import Illustrator
from bot.sandbox.faults import Refusal
from bot.state import Store, Wish
from tests.bot.briefing.delivery_bench import MESSAGES, PAYLOAD
from tests.bot.briefing.delivery_world import at, sqlite_at

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.cards.pictures import Picture
    from bot.sandbox.server import Sandbox
    from bot.state import Delivery
    from knowledge.edition import Edition
    from tests.wire.conftest import Clock, Running

DAY = date(2026, 11, 23)
STORY = "new-start-halving"


class Client(discord.Client):
    """A client that has pictures drawn, as the bot does."""

    def __init__(self, illustrator: Any) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(intents=intents, max_messages=None, guild_ready_timeout=0.01)
        self.illustrator = illustrator


class Never:
    """An illustrator that is always too late."""

    async def soon(self, picture: Picture, patience: float | None = None) -> bytes | None:
        """Give nothing, whatever is asked for."""
        assert picture.svg
        assert patience
        return None


class Bench:
    """A connected client, and the port that posts through it."""

    def __init__(self, sandbox: Sandbox, clock: Clock, edition: Edition, illustrator: Any) -> None:
        self.sandbox, self.clock, self.edition = sandbox, clock, edition
        self.client = Client(illustrator)
        self.port = DiscordPort(self.client, clock, None, Picturing(edition))
        self.channel, self.guild = int(sandbox.channel["id"]), int(sandbox.guild["id"])

    def posted(self) -> list[Any]:
        """List the channel's messages."""
        return [one.payload for one in self.sandbox.world.history(str(self.channel))]

    async def send(self, made: dict[str, str] | None) -> Any:
        """Post a message with a recipe; give it as it stands in the channel."""
        kept = {**PAYLOAD, RECIPE: made}
        drawn = await self.port.drawn(self.channel, kept)
        assert isinstance(await self.port.send(self.channel, kept, "a", 5.0, drawn), Sent)
        [message] = self.posted()
        assert message["content"] == PAYLOAD["content"]
        return message

    async def deliver(self, folder: Path) -> Delivery:
        """Have an engine deliver a brief that has a picture; give its line."""
        store = Store.open(sqlite_at(folder))
        wish = Wish(self.guild, self.channel, at(10), topics=self.edition.stories[STORY].topics[:1])
        own = store.subscriptions.create(wish, self.clock())
        engine = Engine(
            store, self.port, self.edition, now=self.clock, steady=lambda: self.clock().timestamp(), owner="a"
        )
        self.clock.advance(3600)
        await engine.tick()
        [row] = store.ledger.history(own.id)
        store.close()
        return row


@pytest.fixture(params=["drawn"])
async def bench(
    request: pytest.FixtureRequest, sandbox: Sandbox, clock: Clock, edition: Edition, running: Running
) -> AsyncIterator[Bench]:
    illustrator = Illustrator(Painter()) if request.param == "drawn" else request.param
    made = Bench(sandbox, clock, edition, illustrator)
    async with running(made.client):
        await made.client.wait_until_ready()
        yield made
    if isinstance(illustrator, Illustrator):
        await illustrator.close()
    assert sandbox.faults.left == 0


async def test_a_story_with_a_picture_is_posted_with_it_and_its_alternative_text(bench: Bench) -> None:
    made = recipe(bench.edition, STORY, DAY)
    assert made
    message = await bench.send(made)
    [picture] = message["attachments"]
    assert (picture["filename"], picture["content_type"]) == ("timeline-new-start-1.png", "image/png")
    assert picture["description"].startswith("Timeline of New START: 3 statements.")
    assert PICTURE_ALT_TEXT.fits(picture["description"])
    drawn = await Picturing(bench.edition).draw(made, bench.client.illustrator)
    assert isinstance(drawn, Drawn)
    assert size(drawn.png)[0] == 1200
    assert not is_blank(drawn.png)
    sent: Any = next(one.request for one in bench.sandbox.exchanges if one.route == MESSAGES)
    assert RECIPE not in sent
    assert (sent["nonce"], sent["enforce_nonce"]) == ("a", True)


async def test_the_engine_keeps_the_recipe_and_posts_one_message_with_the_picture(
    bench: Bench, tmp_path: Path
) -> None:
    row = await bench.deliver(tmp_path)
    assert (row.state, row.attempts) == ("sent", 1)
    kept = recipe(bench.edition, row.story, row.date)
    assert (row.payload or {}).get(RECIPE) == kept
    assert kept
    [message] = bench.posted()
    assert message["content"] == sent_content(row)
    assert len(message["attachments"]) == 1
    await bench.port.edit(bench.channel, int(message["id"]), "Corrected.")
    [message] = bench.posted()
    assert (message["content"], len(message["attachments"])) == ("Corrected.", 1)


@pytest.mark.parametrize("bench", [Never(), None], indirect=True, ids=["too late", "no illustrator"])
async def test_without_a_drawing_the_text_goes_out_alone(bench: Bench) -> None:
    message = await bench.send(recipe(bench.edition, STORY, DAY))
    assert message["attachments"] == []


@pytest.mark.parametrize("change", [{"edition": "older"}, {"entity": "no-such-entry"}, {"of": "a map"}])
async def test_a_recipe_that_does_not_fit_this_edition_is_not_drawn(
    bench: Bench, change: dict[str, str]
) -> None:
    made = recipe(bench.edition, STORY, DAY)
    assert made
    message = await bench.send({**made, **change})
    assert message["attachments"] == []


async def test_without_the_right_to_attach_files_the_text_goes_out_alone(bench: Bench) -> None:
    channel = bench.client.get_channel(bench.channel)
    assert isinstance(channel, discord.TextChannel)
    for role in channel.guild.roles:
        role._permissions &= ~discord.Permissions(attach_files=True).value
    message = await bench.send(recipe(bench.edition, STORY, DAY))
    assert message["attachments"] == []


@pytest.mark.parametrize(
    "refusal", [Refusal(413, 40005, "Request entity too large"), Refusal(403, 50013, "Missing Permissions")]
)
async def test_a_picture_that_discord_refuses_does_not_take_the_text_with_it(
    bench: Bench, tmp_path: Path, refusal: Refusal
) -> None:
    bench.sandbox.faults.add(refusal, method="POST", route=MESSAGES)
    row = await bench.deliver(tmp_path)
    [message] = bench.posted()
    assert (row.state, row.attempts, row.reason, row.late) == ("sent", 2, "", False)
    assert message["attachments"] == []
    assert message["content"] == sent_content(row)
    assert bench.sandbox.faults.left == 0


async def test_a_thread_that_archived_itself_still_gets_its_picture(bench: Bench) -> None:
    thread = str(bench.sandbox.create_thread("Daily", owner=bench.sandbox.person("Anna"))["id"])
    bench.sandbox.edit_thread(thread, archived=True)
    guild = bench.client.get_guild(bench.guild)
    assert guild is not None
    async with asyncio.timeout(10):
        while guild.get_thread(int(thread)) is not None:  # noqa: ASYNC110 - the client's cache tells nobody
            await asyncio.sleep(0)
    drawn = await bench.port.drawn(int(thread), {RECIPE: recipe(bench.edition, STORY, DAY)})
    assert drawn is not None
    assert not is_blank(drawn.png)
    assert await bench.port.drawn(1, {RECIPE: recipe(bench.edition, STORY, DAY)}) is None


def test_every_story_with_a_picture_has_one_that_can_be_made(edition: Edition) -> None:
    looked = 0
    for own, story in edition.stories.items():
        made = recipe(edition, own, DAY)
        assert bool(made) == bool(story.picture)
        if made:
            looked += 1
            json.dumps(made)
            picture = Picturing(edition).picture(made)
            assert picture
            assert PICTURE_ALT_TEXT.fits(picture.alt)
            assert edition.entities[made["entity"]].name in picture.alt
    assert looked >= 10
