"""Cuts a card's sections into pages between items, never inside one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.cards.card import Card, Cited, Item, Section

FIRST_VIEW = 1200
"""About how many characters the first view of a card has; the rest is behind More."""
FIRST_BODY = 560
"""At least this many characters of statements stand in the first view, however long its head."""
LATER_PAGE = 1500
"""About how many a later page has: with the title and footer it stays within a message's 2,000 as plain text."""

WHOLE = 1900
"""A first item that would make the first view longer than this goes behind More: a message has 2,000 characters."""
CUT_CARDS = 2048
"""How many cards are kept cut into pages: cutting is pure, and what is asked is often asked again."""

MATCHED_CARDS = 256
"""The same of cards with a word that was typed, of which there are more."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a card: the card with only this page's parts."""

    card: Card
    number: int
    count: int


def size(part: Item | Cited) -> int:
    """Characters that an item or line takes, marks and line breaks included, as text or as markdown."""
    if isinstance(part, Cited):
        return len(part.text) + sum(map(len, part.spoken)) + 6
    cited = size(part.cited) if part.cited else 0
    strong = len(part.strong or "") + 6
    return (
        strong
        + len(part.text)
        + sum(len(fact) + 3 for fact in part.facts)
        + cited
        + sum(len(line) + 6 for line in part.warnings)
        + 6
    )


def pages(card: Card) -> list[Page]:
    """The pages of a card: at least one; where they are cut does not hang on ``matched``, shown on the first."""
    return list(cut(card) if card.matched is None else _matched(card))


@lru_cache(MATCHED_CARDS)
def _matched(card: Card) -> tuple[Page, ...]:
    """The pages of a card with its ``matched`` on the first; one object for who asks again, which is found faster."""
    first, *later = cut(replace(card, matched=None))
    return (replace(first, card=replace(first.card, matched=card.matched)), *later)


@lru_cache(CUT_CARDS)
def cut(card: Card) -> tuple[Page, ...]:
    """The pages of a card that has no ``matched``; kept, since what is asked is often asked again."""
    if not card.paged:
        return (Page(card, 0, 1),)
    head = len(card.title) + sum(map(len, card.under)) + sum(map(size, card.lead))
    foot = sum(map(len, card.footer))
    room = max(FIRST_VIEW - head - foot, FIRST_BODY)
    filled: list[list[tuple[str, list[Item]]]] = [[]]
    for section in card.sections:
        for item in section.items:
            own, heading = size(item), len(section.heading) + 6
            continues = bool(filled[-1]) and filled[-1][-1][0] == section.heading
            if filled[-1]:
                full = own + (0 if continues else heading) > room
            else:
                full = len(filled) == 1 and head + foot + heading + own > WHOLE
            if full:
                filled.append([])
                room = LATER_PAGE - len(card.title) - foot
                continues = False
            room -= own + (0 if continues else heading)
            if continues:
                filled[-1][-1][1].append(item)
            else:
                filled[-1].append((section.heading, [item]))
    count = len(filled)
    return tuple(Page(_part(card, parts, number), number, count) for number, parts in enumerate(filled))


def forget() -> None:
    """Let go of all pages that are kept, as a bot has none that has just started."""
    cut.cache_clear()
    _matched.cache_clear()


def page(card: Card, number: int) -> Page:
    """One page by number; beyond the end, the last."""
    all_pages = pages(card)
    return all_pages[min(number, len(all_pages) - 1)]


def _part(card: Card, parts: Iterable[tuple[str, Iterable[Item]]], number: int) -> Card:
    sections = tuple(Section(heading, tuple(items)) for heading, items in parts)
    question = card.question.on_page(number)
    if number:
        return replace(card, sections=sections, question=question, lead=(), under=())
    return replace(card, sections=sections, question=question)
