"""Cuts a card's sections into pages between items, never inside one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from bot.cards.card import Card, Cited, Item, Section

FIRST_VIEW = 1200
"""About how many characters the first view of a card has; the rest is behind More."""
FIRST_BODY = 560
"""At least this many characters of statements stand in the first view, however long its head."""
LATER_PAGE = 1500
"""About how many a later page has: with the title and footer it stays within a message's 2,000 as plain text."""


CUT_CARDS = 128
"""How many cards are kept cut into pages: cutting is pure, and what is asked is often asked again."""


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
    first, *later = _cut(replace(card, matched=None))
    return [replace(first, card=replace(first.card, matched=card.matched)), *later]


@lru_cache(CUT_CARDS)
def _cut(card: Card) -> tuple[Page, ...]:
    if not card.paged:
        return (Page(card, 0, 1),)
    head = len(card.title) + sum(map(len, card.under)) + sum(map(size, card.lead))
    foot = sum(map(len, card.footer))
    room = max(FIRST_VIEW - head - foot, FIRST_BODY)
    cut: list[list[Section]] = [[]]
    for section in card.sections:
        for item in section.items:
            needed = size(item) + (0 if _continues(cut[-1], section) else len(section.heading) + 6)
            if cut[-1] and needed > room:
                cut.append([])
                room = LATER_PAGE - len(card.title) - foot
                needed = size(item) + len(section.heading) + 6
            room -= needed
            if _continues(cut[-1], section):
                cut[-1][-1] = replace(cut[-1][-1], items=(*cut[-1][-1].items, item))
            else:
                cut[-1].append(Section(section.heading, (item,)))
    count = len(cut)
    return tuple(Page(_part(card, sections, number), number, count) for number, sections in enumerate(cut))


def page(card: Card, number: int) -> Page:
    """One page by number; beyond the end, the last."""
    all_pages = pages(card)
    return all_pages[min(number, len(all_pages) - 1)]


def _continues(sections: list[Section], section: Section) -> bool:
    return bool(sections) and sections[-1].heading == section.heading


def _part(card: Card, sections: list[Section], number: int) -> Card:
    shown = replace(card, sections=tuple(sections), question=card.question.on_page(number))
    return replace(shown, lead=(), under=()) if number else shown
