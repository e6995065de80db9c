"""Every card that the base gives, page by page and in every form, is a message that Discord takes.

Each goes through the checks of the local Discord, and each of its buttons is one that the bot takes and can read.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

import pytest

from bot.buttons import Press
from bot.cards.card import Card, Cited, Item, Section
from bot.cards.limits import (
    BUTTON_LABEL,
    CUSTOM_ID,
    MESSAGE_CONTENT,
    MESSAGE_ROWS,
    MESSAGE_TEXT,
    OPTION_DESCRIPTION,
    OPTION_LABEL,
    OPTION_VALUE,
    PICTURE_ALT_TEXT,
    ROW_BUTTONS,
    SELECT_OPTIONS,
    SELECT_PLACEHOLDER,
)
from bot.cards.mentioned import mentioned_card
from bot.cards.pages import Page, pages
from bot.cards.question import MOST, Question, decode, decode_short
from bot.cards.view import CITE, KEPT, PREFIX, READ, layout, plain
from bot.desk import Desk, Range
from bot.long_questions import LongQuestions, carried
from bot.posted_once import PostedOnce
from bot.quoting import Quoting
from bot.replying import picture_of
from bot.sandbox import rules
from bot.sandbox.components import BUTTON, SELECTS, TEXT, walk
from bot.sandbox.exchange import FilePart
from knowledge import dates
from knowledge.answers.mentioned import mentioned
from knowledge.answers.positions import parties
from knowledge.curation.schema import ClaimKind
from knowledge.names.result import Ambiguous, Missing

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

ANSWER = ("POST", "/interactions/{interaction_id}/{interaction_token}/callback")
FOLLOW_UP = ("POST", "/webhooks/{webhook_id}/{webhook_token}")
POSTER = "<@1234567890123456789>"
V2, EPHEMERAL = 1 << 15, 1 << 6
NEW, EDITED = 4, 7
RANGE = Range(dates.parse("2016"), dates.parse("2019-06"))
UNKNOWN = (
    "zxqv",
    "zxqv " * 40,
    "?",
    "こんにちは世界",
    "watershed",
    "missile system in the region",
    "@everyone <b>",
)


def of_an_entry(desk: Desk, own: str) -> Iterator[Card]:
    """Give all that can be asked of one entry."""
    for verb in ("entity", "treaty", "timeline", "positions", "compare", "links"):
        yield desk.look_up(verb, own).card
    for span in (RANGE, replace(RANGE, kind="position"), Range(kind="event")):
        yield desk.look_up("timeline", own, span).card
    for party in parties(desk.edition):
        yield desk.look_up("positions", own, party=party).card


def entries(desk: Desk) -> Iterator[Card]:
    """Give all that can be asked of each entry."""
    for own in desk.edition.entities:
        yield from of_an_entry(desk, own)


def overviews(desk: Desk) -> Iterator[Card]:
    """Give what needs no entry."""
    for verb in ("browse", "sources", "about"):
        yield desk.overview(verb).card
    for kind in sorted(set(desk.edition.kinds.values())):
        yield desk.overview("browse", kind).card
    yield desk.timeline_of_all().card
    for claim_kind in get_args(ClaimKind):
        yield desk.timeline_of_all(Range(kind=claim_kind)).card
        yield desk.timeline_of_all(replace(RANGE, kind=claim_kind)).card


def replies(desk: Desk) -> Iterator[Card]:
    """Give the answers to words that are no entry, to questions in free words, and to messages."""
    edition = desk.edition
    unclear = dict.fromkeys(name for one in edition.ambiguous.ambiguous for name in one.names)
    for verb in ("entity", "treaty", "timeline", "positions", "compare"):
        for term in (*UNKNOWN, *unclear):
            yield desk.look_up(verb, term).card
    titles = [story.title for story in edition.stories.values()]
    for words in (*UNKNOWN, *titles, *(f"{title} {title} {title}" for title in titles)):
        yield desk.search(words).card
    names = [one.name for one in edition.entities.values()]
    for text in (*titles, "\n".join(names), " ".join(unclear), "nothing of ours"):
        named = mentioned(edition, [text])
        yield mentioned_card(edition, named, lambda own: desk.again(Question("entity", own)))


def forms(shown: Page) -> Iterator[tuple[tuple[str, str], dict[str, Any], tuple[FilePart, ...]]]:
    """Give the requests that send a page: private and public, drawn and as text, new, posted, and with its picture."""
    picture = picture_of(shown)
    drawn: list[tuple[tuple[str, str] | None, tuple[FilePart, ...], list[dict[str, Any]]]] = [(None, (), [])]
    if picture is not None:
        assert PICTURE_ALT_TEXT.fits(picture.alt), picture.alt
        file = FilePart("files[0]", picture.name, "image/png", b"\x89PNG")
        attached = {"id": "0", "filename": picture.name, "description": picture.alt}
        drawn.append(((picture.name, picture.alt), (file,), [attached]))
    nobody: dict[str, Any] = {"allowed_mentions": {"parse": []}}
    for illustration, files, attachments in drawn:
        more = {"attachments": attachments, **nobody} if attachments else nobody
        for posted in (False, True):
            view = layout(shown, posted=posted, illustration=illustration)
            body = {"components": sent(view), "flags": V2 | (0 if posted else EPHEMERAL), **more}
            yield ANSWER, {"type": EDITED if posted else NEW, "data": body}, files
        view = layout(shown, public=True, posted_by=POSTER, illustration=illustration)
        yield FOLLOW_UP, {"components": sent(view), "flags": V2, **more}, files
    asked = replace(shown.card, question=replace(shown.card.question, as_text=True))
    as_text = replace(shown, card=asked)
    content, text_view = plain(as_text)
    yield (
        ANSWER,
        {
            "type": NEW,
            "data": {"content": content, "components": sent(text_view), "flags": EPHEMERAL, **nobody},
        },
        (),
    )
    content, text_view = plain(as_text, public=True, posted_by=POSTER)
    yield FOLLOW_UP, {"content": content, "components": sent(text_view), **nobody}, ()


def sent(view: Any) -> list[dict[str, Any]]:
    """Give a view's components as they go over the wire."""
    made: list[dict[str, Any]] = view.to_components()
    return made


def taken(desk: Desk) -> list[re.Pattern[str]]:
    """Give what the bot's own handlers take."""
    press = Press(desk, lambda _: None, LongQuestions(), PostedOnce())
    items = (*press.items(), *Quoting(desk, lambda _: None).items())
    return [item.__discord_ui_compiled_template__ for item in items]


def check_body(body: dict[str, Any], patterns: list[re.Pattern[str]]) -> None:
    """Check a message by the limits themselves: the checks of the local Discord may have a hole."""
    parts = list(walk(body["components"]))
    written = sum(len(one["content"]) for one in parts if one["type"] == TEXT)
    assert written <= MESSAGE_TEXT.most
    assert bool(written) != bool(body.get("content"))
    assert MESSAGE_CONTENT.fits(body.get("content", ""))
    rows = [one for one in parts if one["type"] == 1]
    assert len(rows) <= MESSAGE_ROWS.most
    for row in rows:
        kinds = [one["type"] for one in row["components"]]
        assert ROW_BUTTONS.fits(kinds) if kinds[0] == BUTTON else len(kinds) == 1  # type: ignore[arg-type] # has a length
    ids = [one["custom_id"] for one in parts if "custom_id" in one]
    assert len(set(ids)) == len(ids)
    for own in ids:
        assert CUSTOM_ID.fits(own)
        assert sum(bool(pattern.fullmatch(own)) for pattern in patterns) == 1, own
    for one in parts:
        if one["type"] == BUTTON:
            assert BUTTON_LABEL.fits(one["label"])
            quotes = one["custom_id"].startswith((CITE, READ))
            check_question(one["custom_id"].split(":", 1 if quotes else 2)[-1], may_be_empty=quotes)
        elif one["type"] in SELECTS:
            assert one["custom_id"] in {KEPT, f"{PREFIX}:choose"}
            assert SELECT_PLACEHOLDER.fits(one["placeholder"])
            assert 1 <= len(one["options"]) <= SELECT_OPTIONS.most
            for option in one["options"]:
                assert OPTION_LABEL.fits(option["label"])
                assert OPTION_DESCRIPTION.fits(option.get("description") or "")
                assert OPTION_VALUE.fits(option["value"])
                check_question(option["value"], may_be_empty=False)


def check_question(encoded: str, *, may_be_empty: bool) -> None:
    """Check that a button's question can be read back."""
    assert len(encoded) <= MOST
    assert decode(encoded) or decode_short(encoded) or (may_be_empty and not encoded), encoded


async def check(cards: Iterable[Card], patterns: list[re.Pattern[str]]) -> tuple[int, int, int]:
    """Check each form of each page of each card; give how many cards, pages and requests those were."""
    await asyncio.sleep(0)  # views are made in a running loop
    counted = [0, 0, 0]
    for card in dict.fromkeys(cards):
        counted[0] += 1
        for shown in pages(card):
            counted[1] += 1
            where = f"{card.question.encode()}, page {shown.number + 1} of {shown.count}"
            for route, request, files in forms(shown):
                counted[2] += 1
                assert rules.check(*route, request, files) == [], where
                check_body(request.get("data", request), patterns)
    return counted[0], counted[1], counted[2]


async def test_of_every_entry(desk: Desk) -> None:
    cards, seen, requests = await check(entries(desk), taken(desk))
    assert cards > 15 * len(desk.edition.entities) > 1000
    assert seen > 2 * cards
    assert requests > 5 * seen


async def test_of_what_needs_no_entry(desk: Desk) -> None:
    cards, seen, _ = await check(overviews(desk), taken(desk))
    assert cards > 30
    assert seen > cards


async def test_of_every_reply_to_free_words(desk: Desk) -> None:
    outcomes = [desk.resolve(term) for term in UNKNOWN]
    assert any(isinstance(one, Missing) for one in outcomes)
    assert isinstance(desk.resolve("Korea"), Ambiguous)
    made = list(replies(desk))
    cards, seen, _ = await check(made, taken(desk))
    assert cards > 3 * len(desk.edition.stories) > 100
    assert seen > cards
    assert sum(bool(carried(page)) for card in made for page in pages(card)) > 50
    assert any(card.kept for card in made)


@pytest.mark.parametrize("length", [1500, 3900])
async def test_a_card_beyond_the_limits_is_seen(desk: Desk, length: int) -> None:
    card = replace(
        desk.look_up("entity", "thaad").card,
        lead=(Cited("l" * 1900),),
        sections=(Section("", (Item("w" * length),)),),
        paged=False,
    )
    with pytest.raises(AssertionError):
        await check([card], taken(desk))


async def test_a_button_that_nobody_takes_is_seen(desk: Desk) -> None:
    with pytest.raises(AssertionError, match="dossier"):
        await check([desk.look_up("entity", "thaad").card], taken(desk)[1:])
