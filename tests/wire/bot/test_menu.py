from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.client import DossierBot
from bot.commands.menu import NAME
from bot.desk import Desk
from tests.bot.editions import TODAY
from tests.wire.bot.reading import V2, labels, press, select, title, words

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.reply import Reply
    from bot.sandbox.server import Sandbox
    from knowledge.edition import Edition
    from tests.wire.bot.conftest import Start
    from tests.wire.bot.logs import Logs
    from tests.wire.conftest import Running

BOTH_NAMES = "Northern Territories / South Kuril Islands"
TIME = "2026-01-05T09:00:00+00:00"
SNAPSHOT = {
    "type": 0,
    "embeds": [],
    "attachments": [],
    "timestamp": TIME,
    "edited_timestamp": None,
    "flags": 0,
}


def written(sandbox: Sandbox, person: Person, content: str, **parts: Any) -> dict[str, Any]:
    """Give a message with parts that people's apps, not the bot, put there."""
    message = person.write(content or "x")
    stored = sandbox.world.message(message["id"])
    stored.payload.update({"content": content, **parts})
    return stored.payload


def options(reply: Reply) -> list[str]:
    return [one["label"] for one in select(reply.message)["options"]]


@pytest.mark.usefixtures("bot")
async def test_a_message_is_looked_up_privately_first_entry_first(anna: Person, sandbox: Sandbox) -> None:
    said = sandbox.person("Ben").write("Lavrov on **Kurils**: `THAAD` is next, and the Kurils stay.")
    reply = await anna.message_command(NAME, said)
    assert reply.ephemeral
    assert title(reply.message) == "Sergei Lavrov"
    assert "In the message: “Lavrov”. The message names 3 entries" in words(reply.message)
    assert options(reply) == ["Sergei Lavrov", BOTH_NAMES, "THAAD"]
    assert [one["description"] for one in select(reply.message)["options"]][1] == (
        "In the message: “Kurils”, “the Kurils”, 2 times"
    )
    assert len(sandbox.world.history(sandbox.channel["id"])) == 1


@pytest.mark.usefixtures("bot")
async def test_the_entries_stay_below_whatever_is_opened(anna: Person) -> None:
    reply = await anna.message_command(NAME, anna.write("Japan: Russia, and New START"))
    offered = options(reply)
    assert len(offered) == 3
    there = select(reply.message)
    chosen = await anna.choose(reply, there["custom_id"], there["options"][1]["value"])
    assert chosen.kind == "update"
    assert title(chosen.message) == "Russia"
    assert "In the message: “Russia”" in words(chosen.message)
    assert options(chosen) == offered
    posted = await press(anna, chosen, "Post to channel")
    assert options(posted) == offered
    [shown] = await posted.followed()
    assert "In the message" not in words(shown)
    assert title(shown) == "Russia"
    later = await press(anna, posted, "More")
    assert options(later) == offered


async def test_the_select_works_after_a_restart(
    anna: Person, edition: Edition, desk: Desk, start: Start
) -> None:
    async with start(desk):
        reply = await anna.message_command(NAME, anna.write("THAAD and the INF Treaty"))
    there = select(reply.message)
    async with start(Desk(edition, lambda: TODAY)):
        chosen = await anna.choose(reply, there["custom_id"], there["options"][1]["value"])
        assert title(chosen.message) == "INF Treaty"
        assert options(chosen) == ["THAAD", "INF Treaty"]


async def test_an_entry_that_is_no_longer_there_says_so(
    anna: Person, edition: Edition, desk: Desk, start: Start
) -> None:
    async with start(desk):
        reply = await anna.message_command(NAME, anna.write("THAAD and the INF Treaty"))
    there = select(reply.message)
    async with start(Desk(replace(edition, entities={}, kinds={}, claims={}), lambda: TODAY)):
        gone = await anna.choose(reply, there["custom_id"], there["options"][1]["value"])
        assert "older edition" in gone.message["content"]
        assert gone.ephemeral


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("北方領土でプーチン大統領", [BOTH_NAMES, "Vladimir Putin"]),
        ("Лавровым по Курилам, договором о РСМД", ["Sergei Lavrov", BOTH_NAMES, "INF Treaty"]),
        ("푸틴은 사드를", ["Vladimir Putin", "THAAD"]),
        ("```py\nAegis Ashore\n```", ["Aegis Ashore"]),
        (
            "[New START](https://example.org/inf-treaty) https://example.org/THAAD www.x.org/Russia",
            ["New START"],
        ),
        ("<@1234> <#99> <:Russia:77> <t:1700000000:R> ||Shinzo Abe||", ["Shinzo Abe"]),
        ("talks with South\nKorea went on", ["South Korea"]),
        ("putin said the kurils are ours", ["Vladimir Putin", BOTH_NAMES]),
        ("South Korea, and Korea again", ["South Korea"]),
        ("> the Kremlin said\n- Tokyo replied", ["Russia", "Japan"]),
    ],
)
@pytest.mark.usefixtures("bot")
async def test_names_are_found_in_any_script_form_and_markup(
    anna: Person, content: str, found: list[str]
) -> None:
    reply = await anna.message_command(NAME, anna.write(content))
    assert options(reply) == found


@pytest.mark.parametrize(
    "content",
    [
        "great influence",
        "ballistic tests",
        "call us, start now",
        "Strategic Arms Reduction Treaty",
        "the treaty on missiles",
        ".",
    ],
)
@pytest.mark.usefixtures("bot")
async def test_a_message_that_names_nothing_gets_an_honest_sentence(anna: Person, content: str) -> None:
    reply = await anna.message_command(NAME, anna.write(content))
    assert reply.ephemeral
    assert title(reply.message) == "No entry is named in this message"
    text = words(reply.message)
    assert "That does not mean that nothing happened." in text
    assert "/search" in text
    assert "/browse" in text
    assert labels(reply.message) == ["Browse"]
    assert title((await press(anna, reply, "Browse")).message) == "What is in the base"


@pytest.mark.usefixtures("bot")
async def test_a_word_with_several_meanings_asks(anna: Person, edition: Edition) -> None:
    reply = await anna.message_command(NAME, anna.write("What about Korea?"))
    assert title(reply.message) == "Which one does the message mean?"
    assert "In the message: “Korea”." in words(reply.message)
    assert "South Korea" in options(reply)
    assert "Post to channel" not in labels(reply.message)
    there = select(reply.message)
    assert {one["description"] for one in there["options"]} == {"“Korea” in the message may mean this"}
    chosen = await anna.choose(reply, there["custom_id"], there["options"][0]["value"])
    assert title(chosen.message) in {one.name for one in edition.entities.values()}


@pytest.mark.usefixtures("bot")
async def test_embeds_forwarded_messages_alt_text_polls_and_cards_are_read(
    anna: Person, sandbox: Sandbox
) -> None:
    embed = {
        "type": "rich",
        "title": "INF",
        "fields": [{"name": "who", "value": "Lavrov"}],
        "footer": {"text": "Bal"},
    }
    reply = await anna.message_command(NAME, written(sandbox, anna, "", embeds=[embed]))
    assert options(reply) == ["INF Treaty", "Sergei Lavrov", "Bal"]
    forward = {
        "message": {
            **SNAPSHOT,
            "content": "THAAD",
            "embeds": [{"type": "rich", "description": "Aegis Ashore"}],
        }
    }
    reply = await anna.message_command(NAME, written(sandbox, anna, "", message_snapshots=[forward]))
    assert options(reply) == ["THAAD", "Aegis Ashore"]
    picture = {
        "id": "5", "filename": "a.png", "size": 9, "url": "https://x.invalid/a.png", "proxy_url": "https://x.invalid/a.png",
        "description": "A map of the Kurils",
    }  # fmt: skip
    reply = await anna.message_command(NAME, written(sandbox, anna, "", attachments=[picture]))
    assert options(reply) == [BOTH_NAMES]
    poll = {
        "question": {"text": "Will Japan sign?"},
        "answers": [{"answer_id": 1, "poll_media": {"text": "Not with Putin"}}],
        "expiry": TIME, "allow_multiselect": False, "layout_type": 1,
    }  # fmt: skip
    reply = await anna.message_command(NAME, written(sandbox, anna, "", poll=poll))
    assert options(reply) == ["Japan", "Vladimir Putin"]
    card = await anna.command("entity", name="THAAD")
    [posted] = await (await press(anna, card, "Post to channel")).followed()
    assert posted["flags"] & V2
    reply = await anna.message_command(NAME, posted)
    assert options(reply)[0] == "THAAD"


@pytest.mark.usefixtures("bot")
async def test_a_message_of_pictures_only_gets_a_sentence(anna: Person, sandbox: Sandbox) -> None:
    picture = {
        "id": "5",
        "filename": "kurils.png",
        "size": 9,
        "url": "https://x.invalid/a",
        "proxy_url": "https://x.invalid/a",
    }
    reply = await anna.message_command(NAME, written(sandbox, anna, "", attachments=[picture]))
    assert reply.ephemeral
    assert "no text to look in" in reply.message["content"]
    only_links = await anna.message_command(NAME, anna.write("https://example.org <@123456>"))
    assert "no text to look in" in only_links.message["content"]


@pytest.mark.usefixtures("bot")
async def test_more_than_a_select_holds_says_how_many_more(
    anna: Person, sandbox: Sandbox, edition: Edition
) -> None:
    names = [one.name for one in edition.entities.values()]
    long = "; ".join(names).ljust(3000, ".")
    embed = {"type": "rich", "description": f"{'word ' * 700}Sergei Lavrov"}
    reply = await anna.message_command(NAME, written(sandbox, anna, long, embeds=[embed]))
    assert len(options(reply)) == 25
    line = next(one for one in words(reply.message).splitlines() if "The message names" in one)
    count = int(line.split("The message names ")[1].split()[0])
    assert count > 60
    assert f"and {count - 25} more are left out of it: " in line
    assert f" and {count - 25 - 8} others." in line


@pytest.mark.usefixtures("bot")
async def test_nothing_of_a_message_is_logged(anna: Person, logs: Logs) -> None:
    logging.getLogger().setLevel(logging.INFO)
    await anna.message_command(NAME, anna.write("Quokka secret about THAAD"))
    assert logs.records
    assert not any("Quokka" in one.getMessage() for one in logs.records)


async def test_other_servers_are_refused(desk: Desk, anna: Person, running: Running) -> None:
    async with running(DossierBot(desk)) as bot:
        assert isinstance(bot, DossierBot)
        reply = await anna.message_command(NAME, anna.write("THAAD, INF"))
        bot.admission.guild_ids = frozenset({1})
        refused = await anna.message_command(NAME, anna.write("THAAD"))
        assert "serves only the servers it was set up for" in refused.message["content"]
        assert refused.ephemeral
        there = select(reply.message)
        refused = await anna.choose(reply, there["custom_id"], there["options"][1]["value"])
        assert "serves only the servers it was set up for" in refused.message["content"]


@pytest.mark.usefixtures("bot")
async def test_it_is_registered_for_messages_in_servers_only(sandbox: Sandbox) -> None:
    sent = next(one for one in sandbox.exchanges if one.route.endswith("/commands") and one.method == "PUT")
    commands: Any = sent.request
    [menu] = [one for one in commands if one["name"] == NAME]
    assert menu["type"] == 3
    assert menu["contexts"] == [0]
    assert menu["integration_types"] == [0]
