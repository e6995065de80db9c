from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.names.normalise import TERM_LIMIT, fold, was_cut


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("THAAD", "thaad"),
        ("ＴＨＡＡＤ", "thaad"),
        ("T.H.A.A.D.", "thaad"),
        ("U.S.", "us"),
        ("Russia's", "russia"),
        ("Russia’s", "russia"),
        ("the States'", "the states"),
        ("“Kurils”", "kurils"),
        ("Asia–Pacific", "asia pacific"),
        ("Moon Jae‑in", "moon jae in"),
        ("Ku\u200bri\u00adls", "kurils"),
        ("S-300V4", "s 300v4"),
        ("2 + 2", "2+2"),
        ("２＋２", "2+2"),
        ("A+", "a"),
        ("Орлёнок", "орленок"),
        ("日　本", "日 本"),
    ],
)
def test_form_differences_vanish(typed: str, expected: str) -> None:
    assert fold(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "**Kurils**", "||Kurils||", "~~Kurils~~", "`Kurils`", "__Kurils__", "> Kurils", "# Kurils",
        "[Kurils](https://example.org/a)", "<@123456789012345678> Kurils", "<:Kurils:123456789012345678>",
        "Kurils https://example.org/page", "🏝️ Kurils", "🇷🇺 Kurils",
    ],
)  # fmt: skip
def test_discord_markup_vanishes(typed: str) -> None:
    assert fold(typed) == "kurils"


@pytest.mark.parametrize("typed", ["Рutin", "Ρutin", "рutіn", "Pυtin".replace("υ", "u")])
def test_letters_that_look_latin_are_read_as_latin(typed: str) -> None:
    assert fold(typed) == "putin"


def test_a_cyrillic_word_with_latin_look_alikes_is_read_as_cyrillic() -> None:
    assert fold("Mocквa") == "москва"


def test_a_flag_alone_is_its_country_and_letters_of_flags_are_letters() -> None:
    assert fold("🇷🇺") == "russia"
    assert fold("🇰🇵") == "north korea"
    assert fold("🇹🇭🇦🇦🇩") == "thaad"
    assert fold("🇧🇷") == "flag br"


def test_the_end_of_a_long_text_is_not_read() -> None:
    text = "Kurils " * 1000
    assert was_cut(text)
    assert not was_cut("Kurils")
    assert len(fold(text)) <= TERM_LIMIT


@given(st.text(max_size=400))
def test_any_text_folds_to_a_stable_form(text: str) -> None:
    once = fold(text)
    assert fold(once) == once or not once.isascii()
    assert once == once.strip()
    assert len(once) <= TERM_LIMIT
