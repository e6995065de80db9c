from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.commands import MODULES
from bot.drawing.painter import Painter
from bot.illustrating import Illustrator
from bot.sandbox import permissions
from bot.sandbox.commands import CHAT_INPUT
from tests.wire.bot.briefings import SCHEDULE, kept, next_moment, public, said, use

if TYPE_CHECKING:
    from bot.client import DossierBot
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from bot.state import Store
    from knowledge.edition import Edition
    from tests.wire.conftest import Clock

pytestmark = pytest.mark.usefixtures("briefing_bot")
EPHEMERAL = 64
"""Discord's flag of a message that one person sees."""
EIGHT_IN_BERLIN = datetime(2026, 1, 6, 7, 0, tzinfo=UTC)  # the clock stands at 10:00 there, the day before
SUBCOMMANDS: dict[str, dict[str, Any]] = {
    "schedule": SCHEDULE,
    "edit": {"time": "9:00"},
    "list": {},
    "preview": {},
    "now": {},
    "pause": {},
    "resume": {},
    "remove": {},
    "history": {},
}


async def test_all_commands_are_registered_for_managers(sandbox: Sandbox) -> None:
    registered = sandbox.world.commands.visible(sandbox.guild["id"])
    visible = {one["name"]: one for one in registered if one["type"] == CHAT_INPUT}
    assert visible.keys() == {*(module.__name__.rpartition(".")[2] for module in MODULES), "briefing"}
    group = visible["briefing"]
    assert group["default_member_permissions"] == str(discord.Permissions(manage_guild=True).value)
    assert {one["name"] for one in group["options"]} == SUBCOMMANDS.keys()
    assert group["contexts"] == [0]
    for command in group["options"]:
        assert command["description"]
        for option in command.get("options", ()):
            assert option["description"] not in {"", "…"}, (command["name"], option["name"])


@pytest.mark.parametrize("command", SUBCOMMANDS)
async def test_who_does_not_manage_the_server_is_refused(
    anna: Person, sandbox: Sandbox, store: Store, command: str
) -> None:
    reply = await anna.command(f"briefing {command}", **SUBCOMMANDS[command])
    assert reply.ephemeral
    assert "Manage Server" in reply.message["content"]
    assert kept(store, sandbox) == []
    assert public(sandbox) == []


async def test_schedule_keeps_what_was_said_and_names_the_next_delivery(
    mia: Person, sandbox: Sandbox, store: Store, edition: Edition
) -> None:
    where = sandbox.channels[1]["id"]
    role = sandbox.guild["roles"][1]["id"]
    told = await use(
        mia,
        "schedule",
        time="8am",
        zone="Berlin",
        channel=where,
        weekdays="mon to fri",
        topic="inf-treaty",
        topic2="New START (4 stories)",
        when_all_told="quiet",
        notify=role,
    )
    [made] = kept(store, sandbox)
    assert (made.at.hour, made.at.minute, made.zone, made.weekdays) == (8, 0, "Europe/Berlin", "01234")
    assert made.channel_id == int(where)
    assert made.topics == ["inf-treaty", "new-start"]
    assert (made.policy, made.role_id, made.status) == ("quiet", int(role), "active")
    assert next_moment(told) == EIGHT_IN_BERLIN
    assert f"**<#{where}>**" in told
    assert edition.entities["inf-treaty"].name in told
    assert "last until about <t:" in told
    assert "stays quiet until something changes" in told
    assert f"notifies <@&{role}>" in told
    assert "Discord will not notify" in told
    assert public(sandbox) == []


async def test_what_is_left_out_is_this_channel_working_days_all_stories_nobody(
    mia: Person, sandbox: Sandbox, store: Store, edition: Edition
) -> None:
    told = await use(mia, "schedule", time="8am", zone="Berlin")
    [made] = kept(store, sandbox)
    assert made.channel_id == int(sandbox.channel["id"])
    assert (made.weekdays, made.topics, made.policy, made.role_id) == ("01234", [], "again", None)
    assert f"There are {len(edition.stories)} stories" in told
    assert "notifies nobody" in told


async def test_few_stories_are_said_to_rest(mia: Person) -> None:
    told = await use(mia, "schedule", **SCHEDULE, topic="inf-treaty")
    assert "With fewer than 26 stories on these days the channel rests between" in told


@pytest.mark.parametrize(
    ("wrong", "part"),
    [
        ({"time": "25:00"}, "hours are 0 to 23"),
        ({"time": "soon **x**"}, "is no time of day"),
        ({"zone": "Nowhere"}, "There is no time zone or city"),
        ({"zone": "EST"}, "choose a place: America/New\\_York"),
        ({"zone": "Berlln"}, "Did you mean one of these: Europe/Berlin"),
        ({"zone": "UTC+3"}, "is an offset"),
        ({"weekdays": "some"}, "is no weekday"),
        ({"topic": "Karelia"}, "is not in the base"),
        ({"topic": "Korea"}, "may mean several things"),
        ({"topic": "shinzo-abe", "topic2": "@everyone"}, "is not in the base"),
    ],
)
async def test_bad_input_is_a_private_sentence_and_nothing_is_saved(
    mia: Person, sandbox: Sandbox, store: Store, wrong: dict[str, str], part: str
) -> None:
    told = await use(mia, "schedule", **{**SCHEDULE, **wrong})
    assert part in told
    assert "**" not in told.replace("\\*\\*", "")
    assert "@everyone" not in told
    assert kept(store, sandbox) == []
    await use(mia, "schedule", **SCHEDULE)
    before = kept(store, sandbox)[0].model_dump()
    assert part in await use(mia, "edit", **wrong)
    assert kept(store, sandbox)[0].model_dump() == before


@pytest.mark.parametrize(
    ("missing", "part"),
    [
        ("view_channel", "grant View Channel"),
        ("send_messages", "grant Send Messages"),
        ("read_message_history", "grant Read Message History"),
    ],
)
async def test_a_channel_that_cannot_be_used_is_refused(
    mia: Person, sandbox: Sandbox, store: Store, missing: str, part: str
) -> None:
    where = sandbox.channels[1]["id"]
    sandbox.overwrite(where, sandbox.world.application_id, deny=discord.Permissions(**{missing: True}))
    told = await use(mia, "schedule", **SCHEDULE, channel=where)
    assert part in told
    assert "Nothing was saved" in told
    assert kept(store, sandbox) == []
    await use(mia, "schedule", **SCHEDULE)
    assert part in await use(mia, "edit", channel=where)
    assert kept(store, sandbox)[0].channel_id == int(sandbox.channel["id"])


async def test_everyone_is_never_notified(mia: Person, sandbox: Sandbox, store: Store) -> None:
    told = await use(mia, "schedule", **SCHEDULE, notify=sandbox.guild["id"])
    assert "never notifies everyone" in told
    assert kept(store, sandbox) == []


async def test_the_same_twice_in_a_channel_is_refused(
    mia: Person, sandbox: Sandbox, store: Store, clock: Clock
) -> None:
    await use(mia, "schedule", **SCHEDULE)
    assert "it would come twice" in await use(mia, "schedule", **SCHEDULE, when_all_told="quiet")
    assert len(kept(store, sandbox)) == 1
    clock.advance(1)  # oldest first
    await use(mia, "schedule", **{**SCHEDULE, "time": "9:00"})
    assert "it would come twice" in await use(mia, "edit", briefing="2.", time="8:00")


async def test_the_same_twice_at_once_is_kept_once(mia: Person, sandbox: Sandbox, store: Store) -> None:
    told = await asyncio.gather(*(use(mia, "schedule", **SCHEDULE) for _ in range(3)))
    assert sorted("Scheduled." in one for one in told) == [False, False, True]
    assert len(kept(store, sandbox)) == 1


async def test_a_server_has_at_most_twenty_five(mia: Person, sandbox: Sandbox, store: Store) -> None:
    for minute in range(25):
        await use(mia, "schedule", **{**SCHEDULE, "time": f"08:{minute:02}"})
    told = await use(mia, "schedule", **{**SCHEDULE, "time": "09:00"})
    assert "25 is the most" in told
    assert len(kept(store, sandbox)) == 25
    reply = await mia.command("briefing list")
    listed = await said(reply)
    while listed.count("Next delivery: ") < 25:
        listed = await said(reply, followed=len(reply.followups) + 1)
    assert listed.count(f"**<#{sandbox.channel['id']}>**") == 25
    offered = await mia.autocomplete("briefing pause", "briefing", "")
    assert len(offered) == 25
    assert {one["value"] for one in offered} == {one.id for one in kept(store, sandbox)}


async def test_list_of_none_and_of_one(mia: Person) -> None:
    assert "`/briefing schedule`" in await use(mia, "list")
    await use(mia, "schedule", **SCHEDULE)
    told = await use(mia, "list")
    assert "1 briefing in this server" in told
    assert next_moment(told) == EIGHT_IN_BERLIN
    assert "08:00 Europe/Berlin, every day" in told


async def test_edit_changes_only_what_is_named(mia: Person, sandbox: Sandbox, store: Store) -> None:
    role = sandbox.guild["roles"][1]["id"]
    await use(mia, "schedule", **SCHEDULE, topic="inf-treaty", notify=role)
    told = await use(mia, "edit", time="noon", channel=sandbox.channels[1]["id"])
    [now] = kept(store, sandbox)
    assert (now.at.hour, now.zone, now.weekdays) == (12, "Europe/Berlin", "0123456")
    assert (now.channel_id, now.topics) == (int(sandbox.channels[1]["id"]), ["inf-treaty"])
    assert next_moment(told) == datetime(2026, 1, 5, 11, 0, tzinfo=UTC)
    await use(mia, "edit", all_topics=True, notify_nobody=True, when_all_told="quiet")
    [now] = kept(store, sandbox)
    assert (now.topics, now.role_id, now.policy) == ([], None, "quiet")
    assert "at least one thing" in await use(mia, "edit")
    assert "not both" in await use(mia, "edit", all_topics=True, topic="inf-treaty")
    assert "not both" in await use(mia, "edit", notify_nobody=True, notify=role)


async def test_a_time_moved_to_later_on_a_day_that_had_its_briefing_promises_the_next_day(
    mia: Person, store: Store, clock: Clock
) -> None:
    await use(mia, "schedule", **SCHEDULE)
    clock.moment = EIGHT_IN_BERLIN + timedelta(minutes=1)
    assert store.subscriptions.plan(clock()) == 1
    told = await use(mia, "edit", time="11pm")
    assert next_moment(told) == EIGHT_IN_BERLIN + timedelta(days=1, hours=15)
    assert next_moment(await use(mia, "list")) == EIGHT_IN_BERLIN + timedelta(days=1, hours=15)


async def test_pause_resume_and_remove_say_what_comes(mia: Person, sandbox: Sandbox, store: Store) -> None:
    await use(mia, "schedule", **SCHEDULE)
    assert "It is not paused" in await use(mia, "resume")
    paused = await use(mia, "pause")
    assert "nothing is delivered until `/briefing resume`" in paused
    assert next_moment(paused) == EIGHT_IN_BERLIN
    assert "paused already" in await use(mia, "pause")
    assert "is paused" in await use(mia, "now")
    assert kept(store, sandbox)[0].status == "paused"
    resumed = await use(mia, "resume")
    assert "Next delivery: " in resumed
    assert kept(store, sandbox)[0].status == "active"
    removed = await use(mia, "remove")
    assert "Ended: no delivery comes any more" in removed
    assert kept(store, sandbox)[0].status == "ended"
    assert "no briefing in this server" in await use(mia, "list")
    assert "Nothing was due yet" in await use(mia, "history")
    assert public(sandbox) == []


async def test_resume_looks_at_the_channel_first(mia: Person, sandbox: Sandbox, store: Store) -> None:
    await use(mia, "schedule", **SCHEDULE)
    await use(mia, "pause")
    sandbox.overwrite(
        sandbox.channel["id"],
        sandbox.world.application_id,
        deny=discord.Permissions(read_message_history=True),
    )
    assert "grant Read Message History" in await use(mia, "resume")
    assert kept(store, sandbox)[0].status == "paused"


async def test_editing_one_that_ended_makes_a_new_one(
    mia: Person, sandbox: Sandbox, store: Store, clock: Clock
) -> None:
    await use(mia, "schedule", **SCHEDULE, topic="inf-treaty")
    clock.advance(1)
    await use(mia, "remove")
    told = await use(mia, "edit", channel=sandbox.channels[1]["id"])
    assert "takes its place" in told
    old, new = kept(store, sandbox)
    assert (old.status, new.status) == ("ended", "active")
    assert new.topics == ["inf-treaty"]
    assert new.channel_id == int(sandbox.channels[1]["id"])


@pytest.mark.parametrize("day", ["2026-02-01", "0001-01-01", "9999-12-31", "2019-06-30"])
async def test_preview_shows_any_date_privately(
    mia: Person, sandbox: Sandbox, store: Store, day: str
) -> None:
    await use(mia, "schedule", **SCHEDULE)
    reply = await mia.command("briefing preview", date=day)
    told = await said(reply, followed=1)
    [brief] = reply.followups
    assert brief["flags"] & 64
    assert "words; edition" in brief["content"]
    assert next_moment(told) == EIGHT_IN_BERLIN
    assert public(sandbox) == []
    assert store.ledger.history(kept(store, sandbox)[0].id) == []


async def test_a_preview_has_the_picture_that_the_channel_would_get(
    briefing_bot: DossierBot, mia: Person, sandbox: Sandbox
) -> None:
    illustrator = briefing_bot.illustrator = Illustrator(Painter())
    await use(mia, "schedule", **SCHEDULE, topic="new-start")

    async def preview() -> Any:
        reply = await mia.command("briefing preview", date="2026-01-07")
        await said(reply, followed=1)
        [brief] = reply.followups
        assert brief["flags"] & EPHEMERAL
        assert "words; edition" in brief["content"]
        return brief["attachments"]

    [picture] = await preview()
    assert picture["content_type"] == "image/png"
    assert picture["description"].startswith("Timeline of ")
    attach = discord.Permissions(attach_files=True).value
    sandbox.permit_application(permissions.APPLICATION & ~attach)
    assert await preview() == []
    await illustrator.close()
    assert public(sandbox) == []


async def test_preview_without_a_date_is_the_next_delivery_and_today_is_local(mia: Person) -> None:
    await use(mia, "schedule", **SCHEDULE)
    assert "Tue 6 January 2026" in await said(await mia.command("briefing preview"), followed=1)
    assert "Mon 5 January 2026" in await said(await mia.command("briefing preview", date="today"), followed=1)
    wrong = await use(mia, "preview", date="31.12.2026")
    assert "is no date" in wrong


async def test_preview_before_anything_is_scheduled(mia: Person, sandbox: Sandbox, store: Store) -> None:
    told = await said(await mia.command("briefing preview", date="2026-01-07"), followed=1)
    assert "No briefing is scheduled here yet" in told
    assert kept(store, sandbox) == []


async def test_a_date_may_be_written_without_dashes(mia: Person) -> None:
    told = await said(await mia.command("briefing preview", date="20260107"), followed=1)
    assert "Wed 7 January 2026" in told
