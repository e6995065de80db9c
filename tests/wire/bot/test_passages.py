"""Read the passage and Where to find it, over the wire; the texts are those of the invented base."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.client import DossierBot
from bot.desk import Desk
from bot.quoting import GONE
from knowledge.edition import Edition
from tests.bot.editions import TODAY
from tests.knowledge.curation.bases import Base
from tests.wire.bot.invented import ELSEWHERE, base, clean_base, mini, readable
from tests.wire.bot.reading import is_card, labels, press, select, title, words

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from tests.wire.bot.conftest import Start
    from tests.wire.bot.logs import Logs
    from tests.wire.conftest import Running

__all__ = ["base", "clean_base", "mini", "readable"]
PILOTS = "pilots on either shore"
"""Words of the invented text that none of its claims has."""


async def test_a_button_of_an_older_edition_says_so(
    anna: Person, mini: Edition, readable: Desk, start: Start
) -> None:
    async with start(readable):
        card = await anna.command("entity", name="Westmark")
        passage = await press(anna, card, "Read the passage")
    gone = {own: held for own, held in mini.claims.items() if held.document == "none"}
    empty = replace(mini, claims=gone, entities={}, kinds={})
    async with start(Desk(empty, lambda: TODAY)):
        for label in ("Copy citation", "Read the passage"):
            refused = await press(anna, card, label)
            assert refused.message["content"] == GONE
            assert refused.ephemeral
        there = select(passage.message)
        refused = await anna.choose(passage, there["custom_id"], there["options"][0]["value"])
        assert refused.message["content"] == GONE


async def test_the_passage_is_read_privately_with_key_terms_in_bold(
    anna: Person, readable: Desk, running: Running, sandbox: Sandbox
) -> None:
    async with running(DossierBot(readable)):
        card = await anna.command("treaty", name="Harbour Treaty")
        reply = await press(anna, card, "Read the passage")
        assert reply.ephemeral
        assert is_card(reply.message)
        assert labels(reply.message) == []
        text = words(reply.message)
        assert text.startswith("## Alder ¶2")
        assert "> The **Harbour Treaty** dates back to the **2010s**" in text
        assert "as it was when the statement was checked" in text
        assert "only you see it, and it cannot be posted" in text
        there = select(reply.message)
        other = next(one for one in there["options"] if not one.get("default") and "Birch" in one["label"])
        turned = await anna.choose(reply, there["custom_id"], other["value"])
        assert turned.kind == "update"
        assert title(turned.message).startswith("Birch")
        assert [one["value"] for one in select(turned.message)["options"]] == [
            one["value"] for one in there["options"]
        ]
    assert sandbox.world.history(sandbox.channel["id"]) == []


async def test_the_text_twin_of_a_passage_lists_the_key_terms(
    anna: Person, readable: Desk, running: Running
) -> None:
    async with running(DossierBot(readable)):
        card = await anna.command("treaty", name="Harbour Treaty", **{"as": "text"})
        reply = await press(anna, card, "Read the passage")
        assert not is_card(reply.message)
        content = reply.message["content"]
        assert content.startswith("Alder, paragraph 2\n")
        assert "“The Harbour Treaty dates back to the 2010s" in content
        assert "Key terms: “Harbour Treaty”" in content
        assert "**" not in content
        there = select(reply.message)
        turned = await anna.choose(reply, there["custom_id"], there["options"][1]["value"])
        assert not is_card(turned.message)


async def test_a_changed_absent_or_missing_copy_is_said_to_be_so(
    anna: Person, readable: Desk, base: Base, running: Running
) -> None:
    copy = base.documents / "alder.txt"
    whole = copy.read_text(encoding="utf-8")
    async with running(DossierBot(readable)):
        card = await anna.command("treaty", name="Harbour Treaty")
        copy.write_text(whole.replace("It bans armed ships", "It allows armed ships"), encoding="utf-8")
        reply = await press(anna, card, "Read the passage")
        assert "**This paragraph differs from the one that was checked" in words(reply.message)
        assert "It allows armed ships" in words(reply.message)
        assert "as it was when" not in words(reply.message)
        copy.write_text("Something else altogether.\n", encoding="utf-8")
        reply = await press(anna, card, "Read the passage")
        assert "Your copy has no such paragraph" in words(reply.message)
        assert "Where to find it: paragraph 2 (begins “The Harbour Treaty dates back”)." in words(
            reply.message
        )
        copy.write_bytes(b"\xff\xfe\x00")
        reply = await press(anna, card, "Read the passage")
        assert "No readable copy of this document is at hand." in words(reply.message)
        assert "Where to find it: paragraph 2" in words(reply.message)


async def test_a_paragraph_too_long_for_a_message_is_shown_around_its_key_terms(
    anna: Person, readable: Desk, base: Base, running: Running
) -> None:
    copy = base.documents / "alder.txt"
    whole = copy.read_text(encoding="utf-8")
    async with running(DossierBot(readable)):
        for form, least in (("card", 3000), ("text", 1000)):
            card = await anna.command("treaty", name="Harbour Treaty", **{"as": form})
            # Words of one letter, so that the paragraph is long in characters and still taken for the changed one.
            longer = whole.replace("and it leaves the", f"and it leaves {'x' * 9000} the")
            copy.write_text(longer, encoding="utf-8")
            reply = await press(anna, card, "Read the passage")
            text = words(reply.message)
            assert "[…]" in text
            assert "Shortened to fit a message" in text
            assert "2010s" in text
            assert least < len(text) + 9000
            copy.write_text(whole, encoding="utf-8")


async def test_no_passage_is_ever_logged(anna: Person, readable: Desk, running: Running, logs: Logs) -> None:
    logging.getLogger().setLevel(logging.INFO)
    async with running(DossierBot(readable)):
        card = await anna.command("treaty", name="Harbour Treaty")
        read = await press(anna, card, "Read the passage")
        assert PILOTS in words(read.message)
    assert logs.records
    assert not any("pilots" in one.getMessage() for one in logs.records)


async def test_other_servers_are_refused(anna: Person, readable: Desk, running: Running) -> None:
    async with running(DossierBot(readable)) as bot:
        assert isinstance(bot, DossierBot)
        card = await anna.command("treaty", name="Harbour Treaty")
        passage = await press(anna, card, "Read the passage")
        bot.admission.guild_ids = frozenset({1})
        for label in ("Copy citation", "Read the passage"):
            assert ELSEWHERE in (await press(anna, card, label)).message["content"]
        there = select(passage.message)
        refused = await anna.choose(passage, there["custom_id"], there["options"][1]["value"])
        assert ELSEWHERE in refused.message["content"]
