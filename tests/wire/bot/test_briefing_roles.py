"""The role that a briefing notifies: the one that was chosen, when Discord lets us, and nobody else ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox import permissions
from tests.wire.bot.briefings import POST, SCHEDULE, posted, public, use

if TYPE_CHECKING:
    from bot.client import DossierBot
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from tests.wire.conftest import Clock

TO_EIGHT = 22 * 3600 + 60  # from 10:00 in Berlin to a minute past eight on the next day
NOTE = "Discord will not notify <@&"


@pytest.fixture
def role(sandbox: Sandbox) -> dict[str, Any]:
    """Give a role that nobody may mention who has no right to."""
    found: dict[str, Any] = next(one for one in sandbox.guild["roles"] if one["name"] == "Members")
    return found


def allowed(sandbox: Sandbox) -> list[Any]:
    """List whom each message of the bot in a channel may notify."""
    sent: list[Any] = [one.request for one in sandbox.exchanges if (one.method, one.route) == ("POST", POST)]
    return [one["allowed_mentions"] for one in sent]


async def test_a_role_that_discord_would_not_notify_is_said_when_it_is_chosen(
    briefing_bot: DossierBot, mia: Person, sandbox: Sandbox, role: dict[str, Any], clock: Clock
) -> None:
    told = await use(mia, "schedule", **SCHEDULE, notify=role["id"])
    assert f"{NOTE}{role['id']}>, it will only be named" in told
    assert "Make the role mentionable" in told
    assert "grant Dossier “Mention @everyone, @here and All Roles”" in told
    assert NOTE in await use(mia, "edit", time="9:00")
    clock.advance(TO_EIGHT + 3600)
    assert briefing_bot.briefings is not None
    briefing_bot.briefings.engine.wake()
    [brief] = await posted(sandbox, 1)
    assert brief["content"].endswith(f"<@&{role['id']}>")
    assert brief["mention_roles"] == []
    assert allowed(sandbox) == [{"parse": [], "roles": [role["id"]]}]


@pytest.mark.parametrize("way", ["mentionable", "the right"])
@pytest.mark.usefixtures("briefing_bot")
async def test_a_role_that_may_be_mentioned_is_notified_and_nothing_is_said(
    mia: Person, sandbox: Sandbox, role: dict[str, Any], way: str
) -> None:
    if way == "mentionable":
        role["mentionable"] = True
        sandbox.dispatch("GUILD_ROLE_UPDATE", {"guild_id": sandbox.guild["id"], "role": role})
    else:
        sandbox.permit_application(permissions.APPLICATION | permissions.MENTION_EVERYONE)
    told = await use(mia, "schedule", **SCHEDULE, notify=role["id"])
    assert NOTE not in told
    assert f"notifies <@&{role['id']}>" in told
    await use(mia, "now")
    [brief] = public(sandbox)
    assert brief["mention_roles"] == [role["id"]]
    assert (brief["mentions"], brief["mention_everyone"]) == ([], False)
    assert allowed(sandbox) == [{"parse": [], "roles": [role["id"]]}]


@pytest.mark.usefixtures("briefing_bot")
async def test_without_a_role_nobody_is(mia: Person, sandbox: Sandbox) -> None:
    sandbox.permit_application(permissions.APPLICATION | permissions.MENTION_EVERYONE)
    assert NOTE not in await use(mia, "schedule", **SCHEDULE)
    await use(mia, "now")
    assert allowed(sandbox) == [{"parse": [], "roles": []}]
    assert public(sandbox)[0]["mention_roles"] == []
