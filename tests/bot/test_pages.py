from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from bot.cards.card import Card, Choice, Cited, Item, Section
from bot.cards.limits import CUSTOM_ID, MESSAGE_COMPONENTS, MESSAGE_CONTENT, MESSAGE_TEXT, SELECT_OPTIONS
from bot.cards.markdown import card_markdown
from bot.cards.pages import FIRST_BODY, FIRST_VIEW, page, pages
from bot.cards.question import Question, decode, decode_short
from bot.cards.text import card_text, page_text
from bot.cards.view import CITE, READ, layout, plain
from bot.desk import Desk
from bot.sandbox import rules
from bot.sandbox.components import BUTTON, SELECTS, TEXT, walk
from knowledge.names.result import Missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.cards.pages import Page

CALLBACK = ("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
POSTER = "<@123456789012345678>"
SEARCHES = (
    "who said Aegis Ashore is an impediment",
    "missiles on the islands",
    "what should Tokyo do",
    "why is Russia easier on South Korea",
    "北方領土 ミサイル",
    "who broke the INF Treaty",
    "how many troops are on the islands",
    "THAAD 天気",
    "Russia",
    "zxqv",
    "?",
    "does Russia oppose the THAAD missile defence system in South Korea, and who said that it could start an arms race",
    "zxqv " * 40,
)
FIRST_MOST = 1400
"""The first view is about 1,200 characters; a head that is long by itself and one statement may exceed it."""


def every_card(desk: Desk) -> Iterator[Card]:
    for own, kind in desk.edition.kinds.items():
        yield desk.look_up("entity", own).card
        yield desk.look_up("timeline", own).card
        yield desk.look_up("positions", own).card
        yield desk.look_up("positions", own, party="russia").card
        yield desk.look_up("compare", own).card
        if kind == "treaty":
            yield desk.look_up("treaty", own).card
    yield desk.timeline_of_all().card
    for kind in dict.fromkeys(desk.edition.kinds.values()):
        yield desk.overview("browse", kind).card
    for verb in ("browse", "sources", "about"):
        yield desk.overview(verb).card
    for term in ("Korea", "Karelia", "watershed", "foreign ministry", "zxqv " * 40, "北海"):
        yield desk.look_up("entity", term).card
    yield desk.look_up("treaty", "thaad").card
    for words in SEARCHES:
        yield desk.search(words).card


def as_body(message: dict[str, Any], *, v2: bool) -> dict[str, Any]:
    return {
        "type": 4,
        "data": {**message, "flags": (1 << 15 if v2 else 0) | 64, "allowed_mentions": {"parse": []}},
    }


async def payloads(shown: Page) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the page as both messages; views are made in a running loop, as in the bot."""
    await asyncio.sleep(0)
    # to_components is the one method of views that the library leaves untyped.
    card = {"components": layout(shown, posted_by=POSTER).to_components()}  # type: ignore[no-untyped-call] # see above
    content, view = plain(shown, posted_by=POSTER)
    return card, {"content": content, "components": view.to_components()}


async def test_every_page_of_every_card_is_within_discords_limits(desk: Desk) -> None:
    looked = 0
    for card in every_card(desk):
        for shown in pages(card):
            looked += 1
            where = f"{card.title}, page {shown.number + 1}"
            drawn, text = await payloads(shown)
            parts = list(walk(drawn["components"]))
            assert len(parts) <= MESSAGE_COMPONENTS.most, where
            assert sum(len(one["content"]) for one in parts if one["type"] == TEXT) <= MESSAGE_TEXT.most, (
                where
            )
            assert len(text["content"]) <= MESSAGE_CONTENT.most, where
            for message, v2 in ((drawn, True), (text, False)):
                ids = [one["custom_id"] for one in walk(message["components"]) if "custom_id" in one]
                assert len(set(ids)) == len(ids), where
                assert all(CUSTOM_ID.fits(one) for one in ids), where
                assert rules.check(*CALLBACK, as_body(message, v2=v2)) == [], where
    assert looked > 300


async def test_the_reply_to_any_word_of_the_documents_fits_a_message(desk: Desk) -> None:
    await asyncio.sleep(0)
    words = sorted({word for source in desk.edition.sources.values() for word in source.vocabulary})
    assert len(words) > 500
    with_statements, without = 0, 0
    for word in words:
        answered = desk.look_up("entity", word)
        if not isinstance(answered.resolution, Missing):
            continue
        [shown] = pages(answered.card)
        drawn = layout(shown).to_components()  # type: ignore[no-untyped-call] # untyped in the library
        assert sum(len(one["content"]) for one in walk(drawn) if one["type"] == TEXT) <= MESSAGE_TEXT.most, (
            word
        )
        assert len(plain(shown)[0]) <= MESSAGE_CONTENT.most, word
        stated = any("Statements that use" in section.heading for section in answered.card.sections)
        assert answered.facts or not stated, word
        if answered.facts:
            # What does not fit is one step away: the entries that the statements are about.
            assert answered.card.related, word
            with_statements, without = with_statements + stated, without + (not stated)
    assert with_statements > 100
    assert without < with_statements / 10


def test_the_plain_text_says_paragraph_where_the_card_shows_a_sign(desk: Desk) -> None:
    card = desk.look_up("entity", "Kurils").card
    assert "Carnegie ¶6" in "\n".join(card_markdown(card))
    assert "so Carnegie paragraph 6" in card_text(card)
    for shown in (card for every in every_card(desk) for card in pages(every)):
        assert "¶" not in page_text(shown), shown.card.title


async def test_every_button_and_option_leads_somewhere(desk: Desk) -> None:
    looked: set[str] = set()
    for card in every_card(desk):
        for shown in pages(card):
            drawn, _ = await payloads(shown)
            for one in walk(drawn["components"]):
                if one["type"] == BUTTON:
                    quotes = one["custom_id"].startswith((CITE, READ))
                    asked = one["custom_id"].split(":", 1 if quotes else 2)[-1]
                    if asked or not quotes:  # what cannot be asked for again is quoted from what it shows
                        looked.add(asked)
                elif one["type"] in SELECTS:
                    looked |= {option["value"] for option in one["options"]}
                    assert SELECT_OPTIONS.most >= len(one["options"]) > 0
    assert len(looked) > 300
    long = {encoded for encoded in looked if decode_short(encoded)}
    assert long
    for encoded in looked - long:
        question = decode(encoded)
        assert question is not None, encoded
        assert question.encode() == encoded
        if question.verb not in {"timeline", "browse", "sources", "about"} and not question.subject:
            continue  # the page number of a question that was asked back: it has one page
        assert desk.again(question) is not None, encoded


def test_the_first_view_is_short_and_begins_with_the_answer(desk: Desk) -> None:
    over = {}
    for card in every_card(desk):
        if not card.paged:
            continue
        first = pages(card)[0]
        seen = "\n".join(card_markdown(first.card))
        head = len(next(card_markdown(first.card))) + sum(map(len, card.footer))
        if len(seen) > max(FIRST_MOST, head + FIRST_BODY + 500):
            over[card.title] = len(seen)
        assert first.card.sections or not card.sections, card.title
    assert over == {}


def test_pages_hold_every_item_once_and_in_order(desk: Desk) -> None:
    for card in every_card(desk):
        cut = pages(card)
        whole = [(section.heading, item) for section in card.sections for item in section.items]
        spread = [(s.heading, item) for one in cut for s in one.card.sections for item in s.items]
        assert spread == whole
        assert all(one.card.footer == card.footer and one.card.title == card.title for one in cut)
        assert [one.number for one in cut] == list(range(len(cut)))
        assert {one.count for one in cut} == {len(cut)}
        assert card_text(card).startswith(card.title)


def test_a_long_card_turns_to_a_second_page_between_items() -> None:
    items = tuple(Item(f"{number} " + "x" * 300) for number in range(10))
    card = Card(Question("about"), "Title", lead=(Cited("Lead"),), sections=(Section("Heading", items),))
    cut = pages(card)
    assert len(cut) > 1
    assert len("\n".join(card_markdown(cut[0].card))) <= FIRST_VIEW + 100
    assert cut[0].card.lead
    assert not cut[1].card.lead
    assert cut[1].card.sections[0].heading == "Heading"
    assert page_text(cut[1]).endswith(f"Page 2 of {len(cut)}.")
    assert page(card, 999).number == len(cut) - 1
    assert page(card, 1).card.question.page == 1


@pytest.mark.parametrize("public", [False, True])
async def test_a_public_page_has_no_buttons_that_change_it(desk: Desk, *, public: bool) -> None:
    await asyncio.sleep(0)
    shown = page(desk.look_up("entity", "russia").card, 1)
    drawn = layout(shown, public=public).to_components()  # type: ignore[no-untyped-call] # untyped in the library
    names = {one["label"] for one in walk(drawn) if one["type"] == BUTTON}
    selects = [one for one in walk(drawn) if one["type"] in SELECTS]
    if public:
        assert names == {f"More (3 of {shown.count})", "Copy citation", "Where to find it"}
        assert selects == []
    else:
        assert {"Back", "Post to channel", "Copy citation", "Where to find it"} <= names
        crowded_out = [option["label"] for one in selects for option in one["options"]]
        assert "Timeline" in crowded_out[:2]
        assert len(selects) == 1


async def test_two_buttons_to_the_same_question_stay_apart() -> None:
    await asyncio.sleep(0)
    about = Question("about")
    card = Card(about, "Title", choices=(Choice("One", about), Choice("Two", about)))
    drawn, _ = await payloads(page(card, 0))
    ids = [one["custom_id"] for one in walk(drawn["components"]) if one["type"] == BUTTON]
    assert len(set(ids)) == len(ids) == 3
