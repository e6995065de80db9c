from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.briefing.delivery import ACTIONS
from tests.wire.bot.briefings import (
    SCHEDULE,
    open_store,
    parse_of,
    press_public,
    public,
    use,
)
from tests.wire.bot.reading import labels, words

if TYPE_CHECKING:
    from pathlib import Path

    from bot.client import DossierBot
    from bot.desk import Desk
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from bot.state import Store
    from tests.wire.bot.conftest import Start
    from tests.wire.bot.logs import Logs
    from tests.wire.conftest import Clock

DAY = 24 * 3600
TO_EIGHT = 22 * 3600 + 60  # from 10:00 in Berlin to a minute past eight on the next day


@pytest.mark.usefixtures("briefing_bot")
async def test_more_and_sources_answer_privately(
    mia: Person, anna: Person, sandbox: Sandbox, desk: Desk
) -> None:
    await use(mia, "schedule", **SCHEDULE)
    await use(mia, "now")
    [brief] = public(sandbox)
    more = await press_public(anna, brief, "More")
    assert more.ephemeral
    assert more.message["id"] != brief["id"]
    topics = {desk.edition.entities[own].name for one in desk.edition.stories.values() for own in one.topics}
    assert words(more.message).split("\n")[0].removeprefix("## ") in topics
    assert "Post to channel" in labels(more.message)
    sources = await press_public(anna, brief, "Sources")
    assert sources.ephemeral
    text = words(sources.message)
    assert text.startswith("## Sources of the briefing of 5 January 2026")
    assert "¶" in text
    assert "https\\://" in text
    assert "claim " in text
    assert len(public(sandbox)) == 1


async def test_opinions_are_counted_once_each_without_the_person(
    briefing_bot: DossierBot, mia: Person, anna: Person, sandbox: Sandbox, store: Store
) -> None:
    await use(mia, "schedule", **SCHEDULE)
    await use(mia, "now")
    [brief] = public(sandbox)
    thanked = await press_public(anna, brief, "Useful")
    assert thanked.ephemeral
    assert "without your name" in thanked.message["content"]
    again = await press_public(anna, brief, "Useful")
    assert "counted already" in again.message["content"]
    assert "counted already" in (await press_public(anna, brief, "Not useful")).message["content"]
    ben = sandbox.person("Ben")
    opened = await press_public(ben, brief, "Not useful")
    assert opened.kind == "modal"
    other = await press_public(mia, brief, "Not useful")
    await press_public(anna, brief, "Sources")  # the bot has read what the forms were answered with by now
    assert briefing_bot._connection._view_store._modals == {}  # else one person's would replace another's
    sent = await (await ben.submit(opened, {"reason": "  too **long** <@1>\nfor me "})).settled()
    assert "Thank you" in sent.message["content"]
    assert sent.ephemeral
    assert "Thank you" in (await (await mia.submit(other, {})).settled()).message["content"]
    row = store.ledger.find(parse_of(brief))
    assert row is not None
    said = store.reports.feedback([row.key])
    assert [(one.useful, one.reason) for one in said] == [
        (True, ""),
        (False, "too **long** <@1>\nfor me"),
        (False, ""),
    ]
    for one in said:
        for person in (anna, ben, mia):
            assert person.id not in str(one.model_dump())
            assert person.name not in str(one.model_dump())
    told = await use(mia, "history")
    assert "useful 1, not useful 2" in told
    assert "> Not useful: too \\*\\*long\\*\\* \\<@\u200b1\\> for me" in told
    assert len(public(sandbox)) == 1


@pytest.mark.usefixtures("briefing_bot")
async def test_a_button_of_a_briefing_that_is_forgotten_says_so(
    mia: Person, anna: Person, sandbox: Sandbox, store: Store, clock: Clock
) -> None:
    await use(mia, "schedule", **SCHEDULE)
    await use(mia, "now")
    [brief] = public(sandbox)
    store.subscriptions.note_presence({int(sandbox.guild["id"]): False}, clock())
    clock.advance(31 * DAY)
    assert store.subscriptions.forget_guilds(clock())
    for label in ACTIONS.values():
        reply = await press_public(anna, brief, label)
        if reply.kind == "modal":
            reply = await (await anna.submit(reply, {})).settled()
        assert reply.ephemeral
        assert "no longer in our records" in reply.message["content"]


async def test_buttons_and_an_open_form_outlive_a_restart(
    serving: Start, sandbox: Sandbox, tmp_path: Path, mia: Person, anna: Person
) -> None:
    first = open_store(tmp_path)
    async with serving(first):
        await use(mia, "schedule", **SCHEDULE)
        await use(mia, "now")
        [brief] = public(sandbox)
        opened = await press_public(anna, brief, "Not useful")
    first.close()
    second = open_store(tmp_path)
    async with serving(second):
        assert (await press_public(sandbox.person("Ben"), brief, "More")).ephemeral
        assert "Sources of" in words((await press_public(anna, brief, "Sources")).message)
        assert (
            "Thank you"
            in (await (await anna.submit(opened, {"reason": "later"})).settled()).message["content"]
        )
        assert "Thank you" in (await press_public(sandbox.person("Ben"), brief, "Useful")).message["content"]
        told = await use(mia, "history")
        assert "useful 1, not useful 1" in told
        assert "> Not useful: later" in told
    assert len(public(sandbox)) == 1
    second.close()


@pytest.mark.usefixtures("briefing_bot")
async def test_a_state_that_fails_is_told_with_a_reference(
    mia: Person, sandbox: Sandbox, store: Store, logs: Logs, monkeypatch: pytest.MonkeyPatch
) -> None:
    await use(mia, "schedule", **SCHEDULE)
    await use(mia, "now")
    [brief] = public(sandbox)

    def broken(*_: object, **__: object) -> None:
        raise OSError("disk full")

    for part, name in ((store.subscriptions, "of_guild"), (store.ledger, "find")):
        monkeypatch.setattr(part, name, broken)
    assert "reference" in await use(mia, "pause")
    assert await mia.autocomplete("briefing pause", "briefing", "x") != []
    for label in ("More", "Sources", "Useful"):
        pressed = await press_public(mia, brief, label)
        assert "reference" in pressed.message["content"]
    found = logs.errors()
    assert [one for one in found if "disk full" not in one] == []
    assert len(found) == 5
    logs.records.clear()
