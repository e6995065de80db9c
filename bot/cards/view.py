"""A page of a card as a Discord message: Components V2, or the plain-text twin with the same buttons."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import discord
from discord import ui

from bot.cards.card import Choice
from bot.cards.limits import BUTTON_LABEL, OPTION_DESCRIPTION, OPTION_LABEL, ROW_BUTTONS, clip_label
from bot.cards.markdown import card_markdown, escape
from bot.cards.pages import Page
from bot.cards.question import Question
from bot.cards.text import page_text

OPEN, MORE, POST = "open", "more", "post"
PREFIX = "dossier"
ACCENT = 0x2F6F8F
"""One calm colour for every card: colour carries no meaning."""

DRAWN = 128
"""How many drawn pages are kept: an analyst's day of look-ups."""


def custom_id(action: str, question: Question, slot: int = 0) -> str:
    """The custom_id of a button; ``slot`` keeps two buttons to the same question apart."""
    return f"{PREFIX}:{action}{slot or ''}:{question.encode()}"


def layout(
    page: Page, *, public: bool = False, posted: bool = False, posted_by: str | None = None
) -> ui.LayoutView:
    """The page as a Components V2 view; a public one has no buttons that change it."""
    if posted_by:
        return _draw(page, public, posted, posted_by)
    return _drawn(page, public, posted)


class _Drawn(ui.LayoutView):
    """A view that does not change any more: what is sent of it is made once."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self._sent: list[dict[str, Any]] | None = None

    def to_components(self) -> list[dict[str, Any]]:
        """Its components as they go over the wire."""
        if self._sent is None:
            self._sent = super().to_components()  # type: ignore[no-untyped-call] # untyped in discord.py
        return self._sent


@lru_cache(DRAWN)
def _drawn(page: Page, public: bool, posted: bool) -> ui.LayoutView:
    """The view of a page that many ask for; a stopped view can be sent any number of times."""
    return _draw(page, public, posted, None)


def _draw(page: Page, public: bool, posted: bool, posted_by: str | None) -> ui.LayoutView:
    view = _Drawn()
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=ACCENT)
    for number, block in enumerate(card_markdown(page.card)):
        if number:
            container.add_item(ui.Separator(spacing=discord.SeparatorSpacing.small))
        container.add_item(ui.TextDisplay(block))
    if posted_by:
        container.add_item(ui.TextDisplay(f"-# Posted by {posted_by}"))
    view.add_item(container)
    buttons = _buttons(page, public=public, posted=posted)
    if buttons:
        view.add_item(ui.ActionRow(*buttons))
    select = None if public else _select(page)
    if select:
        view.add_item(ui.ActionRow(select))
    # A stopped view is not kept by the client: buttons are dispatched by their custom_id alone.
    view.stop()
    return view


def plain(
    page: Page, *, public: bool = False, posted: bool = False, posted_by: str | None = None
) -> tuple[str, ui.View]:
    """The page as ordinary message content with the same buttons."""
    view = ui.View(timeout=None)
    for button in _buttons(page, public=public, posted=posted):
        view.add_item(button)
    select = None if public else _select(page)
    if select:
        view.add_item(select)
    view.stop()
    text = escape(page_text(page))
    return (f"{text}\nPosted by {posted_by}" if posted_by else text), view


def _buttons(page: Page, *, public: bool, posted: bool) -> list[ui.Button[ui.LayoutView]]:
    """At most five: turning pages, then other questions, then posting."""
    card, turning, posting = page.card, [], []
    if page.number and not public:
        turning.append(_button("Back", MORE, card.question.on_page(page.number - 1)))
    if page.number + 1 < page.count:
        label = f"More ({page.number + 2} of {page.count})"
        turning.append(_button(label, MORE, card.question.on_page(page.number + 1)))
    if card.postable and not public:
        label = "Posted" if posted else "Post to channel"
        button = _button(label, POST, card.question, discord.ButtonStyle.primary)
        button.disabled = posted
        posting.append(button)
    room = ROW_BUTTONS.most - len(turning) - len(posting)
    choices = [] if public else [
        _button(choice.label, OPEN, _like(choice, card.question), slot=slot)
        for slot, choice in enumerate(card.choices[:room])
    ]  # fmt: skip
    return [*turning, *choices, *posting]


def _button(
    label: str,
    action: str,
    question: Question,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    slot: int = 0,
) -> ui.Button[ui.LayoutView]:
    return ui.Button(
        label=clip_label(label, BUTTON_LABEL), style=style, custom_id=custom_id(action, question, slot)
    )


def _select(page: Page) -> ui.Select[ui.LayoutView] | None:
    card = page.card
    if not card.related:
        return None
    options = [
        discord.SelectOption(
            label=clip_label(choice.label, OPTION_LABEL),
            value=_like(choice, card.question).encode(),
            description=clip_label(choice.description, OPTION_DESCRIPTION) or None,
        )
        for choice in card.related
    ]
    return ui.Select(placeholder=card.related_label, options=options, custom_id=f"{PREFIX}:choose")


def _like(choice: Choice, asked: Question) -> Question:
    """Another question keeps to text when text was asked for."""
    return replace(choice.question, as_text=asked.as_text)
