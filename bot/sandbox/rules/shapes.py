"""Shapes of JSON values: small checkers that are put together into tables of known fields.

A checker takes the findings, the path and a value; it records what is wrong and never raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bot.cards.limits import DOCS
from bot.sandbox.rules.findings import Findings, at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.cards.limits import Limit
    from bot.sandbox.exchange import Json

Record: TypeAlias = "dict[str, Json]"
Checker: TypeAlias = "Callable[[Findings, str, Json], None]"
CrossCheck: TypeAlias = "Callable[[Findings, str, Record], None]"

REFERENCE = f"{DOCS}/reference"
ERRORS = f"{REFERENCE}#error-messages"
_SNOWFLAKE = re.compile(r"0|[1-9][0-9]{0,19}")
_WEB_ADDRESS = re.compile(r"https?://[^\s/]+(/\S*)?")


@dataclass(frozen=True, slots=True)
class Field:
    """A known field of an object: how its value is checked, whether it is needed, whether it may be null."""

    check: Checker
    required: bool = False
    null: bool = True


def needed(check: Checker) -> Field:
    """Give a field that must be present and not null."""
    return Field(check, required=True, null=False)


def wrong_type(findings: Findings, path: str, expected: str) -> None:
    """Record that a value has the wrong JSON type."""
    findings.add("wrong-type", path, f"This must be {expected}.", ERRORS)


def text(limit: Limit, *, blank: bool = False) -> Checker:
    """Give a checker of strings: length within the limit, and not only white space unless ``blank``."""

    def check(findings: Findings, path: str, value: Json) -> None:
        if not isinstance(value, str):
            wrong_type(findings, path, "a string")
            return
        findings.length(limit, path, len(value), "characters")
        if value and not value.strip() and not blank:
            findings.add("blank-text", path, "This text is only white space.", ERRORS)

    return check


def whole(limit: Limit) -> Checker:
    """Give a checker of integers within the limit."""

    def check(findings: Findings, path: str, value: Json) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            wrong_type(findings, path, "an integer")
        elif not limit.least <= value <= limit.most:
            findings.add(
                limit.name, path, f"{value} is not between {limit.least} and {limit.most}.", limit.source
            )

    return check


def one_of(allowed: frozenset[int] | frozenset[str], rule: str, source: str) -> Checker:
    """Give a checker of values from a closed set of integers or strings."""

    def check(findings: Findings, path: str, value: Json) -> None:
        known = isinstance(value, int | str) and not isinstance(value, bool) and value in allowed
        if not known:
            names = ", ".join(str(each) for each in sorted(allowed, key=str))
            findings.add(rule, path, f"This must be one of {names}.", source)

    return check


def flag(findings: Findings, path: str, value: Json) -> None:
    """Check that a value is true or false."""
    if not isinstance(value, bool):
        wrong_type(findings, path, "true or false")


def number(findings: Findings, path: str, value: Json) -> None:
    """Check that a value is a number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        wrong_type(findings, path, "a number")


def snowflake(findings: Findings, path: str, value: Json) -> None:
    """Check that a value is an id: decimal digits in a string, or a whole number, which Discord takes too."""
    whole_number = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if not whole_number and not (isinstance(value, str) and _SNOWFLAKE.fullmatch(value)):
        findings.add("snowflake", path, "This must be an id of decimal digits.", f"{REFERENCE}#snowflakes")


def listing(item: Checker, limit: Limit) -> Checker:
    """Give a checker of lists with a limited count."""

    def check(findings: Findings, path: str, value: Json) -> None:
        if not isinstance(value, list):
            wrong_type(findings, path, "a list")
            return
        findings.length(limit, path, len(value), "items")
        for index, each in enumerate(value):
            item(findings, at(path, index), each)

    return check


def record(fields: Mapping[str, Field], source: str, *also: CrossCheck) -> Checker:
    """Give a checker of objects: only known fields, all needed ones, then rules over several fields."""

    def check(findings: Findings, path: str, value: Json) -> None:
        if not isinstance(value, dict):
            wrong_type(findings, path, "an object")
            return
        for key, each in value.items():
            field = fields.get(key)
            if field is None:
                findings.add("unknown-field", at(path, key), f"Discord knows no field {key!r} here.", source)
            elif each is not None:
                field.check(findings, at(path, key), each)
            elif not field.null:
                findings.add("null-field", at(path, key), f"The field {key!r} may not be null.", source)
        for key, field in fields.items():
            if field.required and key not in value:
                findings.add("missing-field", at(path, key), f"The field {key!r} is needed here.", source)
        for cross_check in also:
            cross_check(findings, path, value)

    return check


def web_address(limit: Limit, *, attachments: bool = False) -> Checker:
    """Give a checker of addresses: http or https, and ``attachment://name`` where ``attachments`` says so."""

    def check(findings: Findings, path: str, value: Json) -> None:
        if not isinstance(value, str):
            wrong_type(findings, path, "a string")
            return
        findings.length(limit, path, len(value), "characters")
        attached = attachments and value.startswith("attachment://") and value != "attachment://"
        if not attached and not _WEB_ADDRESS.fullmatch(value):
            kinds = "an http, https or attachment address" if attachments else "an http or https address"
            findings.add("web-address", path, f"This must be {kinds}.", limit.source)

    return check


def text_of(value: Record, key: str) -> str:
    """Give a field's text, or an empty string where it has none."""
    each = value.get(key)
    return each if isinstance(each, str) else ""


def number_of(value: Record, key: str, default: int) -> int:
    """Give a field's integer, or the default where it has none."""
    each = value.get(key)
    return each if isinstance(each, int) and not isinstance(each, bool) else default


def records_of(value: Record, key: str) -> list[tuple[int, Record]]:
    """Give the objects in a field's list with their indices; nothing where it has no list."""
    each = value.get(key)
    return (
        [(i, item) for i, item in enumerate(each) if isinstance(item, dict)] if isinstance(each, list) else []
    )
