from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest

from bot.sandbox.invocation import RefusedError
from bot.sandbox.permissions import MEMBER
from tests.wire.small_bot import SmallBot

if TYPE_CHECKING:
    from bot.sandbox.person import Person
    from bot.sandbox.server import Sandbox
    from tests.wire.conftest import Running


async def test_a_command_is_answered_and_everyone_sees_it(
    sandbox: Sandbox, running: Running, anna: Person
) -> None:
    async with running(SmallBot()):
        await sandbox.wait_for_commands()
        reply = await anna.command("say", text="hello", times=2)
    assert reply.kind == "message"
    assert not reply.ephemeral
    assert reply.text() == "hello hello"
    assert reply.message["interaction_metadata"]["user"]["global_name"] == "Anna"
    assert sandbox.person("Boris").messages == [reply.message]
    routes = [(e.method, e.route, e.status) for e in sandbox.exchanges]
    assert ("PUT", "/applications/{application_id}/commands", 200) in routes
    assert ("POST", "/interactions/{interaction_id}/{interaction_token}/callback", 200) in routes


async def test_an_ephemeral_reply_is_in_the_world_for_one_person(
    running: Running, sandbox: Sandbox, anna: Person
) -> None:
    async with running(SmallBot()):
        reply = await anna.command("whisper", text="psst")
        boris = sandbox.person("Boris")
        with pytest.raises(RefusedError, match="another person"):
            await boris.press(reply, "any")
    assert reply.ephemeral
    assert [m["content"] for m in anna.messages] == ["psst"]
    assert boris.messages == []
    anna.dismiss(reply)
    assert anna.messages == []


async def test_autocomplete_gives_the_choices_for_what_is_typed(running: Running, anna: Person) -> None:
    async with running(SmallBot()):
        assert await anna.autocomplete("say", "text", "kur") == [{"name": "kur!", "value": "kur"}]


async def test_options_arrive_in_their_types_below_a_subcommand(
    running: Running, sandbox: Sandbox, anna: Person
) -> None:
    async with running(SmallBot()):
        reply = await anna.command("plan add", channel=sandbox.channel, who=sandbox.person("Boris"))
    assert reply.text() == "general Boris"
    assert reply.interaction.note["name"] == "/plan add"


async def test_what_a_client_would_not_send_is_refused_before_the_bot_hears_of_it(
    running: Running, anna: Person
) -> None:
    async with running(SmallBot()):
        with pytest.raises(RefusedError, match="no command 'nothing'; registered: card"):
            await anna.command("nothing")
        with pytest.raises(RefusedError, match="needs the option 'text'"):
            await anna.command("say")
        with pytest.raises(RefusedError, match="no option colour"):
            await anna.command("say", text="a", colour="red")
        with pytest.raises(RefusedError, match="above the greatest value of 'times'"):
            await anna.command("say", text="a", times=4)
        with pytest.raises(RefusedError, match="needs a subcommand: add"):
            await anna.command("plan")


async def test_a_message_menu_gets_the_message(running: Running, anna: Person) -> None:
    async with running(SmallBot()):
        reply = await anna.message_command("Quote", anna.write("what was said"))
    assert reply.text() == "> what was said"
    assert reply.message["type"] == 23


async def test_permissions_are_those_of_the_person_and_of_the_application(
    running: Running, sandbox: Sandbox, anna: Person
) -> None:
    bot = SmallBot()
    async with running(bot):
        await anna.command("rights")
        theirs, ours = await bot.outcome()
        assert theirs.value == MEMBER
        assert ours.send_messages
        weak = sandbox.person("Weak", permissions=discord.Permissions(view_channel=True))
        sandbox.permit_application(discord.Permissions(view_channel=True))
        await weak.command("rights")
        theirs, ours = await bot.outcome()
        assert theirs == ours == discord.Permissions(view_channel=True)
        sandbox.overwrite(sandbox.channel["id"], anna.id, deny=discord.Permissions(send_messages=True))
        await anna.command("rights")
        theirs, _ = await bot.outcome()
    assert not theirs.send_messages
    assert theirs.read_message_history


async def test_without_a_bot_the_error_names_the_command(sandbox: Sandbox, anna: Person) -> None:
    sandbox.world.commands.put(None, {"name": "lonely", "description": "x"})
    with pytest.raises(AssertionError, match="/lonely: no bot is connected"):
        await anna.command("lonely")
