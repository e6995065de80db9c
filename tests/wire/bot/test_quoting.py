"""Copy citation over the wire: every card, its text twin, posted ones, older editions, after a restart."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.desk import Desk
from knowledge.edition import Edition
from tests.bot.editions import TODAY
from tests.wire.bot.briefings import SCHEDULE, press_public, public, use
from tests.wire.bot.reading import button, is_card, labels, press, select, title, words

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.reply import Reply
    from bot.sandbox.server import Sandbox
    from tests.wire.bot.conftest import Start


def changed(edition: Edition, claim: str, **parts: Any) -> Edition:
    """Give another edition in which a claim reads otherwise, or is gone."""
    held = edition.claims[claim]
    claims = dict(edition.claims)
    if parts:
        claims[claim] = replace(held, claim=held.claim.model_copy(update=parts))
    else:
        del claims[claim]
    return replace(edition, claims=claims)


async def cited_on(person: Person, shown: Reply) -> str:
    """Press Copy citation and give all of the answer, which may be several messages."""
    reply = await press(person, shown, "Copy citation")
    first = str(reply.message["content"])
    found = re.search(r"the (\d+) statements", first)
    contents = [first]
    while sum(content.count("```") for content in contents) < 2 * int(found[1] if found else 1):
        contents = [first, *(one["content"] for one in await reply.followed(len(contents)))]
    return "\n".join(contents)


@pytest.mark.usefixtures("bot")
async def test_a_citation_has_all_that_is_needed_to_quote(anna: Person, edition: Edition) -> None:
    card = await anna.command("treaty", name="New START")
    before = words(card.message)
    reply = await press(anna, card, "Copy citation")
    assert reply.kind == "message"
    assert reply.ephemeral
    assert reply.message["id"] != card.message["id"]
    content = reply.message["content"]
    for part in (
        "Anthony V Rinna, “Moscow’s mixed response to US arms in Asia”, published by East Asia Forum",
        "between 21 March 2018 and 31 December 2024 (derived, not stated in the copy)",
        "https://www.eastasiaforum.org, paragraph 2 (begins “The United States insists that”).",
        "Author not named in the copy, “Can Russia and Japan Contribute",
        "published by Carnegie, 19 March 2021 (as the copy states), address not given in the copy, paragraph 12",
        f"Dossier claim eaf-new-start-signed, edition {edition.hash}, copied on 22 November 2026.",
        "Check before you quote: the period stated by the source has run out.",
    ):
        assert part in content, part
    assert "Carnegie, “" not in content
    assert reply.message["mentions"] == []
    assert words(card.message) == before


@pytest.mark.usefixtures("bot")
async def test_each_statement_on_the_page_is_cited_once_and_no_other(anna: Person, desk: Desk) -> None:
    card = await anna.command("entity", name="Russia")
    later = await press(anna, card, "More")
    facts = {fact.claim.id: fact for fact in desk.look_up("entity", "russia").facts}
    for shown in (card, later):
        content = await cited_on(anna, shown)
        here = [
            own for own, fact in facts.items() if fact.claim.text in words(shown.message).replace("\\", "")
        ]
        assert here
        assert {own for own in facts if f"Dossier claim {own}, " in content} == set(here)
        assert content.count("```") == 2 * len(here)


@pytest.mark.usefixtures("bot")
async def test_pressing_twice_answers_twice_and_changes_nothing(anna: Person, sandbox: Sandbox) -> None:
    card = await anna.command("entity", name="THAAD")
    first = await press(anna, card, "Copy citation")
    second = await press(anna, card, "Copy citation")
    assert first.message["content"] == second.message["content"]
    assert sandbox.world.history(sandbox.channel["id"]) == []


@pytest.mark.parametrize(("command", "options"), [
    ("timeline", {}), ("positions", {"topic": "THAAD"}), ("compare", {"topic": "INF"}),
    ("search", {"words": "missiles on the islands"}), ("entity", {"name": "Kurils"}),
])  # fmt: skip
@pytest.mark.parametrize("form", ["card", "text"])
@pytest.mark.usefixtures("bot")
async def test_every_kind_of_card_and_its_text_twin_can_be_cited(
    anna: Person, command: str, options: dict[str, str], form: str
) -> None:
    card = await anna.command(command, **options, **{"as": form})
    assert is_card(card.message) == (form == "card")
    cited = await press(anna, card, "Copy citation")
    assert "Dossier claim " in cited.message["content"]
    where = await press(anna, card, "Where to find it")
    assert is_card(where.message) == (form == "card")
    assert "Where to find it: " in words(where.message)
    assert "No readable copy" not in words(where.message)
    assert where.ephemeral


async def test_quoting_works_after_a_restart_and_on_a_posted_card(
    anna: Person, sandbox: Sandbox, desk: Desk, edition: Edition, start: Start
) -> None:
    async with start(desk):
        card = await anna.command("treaty", name="New START")
        [posted] = await (await press(anna, card, "Post to channel")).followed()
    ben = sandbox.person("Ben")
    async with start(Desk(edition, lambda: TODAY)):
        cited = await ben.press(posted, button(posted, "Copy citation")["custom_id"])
        assert cited.ephemeral
        assert "Dossier claim eaf-new-start-signed" in cited.message["content"]
        where = await ben.press(posted, button(posted, "Where")["custom_id"])
        assert where.ephemeral
        assert title(where.message) == "EAF ¶2"


async def test_a_statement_that_reads_otherwise_by_now_is_left_out(
    anna: Person, desk: Desk, edition: Edition, start: Start
) -> None:
    async with start(desk):
        card = await anna.command("treaty", name="New START")
    other = changed(edition, "eaf-new-start-signed", text="Somebody signed something.")
    every = changed(other, "carnegie-new-start-extended", text="Something else was extended.")
    async with start(Desk(other, lambda: TODAY)):
        cited = await press(anna, card, "Copy citation")
        assert "One statement of this card no longer reads like this" in cited.message["content"]
        assert "eaf-new-start-signed" not in cited.message["content"]
        assert "Dossier claim carnegie-new-start-extended" in cited.message["content"]
        where = await press(anna, card, "Where")
        assert title(where.message) == "Carnegie ¶12"
        assert "no longer reads like this" in (await where.followed())[0]["content"]
    async with start(Desk(every, lambda: TODAY)):
        refused = await press(anna, card, "Copy citation")
        assert "2 statements of this card no longer read like this" in refused.message["content"]
        assert "```" not in refused.message["content"]


@pytest.mark.usefixtures("bot")
async def test_what_found_no_room_as_a_button_stands_in_the_select(anna: Person) -> None:
    card = await anna.command("treaty", name="INF")
    assert labels(card.message)[1:3] == ["Copy citation", "Where to find it"]
    assert labels(card.message)[-1] == "Post to channel"
    assert len(labels(card.message)) == 5
    crowded = select(card.message)["options"][0]
    chosen = await anna.choose(card, "dossier:choose", crowded["value"])
    assert crowded["label"] == "Timeline"
    assert title(chosen.message) == "Timeline: INF Treaty"


@pytest.mark.parametrize("form", ["card", "text"])
@pytest.mark.usefixtures("bot")
async def test_what_no_button_can_ask_for_again_is_quoted_from_what_it_shows(
    anna: Person, desk: Desk, form: str
) -> None:
    card = await anna.command("entity", name="watershed", **{"as": form})
    answered = desk.look_up("entity", "watershed")
    assert answered.facts
    shown = [fact.claim.id for fact in answered.facts if fact.claim.text in words(card.message)]
    assert shown
    content = await cited_on(anna, card)
    assert re.findall(r"Dossier claim (\S+), ", content) == shown
    where = await press(anna, card, "Where to find it")
    assert is_card(where.message) == (form == "card")


@pytest.mark.usefixtures("bot")
async def test_a_question_too_long_for_a_button_is_quoted_from_what_it_shows(
    anna: Person, desk: Desk
) -> None:
    words_asked = (
        "does Russia oppose the THAAD missile defence system in South Korea, and who said that it could start"
    )
    card = await anna.command("search", words=words_asked)
    known = {fact.claim.id: fact for fact in desk.look_up("search", words_asked).facts}
    cited = re.findall(r"Dossier claim (\S+), ", await cited_on(anna, card))
    assert cited
    assert cited == [own for own, fact in known.items() if fact.claim.text in words(card.message)]


@pytest.mark.usefixtures("briefing_bot")
async def test_the_sources_of_a_brief_can_be_cited(mia: Person, anna: Person, sandbox: Sandbox) -> None:
    await use(mia, "schedule", **SCHEDULE)
    await use(mia, "now")
    [brief] = public(sandbox)
    sources = await press_public(anna, brief, "Sources")
    content = await cited_on(anna, sources)
    told = re.findall(r" · claim (\S+)", words(sources.message))
    assert told
    assert re.findall(r"Dossier claim (\S+), ", content) == told


@pytest.mark.usefixtures("bot")
async def test_cards_without_statements_offer_no_quoting(anna: Person) -> None:
    for command, options in (("browse", {}), ("sources", {}), ("about", {}), ("entity", {"name": "Xyzzy"})):
        card = await anna.command(command, **options)
        assert "Copy citation" not in labels(card.message)
