from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.posted_once import NOT_NOTED
from bot.sandbox.faults import Drop
from bot.state.address import FILE_NAME
from bot.state.tables import PostedCard
from tests.bot.state.rows import count
from tests.wire.bot.reading import button, is_card, labels, press, select, title, words

if TYPE_CHECKING:
    from pathlib import Path

    from bot.sandbox.person import Person
    from bot.sandbox.reply import Reply
    from bot.sandbox.server import Sandbox
    from bot.state import Store
    from tests.wire.bot.conftest import Start
    from tests.wire.bot.logs import Logs

FOLLOW_UP = "/webhooks/{webhook_id}/{webhook_token}"
ALREADY = "posted already"
TOO_LATE = "(40060"
"""In the log of the process whose answer came second."""


def public(sandbox: Sandbox) -> list[dict[str, Any]]:
    """List what everyone sees."""
    return [stored.payload for stored in sandbox.world.history(sandbox.channel["id"])]


@pytest.mark.usefixtures("bot")
async def test_posting_shows_the_page_to_all_and_names_who_posted_it(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("entity", name="Kurils")
    pressed = await press(anna, reply, "Post to channel")
    assert pressed.kind == "update"
    assert button(pressed.message, "Posted")["disabled"] is True
    await pressed.followed()
    [posted] = public(sandbox)
    assert is_card(posted)
    assert words(posted) == f"{words(reply.message)}\n-# Posted by <@{anna.id}>"
    assert title(posted) == "Northern Territories / South Kuril Islands"
    assert posted["mentions"] == []
    assert posted["mention_everyone"] is False
    sent = [one for one in sandbox.exchanges if one.route == FOLLOW_UP]
    assert isinstance(sent[0].request, dict)
    assert sent[0].request["allowed_mentions"] == {"parse": []}
    quoting = {"Copy citation", "Where to find it"}
    assert {label for label in labels(posted) if not label.startswith("More")} == quoting


@pytest.mark.usefixtures("bot")
async def test_the_text_twin_is_posted_as_text(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("entity", name="Kurils", **{"as": "text"})
    await (await press(anna, reply, "Post")).followed()
    [posted] = public(sandbox)
    assert not is_card(posted)
    assert posted["content"].endswith(f"Posted by <@{anna.id}>")
    assert posted["mentions"] == []


@pytest.mark.usefixtures("bot")
async def test_the_page_that_is_seen_is_the_page_that_is_posted(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("entity", name="Russia")
    later = await press(anna, reply, "More")
    seen = words(later.message)
    await (await press(anna, later, "Post")).followed()
    assert words(public(sandbox)[0]).startswith(seen)


@pytest.mark.usefixtures("bot")
async def test_a_double_press_posts_once(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("entity", name="Kurils")
    there = button(reply.message, "Post")
    first = anna.start_component(reply.message, there, None)
    second = anna.start_component(reply.message, there, None)
    answers = [await anna._first(made) for made in (first, second)]
    refused = next(one for one in answers if one.kind == "message")
    assert ALREADY in refused.message["content"]
    assert refused.ephemeral
    await next(one for one in answers if one.kind == "update").followed()
    assert len(public(sandbox)) == 1


@pytest.mark.usefixtures("bot")
async def test_once_per_card_also_from_another_page_of_it(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("entity", name="Russia")
    await (await press(anna, reply, "Post")).followed()
    later = await press(anna, reply, "More")
    assert button(later.message, "Posted")["disabled"] is True
    other = await anna.choose(later, "dossier:choose", select(later.message)["options"][0]["value"])
    await (await press(anna, other, "Post to channel")).followed()
    assert len({title(one) for one in public(sandbox)}) == 2


@pytest.mark.usefixtures("bot")
async def test_who_may_not_write_here_may_not_post(sandbox: Sandbox) -> None:
    rights = discord.Permissions(view_channel=True, use_application_commands=True)
    mute = sandbox.person("Mute", permissions=rights)
    reply = await mute.command("entity", name="Kurils")
    refused = await press(mute, reply, "Post")
    assert refused.ephemeral
    assert "may not send messages" in refused.message["content"]
    assert public(sandbox) == []
    assert "Post to channel" in labels(reply.message)
    sandbox.permit(mute, discord.Permissions(view_channel=True, send_messages=True))
    await (await press(mute, reply, "Post")).followed()
    assert len(public(sandbox)) == 1


@pytest.mark.usefixtures("bot")
async def test_when_posting_fails_the_button_comes_back(anna: Person, sandbox: Sandbox, logs: Logs) -> None:
    reply = await anna.command("entity", name="Kurils")
    sandbox.faults.add(Drop(), method="POST", route=FOLLOW_UP)
    pressed = await press(anna, reply, "Post")
    [told] = await pressed.followed()
    assert "Something went wrong on our side" in told["content"]
    assert told["flags"] & 64
    assert public(sandbox) == []
    assert "button post failed" in logs.errors()[0]
    logs.records.clear()
    assert button(reply.message, "Post to channel")["disabled"] is False
    await (await press(anna, reply, "Post")).followed()
    assert len(public(sandbox)) == 1


@pytest.mark.usefixtures("bot")
async def test_more_on_a_posted_card_answers_each_reader_privately(anna: Person, sandbox: Sandbox) -> None:
    reply = await anna.command("entity", name="Russia")
    await (await press(anna, reply, "Post")).followed()
    [posted] = public(sandbox)
    before = words(posted)
    for reader in (sandbox.person("Ben"), anna):
        read = await reader.press(posted, button(posted, "More")["custom_id"])
        assert read.kind == "message"
        assert read.ephemeral
        assert read.message["id"] != posted["id"]
        assert "Back" in labels(read.message)
    assert words(public(sandbox)[0]) == before


async def press_again(person: Person, shown: Reply) -> Reply:
    """Press a Post button that a view elsewhere still shows as it was, and wait for all that is said."""
    stored = person._see(shown)
    there = button(shown.message, "Post") | {"disabled": False}
    reply = await person._first(person.start_component(stored.payload, there, None))
    return reply if reply.kind == "message" else await settled(reply)


async def settled(reply: Reply) -> Reply:
    await reply.followed()
    return reply


async def test_once_also_after_a_restart(
    anna: Person, sandbox: Sandbox, store: Store, serving: Start
) -> None:
    async with serving(store):
        reply = await anna.command("entity", name="Russia")
        await (await press(anna, reply, "Post")).followed()
    async with serving(store):
        later = await press(anna, reply, "More")
        assert button(later.message, "Posted")["disabled"] is True
        again = await press_again(anna, reply)
        assert ALREADY in again.followups[0]["content"]
        assert again.followups[0]["flags"] & 64
        assert button(reply.message, "Posted")["disabled"] is True
        third = await press_again(anna, reply)
        assert ALREADY in str(third.followups or third.message)
    assert len(public(sandbox)) == 1


async def test_once_also_with_two_processes_on_one_database(
    anna: Person, sandbox: Sandbox, store: Store, serving: Start, logs: Logs
) -> None:
    async with serving(store), serving(store):
        # Discord tells both of everything, and takes the answer of one.
        await logs.until("connected; serving", 2)
        reply = await anna.command("entity", name="Kurils")
        await (await press(anna, reply, "Post")).followed()
        assert ALREADY in str((again := await press_again(anna, reply)).followups or again.message)
        for _ in range(3):
            await press_again(anna, reply)
        await logs.until(TOO_LATE, 6)
    assert len(public(sandbox)) == 1
    assert count(store, PostedCard) == 1


async def test_pressed_twice_at_once_with_two_processes(
    anna: Person, sandbox: Sandbox, store: Store, serving: Start, logs: Logs
) -> None:
    async with serving(store), serving(store):
        await logs.until("connected; serving", 2)
        reply = await anna.command("entity", name="Kurils")
        there = button(reply.message, "Post")
        made = [anna.start_component(reply.message, there, None) for _ in range(4)]
        for one in [await anna._first(each) for each in made]:
            if one.kind == "update":
                await one.followed()
        await logs.until(TOO_LATE, 5)
    assert len(public(sandbox)) == 1
    assert count(store, PostedCard) == 1


async def test_looking_up_asks_no_database(
    anna: Person, store: Store, serving: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(store):
        asked: list[str] = []
        call = store.call

        async def spied(method: Any, *args: Any) -> Any:
            asked.append(method.__name__)
            return await call(method, *args)

        monkeypatch.setattr(store, "call", spied)
        reply = await anna.command("entity", name="Russia")
        later = await press(anna, reply, "More")
        await press(anna, later, "Back")
        await anna.command("search", words="who said Aegis Ashore is an impediment")
        assert not {"make", "keep", "recall"} & set(asked)
        await (await press(anna, reply, "Post")).followed()
        assert asked.count("make") == 1


async def test_a_card_that_could_not_be_posted_may_be_posted_after_a_restart(
    anna: Person, sandbox: Sandbox, logs: Logs, store: Store, serving: Start
) -> None:
    async with serving(store):
        reply = await anna.command("entity", name="Kurils")
        sandbox.faults.add(Drop(), method="POST", route=FOLLOW_UP)
        await (await press(anna, reply, "Post")).followed()
        assert "button post failed" in logs.errors()[0]
        logs.records.clear()
    assert count(store, PostedCard) == 0
    async with serving(store):
        await (await press(anna, reply, "Post")).followed()
    assert len(public(sandbox)) == 1


def rename(folder: Path, old: str, new: str) -> None:
    """Take a table away from the state's file, or give it back."""
    with sqlite3.connect(folder / FILE_NAME) as connection:
        connection.execute(f"ALTER TABLE {old} RENAME TO {new}")
    connection.close()


async def test_without_its_records_nothing_is_posted_and_the_button_comes_back(  # noqa: PLR0913, PLR0917 - fixtures
    anna: Person, sandbox: Sandbox, logs: Logs, store: Store, serving: Start, tmp_path: Path
) -> None:
    async with serving(store):
        reply = await anna.command("entity", name="Kurils")
        rename(tmp_path, "posted_card", "away")
        [told] = await (await press(anna, reply, "Post")).followed()
        assert told["content"] == NOT_NOTED
        assert told["flags"] & 64
        assert public(sandbox) == []
        [error] = logs.errors()
        assert "a card was not posted" in error
        assert "Traceback" not in error
        logs.records.clear()
        assert button(reply.message, "Post to channel")["disabled"] is False
        rename(tmp_path, "away", "posted_card")
        await (await press(anna, reply, "Post")).followed()
        assert len(public(sandbox)) == 1
        assert ALREADY in str((await press_again(anna, reply)).message)
