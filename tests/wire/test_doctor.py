"""`dossier doctor` on a sandbox: what Discord says of the token, the servers and the rights in their channels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING

import discord
import pytest

from bot.briefing.calendar import Schedule
from bot.doctor.discord_side import look
from bot.doctor.finding import Finding, exit_code
from bot.invite import RIGHTS, permissions
from bot.state import Store, Subscription, Wish, database_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.sandbox.server import Sandbox
    from tests.wire.conftest import Clock

EVERY_DAY = frozenset(range(7))
NOWHERE = 999_999_999_999_999_999


@dataclass
class Asked:
    """What the doctor is told to look at."""

    sandbox: Sandbox
    clock: Clock
    schedules: tuple[Subscription, ...] = ()
    guild_ids: tuple[int, ...] = ()
    operator: int | None = None
    token: str | None = None

    async def look(self, ahead: float = 0.0) -> list[Finding]:
        now = lambda: self.clock.moment + timedelta(seconds=ahead)  # noqa: E731 - one argument below
        with self.sandbox.redirect():
            token = self.token or self.sandbox.token
            return await look(token, now, self.schedules, self.guild_ids, self.operator)


@pytest.fixture
def asked(sandbox: Sandbox, clock: Clock) -> Asked:
    return Asked(sandbox, clock)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(database_address(None, tmp_path))
    yield made
    made.close()


def schedule(store: Store, asked: Asked, channel_id: int) -> Subscription:
    wish = Wish(int(asked.sandbox.guild["id"]), channel_id, Schedule(time(8), "UTC", EVERY_DAY))
    return store.subscriptions.create(wish, asked.clock.moment)


def of(findings: list[Finding], what: str) -> list[Finding]:
    return [one for one in findings if one.what == what]


async def test_a_sound_installation_has_nothing_to_mend(asked: Asked, store: Store) -> None:
    channel = int(asked.sandbox.channel["id"])
    asked.schedules, asked.operator = (schedule(store, asked, channel),), channel
    asked.guild_ids = (int(asked.sandbox.guild["id"]),)

    found = await asked.look()

    assert exit_code(found) == 0, [one.line() for one in found]
    assert {"token", "clock", "application", "rights", "schedule", "operators"} <= {one.what for one in found}
    assert "has every right" in of(found, "schedule")[0].says


async def test_no_session_is_begun_so_a_bot_that_runs_is_not_disturbed(asked: Asked) -> None:
    await asked.look()

    paths = [one.path for one in asked.sandbox.exchanges]
    assert paths
    assert not [path for path in paths if "gateway" in path]
    assert {one.method for one in asked.sandbox.exchanges} == {"GET"}


async def test_a_refused_token_ends_with_its_own_code(asked: Asked) -> None:
    asked.token = "not.the.token"  # noqa: S105 - refused on purpose

    (found,) = await asked.look()

    assert (found.grade, found.code) == ("fail", 77)
    assert "not.the.token" not in found.line()
    assert asked.sandbox.complaints
    asked.sandbox.complaints.clear()


async def test_without_a_network_it_says_so(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", "http://127.0.0.1:9/api/v10")
    found = await look(asked.sandbox.token, asked.clock, (), (), None)

    assert exit_code(found) == 69
    assert "cannot be reached" in found[0].says


async def test_a_clock_that_is_wrong_fails_with_its_distance(asked: Asked) -> None:
    (clock,) = of(await asked.look(ahead=90), "clock")

    assert clock.grade == "fail"
    assert "90 s ahead of Discord's" in clock.says


@pytest.mark.parametrize("lacking", ["send_messages", "read_message_history", "attach_files", "view_channel"])
async def test_each_right_that_a_schedules_channel_lacks_is_named(
    asked: Asked, store: Store, lacking: str
) -> None:
    asked.schedules = (schedule(store, asked, int(asked.sandbox.channel["id"])),)
    held = permissions()
    setattr(held, lacking, False)
    asked.sandbox.permit_application(held)
    everyone = asked.sandbox.guild["roles"][0]
    everyone["permissions"] = "0"

    found = await asked.look()

    (line,) = of(found, "schedule")
    assert line.grade == "fail"
    assert RIGHTS[lacking] in line.says + line.fix
    (rights,) = of(found, "rights")
    assert rights.says.startswith(f"{asked.sandbox.guild['name']}: 0 of ")


async def test_channels_that_are_gone_are_named_with_what_to_do(asked: Asked, store: Store) -> None:
    asked.schedules, asked.operator = (schedule(store, asked, NOWHERE),), NOWHERE

    found = await asked.look()

    assert [one.grade for one in of(found, "schedule")] == ["fail"]
    assert "/briefing edit" in of(found, "schedule")[0].fix
    assert "DOSSIER_OPERATOR_CHANNEL_ID" in of(found, "operators")[0].says


async def test_a_server_of_the_settings_that_the_bot_is_not_in_gets_the_invitation(asked: Asked) -> None:
    asked.guild_ids = (NOWHERE,)

    found = of(await asked.look(), "servers")

    assert [one.grade for one in found] == ["note", "fail"]
    assert "nobody is answered there" in found[0].says
    assert f"permissions={permissions().value}" in found[1].fix


async def test_a_bot_in_no_server_gets_the_invitation(asked: Asked) -> None:
    asked.sandbox.remove_application()

    (found,) = of(await asked.look(), "servers")

    assert (found.grade, found.says) == ("fail", "the bot is in no server")
    assert f"client_id={asked.sandbox.world.application_id}" in found.fix
    assert f"permissions={permissions().value}" in found.fix


def test_the_invitation_asks_for_no_right_that_could_do_harm() -> None:
    harmful = discord.Permissions.elevated() | discord.Permissions(
        mention_everyone=True, manage_webhooks=True
    )

    assert permissions().value > 0
    assert permissions().value & harmful.value == 0
    assert len(RIGHTS) == permissions().value.bit_count()
