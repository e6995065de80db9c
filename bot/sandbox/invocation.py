"""What Discord's client sends when a command, a component or a modal is used; and what it would not send.

Source: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-data
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import components as kinds
from bot.sandbox.commands import CHAT_INPUT, GROUP, SUBCOMMAND
from bot.sandbox.components import walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.sandbox.objects import Object
    from bot.sandbox.world import World

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER = 3, 4, 5, 6, 7, 8, 9, 10
_BOOLEANS = {"true": True, "false": False}


class RefusedError(AssertionError):
    """Discord's client would not have sent this."""


def find_command(world: World, name: str, kind: int = CHAT_INPUT) -> tuple[Object, list[str]]:
    """Give a registered command and the words of its name that lead to a subcommand.

    Raises:
        RefusedError: there is none; the message lists what there is.
    """
    visible = [c for c in world.commands.visible(world.guild["id"]) if c["type"] == kind]
    words = name.split() if kind == CHAT_INPUT else [name]
    for command in visible:
        if words and command["name"] == words[0]:
            return command, words[1:]
    known = ", ".join(sorted(c["name"] for c in visible)) or "none"
    raise RefusedError(f"There is no command {name!r}; registered: {known}.")


def _leaf(command: Object, words: list[str]) -> tuple[list[Object], list[Object]]:
    """Walk down to the subcommand: the wrappers on the way, and the options of the last one."""
    wrappers: list[Object] = []
    options = command.get("options") or []
    for word in words:
        below = next((o for o in options if o["type"] in {SUBCOMMAND, GROUP} and o["name"] == word), None)
        if below is None:
            raise RefusedError(f"/{command['name']} has no subcommand {word!r}.")
        wrappers.append({"type": below["type"], "name": below["name"]})
        options = below.get("options") or []
    if any(o["type"] in {SUBCOMMAND, GROUP} for o in options):
        names = ", ".join(o["name"] for o in options)
        raise RefusedError(f"/{' '.join([command['name'], *words])} needs a subcommand: {names}.")
    return wrappers, options


class _Values:
    """Turns what a person gives into option values, and collects the objects they refer to."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.resolved: Object = {}

    def refer(self, kind: int, value: object) -> str:
        """Resolve an id of a user, channel or role."""
        world = self._world
        key = str(value["id"] if isinstance(value, dict) else getattr(value, "id", value))
        if kind in {USER, MENTIONABLE} and key in world.members:
            member = world.members[key]
            self.resolved.setdefault("users", {})[key] = member["user"]
            partial = {k: v for k, v in member.items() if k not in {"user", "mute", "deaf"}}
            rights = str(world.permissions(key, None))
            self.resolved.setdefault("members", {})[key] = partial | {"permissions": rights}
            return key
        roles = {role["id"]: role for role in world.guild["roles"]}
        if kind in {ROLE, MENTIONABLE} and key in roles:
            self.resolved.setdefault("roles", {})[key] = roles[key]
            return key
        if kind == CHANNEL and (key in world.channels or key in world.threads):
            channel = {k: v for k, v in world.channel(key).items() if k != "permission_overwrites"}
            rights = str(world.permissions(world.application_id, key))
            self.resolved.setdefault("channels", {})[key] = channel | {"permissions": rights}
            return key
        raise RefusedError(f"There is nothing with the id {key!r} to choose.")

    def value(self, option: Object, given: object, *, focused: bool) -> Any:
        """Give an option's value in its type."""
        kind, name = option["type"], option["name"]
        if focused:
            return str(given)
        try:
            if kind == INTEGER:
                made: Any = int(str(given))
            elif kind == NUMBER:
                made = float(str(given))
            elif kind == BOOLEAN:
                made = _BOOLEANS[str(given).lower()]
            elif kind == STRING:
                made = str(given)
            elif kind in {USER, CHANNEL, ROLE, MENTIONABLE}:
                made = self.refer(kind, given)
            else:
                raise RefusedError(f"Options of type {kind} ({name}) cannot be given here.")
        except (ValueError, KeyError):
            raise RefusedError(f"{given!r} is no value for the option {name!r}.") from None
        _check_limits(option, made)
        return made


def _check_limits(option: Object, value: Any) -> None:
    name = option["name"]
    choices = option.get("choices")
    if choices and value not in [choice["value"] for choice in choices]:
        raise RefusedError(
            f"{value!r} is not among the choices of {name!r}: {[c['value'] for c in choices]}."
        )
    size = len(value) if option["type"] == STRING else value
    kind = "length" if option["type"] == STRING else "value"
    if option.get(f"min_{kind}") is not None and size < option[f"min_{kind}"]:
        raise RefusedError(f"{value!r} is below the least {kind} of {name!r}.")
    if option.get(f"max_{kind}") is not None and size > option[f"max_{kind}"]:
        raise RefusedError(f"{value!r} is above the greatest {kind} of {name!r}.")


def command_data(
    world: World, name: str, given: Mapping[str, object], *, focused: str | None = None
) -> tuple[Object, str]:
    """Build the data of a slash command or of an autocomplete request.

    Args:
        world: where the command is registered.
        name: its name, with subcommands after blanks.
        given: values by option name.
        focused: the option being typed, for autocomplete.

    Returns:
        The data, and the options as people read them.

    Raises:
        RefusedError: no such command or option, a required one is missing, or a value does not fit.
    """
    command, words = find_command(world, name)
    wrappers, options = _leaf(command, words)
    if unknown := given.keys() - {option["name"] for option in options}:
        raise RefusedError(f"/{name} has no option {', '.join(sorted(unknown))}.")
    values = _Values(world)
    made: list[Object] = []
    for option in options:
        key = option["name"]
        if key not in given:
            if option.get("required") and focused is None:
                raise RefusedError(f"/{name} needs the option {key!r}.")
            continue
        entry: Object = {"type": option["type"], "name": key}
        entry["value"] = values.value(option, given[key], focused=key == focused)
        if key == focused:
            if not option.get("autocomplete"):
                raise RefusedError(f"The option {key!r} of /{name} has no autocomplete.")
            entry["focused"] = True
        made.append(entry)
    text = " ".join(f"{entry['name']}: {entry['value']}" for entry in made)
    for wrapper in reversed(wrappers):
        made = [{**wrapper, "options": made}]
    data: Object = {"id": command["id"], "name": command["name"], "type": command["type"], "options": made}
    if values.resolved:
        data["resolved"] = values.resolved
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data, text


def component_data(world: World, component: Object, values: Iterable[str] | None) -> Object:
    """Build the data of a button pressed or a select chosen from.

    Raises:
        RefusedError: it is disabled, a link, or the choice is not allowed.
    """
    name = component.get("custom_id") or component.get("label")
    if component.get("disabled"):
        raise RefusedError(f"{name!r} is disabled.")
    if not component.get("custom_id"):
        raise RefusedError(f"{name!r} is a link; pressing it sends nothing to the bot.")
    kind = component["type"]
    data: Object = {"id": component["id"], "custom_id": component["custom_id"], "component_type": kind}
    if kind == kinds.BUTTON:
        return data
    chosen = list(values or ())
    if not component["min_values"] <= len(chosen) <= component["max_values"]:
        raise RefusedError(f"{name!r} takes {component['min_values']} to {component['max_values']} values.")
    if kind == kinds.STRING_SELECT:
        offered = [option["value"] for option in component["options"]]
        if wrong := [one for one in chosen if one not in offered]:
            raise RefusedError(f"{name!r} does not offer {wrong}; it offers {offered}.")
        return data | {"values": chosen}
    refers = {
        kinds.USER_SELECT: USER,
        kinds.ROLE_SELECT: ROLE,
        kinds.MENTIONABLE_SELECT: MENTIONABLE,
        kinds.CHANNEL_SELECT: CHANNEL,
    }
    found = _Values(world)
    data["values"] = [found.refer(refers[kind], one) for one in chosen]
    return data | ({"resolved": found.resolved} if found.resolved else {})


def modal_data(modal: Object, values: Mapping[str, Any]) -> Object:
    """Build the data of a modal submitted; inputs not given keep what they were opened with.

    Raises:
        RefusedError: a field is unknown, missing or does not fit.
    """
    inputs = {c["custom_id"]: c for c in walk(modal["components"]) if "custom_id" in c}
    if unknown := values.keys() - inputs.keys():
        raise RefusedError(f"The form has no field {', '.join(sorted(unknown))}; it has {', '.join(inputs)}.")

    def filled(component: Object) -> Object:
        made: Object = {"type": component["type"], "id": component["id"]}
        if "components" in component:
            return made | {"components": [filled(one) for one in component["components"]]}
        if "component" in component:
            return made | {"component": filled(component["component"])}
        if "custom_id" in component:
            key = component["custom_id"]
            made["custom_id"] = key
            if component["type"] == kinds.TEXT_INPUT:
                made["value"] = _typed(component, str(values.get(key, component.get("value") or "")))
            elif component["type"] in kinds.SELECTS:
                given = values.get(key, [])
                made["values"] = [given] if isinstance(given, str) else list(given)
            else:
                raise RefusedError(
                    f"The field {key!r} is of a type ({component['type']}) that cannot be filled here."
                )
        return made

    return {"custom_id": modal["custom_id"], "components": [filled(one) for one in modal["components"]]}


def _typed(field: Object, value: str) -> str:
    name = field.get("label") or field["custom_id"]
    if not value and field.get("required"):
        raise RefusedError(f"The field {name!r} must be filled.")
    least, most = field["min_length"] or 0, field["max_length"] or 4000
    if value and not least <= len(value) <= most:
        raise RefusedError(f"The field {name!r} takes {least} to {most} characters.")
    return value
