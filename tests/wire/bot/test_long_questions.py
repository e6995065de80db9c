"""Positions of a party whose id is too long for a button, and short ids that nobody kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.cards.question import Question
from bot.long_questions import OVER
from bot.state.tables import KeptQuestion
from tests.bot.state.rows import count
from tests.wire.bot.reading import button, labels, press, title, words

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from bot.state import Store
    from tests.wire.bot.conftest import Start

MINISTRY = "russian-ministry-of-foreign-affairs"


async def test_positions_of_a_party_with_a_long_id_are_paged_and_posted_after_a_restart_too(
    anna: Person, sandbox: Sandbox, store: Store, serving: Start
) -> None:
    assert Question("positions", MINISTRY, party=MINISTRY).long
    async with serving(store):
        reply = await anna.command("positions", topic=MINISTRY, party=MINISTRY)
        first = words(reply.message)
        assert count(store, KeptQuestion) <= 1
        later = await press(anna, reply, "More")
        assert words(later.message) != first
    async with serving(store):
        assert words((await press(anna, later, "Back")).message) == first
        await (await press(anna, reply, "Post")).followed()
        [posted] = [stored.payload for stored in sandbox.world.history(sandbox.channel["id"])]
        assert title(posted) == title(reply.message)
        assert "Post to channel" not in labels(posted)
    assert count(store, KeptQuestion) == 1


@pytest.mark.parametrize("action", ["more", "open", "post"])
async def test_a_short_id_that_nobody_kept_says_so(
    anna: Person, store: Store, serving: Start, action: str
) -> None:
    async with serving(store):
        shown = await anna.command("entity", name="THAAD")
        stored = anna._see(shown)
        forged = button(stored.payload, "Post")
        forged["custom_id"] = f"dossier:{action}:~aaaaaaaaaaaaaaaa:0"
        reply = await anna._first(anna.start_component(stored.payload, forged, None))
        assert reply.ephemeral
        assert reply.message["content"] == OVER
