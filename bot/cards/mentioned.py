"""The reply to "Look up in Dossier": the card of the first entry that a message names, and the others to choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.cards.card import Card, Choice, Cited, Item, Section
from bot.cards.limits import OPTION_DESCRIPTION, SELECT_OPTIONS, clip_label
from bot.cards.overviews import edition_line
from bot.cards.question import Question
from bot.cards.replies import NOT_NOTHING, shown
from knowledge.answers.mentioned import Named
from knowledge.edition import Edition

NO_TEXT = (
    "This message has no text to look in. Words inside a picture, a sticker or a file are not read: type them with "
    "`/entity` or `/search`."
)
ENTRIES = "Entries that the message names"
LEFT_OUT = 8
"""How many entries beyond those of the select are named."""
_WORDS = 3
"""How many of the words that name an entry are repeated."""


def mentioned_card(edition: Edition, named: Sequence[Named], card_of: Callable[[str], Card | None]) -> Card:
    """The card for a message.

    Args:
        edition: the fact base.
        named: what the message names.
        card_of: gives the card of an entry.
    """
    if not named:
        return _nothing(edition)
    choices = tuple(
        Choice(edition.entities[one.entity].name, Question("entity", one.entity), _said(one)) for one in named
    )[: SELECT_OPTIONS.most]
    first = card_of(named[0].entity) if named[0].clear else None
    if first is None:
        first = _which(edition, named)
    many = _how_many(edition, named)
    return replace(
        first,
        matched=" ".join(filter(None, (f"{_said(named[0])}." if named[0].clear else "", many))) or None,
        related=choices,
        related_label=ENTRIES,
        kept=True,
    )


def _said(one: Named) -> str:
    """The words of the message that name an entry, as far as a select's option has room."""
    words = ", ".join(f"“{shown(word)}”" for word in one.words[:_WORDS])
    more = " and other words" if len(one.words) > _WORDS else ""
    times = f", {one.times} times" if one.times > 1 else ""
    said = f"In the message: {words}{more}{times}" if one.clear else f"{words} in the message may mean this"
    return clip_label(said, OPTION_DESCRIPTION)


def _how_many(edition: Edition, named: Sequence[Named]) -> str:
    if len(named) == 1:
        return ""
    left = named[SELECT_OPTIONS.most :]
    if not left:
        return f"The message names {len(named)} entries; the menu below has them all."
    names = "; ".join(edition.entities[one.entity].name for one in left[:LEFT_OUT])
    rest = f" and {len(left) - LEFT_OUT} others" if len(left) > LEFT_OUT else ""
    return (
        f"The message names {len(named)} entries; the menu below has the first {SELECT_OPTIONS.most}, "
        f"and {len(left)} more are left out of it: {names}{rest}."
    )


def _which(edition: Edition, named: Sequence[Named]) -> Card:
    """The question to ask where no word means one entry alone."""
    words = dict.fromkeys(word for one in named for word in one.words)
    items = tuple(
        Item(edition.entities[one.entity].description.text, strong=edition.entities[one.entity].name)
        for one in named[: SELECT_OPTIONS.most]
    )
    said = ", ".join(f"“{shown(word)}”" for word in list(words)[:_WORDS])
    return Card(
        Question("entity"),
        "Which one does the message mean?",
        lead=(Cited(f"In the message: {said}. Each of these may mean several entries, so choose one."),),
        sections=(Section("", items[:LEFT_OUT]),),
        footer=(edition_line(edition),),
        postable=False,
        paged=False,
    )


def _nothing(edition: Edition) -> Card:
    return Card(
        Question("browse"),
        "No entry is named in this message",
        lead=(
            Cited(
                "None of its words is a name of an entry in our base, in any of the scripts that it knows. "
                f"{NOT_NOTHING}"
            ),
            Cited("Look in the statements with /search, or browse all entries with /browse."),
        ),
        footer=(edition_line(edition),),
        choices=(Choice("Browse", Question("browse")),),
        postable=False,
        paged=False,
    )
