from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.card import Card, Cited, Item, Section
from bot.cards.markdown import card_markdown, escape, unescape
from bot.cards.question import Question

NASTY = [
    "@everyone",
    "@here",
    "<@1>",
    "<@!1>",
    "<@&1>",
    "<#1>",
    "</entity:1>",
    "<t:1>",
    "<:a:1>",
    "<id:browse>",
    "||spoiler||",
    "# x",
    "### x",
    "> x",
    ">>> x",
    "-# x",
    "- x",
    "* x",
    "+ x",
    "1. x",
    "1) x",
    "  - x",
    "**b**",
    "__u__",
    "_i_",
    "~~s~~",
    "`c`",
    "```c```",
    "[a](https://b.c)",
    "https://b.c",
    "HTTPS://b.c",
    "discord://x",
    "<https://b.c>",
    "\\",
    "a\n# b",
    "a\r# b",
    "discord.gg/abc",
]
STYLE = re.compile(r"(?<!\\)(?:\\\\)*[*_~`|\[\]<>]")
PING = re.compile(r"@(everyone|here)|<@[!&]?\d+>|<#\d+>")
LINE_MARK = re.compile(r"(?:^|[\r\u2028])\s*(#{1,3}|-#|>{1,3}|[-*+]|\d+[.)])\s", re.MULTILINE)
LINK = re.compile(r"(https?|discord)://", re.IGNORECASE)
ALPHABET = st.sampled_from(
    [*"@<>#-*_~|`[]()\\1. \n\rx!&+:", "everyone", "here", "http", "https", "discord", "://"]
)


def assert_harmless(text: str) -> None:
    shown = escape(text)
    assert not STYLE.search(shown), shown
    assert not PING.search(shown), shown
    assert not LINE_MARK.search(shown), shown
    assert not LINK.search(shown), shown


@pytest.mark.parametrize("text", NASTY)
def test_marks_are_shown_and_not_obeyed(text: str) -> None:
    assert_harmless(text)


@given(st.lists(ALPHABET, max_size=12).map("".join))
def test_no_mixture_of_marks_gets_through(text: str) -> None:
    assert_harmless(text)


@given(st.lists(ALPHABET, max_size=12).map("".join) | st.text())
def test_what_discord_shows_is_what_was_given(text: str) -> None:
    # Discord drops a backslash before punctuation, shows any other, and draws a zero-width space as nothing.
    drawn = re.sub(r"\\([^0-9A-Za-z\s])", r"\1", escape(text))
    assert drawn.replace("\u200b", "") == text.replace("\u200b", "")


def test_an_address_is_no_link_and_is_copied_whole() -> None:
    assert escape("https://example.org/a") == "https\\://example.org/a"


def test_ordinary_sentences_stay_as_they_are() -> None:
    for text in (
        "Carnegie ¶6 writes South Kuril Islands - and says so.",
        "In 2016, Bal and Bastion (anti-ship missiles) were sent.",
        "someone@example.org wrote #1 of 3",
        "北方領土 / Южные Курилы",
    ):
        assert escape(text) == text


@given(st.text(max_size=60))
def test_a_card_keeps_its_own_marks_only(text: str) -> None:
    item = Item(text, (text,), Cited("", (text,)), (text,), text)
    card = Card(Question("about"), text, (text,), (Cited(text),), (Section(text, (item,)),), (text,))
    for block in card_markdown(card):
        assert not PING.search(block)
        assert not re.search(r"(?<!\\)(\|\||~~|__|`)", block.replace("\\\\", "")) or "\\" in block


@given(st.text())
def test_what_was_escaped_can_be_read_back(text: str) -> None:
    known = text.replace("@\u200b", "@")
    assert unescape(escape(known)) == known


@pytest.mark.parametrize("text", NASTY)
def test_what_looks_like_markup_can_be_read_back(text: str) -> None:
    assert unescape(escape(text)) == text
