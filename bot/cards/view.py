"""A page of a card as a Discord message: Components V2, or the plain-text twin with the same buttons."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import discord
from discord import ui

from bot.cards.card import Choice
from bot.cards.limits import (
    BUTTON_LABEL,
    OPTION_DESCRIPTION,
    OPTION_LABEL,
    ROW_BUTTONS,
    SELECT_OPTIONS,
    clip_label,
)
from bot.cards.markdown import card_markdown, escape
from bot.cards.pages import Page
from bot.cards.question import Question
from bot.cards.text import page_text

OPEN, MORE, POST = "open", "more", "post"
PREFIX = "dossier"
CITE, READ = f"{PREFIX}-cite", f"{PREFIX}-read"
"""What the custom_ids of the buttons for quoting begin with; a question follows."""
_QUOTING = 2
"""How many buttons quoting takes."""
PASSAGE = f"{PREFIX}-passage"
"""The custom_id of the select of a passage: its values are claims."""
KEPT = f"{PREFIX}:found"
"""The custom_id of a select that stays below whatever is opened from its message."""
ACCENT = 0x2F6F8F
"""One calm colour for every card: colour carries no meaning."""

DRAWN = 128
"""How many drawn pages are kept: an analyst's day of look-ups."""


def custom_id(action: str, question: Question, slot: int = 0) -> str:
    """The custom_id of a button; ``slot`` keeps two buttons to the same question apart."""
    return f"{PREFIX}:{action}{slot or ''}:{question.encode()}"


def layout(
    page: Page,
    *,
    public: bool = False,
    posted: bool = False,
    posted_by: str | None = None,
    illustration: tuple[str, str] | None = None,
) -> ui.LayoutView:
    """The page as a Components V2 view; a public one has no buttons that change it.

    ``illustration`` is the file name of the picture that is sent with it, and its alternative text.
    """
    if posted_by:
        return _draw(page, public, posted, posted_by, illustration)
    return _drawn(page, public, posted, illustration)


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
def _drawn(page: Page, public: bool, posted: bool, illustration: tuple[str, str] | None) -> ui.LayoutView:
    """The view of a page that many ask for; a stopped view can be sent any number of times."""
    return _draw(page, public, posted, None, illustration)


def _draw(
    page: Page, public: bool, posted: bool, posted_by: str | None, illustration: tuple[str, str] | None
) -> ui.LayoutView:
    view = _Drawn()
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=ACCENT)
    for number, block in enumerate(card_markdown(page.card)):
        if number:
            container.add_item(ui.Separator(spacing=discord.SeparatorSpacing.small))
        container.add_item(ui.TextDisplay(block))
    if illustration:
        name, alt = illustration
        picture = discord.MediaGalleryItem(f"attachment://{name}", description=alt)
        container.add_item(ui.MediaGallery(picture))
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
    """At most five: turning pages, then quoting, then other questions where there is room, then posting."""
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
    quoting = _quoting(page)
    choices = [] if public else [
        _button(choice.label, OPEN, _like(choice, card.question), slot=slot)
        for slot, choice in enumerate(card.choices[: _room(page)])
    ]  # fmt: skip
    return [*turning, *quoting, *choices, *posting]


def _room(page: Page) -> int:
    """How many buttons to other questions have room; the rest of them stand in the select."""
    turning = bool(page.number) + (page.number + 1 < page.count)
    return ROW_BUTTONS.most - turning - len(_quoting(page)) - page.card.postable


def _quoting(page: Page) -> list[ui.Button[ui.LayoutView]]:
    """Copying citations and reading passages, where statements stand on the page.

    What no button can ask for again is read off the message; there the offered entries keep their room.
    """
    card = page.card
    if not any(item.claim for section in card.sections for item in section.items):
        return []
    if not card.paged and len(card.choices) + card.postable > ROW_BUTTONS.most - _QUOTING:
        return []
    # Nor need a long question be kept for it.
    asked = card.question.encode() if card.paged and not card.question.long else ""
    passage = "Read the passage" if card.readable else "Where to find it"
    return [
        ui.Button(label="Copy citation", custom_id=f"{CITE}:{asked}"),
        ui.Button(label=passage, custom_id=f"{READ}:{asked}"),
    ]


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
    # What found no room as a button; never beside entries that stay, which it would then stay among.
    crowded_out = () if card.kept else card.choices[_room(page) :]
    offered = {choice.question: choice for choice in (*crowded_out, *card.related)}
    if not offered:
        return None
    label = card.related_label if card.related else "Another view"
    if crowded_out and card.related:
        label += ", or another view"
    options = [
        discord.SelectOption(
            label=clip_label(choice.label, OPTION_LABEL),
            value=_like(choice, card.question).encode(),
            description=clip_label(choice.description, OPTION_DESCRIPTION) or None,
        )
        for choice in list(offered.values())[: SELECT_OPTIONS.most]
    ]
    return ui.Select(placeholder=label, options=options, custom_id=KEPT if card.kept else f"{PREFIX}:choose")


def _like(choice: Choice, asked: Question) -> Question:
    """Another question keeps to text when text was asked for."""
    return replace(choice.question, as_text=asked.as_text)
