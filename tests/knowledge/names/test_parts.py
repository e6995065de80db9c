"""The small parts, each by its own contract."""

from __future__ import annotations

import pytest

from knowledge.names import keys
from knowledge.names.layouts import retyped
from knowledge.names.near import budget
from knowledge.names.typing_cost import typing_cost
from knowledge.names.variants import bare, variants


@pytest.mark.parametrize(
    ("typed", "name", "most"),
    [
        ("kurils", "kurils", 0.0),
        ("kruils", "kurils", 0.7),
        ("moscwo", "moscow", 0.7),
        ("thad", "thaad", 0.5),
        ("kurilislands", "kuril islands", 0.3),
        ("lavrpv", "lavrov", 0.8),
    ],
)
def test_slips_of_hands_cost_less_than_an_edit(typed: str, name: str, most: float) -> None:
    assert typing_cost(typed, name) == pytest.approx(most)


def test_other_edits_cost_an_edit_and_the_first_letter_more() -> None:
    assert typing_cost("tabt", "talt") == pytest.approx(1.0)
    assert typing_cost("balt", "xalt") > 1.0


def test_short_words_are_never_near_and_budgets_grow() -> None:
    assert [budget(length) for length in (1, 2, 3)] == [0.0, 0.0, 0.0]
    budgets = [budget(length) for length in range(3, 40)]
    assert budgets == sorted(budgets)


@pytest.mark.parametrize(
    ("typed", "layout", "read"),
    [
        ("hjccbz", "Russian", "россия"),
        ("J,fvf", "Russian", "обама"),
        ("ерффв", "Latin", "thaad"),
        ("dkqp tlswh", "Korean", "아베 신조"),
        ("answodls", "Korean", "문재인"),
        ("쏘ㅁㅁㅇ", "Latin", "Thaad"),
    ],
)
def test_keys_of_other_layouts(typed: str, layout: str, read: str) -> None:
    assert (layout, read) in retyped(typed)


def test_numbers_are_kept_apart() -> None:
    assert keys.numbers("s 300v4") == ("300", "4")
    assert keys.numbers("start ii") == ("2",)
    assert keys.numbers("start i") == ("1",)
    assert keys.numbers("new start") == ()
    assert keys.respelt("two plus two") == keys.respelt("2+2") == "2+2"


def test_romanisations_share_a_skeleton() -> None:
    assert keys.sounds("lavrov") == keys.sounds("lawrow")
    assert keys.sounds("putin") == keys.sounds("poutine")
    assert keys.eastern("kono taro") == keys.eastern("kouno tarou") == keys.eastern("kohno taro")
    assert keys.sounds("putin") != keys.sounds("lavrov")


def test_russian_cases_share_a_stem() -> None:
    for form in ("курилы", "курил", "курилами", "курилах"):
        assert keys.dictionary_stem("курилы") in keys.stems(form)
    assert keys.dictionary_stem("лавров") in keys.stems("лаврова")
    assert keys.dictionary_stem("лавров") == "лавров"


@pytest.mark.parametrize(
    "asked",
    [
        "what is thaad",
        "who is thaad",
        "tell me about thaad",
        "the thaad",
        "whats thaad",
        "thaadとは何ですか",
        "什么是thaad",
        "что такое thaad",
        "please explain thaad",
        "what do we know about thaad",
    ],
)
def test_questions_leave_the_name(asked: str) -> None:
    assert bare(asked) == "thaad"


def test_the_first_reading_is_the_term_and_none_repeats() -> None:
    found = variants("安倍首相", "安倍首相")
    assert found[0].text == "安倍首相"
    assert not found[0].reason
    assert "安倍" in [one.text for one in found if one.person]
    assert len({(one.text, one.person) for one in found}) == len(found)
