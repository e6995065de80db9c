"""Citations and passages of every statement of the base: within the limits, whole, and nothing escapes its block."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.cards.citation import changed, citation, fenced, messages
from bot.cards.limits import MESSAGE_CONTENT, MESSAGE_TEXT, OPTION_DESCRIPTION, OPTION_LABEL
from bot.cards.passage import passage_text, passage_view
from bot.desk import Desk
from bot.sandbox.components import SELECTS, TEXT, walk
from knowledge.answers import Check, Fact, fact_of
from knowledge.provenance.passages import Library, Passage
from tests.bot.editions import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from knowledge.edition import Edition


def facts(edition: Edition) -> Iterator[Fact]:
    for held in edition.claims.values():
        yield fact_of(edition, held, TODAY)


def test_every_statement_has_a_citation_with_all_that_is_needed(edition: Edition) -> None:
    looked = 0
    for fact in facts(edition):
        text = citation(edition, fact, (), TODAY)
        document = edition.sources[fact.document].document
        assert f"“{document.title}”, published by {document.publisher}, " in text
        assert document.address in text
        assert f"Dossier claim {fact.claim.id}, edition {edition.hash}, copied on 22 November 2026." in text
        assert fact.claim.text in text
        for place in fact.citations:
            assert edition.sources[place.document].paragraphs[place.paragraph].opening in text
        [content] = messages([text])
        assert MESSAGE_CONTENT.fits(content)
        assert content.count("```") == 2
        looked += 1
    assert looked > 80


def test_an_article_without_a_named_author_is_never_its_publishers(edition: Edition) -> None:
    found = [citation(edition, fact, (), TODAY) for fact in facts(edition) if fact.document == "carnegie"]
    assert len(found) > 30
    assert all(text.startswith("Author not named in the copy, “") for text in found)
    assert not any("Carnegie says" in text or "Carnegie, “" in text for text in found)


def test_reasons_to_check_stand_in_the_citation_they_belong_to(edition: Edition) -> None:
    first, second = list(facts(edition))[:2]
    checks = [Check("changed_later", "It changed.", first.claim.id)]
    assert "Check before you quote: a later statement changed it." in citation(edition, first, checks, TODAY)
    assert "Check before you quote" not in citation(edition, second, checks, TODAY)


@pytest.mark.parametrize(
    "text", ["```", "a```b", "````", "`````` @everyone", "x ``` \n``` y", "`", "[a](b) **c** \\` <@1>"]
)
def test_nothing_breaks_out_of_its_block(text: str) -> None:
    block = fenced(text)
    inside = block.removeprefix("```\n").removesuffix("\n```")
    assert "```" not in inside
    assert inside.replace("'", "").replace("`", "") == text.replace("`", "")
    if "```" not in text:
        assert inside == text


def test_many_or_long_citations_go_into_several_messages_and_lose_nothing() -> None:
    entries = [f"entry {number} {'word ' * 150}end {number}" for number in range(9)]
    contents = messages(entries)
    assert len(contents) > 3
    assert all(MESSAGE_CONTENT.fits(content) for content in contents)
    assert all(content.count("```") % 2 == 0 for content in contents)
    assert all(" ".join(entry.split()) in " ".join("\n".join(contents).split()) for entry in entries)
    huge = " ".join(f"w{number}" for number in range(2000)) + " " + "y" * 5000
    contents = messages([huge])
    assert all(MESSAGE_CONTENT.fits(content) for content in contents)
    inside = "".join("".join(contents).split("```")).replace("\n", " ")
    assert "".join(huge.split()) in "".join(inside.split())
    assert "2 statements of this card no longer read" in messages(["a"], 2)[0]
    assert changed(1).startswith("One statement of this card no longer reads like this")


async def drawn(
    edition: Edition, fact: Fact, passages: tuple[Passage, ...], others: list[Fact]
) -> tuple[str, Any]:
    await asyncio.sleep(0)
    view = passage_view(edition, fact, passages, others)
    sent = view.to_components()  # type: ignore[no-untyped-call] # untyped in discord.py
    text = "".join(one["content"] for one in walk(sent) if one["type"] == TEXT)
    selects = [one for one in walk(sent) if one["type"] in SELECTS]
    return text, selects


@pytest.mark.parametrize("length", [0, 900, 9000])
async def test_every_passage_and_place_fits_a_message(edition: Edition, length: int) -> None:
    library = Library(None)
    everything = list(facts(edition))
    for fact in everything:
        passages = library.passages(edition, edition.claims[fact.claim.id])
        if length:
            filler = "some words of ours, " * (length // 20)
            passages = tuple(
                replace(one, standing="checked", text=f"{filler}{one.terms[0]} {filler}", marked=())
                for one in passages
            )
        text, selects = await drawn(edition, fact, passages, everything[:30])
        assert MESSAGE_TEXT.fits(text)
        plain, _ = passage_text(edition, fact, passages, everything[:30])
        assert MESSAGE_CONTENT.fits(plain)
        assert "paragraph" in plain or not fact.citations[0].paragraph.isdigit()
        assert "¶" not in plain
        for option in selects[0]["options"]:
            assert OPTION_LABEL.fits(option["label"])
            assert OPTION_DESCRIPTION.fits(option["description"])
        if length == 9000:
            assert "[…]" in text
        if not length:
            assert text.count("Where to find it: ") == len(passages)


async def test_a_long_paragraph_is_cut_around_its_first_key_term(edition: Edition) -> None:
    fact = next(facts(edition))
    text = f"{'before ' * 900}the KEY term {'after ' * 900}"
    at = text.index("KEY")
    passage = Passage(fact.document, fact.citations[0].paragraph, "checked", text, ("KEY",), ((at, at + 3),))
    shown, _ = await drawn(edition, fact, (passage,), [fact])
    assert "the **KEY** term" in shown
    assert "> \\[…\\] before" in shown
    assert "after \\[…\\]" in shown
    assert "Shortened to fit a message" in shown


async def test_what_stands_in_a_copy_cannot_style_or_ping(edition: Edition) -> None:
    fact = next(facts(edition))
    text = "a **b** `c` @everyone [x](https://x.invalid) <@1> KEY"
    at = text.index("KEY")
    passage = Passage(fact.document, fact.citations[0].paragraph, "checked", text, ("KEY",), ((at, at + 3),))
    shown, _ = await drawn(edition, fact, (passage,), [fact])
    assert "a \\*\\*b\\*\\* \\`c\\` @\u200beveryone" in shown
    assert shown.count("**KEY**") == 1


def test_cards_of_a_desk_with_copies_offer_the_passage(edition: Edition, desk: Desk, tmp_path: Path) -> None:
    assert not desk.look_up("entity", "thaad").card.readable
    assert Desk(edition, lambda: TODAY, Library(tmp_path)).look_up("entity", "thaad").card.readable
