"""The rules of the wire: right requests pass, and each limit and each rule is broken by one change."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import discord
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards import limits
from bot.cards.limits import Limit, clip_label
from bot.sandbox import rules
from bot.sandbox.rules import check
from bot.sandbox.rules.names import LOCALES, is_command_name
from tests.wire import real_payloads
from tests.wire.limit_cases import LIMIT_CASES, put
from tests.wire.right_requests import RIGHT, Request
from tests.wire.rule_cases import EDIT_CASES, RULE_CASES, EditCase, RuleCase

_EVERY_LIMIT = [each for each in vars(limits).values() if isinstance(each, Limit)]


def _broken(request: Request) -> set[str]:
    return {each.rule for each in check(request.method, request.route, request.body, request.files)}


@pytest.mark.parametrize("name", RIGHT)
def test_right_requests_break_no_rule(name: str) -> None:
    request = RIGHT[name]
    assert check(request.method, request.route, request.body, request.files) == []


async def test_requests_of_the_library_break_no_rule() -> None:
    exchanges = real_payloads.exchanges()
    assert len(exchanges) >= 20
    found = {
        name: check(each.method, each.route, each.request, each.files) for name, each in exchanges.items()
    }
    assert {name: violations for name, violations in found.items() if violations} == {}


def test_every_limit_has_a_case_or_is_for_cards_only() -> None:
    assert len(_EVERY_LIMIT) > 60
    assert len({each.name for each in _EVERY_LIMIT}) == len(_EVERY_LIMIT)
    assert {each.name for each in _EVERY_LIMIT if not each.card_only} == LIMIT_CASES.keys()
    assert all(each.source for each in _EVERY_LIMIT)


@pytest.mark.parametrize("name", LIMIT_CASES)
def test_a_limit_holds_exactly(name: str) -> None:
    limit, right, change = LIMIT_CASES[name]

    def breaks(n: int) -> bool:
        request = RIGHT[right].copy()
        change(request.body, n)
        return name in _broken(request)

    assert not breaks(limit.most)
    assert breaks(limit.most + 1)
    assert not breaks(limit.least)
    if limit.least:
        assert breaks(limit.least - 1)


@pytest.mark.parametrize("case", RULE_CASES, ids=lambda case: f"{case.rule}-{case.path}")
def test_one_change_breaks_one_rule(case: RuleCase) -> None:
    request = RIGHT[case.right].copy()
    if case.change is not None:
        case.change(request.body)
    if case.files is not None:
        request = request._replace(files=case.files)
    if case.route is not None:
        request = request._replace(method=case.route[0], route=case.route[1])
    violations = check(request.method, request.route, request.body, request.files)
    assert [(each.rule, each.path) for each in violations] == [(case.rule, case.path)]
    assert violations[0].message.endswith(".")
    assert violations[0].source


@pytest.mark.parametrize("case", EDIT_CASES, ids=lambda case: case.name)
def test_an_edit_is_judged_with_the_message_it_changes(case: EditCase) -> None:
    body: Any = {"allowed_mentions": {"parse": []}} | case.body
    violations = check("PATCH", real_payloads.CHANNEL_MESSAGE, body, case.files, stored=case.stored)
    assert [(each.rule, each.path) for each in violations] == case.broken


def test_an_update_of_a_component_is_judged_with_the_message_it_changes() -> None:
    body: Any = {"type": 7, "data": {"content": "x", "flags": 0, "allowed_mentions": {"parse": []}}}
    violations = check("POST", real_payloads.CALLBACK, body, stored={"flags": 1 << 15})
    assert [(each.rule, each.path) for each in violations] == [("v2-kept", "data.flags")]


def _rules_in_the_source() -> set[str]:
    names: set[str] = set()
    files = list(Path(next(iter(rules.__path__))).glob("*.py"))
    assert len(files) >= 10
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            adds = isinstance(node.func, ast.Attribute) and node.func.attr == "add" and len(node.args) == 4
            closed = isinstance(node.func, ast.Name) and node.func.id == "one_of"
            if adds or closed:
                name = node.args[0 if adds else 1]
                if isinstance(name, ast.Constant) and isinstance(name.value, str):
                    names.add(name.value)
    return names


def test_every_rule_in_the_source_has_a_case() -> None:
    named = _rules_in_the_source()
    assert len(named) > 50
    cases = {case.rule for case in RULE_CASES} | {rule for case in EDIT_CASES for rule, _ in case.broken}
    assert named - cases == set()


# A busy machine makes drawing JSON slow, which says nothing about the rules.
_unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


@_unhurried
@given(st.sampled_from(list(RIGHT.values())), _JSON, _JSON)
def test_no_body_at_all_raises(request: Request, body: Any, stored: Any) -> None:
    known = stored if isinstance(stored, dict) else None
    assert isinstance(check(request.method, request.route, body, request.files, stored=known), list)


def _places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in steps for place in _places(each, (*path, key)))]


@_unhurried
@given(st.data())
def test_a_right_request_with_anything_in_one_place_never_raises(data: st.DataObject) -> None:
    request = data.draw(st.sampled_from(list(RIGHT.values()))).copy()
    place = data.draw(st.sampled_from(_places(request.body)[1:]))
    put(request.body, place, data.draw(_JSON))
    found = check(request.method, request.route, request.body, request.files)
    assert all(each.rule and each.message and each.source for each in found)


def test_the_languages_are_those_the_library_knows() -> None:
    assert {each.value for each in discord.Locale} == LOCALES


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("entity", True),
        ("look-up_2", True),
        ("l'été", True),
        ("договор", True),
        ("条約", True),
        ("สนธิสัญญา", True),
        ("संधि", True),
        ("Entity", False),
        ("look up", False),
        ("look.up", False),
        ("🔎", False),
    ],
)
def test_names_of_commands(name: str, *, taken: bool) -> None:
    assert is_command_name(name) is taken


@_unhurried
@given(st.text(), st.integers(min_value=2, max_value=100))
def test_a_clipped_label_fits_and_begins_like_the_label(label: str, most: int) -> None:
    limit = Limit("test", most, "here")
    clipped = clip_label(label, limit)
    tidy = " ".join(label.split())
    assert limit.fits(clipped)
    assert clipped == tidy or (clipped.endswith("…") and tidy.startswith(clipped[:-1]))


def test_a_label_is_clipped_at_a_word() -> None:
    limit = Limit("test", 20, "here")
    assert clip_label("Northern Territories / South Kuril Islands", limit) == "Northern…"
    assert clip_label("Northern Territory / South Kuril Islands", limit) == "Northern Territory…"
    assert clip_label("x" * 30, limit) == "x" * 19 + "…"
    assert clip_label("  short   label ", limit) == "short label"
