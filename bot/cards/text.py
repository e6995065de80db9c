"""The plain-text twin of a card: for the command line, logs, tests, screen readers and copying."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.cards.card import Card, Cited, Item
from bot.cards.pages import Page

_PILCROW = re.compile(r"¶(?=\d)")


def card_text(card: Card) -> str:
    """The whole card as plain text, all pages."""
    return _spoken(_lines(card))


def page_text(page: Page) -> str:
    """One page as plain text."""
    lines = list(_lines(page.card))
    if page.count > 1:
        lines.append(f"Page {page.number + 1} of {page.count}.")
    return _spoken(lines)


def _spoken(lines: Iterable[str]) -> str:
    """The lines as one text; curated sentences cite with a sign that a screen reader skips."""
    return speakable("\n".join(lines).strip())


def speakable(text: str) -> str:
    """Text without the sign that a screen reader skips."""
    return _PILCROW.sub("paragraph ", text)


def _lines(card: Card) -> Iterator[str]:
    yield card.title
    yield from card.under
    if card.matched:
        yield card.matched
    if card.lead:
        yield ""
        yield from map(_cited, card.lead)
    for section in card.sections:
        yield ""
        if section.heading:
            yield f"{section.heading}:"
        for item in section.items:
            yield from _item(item)
    if card.footer:
        yield ""
        yield from card.footer


def _item(item: Item) -> Iterator[str]:
    head = f"{item.strong}: {item.text}" if item.strong and item.text else item.strong or item.text
    yield f"- {head}"
    facts = "; ".join(item.facts)
    places = "; ".join(item.cited.spoken) if item.cited else ""
    if facts or places:
        yield "  " + " — ".join(filter(None, (facts, places and f"[{places}]")))
    for warning in item.warnings:
        yield f"  ! {warning}"


def _cited(line: Cited) -> str:
    return f"{line.text} [{'; '.join(line.spoken)}]" if line.spoken else line.text
