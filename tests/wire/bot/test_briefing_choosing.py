from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.wire.bot.briefings import SCHEDULE, kept, use

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from bot.state import Store
    from knowledge.edition import Edition
    from tests.wire.conftest import Clock

pytestmark = pytest.mark.usefixtures("briefing_bot")


async def test_which_briefing_is_asked_and_understood(
    mia: Person, sandbox: Sandbox, store: Store, clock: Clock
) -> None:
    other = sandbox.channels[1]
    await use(mia, "schedule", **SCHEDULE, channel=other["id"])
    clock.advance(1)  # oldest first
    await use(mia, "schedule", **{**SCHEDULE, "time": "9:00"}, channel=other["id"])
    assert "choose one with the option" in await use(mia, "pause")
    assert "has 2 briefings" in await use(mia, "pause", briefing=f"#{other['name']}")
    assert "no briefing “\\<@\u200b123\\>”" in await use(mia, "pause", briefing="<@123>")
    offered = await mia.autocomplete("briefing pause", "briefing", "09:00")
    [one] = offered
    assert one["name"] == f"2. #{other['name']} · 09:00 Europe/Berlin, every day"
    assert "nothing is delivered" in await use(mia, "pause", briefing=one["name"])
    assert [found.status for found in kept(store, sandbox)] == ["active", "paused"]
    await use(mia, "resume", briefing=one["value"])
    await use(mia, "schedule", **SCHEDULE)
    assert f"**<#{sandbox.channel['id']}>**" in await use(mia, "pause")  # the one of this channel
    assert "nothing is delivered" in await use(mia, "pause", briefing=f"<#{sandbox.channel['id']}>")


async def test_who_does_not_manage_is_offered_no_briefings(mia: Person, anna: Person) -> None:
    await use(mia, "schedule", **SCHEDULE)
    assert len(await mia.autocomplete("briefing now", "briefing", "")) == 1
    assert await anna.autocomplete("briefing now", "briefing", "") == []


async def test_autocomplete_of_zone_time_weekdays_and_topics(mia: Person, edition: Edition) -> None:
    async def offered(option: str, typed: str, **others: object) -> list[str]:
        found = await mia.autocomplete("briefing schedule", option, typed, **others)
        return [one["value"] for one in found]

    assert (await offered("zone", "seoul"))[0] == "Asia/Seoul"
    assert (await offered("zone", "frankf"))[0] == "Europe/Berlin"
    assert "UTC" in await offered("zone", "")
    assert await offered("time", "8pm") == ["20:00"]
    assert "08:00" in await offered("time", "")
    assert await offered("weekdays", "mon, thu") == ["Mon, Thu"]
    assert "Mon–Fri" in await offered("weekdays", "x")
    starters = await offered("topic", "")
    assert len(starters) == 25
    assert set(starters) <= edition.entities.keys()
    assert starters[0] not in await offered("topic2", "", topic=starters[0])
    assert (await offered("topic", "INF"))[0] == "inf-treaty"
    assert await offered("topic", "karelia") == []


async def test_a_zone_and_a_topic_may_be_sent_back_as_their_labels(
    mia: Person, sandbox: Sandbox, store: Store
) -> None:
    zone = (await mia.autocomplete("briefing schedule", "zone", "frankf"))[0]["name"]
    topic = (await mia.autocomplete("briefing schedule", "topic", "INF"))[0]["name"]
    await use(mia, "schedule", **{**SCHEDULE, "zone": zone}, topic=topic)
    [made] = kept(store, sandbox)
    assert (made.zone, made.topics) == ("Europe/Berlin", ["inf-treaty"])
