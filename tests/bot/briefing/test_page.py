"""The message as Discord markdown: escaped, and the same words as its plain text."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.briefing.composer import History, compose
from bot.briefing.composer.page import COUNT, Line, page
from knowledge.edition import Edition
from tests.bot.briefing.channels import FIRST, run


def plain(content: str) -> str:
    """Give markdown as Discord would show it, for the marks that a brief uses."""
    lines = [re.sub(r"^-# |^\*\*(?=.)|(?<=.)\*\*$", "", line) for line in content.split("\n")]
    return re.sub(r"\\([\\*_~`|\[\]<>#.+-])", r"\1", "\n".join(lines)).replace("\u200b", "")


def test_a_page_marks_headings_and_small_lines() -> None:
    found = page(
        [
            Line("push", "A title"),
            Line("head", "Then"),
            Line("say", "Something was said."),
            Line("small", f"{COUNT} words"),
        ]
    )
    assert found.content == "A title\n\n**Then**\nSomething was said.\n-# 8 words"
    assert found.text == "A title\n\nThen\nSomething was said.\n8 words"
    assert found.words == 8


def test_words_are_what_has_a_letter_or_a_digit() -> None:
    assert page([Line("say", "two-plus-two — ¶9 · “said”")]).words == 3


def test_what_is_not_ours_to_mark_is_escaped() -> None:
    hostile = "*bold* _under_ ~~struck~~ `code` ||spoiler|| [link](https://example.org) <@1> @everyone"
    found = page([Line(style, hostile) for style in ("push", "say", "head", "small")])
    for line in found.content.split("\n"):
        inner = re.sub(r"^-# |^\*\*|\*\*$", "", line)
        assert not re.search(r"(?<!\\)[*_~`|\[\]<>]", inner), line
        assert "@everyone" not in line
        assert "https://" not in line


def test_a_title_cannot_become_a_heading_or_a_list(edition: Edition) -> None:
    own = compose(edition, FIRST, History(), (), "again").story
    assert own
    for title in ("# Loud", "-# small", "1. first", "- item"):
        story = edition.stories[own].model_copy(update={"title": title})
        changed = replace(edition, stories={**edition.stories, own: story})
        brief = compose(changed, FIRST, History(), (), "again")
        assert brief.push == title
        assert brief.content.split("\n")[0] != title
        assert plain(brief.content).split("\n")[0] == title


def test_content_and_text_say_the_same(edition: Edition) -> None:
    briefs, _ = run(edition, len(edition.stories) + 5)
    assert {brief.form for brief in briefs} == {"story", "again"}
    for brief in briefs:
        assert plain(brief.content) == brief.text
        assert brief.content.split("\n")[0].replace("\\", "") == brief.push


def test_a_push_line_is_short_enough_to_be_read_in_a_notification(edition: Edition) -> None:
    briefs, _ = run(edition, 2 * len(edition.stories))
    assert max(len(brief.push) for brief in briefs) <= 130
