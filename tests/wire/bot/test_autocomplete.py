from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.desk import LABEL_JOIN
from bot.sandbox.faults import Drop, Fault, RateLimited

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from knowledge.edition import Edition
    from tests.wire.bot.logs import Logs

pytestmark = pytest.mark.usefixtures("bot")
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
FAMILY = "👩‍👩‍👧‍👦"
TYPED = [
    "",
    " ",
    "a",
    "ж",
    "新",
    FAMILY,
    "@everyone",
    "روسيا",
    "\u202eaissuR",
    "\x00\u200b\ufeff",
    "Russia Japan " * 20,
    "x" * 6000,
    "領" * 6000,
]


@pytest.mark.parametrize(
    ("command", "option"),
    [
        ("entity", "name"),
        ("treaty", "name"),
        ("timeline", "topic"),
        ("positions", "topic"),
        ("positions", "party"),
        ("compare", "topic"),
    ],
)
@pytest.mark.parametrize("typed", TYPED, ids=[f"typed{number}" for number in range(len(TYPED))])
async def test_whatever_is_typed_the_choices_are_usable(
    anna: Person, edition: Edition, command: str, option: str, typed: str
) -> None:
    choices = await anna.autocomplete(command, option, typed)
    assert len(choices) <= 25
    assert len({one["name"] for one in choices}) == len(choices)
    assert len({one["value"] for one in choices}) == len(choices)
    assert {one["value"] for one in choices} <= set(edition.entities)


async def test_nothing_typed_offers_curated_starters(anna: Person, edition: Edition) -> None:
    choices = await anna.autocomplete("entity", "name", "")
    starters = [entity.id for entity in edition.entities.values() if entity.starter]
    assert [one["value"] for one in choices] == starters[:25] != []


async def test_the_treaty_option_offers_treaties_only(anna: Person, edition: Edition) -> None:
    treaties = {own for own, kind in edition.kinds.items() if kind == "treaty"}
    assert {one["value"] for one in await anna.autocomplete("treaty", "name", "")} == treaties
    found = await anna.autocomplete("treaty", "name", "s")
    assert found
    assert {one["value"] for one in found} <= treaties


@pytest.mark.parametrize(
    ("typed", "entity"),
    [
        ("北方", "northern-territories-south-kuril-islands"),
        ("kuri", "northern-territories-south-kuril-islands"),
        ("kremlin", "russia"),
        ("thad", "thaad"),
    ],
)
async def test_the_label_begins_with_why_it_is_offered(
    anna: Person, edition: Edition, typed: str, entity: str
) -> None:
    choices = await anna.autocomplete("entity", "name", typed)
    first = next(one for one in choices if one["value"] == entity)
    reason, join, name = first["name"].rpartition(LABEL_JOIN)
    assert name == edition.entities[entity].name
    if join:
        known = {other.text for other in edition.names(entity)} | {name}
        assert reason in known
    assert choices[0]["value"] == entity


async def test_a_choice_sent_as_its_label_is_understood(anna: Person, edition: Edition) -> None:
    choices = await anna.autocomplete("entity", "name", "kremlin")
    assert LABEL_JOIN in choices[0]["name"]
    reply = await anna.command("entity", name=choices[0]["name"])
    assert edition.entities[choices[0]["value"]].name in reply.text().splitlines()[0]


async def test_typing_on_after_a_label_still_completes(anna: Person) -> None:
    choices = await anna.autocomplete("entity", "name", f"Kremlin{LABEL_JOIN}Russ")
    assert "russia" in {one["value"] for one in choices}


@pytest.mark.parametrize(
    "fault",
    [Drop(applied=False), Drop(applied=True), RateLimited(0.0, via=False)],
    ids=["cut before", "cut after", "refused by a proxy"],
)
async def test_choices_come_although_the_connection_breaks_once(
    anna: Person, sandbox: Sandbox, edition: Edition, logs: Logs, fault: Fault
) -> None:
    sandbox.faults.add(fault, route=CALLBACK)
    choices = await anna.autocomplete("entity", "name", "thaad")
    assert sandbox.faults.left == 0
    if fault == Drop(applied=True):
        await logs.until(
            "the interaction was expired or already answered"
        )  # the second time comes to nothing
    assert choices[0]["value"] == "thaad"
    assert choices[0]["name"] == edition.entities["thaad"].name
