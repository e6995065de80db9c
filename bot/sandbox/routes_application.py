"""Routes about the application, its user, its guild and its commands."""

from __future__ import annotations

from bot.sandbox.errors import invalid, unknown
from bot.sandbox.objects import Object, own_user
from bot.sandbox.routing import BODY_SOURCE, Answer, Call, Route
from bot.sandbox.world import Change


async def _own_user(call: Call) -> Answer:
    return Answer(200, own_user(call.world.bot_user))


async def _own_guilds(call: Call) -> Answer:
    if not call.world.installed:
        return Answer(200, [])
    keys = ("id", "name", "icon", "features")
    mine = {key: call.world.guild[key] for key in keys}
    rights = call.world.permissions(call.world.bot_user["id"], None)
    return Answer(200, [mine | {"banner": None, "owner": False, "permissions": str(rights)}])


async def _application(call: Call) -> Answer:
    if call.params.get("application_id", call.world.application_id) != call.world.application_id:
        raise unknown("Application")
    return Answer(200, call.world.application)


async def _guild(call: Call) -> Answer:
    guild: Object = dict(_own_guild(call))
    if call.flag("with_counts"):
        guild["approximate_member_count"] = len(call.world.members)
        guild["approximate_presence_count"] = len(call.world.members)
    return Answer(200, guild)


def _own_guild(call: Call) -> Object:
    if call.params["guild_id"] != call.world.guild["id"]:
        raise unknown("Guild")
    return call.world.guild


async def _channels(call: Call) -> Answer:
    _own_guild(call)
    return Answer(200, list(call.world.channels.values()))


async def _roles(call: Call) -> Answer:
    return Answer(200, _own_guild(call)["roles"])


async def _member(call: Call) -> Answer:
    _own_guild(call)
    member = call.world.members.get(call.params["user_id"])
    if member is None:
        raise unknown("Member")
    return Answer(200, member)


async def _user(call: Call) -> Answer:
    member = call.world.members.get(call.params["user_id"])
    if member is None:
        raise unknown("User")
    return Answer(200, member["user"])


def _scope(call: Call) -> str | None:
    if call.params["application_id"] != call.world.application_id:
        raise unknown("Application")
    return None if "guild_id" not in call.params else str(_own_guild(call)["id"])


def _shown(call: Call, command: Object) -> Object:
    """Hide the translations unless they are asked for, as Discord does in lists."""
    if call.flag("with_localizations"):
        return command
    return {k: v for k, v in command.items() if k not in {"name_localizations", "description_localizations"}}


def _changed(call: Call) -> None:
    visible = call.world.commands.visible(call.world.guild["id"])
    call.world.announce(Change("commands", {"commands": visible}))


async def _list_commands(call: Call) -> Answer:
    return Answer(200, [_shown(call, command) for command in call.world.commands.all(_scope(call))])


async def _get_command(call: Call) -> Answer:
    return Answer(200, call.world.commands.get(_scope(call), call.params["command_id"]))


async def _overwrite_commands(call: Call) -> Answer:
    scope = _scope(call)
    if not isinstance(call.body, list):
        raise invalid("not-a-list", "", "A list of commands is expected.", BODY_SOURCE)
    made = call.world.commands.overwrite(scope, call.body)
    _changed(call)
    return Answer(200, made)


async def _create_command(call: Call) -> Answer:
    command, new = call.world.commands.put(_scope(call), call.object())
    _changed(call)
    return Answer(201 if new else 200, command)


async def _edit_command(call: Call) -> Answer:
    given = call.object()
    made = call.world.commands.edit(_scope(call), call.params["command_id"], given)
    _changed(call)
    return Answer(200, made)


async def _delete_command(call: Call) -> Answer:
    call.world.commands.remove(_scope(call), call.params["command_id"])
    _changed(call)
    return Answer(204)


def _command_routes(base: str) -> list[Route]:
    one = base + "/{command_id}"
    return [
        Route("GET", base, _list_commands, query=frozenset({"with_localizations"})),
        Route("PUT", base, _overwrite_commands),
        Route("POST", base, _create_command),
        Route("GET", one, _get_command),
        Route("PATCH", one, _edit_command),
        Route("DELETE", one, _delete_command),
    ]


ROUTES = [
    Route("GET", "/users/@me", _own_user),
    Route(
        "GET",
        "/users/@me/guilds",
        _own_guilds,
        query=frozenset({"limit", "before", "after", "with_counts"}),
    ),
    Route("GET", "/users/{user_id}", _user),
    Route("GET", "/oauth2/applications/@me", _application),
    Route("GET", "/applications/@me", _application),
    Route("GET", "/applications/{application_id}", _application),
    Route("GET", "/guilds/{guild_id}", _guild, query=frozenset({"with_counts"})),
    Route("GET", "/guilds/{guild_id}/channels", _channels),
    Route("GET", "/guilds/{guild_id}/roles", _roles),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", _member),
    *_command_routes("/applications/{application_id}/commands"),
    *_command_routes("/applications/{application_id}/guilds/{guild_id}/commands"),
]
