"""Application commands: names, descriptions, options, choices, and their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards import limits
from bot.cards.limits import COMMANDS_PAGE
from bot.sandbox.rules.findings import Findings, at
from bot.sandbox.rules.names import is_command_name, localized
from bot.sandbox.rules.shapes import (
    Field,
    Record,
    flag,
    listing,
    needed,
    number,
    number_of,
    one_of,
    record,
    records_of,
    snowflake,
    text,
    text_of,
    whole,
    wrong_type,
)

if TYPE_CHECKING:
    from bot.sandbox.exchange import Json

SUB_COMMAND, GROUP, STRING, INTEGER, CHANNEL, NUMBER, ATTACHMENT = 1, 2, 3, 4, 7, 10, 11
CHAT, USER, MESSAGE = 1, 2, 3
_PLAIN = frozenset(range(STRING, ATTACHMENT + 1))
_SOURCE = f"{COMMANDS_PAGE}#application-command-object-application-command-structure"
_OPTION_SOURCE = f"{COMMANDS_PAGE}#application-command-object-application-command-option-structure"
_NAMING = f"{COMMANDS_PAGE}#application-command-object-application-command-naming"


def _option_name(findings: Findings, path: str, value: Json) -> None:
    text(limits.COMMAND_NAME)(findings, path, value)
    if isinstance(value, str) and not is_command_name(value):
        message = f"{value!r} must be lower-case letters, digits, hyphens or underscores."
        findings.add("command-naming", path, message, _NAMING)


_DESCRIPTION = text(limits.COMMAND_DESCRIPTION)


def _choice_value(findings: Findings, path: str, value: Json) -> None:
    if isinstance(value, str):
        text(limits.CHOICE_VALUE)(findings, path, value)
    else:
        number(findings, path, value)


CHOICE = record(
    {
        "name": needed(text(limits.CHOICE_NAME)),
        "name_localizations": localized(text(limits.CHOICE_NAME)),
        "value": needed(_choice_value),
    },
    limits.CHOICE_NAME.source,
)


def check_choices(findings: Findings, path: str, holder: Record) -> None:
    """Check that no two choices have one name or one value: a person could not tell them apart."""
    for key in ("name", "value"):
        seen: list[Json] = []
        for index, choice in records_of(holder, "choices"):
            value = choice.get(key)
            if value in seen:
                where = at(at(at(path, "choices"), index), key)
                findings.add(
                    "choice-unique", where, f"The {key} {value!r} stands twice.", limits.CHOICES.source
                )
            seen.append(value)


def _options_together(findings: Findings, path: str, holder: Record) -> None:
    names: set[str] = set()
    optional = False
    kinds = set()
    for index, option in records_of(holder, "options"):
        where = at(at(path, "options"), index)
        kind, name = number_of(option, "type", 0), text_of(option, "name")
        if name in names:
            message = f"The name {name!r} stands twice."
            findings.add("option-name-unique", at(where, "name"), message, _OPTION_SOURCE)
        names.add(name)
        kinds.add(kind in (SUB_COMMAND, GROUP))
        if option.get("required") is True and optional:
            message = "Required options stand before optional ones."
            findings.add("option-order", at(where, "required"), message, _OPTION_SOURCE)
        optional = optional or option.get("required") is not True
    if len(kinds) > 1:
        message = "Sub-commands and plain options do not mix."
        findings.add(
            "option-mix", at(path, "options"), message, f"{COMMANDS_PAGE}#subcommands-and-subcommand-groups"
        )


def _option(findings: Findings, path: str, option: Record) -> None:
    if option.get("autocomplete") is True and option.get("choices"):
        message = "An option has fixed choices or autocomplete, not both."
        findings.add("option-choices", at(path, "choices"), message, _OPTION_SOURCE)
    for low, high in (("min_length", "max_length"), ("min_value", "max_value")):
        least, most = option.get(low), option.get(high)
        if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
            findings.add("option-range", at(path, low), f"{low} is above {high}.", _OPTION_SOURCE)
    check_choices(findings, path, option)


def _fields(kind: int) -> dict[str, Field]:
    fields = {
        "type": needed(one_of(frozenset({kind}), "option-type", _OPTION_SOURCE)),
        "name": needed(_option_name),
        "name_localizations": localized(_option_name),
        "description": needed(_DESCRIPTION),
        "description_localizations": localized(_DESCRIPTION),
        "required": Field(flag),
    }
    if kind in (STRING, INTEGER, NUMBER):
        fields |= {"autocomplete": Field(flag), "choices": Field(listing(CHOICE, limits.COMMAND_CHOICES))}
    if kind in (INTEGER, NUMBER):
        fields |= {"min_value": Field(number), "max_value": Field(number)}
    if kind == STRING:
        fields["min_length"] = Field(whole(limits.OPTION_MIN_LENGTH))
        fields["max_length"] = Field(whole(limits.OPTION_MAX_LENGTH))
    if kind == CHANNEL:
        kinds = frozenset(range(17))
        each = one_of(kinds, "channel-type", _OPTION_SOURCE)
        fields["channel_types"] = Field(
            listing(each, limits.Limit("channel-types", len(kinds), _OPTION_SOURCE))
        )
    return fields


def _options(allowed: frozenset[int]) -> Field:
    def check(findings: Findings, path: str, value: Json) -> None:
        if not isinstance(value, dict):
            wrong_type(findings, path, "an object")
            return
        kind = number_of(value, "type", 0)
        if kind in allowed:
            _OPTIONS[kind](findings, path, value)
        else:
            message = f"An option of type {value.get('type')!r} may not stand here."
            findings.add("option-type", at(path, "type"), message, _OPTION_SOURCE)

    return Field(listing(check, limits.COMMAND_OPTIONS))


_OPTIONS = {kind: record(_fields(kind), _OPTION_SOURCE, _option) for kind in _PLAIN}
_OPTIONS[SUB_COMMAND] = record(
    _fields(SUB_COMMAND) | {"options": _options(_PLAIN)}, _OPTION_SOURCE, _options_together
)
_OPTIONS[GROUP] = record(
    _fields(GROUP) | {"options": _options(frozenset({SUB_COMMAND}))}, _OPTION_SOURCE, _options_together
)


def _command(findings: Findings, path: str, command: Record) -> None:
    if number_of(command, "type", CHAT) == CHAT:
        _option_name(findings, at(path, "name"), command.get("name"))
        _DESCRIPTION(findings, at(path, "description"), command.get("description"))
        _options_together(findings, path, command)
        length = text_length(command)
        findings.length(limits.COMMAND_TEXT, path, length, "characters in names, descriptions and values")
    else:
        text(limits.COMMAND_NAME)(findings, at(path, "name"), command.get("name"))
        for key in ("description", "options"):
            if command.get(key):
                message = f"A command of a context menu has no {key}."
                findings.add("menu-fields", at(path, key), message, _SOURCE)


def text_length(command: Record) -> int:
    """Count what Discord counts against 8,000: names, descriptions, values, each in its longest language."""
    total = 0
    waiting: list[Record] = [command]
    while waiting:
        each = waiting.pop()
        for key in ("name", "description", "value"):
            localized = each.get(f"{key}_localizations")
            others = localized.values() if isinstance(localized, dict) else ()
            total += max(len(value) if isinstance(value, str) else 0 for value in (each.get(key), *others))
        for key in ("options", "choices"):
            waiting.extend(child for _, child in records_of(each, key))
    return total


def _anything(findings: Findings, path: str, value: Json) -> None:
    """Leave a field to the rules that know the command's type."""
    del findings, path, value


_PERMISSIONS = limits.Limit("permissions", 2**63 - 1, _SOURCE)
_CONTEXTS = limits.Limit("contexts", 3, _SOURCE, least=1)


def _permissions(findings: Findings, path: str, value: Json) -> None:
    if isinstance(value, str):
        snowflake(findings, path, value)
    else:
        whole(_PERMISSIONS)(findings, path, value)


COMMAND = record(
    {
        "name": needed(_anything),
        "name_localizations": localized(text(limits.COMMAND_NAME)),
        "description": Field(_anything),
        "description_localizations": localized(_DESCRIPTION),
        "options": _options(_PLAIN | {SUB_COMMAND, GROUP}),
        "type": Field(one_of(frozenset({CHAT, USER, MESSAGE}), "command-type", _SOURCE)),
        "nsfw": Field(flag),
        "dm_permission": Field(flag),
        "default_member_permissions": Field(_permissions),
        "contexts": Field(listing(one_of(frozenset({0, 1, 2}), "context", _SOURCE), _CONTEXTS)),
        "integration_types": Field(
            listing(one_of(frozenset({0, 1}), "integration-type", _SOURCE), _CONTEXTS)
        ),
        "id": Field(snowflake),
    },
    _SOURCE,
    _command,
)


def check_commands(findings: Findings, path: str, value: Json) -> None:
    """Check a whole set of commands, as it is written at once."""
    if not isinstance(value, list):
        wrong_type(findings, path, "a list")
        return
    seen: set[tuple[int, str]] = set()
    counts = dict.fromkeys((CHAT, USER, MESSAGE), 0)
    for index, each in enumerate(value):
        COMMAND(findings, at(path, index), each)
        if isinstance(each, dict):
            key = (number_of(each, "type", CHAT), text_of(each, "name"))
            if key in seen:
                message = f"The command {key[1]!r} stands twice."
                findings.add("command-unique", at(at(path, index), "name"), message, _SOURCE)
            seen.add(key)
            if key[0] in counts:
                counts[key[0]] += 1
    for kind, limit in (
        (CHAT, limits.COMMANDS_CHAT),
        (USER, limits.COMMANDS_USER),
        (MESSAGE, limits.COMMANDS_MESSAGE),
    ):
        findings.length(limit, path, counts[kind], "commands of one type")
