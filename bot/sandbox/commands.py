"""The application commands that the bot has registered.

Source: https://docs.discord.com/developers/interactions/application-commands#endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.errors import unknown

if TYPE_CHECKING:
    from bot.sandbox.ids import Snowflakes
    from bot.sandbox.objects import Object

CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2


def _option(given: Object) -> Object:
    made = {name: value for name, value in given.items() if value is not None}
    for name in ("options", "choices"):
        if name in made:
            made[name] = [_option(below) for below in made[name]]
    return made


class CommandBook:
    """Commands by scope: None for global ones, a guild's id for that guild's.

    Args:
        application_id: whose commands they are.
        ids: where their ids come from.
    """

    def __init__(self, application_id: str, ids: Snowflakes) -> None:
        self._application_id = application_id
        self._ids = ids
        self._scopes: dict[str | None, dict[str, Object]] = {}

    def _made(self, scope: str | None, given: Object, command_id: str) -> Object:
        made: Object = {
            "id": command_id,
            "application_id": self._application_id,
            "version": self._ids.next(),
            "type": given.get("type") or CHAT_INPUT,
            "name": given["name"],
            "description": given.get("description") or "",
            "name_localizations": given.get("name_localizations"),
            "description_localizations": given.get("description_localizations"),
            "nsfw": bool(given.get("nsfw")),
        }
        required = given.get("default_member_permissions")
        made["default_member_permissions"] = None if required is None else str(required)
        if given.get("options"):
            made["options"] = [_option(option) for option in given["options"]]
        if scope is None:
            made["dm_permission"] = given.get("dm_permission") is not False
            made["contexts"] = given.get("contexts")
            made["integration_types"] = given.get("integration_types") or [0]
        else:
            made["guild_id"] = scope
        return made

    def _same(self, scope: str | None, given: Object) -> str | None:
        kind = given.get("type") or CHAT_INPUT
        for command in self._scopes.get(scope, {}).values():
            if (command["type"], command["name"]) == (kind, given["name"]):
                return str(command["id"])
        return None

    def all(self, scope: str | None) -> list[Object]:
        """List the commands of one scope."""
        return list(self._scopes.get(scope, {}).values())

    def visible(self, guild_id: str) -> list[Object]:
        """List the commands that members of a guild see: its own, then the global ones."""
        return self.all(guild_id) + self.all(None)

    def get(self, scope: str | None, command_id: str) -> Object:
        """Give one command.

        Raises:
            ApiError: 10063 if there is none.
        """
        try:
            return self._scopes[scope][command_id]
        except KeyError:
            raise unknown("application command") from None

    def overwrite(self, scope: str | None, given: list[Object]) -> list[Object]:
        """Replace all commands of a scope; one with the same name and type keeps its id."""
        made = [self._made(scope, one, self._same(scope, one) or self._ids.next()) for one in given]
        self._scopes[scope] = {command["id"]: command for command in made}
        return made

    def put(self, scope: str | None, given: Object) -> tuple[Object, bool]:
        """Create a command, or replace the one with its name and type; True when it is new."""
        known = self._same(scope, given)
        made = self._made(scope, given, known or self._ids.next())
        self._scopes.setdefault(scope, {})[made["id"]] = made
        return made, known is None

    def edit(self, scope: str | None, command_id: str, given: Object) -> Object:
        """Change what is given of a command.

        Raises:
            ApiError: 10063 if there is none.
        """
        made = self._made(scope, {**self.get(scope, command_id), **given}, command_id)
        self._scopes[scope][command_id] = made
        return made

    def remove(self, scope: str | None, command_id: str) -> None:
        """Delete a command.

        Raises:
            ApiError: 10063 if there is none.
        """
        self.get(scope, command_id)
        del self._scopes[scope][command_id]
