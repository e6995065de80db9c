from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.desk import Desk
from bot.long_questions import AWAY, OVER
from bot.state.address import FILE_NAME
from bot.state.tables import KeptQuestion
from tests.bot.editions import TODAY
from tests.bot.state.rows import count
from tests.wire.bot.reading import button, labels, press, title, words

if TYPE_CHECKING:
    from pathlib import Path

    from bot.sandbox.person import Person
    from bot.sandbox.reply import Reply
    from bot.sandbox.server import Sandbox
    from bot.state import Store
    from knowledge.edition import Edition
    from tests.wire.bot.conftest import Start
    from tests.wire.bot.logs import Logs
    from tests.wire.conftest import Clock

LONG = (
    "what do our documents say about the relations of Russia and Japan, and about Russia and Japan and their "
    "relations, and Japan and Russia"
)
LONGEST = LONG.ljust(200, "?")
MONTH = timedelta(days=30).total_seconds()


@pytest.mark.usefixtures("bot")
async def test_a_question_is_answered_best_first_and_cited(anna: Person) -> None:
    reply = await anna.command("search", words="who said Aegis Ashore is an impediment")
    text = words(reply.message)
    assert text.index("Maria Zakharova") < text.index("**EAF ¶8**")
    assert "Post to channel" in labels(reply.message)


@pytest.mark.usefixtures("bot")
async def test_the_pages_of_a_search_turn_and_it_can_be_posted(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("search", words="Japan: Russia, relations")
    later = await press(anna, reply, "More")
    assert later.kind == "update"
    assert "search:Japan Russia, relations:::0" in button(later.message, "Back")["custom_id"]
    assert words((await press(anna, later, "Back")).message) == words(reply.message)
    await (await press(anna, reply, "Post")).followed()
    [posted] = [stored.payload for stored in sandbox.world.history(sandbox.channel["id"])]
    assert title(posted) == title(reply.message)


async def turned(person: Person, shown: Reply, first: str) -> Reply:
    """Turn the pages of a long search there and back, and give the last one."""
    last = shown
    while "Back" in labels(last.message):
        last = await press(person, last, "Back")
    assert words(last.message) == first
    seen = [words(last.message)]
    while any(label.startswith("More") for label in labels(last.message)):
        last = await press(person, last, "More")
        seen.append(words(last.message))
    assert len(set(seen)) == len(seen) > 1
    return last


@pytest.mark.parametrize("form", ["card", "text"])
async def test_words_too_long_for_a_button_are_paged_and_posted_after_a_restart_too(  # noqa: PLR0913, PLR0917 - fixtures
    anna: Person, sandbox: Sandbox, store: Store, serving: Start, logs: Logs, form: str
) -> None:
    assert len(LONGEST) == 200
    async with serving(store):
        reply = await anna.command("search", words=LONGEST, **{"as": form})
        first = words(reply.message)
        assert "Russia" in first
        await turned(anna, reply, first)
    async with serving(store):
        last = await turned(anna, reply, first)
        await (await press(anna, last, "Post")).followed()
        [posted] = [stored.payload for stored in sandbox.world.history(sandbox.channel["id"])]
        assert words(posted).startswith(words(last.message))
    assert count(store, KeptQuestion) == 1
    assert "documents" not in "\n".join(logs.format(record) for record in logs.records)


@pytest.mark.usefixtures("briefing_bot")
async def test_a_posted_long_search_answers_each_reader_privately(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("search", words=LONGEST)
    await (await press(anna, reply, "Post")).followed()
    [posted] = [stored.payload for stored in sandbox.world.history(sandbox.channel["id"])]
    ben = sandbox.person("Ben")
    read = await ben.press(posted, button(posted, "More")["custom_id"])
    assert read.ephemeral
    assert "Back" in labels(read.message)
    cited = await ben.press(posted, button(posted, "Copy citation")["custom_id"])
    assert "Dossier claim " in cited.message["content"]


async def test_a_long_search_is_kept_for_thirty_days_and_then_its_buttons_say_so(
    anna: Person, store: Store, serving: Start, clock: Clock
) -> None:
    async with serving(store):
        reply = await anna.command("search", words=LONGEST)
        first = words(reply.message)
        clock.advance(MONTH - 60)
        await turned(anna, reply, first)
        clock.advance(120)
        gone = await press(anna, reply, "Back")
        assert gone.ephemeral
        assert gone.message["content"] == OVER
    async with serving(store):
        assert count(store, KeptQuestion) == 0
        assert (await press(anna, reply, "Post")).message["content"] == OVER
        await anna.command("search", words=LONGEST)
        assert words((await press(anna, reply, "Back")).message)


async def test_without_a_state_a_long_search_is_paged_until_the_restart(
    anna: Person, desk: Desk, start: Start, edition: Edition
) -> None:
    async with start(desk):
        reply = await anna.command("search", words=LONGEST)
        await turned(anna, reply, words(reply.message))
    async with start(Desk(edition, lambda: TODAY)):
        assert (await press(anna, reply, "Back")).message["content"] == OVER


def rename(folder: Path, old: str, new: str) -> None:
    """Take a table away from the state's file, or give it back."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.execute(f"ALTER TABLE {old} RENAME TO {new}")


async def test_a_state_that_fails_costs_no_answer_and_no_typed_word(
    anna: Person, store: Store, serving: Start, logs: Logs, tmp_path: Path
) -> None:
    rename(tmp_path, "kept_question", "away")
    async with serving(store):
        reply = await anna.command("search", words=LONGEST)
        last = await turned(anna, reply, words(reply.message))
        await logs.until("could not be kept")
    async with serving(store):
        assert (await press(anna, last, "Back")).message["content"] == AWAY
    errors = logs.errors()
    assert len(errors) == 2
    assert "documents" not in str(errors)
    logs.records.clear()


@pytest.mark.usefixtures("bot")
async def test_a_premise_that_the_documents_do_not_share_is_not_confirmed(anna: Person) -> None:
    reply = await anna.command("search", words="who broke the INF Treaty")
    assert title(reply.message) == "No statement answers “who broke the INF Treaty”"
    assert "does not mean that nothing happened" in words(reply.message)
    assert title((await press(anna, reply, "INF Treaty")).message) == "INF Treaty"


@pytest.mark.parametrize("typed", ["?", "@everyone **b** zxqv", "ж" * 200, "北海道 天気"])
@pytest.mark.usefixtures("bot")
async def test_whatever_is_typed_gets_an_answer(anna: Person, typed: str) -> None:
    reply = await anna.command("search", words=typed)
    assert title(reply.message).startswith("No statement answers")
    assert reply.message["mention_everyone"] is False
    assert "@everyone" not in words(reply.message)
