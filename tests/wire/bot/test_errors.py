from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord
import pytest
from discord import app_commands, ui

from bot.client import DossierBot
from bot.desk import Desk
from bot.errors import ELSEWHERE, Refusal, ReportingLayout, ReportingModal, ReportingView
from bot.sandbox import interactions as kinds
from bot.sandbox.faults import Drop
from tests.bot.editions import TODAY
from tests.wire.bot.reading import button, press, select, title

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.sandbox.person import Person
    from bot.sandbox.reply import Reply
    from bot.sandbox.server import Sandbox
    from knowledge.edition import Edition
    from tests.wire.bot.conftest import Start
    from tests.wire.bot.logs import Logs
    from tests.wire.conftest import Clock, Running

CANARY = "canary: the password of the database"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
Interaction = discord.Interaction[Any]


class Broken(Exception):  # noqa: N818 - it stands for any exception
    pass


class BreakingDesk(Desk):
    """A desk that works until it is broken."""

    broken = False

    def __getattribute__(self, name: str) -> Any:
        if name in {"edition", "today", "_cached"} and object.__getattribute__(self, "broken"):
            raise Broken(CANARY)
        return super().__getattribute__(name)


class Form(ReportingModal, title="Report a mistake"):
    what: ui.TextInput[Form] = ui.TextInput(label="What", custom_id="what")

    async def on_submit(self, interaction: Interaction) -> None:
        raise Broken(f"{CANARY} {interaction.id}")


class Old(ReportingView):
    @ui.button(label="Break", custom_id="test:old")
    async def broken(self, interaction: Interaction, _: ui.Button[Old]) -> None:
        raise Broken(f"{CANARY} {interaction.id}")


class New(ReportingLayout):
    row: ui.ActionRow[New] = ui.ActionRow()

    @row.button(label="Break", custom_id="test:new")
    async def broken(self, interaction: Interaction, _: ui.Button[New]) -> None:
        raise Broken(f"{CANARY} {interaction.id}")


def add_probes(bot: DossierBot) -> None:
    """Add commands whose later parts break: what commands to come will do."""

    @bot.tree.command(description="Open a form")
    async def form(interaction: Interaction) -> None:
        await interaction.response.send_modal(Form())

    @bot.tree.command(description="Show a view")
    async def view(interaction: Interaction) -> None:
        await interaction.response.send_message("old", view=Old(), ephemeral=True)

    @bot.tree.command(description="Show a layout")
    async def layout(interaction: Interaction) -> None:
        await interaction.response.send_message(view=New(), ephemeral=True)

    @bot.tree.command(description="Break after a deferred answer")
    async def deferred(interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        raise Broken(CANARY)

    @bot.tree.command(description="Break after an answer")
    async def answered(interaction: Interaction) -> None:
        await interaction.response.send_message("so far so good", ephemeral=True)
        raise Broken(CANARY)

    @bot.tree.command(description="Refuse")
    async def refused(_: Interaction) -> None:
        raise Refusal("You may not do that here.")


@pytest.fixture
def breaking(edition: Edition) -> BreakingDesk:
    return BreakingDesk(edition, lambda: TODAY)


@pytest.fixture
async def broken_bot(breaking: BreakingDesk, running: Running) -> AsyncIterator[DossierBot]:
    made = DossierBot(breaking)
    add_probes(made)
    async with running(made):
        yield made


def reported(text: str, logs: Logs, where: str) -> None:
    """Assert that the person and the log share a reference, and only the log has the rest."""
    references = re.findall(r"reference:? ([0-9a-f]{8})", text)
    assert len(references) == 1, text
    assert "canary" not in text
    assert "Broken" not in text
    [error] = logs.errors()
    assert f"{where} failed, reference {references[0]}" in error
    assert "Traceback" in error
    assert CANARY in error
    logs.records.clear()


def private(reply: Reply) -> str:
    assert reply.ephemeral
    return str(reply.message["content"])


@pytest.mark.usefixtures("broken_bot")
async def test_in_a_command(anna: Person, breaking: BreakingDesk, logs: Logs) -> None:
    breaking.broken = True
    for name, options in (("entity", {"name": "THAAD"}), ("timeline", {}), ("about", {}), ("sources", {})):
        reported(private(await anna.command(name, **options)), logs, f"command {name}")
    breaking.broken = False
    assert title((await anna.command("entity", name="THAAD")).message) == "THAAD"


@pytest.mark.usefixtures("broken_bot")
async def test_in_autocomplete(anna: Person, breaking: BreakingDesk, logs: Logs) -> None:
    breaking.broken = True
    [choice] = await anna.autocomplete("entity", "name", "thaa")
    assert choice["value"] == "thaa"
    reported(choice["name"], logs, "autocomplete entity")
    [choice] = await anna.autocomplete("timeline", "topic", "")
    assert choice["value"] == "?"
    reported(choice["name"], logs, "autocomplete timeline")


@pytest.mark.usefixtures("broken_bot")
async def test_in_a_button_and_a_select(anna: Person, breaking: BreakingDesk, logs: Logs) -> None:
    shown = await anna.command("entity", name="Russia")
    breaking.broken = True
    reported(private(await press(anna, shown, "More")), logs, "button more")
    reported(private(await press(anna, shown, "Post")), logs, "button post")
    value = select(shown.message)["options"][0]["value"]
    reported(private(await anna.choose(shown, "dossier:choose", value)), logs, "button open")


@pytest.mark.usefixtures("broken_bot")
async def test_in_a_form_and_in_views(anna: Person, logs: Logs) -> None:
    opened = await anna.command("form")
    reported(private(await anna.submit(opened, {"what": "all"})), logs, "form Form")
    reported(private(await anna.press(await anna.command("view"), "Break")), logs, "view Old, Button")
    reported(private(await anna.press(await anna.command("layout"), "Break")), logs, "view New, Button")


@pytest.mark.usefixtures("broken_bot")
@pytest.mark.parametrize("command", ["deferred", "answered"])
async def test_after_an_answer_the_sentence_is_a_follow_up(anna: Person, logs: Logs, command: str) -> None:
    made = anna.start_command(command, {})
    reply = await anna._first(made)
    # Discord makes the first follow-up to a deferred answer that answer's message.
    if command == "deferred":
        await reply.settled()
        text = str(reply.message["content"])
        assert reply.ephemeral
    else:
        [told] = await reply.followed()
        assert told["flags"] & 64
        assert reply.message["content"] == "so far so good"
        text = told["content"]
    reported(text, logs, f"command {command}")


@pytest.mark.usefixtures("broken_bot")
async def test_a_refusal_is_told_as_it_is_and_is_no_error(anna: Person, logs: Logs) -> None:
    assert private(await anna.command("refused")) == "You may not do that here."
    assert logs.errors() == []


@pytest.mark.usefixtures("bot")
async def test_an_expired_interaction_is_quiet(
    anna: Person, clock: Clock, logs: Logs, sandbox: Sandbox
) -> None:
    for count, focused in enumerate((None, "name"), 1):
        anna.start_command("entity", {"name": "Kurils"}, focused=focused)
        clock.advance(4)
        await logs.until("the interaction was expired", count)
    assert [one.status for one in sandbox.exchanges if one.route == CALLBACK] == [404, 404]
    assert anna.messages == []


@pytest.mark.usefixtures("bot")
async def test_an_interaction_answered_by_another_process_is_quiet(
    anna: Person, desk: Desk, logs: Logs, start: Start, sandbox: Sandbox
) -> None:
    async with start(desk):
        reply = await anna.command("entity", name="Kurils")
        await logs.until("already answered (40060)")
        assert reply.kind == "message"
        await press(anna, reply, "More")
        await logs.until("already answered (40060)", 2)
    assert sorted(one.status for one in sandbox.exchanges if one.route == CALLBACK) == [200, 200, 400, 400]
    assert len(anna.messages) == 1


@pytest.mark.usefixtures("bot")
async def test_a_cut_connection_is_reported_on_the_next_one(
    anna: Person, sandbox: Sandbox, logs: Logs
) -> None:
    sandbox.faults.add(Drop(), method="POST", route=CALLBACK)
    text = private(await anna.command("entity", name="Kurils"))
    assert "Something went wrong on our side" in text
    assert len(logs.errors()) == 1
    logs.records.clear()


@pytest.mark.usefixtures("bot")
async def test_when_nothing_can_be_delivered_the_log_still_has_it(
    anna: Person, sandbox: Sandbox, logs: Logs
) -> None:
    for _ in range(3):
        sandbox.faults.add(Drop(), method="POST", route=CALLBACK)
    anna.start_command("entity", {"name": "Kurils"})
    await logs.until("could not be delivered")
    assert len(logs.errors()) == 1
    assert "command entity failed" in logs.errors()[0]
    logs.records.clear()
    assert title((await anna.command("entity", name="Kurils")).message)


@pytest.mark.usefixtures("bot")
async def test_a_command_that_discord_still_has_from_before_is_explained(
    anna: Person, bot: DossierBot, logs: Logs
) -> None:
    bot.tree.remove_command("browse")
    assert "This command has changed" in private(await anna.command("browse"))
    await logs.until("older set of commands")


async def test_the_ladder_takes_any_error_of_the_library(anna: Person, bot: DossierBot, logs: Logs) -> None:
    @bot.tree.command(description="Needs a right")
    @app_commands.checks.has_permissions(administrator=True)
    async def guarded(interaction: Interaction) -> None:
        await interaction.response.send_message("never", ephemeral=True)

    await bot.tree.sync()
    assert "reference" in private(await anna.command("guarded"))
    assert "MissingPermissions" in logs.errors()[0]
    logs.records.clear()


def tell(
    anna: Person,
    sandbox: Sandbox,
    kind: int,
    data: dict[str, Any],
    pressed: Reply | None = None,
    **changed: Any,
) -> Any:
    """Send an interaction from somewhere else."""
    made = sandbox.interactions.open(
        kind, anna.id, anna.channel_id, label="elsewhere", options_text="", data=data
    )
    made.source = None if pressed is None else anna._see(pressed)
    payload = {**sandbox.interactions.payload(made, "en-US"), **changed}
    assert sandbox.dispatch("INTERACTION_CREATE", {k: v for k, v in payload.items() if v is not None})
    return made


@pytest.mark.parametrize("place", ["another server", "a private chat"])
async def test_other_servers_and_private_chats_are_refused(
    anna: Person, desk: Desk, running: Running, sandbox: Sandbox, place: str
) -> None:
    own = sandbox.guild["id"]
    elsewhere: dict[str, Any] = {"guild_id": "77", "guild": {**sandbox.guild, "id": "77"}}
    if place == "a private chat":
        elsewhere = {
            "guild_id": None,
            "guild": None,
            "member": None,
            "user": anna.member["user"],
            "context": 1,
        }
    async with running(DossierBot(desk, guild_ids=[int(own)])):
        command = next(c for c in sandbox.world.commands.visible(own) if c["name"] == "entity")
        typed = {"type": 3, "name": "name", "value": "Kurils"}
        data = {"id": command["id"], "name": "entity", "type": 1, "options": [typed]}
        asked = await anna._first(tell(anna, sandbox, kinds.COMMAND, data, **elsewhere))
        assert private(asked) == ELSEWHERE
        typing = data | {"options": [typed | {"focused": True}]}
        made = tell(anna, sandbox, kinds.AUTOCOMPLETE, typing, **elsewhere)
        await anna._first(made)
        assert [one["value"] for one in made.choices] == ["Kurils"]
        assert made.choices[0]["name"].startswith("Dossier serves only")
        shown = await anna.command("entity", name="Kurils")
        more = button(shown.message, "More")
        data = {"custom_id": more["custom_id"], "component_type": 2, "id": more["id"]}
        pressed = tell(anna, sandbox, kinds.COMPONENT, data, pressed=shown, **elsewhere)
        assert private(await anna._first(pressed)) == ELSEWHERE


@pytest.mark.usefixtures("bot")
async def test_the_sentence_comes_although_the_connection_breaks_twice(
    anna: Person, sandbox: Sandbox, logs: Logs
) -> None:
    for _ in range(2):
        sandbox.faults.add(Drop(), method="POST", route=CALLBACK)
    reply = await anna.command("entity", name="Kurils")
    assert sandbox.faults.left == 0
    assert reply.ephemeral
    assert "went wrong" in reply.message["content"]
    assert len(logs.errors()) == 1
    logs.records.clear()
