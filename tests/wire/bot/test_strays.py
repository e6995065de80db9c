"""A component or form that none of our handlers takes is answered all the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.sandbox import interactions as kinds
from bot.strays import UNKNOWN
from tests.wire.bot.reading import words

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.reply import Reply
    from bot.sandbox.server import Sandbox

pytestmark = pytest.mark.usefixtures("bot")


@pytest.mark.parametrize("own", ["dossier:", "dossier:more:\n", "brief", "zzz", "x" * 3000, "\u202e"])
async def test_a_button_of_nobodys_is_answered(sandbox: Sandbox, anna: Person, own: str) -> None:
    shown = await anna.command("entity", name="THAAD")
    stored = sandbox.world.message(str(shown.message["id"]))
    pressed = {"type": 2, "id": 2, "style": 2, "label": "Press", "custom_id": own}
    made = sandbox.interactions.open(
        kinds.COMPONENT,
        anna.id,
        anna.channel_id,
        label="a stray",
        options_text="",
        data={"component_type": 2, "custom_id": own},
    )
    made.source = replace(
        stored, payload=stored.payload | {"components": [{"type": 1, "id": 1, "components": [pressed]}]}
    )
    reply: Reply = await anna._first(anna._tell(made))
    assert reply.ephemeral
    assert words(reply.message) == UNKNOWN


async def test_a_button_that_is_ours_is_answered_once(sandbox: Sandbox, anna: Person) -> None:
    shown = await anna.command("entity", name="Russia")
    before = len(sandbox.exchanges)
    more = next(one for one in shown.buttons() if str(one.get("label", "")).startswith("More"))
    reply = await anna.press(shown, more["custom_id"])
    assert reply.kind == "update"
    callbacks = [one for one in sandbox.exchanges[before:] if one.path.endswith("/callback")]
    assert len(callbacks) == 1
