"""Buttons of a posted brief, and the form behind "Not useful".

They carry keys of the ledger, not objects, so they work after a restart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace as with_
from typing import Any

import discord
from discord import ui

from bot.briefing.delivery.message import SOURCES, USEFUL, USELESS
from bot.briefing.service import Briefings
from bot.cards.brief_sources import brief_sources_card
from bot.cards.card import Card
from bot.cards.pages import page
from bot.cards.question import Question
from bot.desk import Desk
from bot.errors import Interaction, Refusal, report, tell
from bot.replying import message
from bot.state import Delivery, parse_key
from bot.state.keys import BUTTON_PREFIX, MARKER_ACTION

REASON = "reason"
"""The form's action in its ``custom_id``, and the id of its field."""
REASON_LENGTH = 300
FORM = f"{BUTTON_PREFIX}:{REASON}:"
"""How the ``custom_id`` of the form begins."""
REMEMBERED = 4096
"""How many opinions are remembered, in memory only, against a second press."""
UNKNOWN = "This briefing is no longer in our records, so its buttons have nothing to open."
CHANGED = "What this briefing told is no longer in the base. See what is there with `/browse`."
THANKS = "Thank you. It is counted without your name; `/briefing history` shows how many found it useful."
COUNTED = "Your opinion on this briefing is counted already."


class BriefPress:
    """What happens when a button of a brief is pressed. One per bot.

    Args:
        desk: makes cards.
        briefings: knows the deliveries.
        admit: raises a refusal where an interaction is not answered.
    """

    def __init__(self, desk: Desk, briefings: Briefings, admit: Callable[[Interaction], None]) -> None:
        self._desk, self._briefings, self._admit = desk, briefings, admit
        self._said: dict[tuple[str, int], None] = {}

    def items(self) -> tuple[type[ui.DynamicItem[Any]], ...]:
        """The dynamic items to register with the client."""
        press = self

        class BriefButton(
            ui.DynamicItem[ui.Button[Any]], template=rf"{BUTTON_PREFIX}:(?P<action>[a-z]+):(?P<key>.*)"
        ):
            """A button of a brief."""

            def __init__(self, item: ui.Button[Any], action: str, key: str) -> None:
                super().__init__(item)
                self._action, self._key = action, key

            @classmethod
            async def from_custom_id(cls, _: Interaction, item: Any, match: re.Match[str]) -> BriefButton:
                return cls(item, match["action"], match["key"])

            async def callback(self, interaction: Interaction) -> None:
                await press.safely(interaction, self._action, self._key)

        return (BriefButton,)

    async def submitted(self, interaction: Interaction) -> None:
        """Take the form, when an interaction is one that was sent; whichever process showed it."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Any = interaction.data
        own = str(data["custom_id"])
        if own.startswith(FORM):
            await self.safely(interaction, REASON, own.removeprefix(FORM))

    async def safely(self, interaction: Interaction, action: str, key: str) -> None:
        """Do what the button says; errors go up the ladder, since discord.py would only log them."""
        try:
            await self._act(interaction, action, key)
        except Exception as error:  # noqa: BLE001 - the end of the ladder
            await report(interaction, error, f"briefing button {action}")

    async def _act(self, interaction: Interaction, action: str, key: str) -> None:
        self._admit(interaction)
        if action == USELESS:
            # Before anything is looked up: a form cannot come after a wait.
            if (key, interaction.user.id) in self._said:
                raise Refusal(COUNTED)
            await interaction.response.send_modal(_form(key))
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        row = await self._row(key)
        if action == MARKER_ACTION:
            await _send(interaction, self._more(row))
        elif action == SOURCES:
            today = self._desk.today()
            card = brief_sources_card(self._desk.edition, row.claims, row.story, row.date, today)
            await _send(interaction, with_(card, readable=self._desk.copies.mounted))
        elif action == USEFUL:
            await self._keep(interaction, key, row, useful=True)
        elif action == REASON:
            await self._keep(interaction, key, row, useful=False)
        else:
            raise Refusal(UNKNOWN)

    async def _row(self, text: str) -> Delivery:
        key, store = parse_key(text), self._briefings.store
        row = await store.call(store.ledger.find, key) if key is not None else None
        if row is None:
            raise Refusal(UNKNOWN)
        return row

    def _more(self, row: Delivery) -> Card:
        """The card of the story's first topic, else of what its first statement is about."""
        edition = self._desk.edition
        told = edition.stories.get(row.story or "")
        claims = (edition.claims[own].claim for own in row.claims if own in edition.claims)
        about = (one.entity for claim in claims for one in claim.about)
        for entity in (*(told.topics if told else ()), *about):
            card = self._desk.again(Question("entity", entity))
            if card is not None:
                return card
        raise Refusal(CHANGED)

    async def _keep(self, interaction: Interaction, key: str, row: Delivery, *, useful: bool) -> None:
        once = (key, interaction.user.id)
        if once in self._said:
            raise Refusal(COUNTED)
        # Before the wait: a second press meanwhile is a second press.
        self._said[once] = None
        store, now = self._briefings.store, self._briefings.now()
        reason = "" if useful else _typed(interaction)
        try:
            await store.call(store.reports.add_feedback, row.key, useful=useful, reason=reason, now=now)
        except Exception:
            self._said.pop(once, None)
            raise
        if len(self._said) > REMEMBERED:
            del self._said[next(iter(self._said))]
        await tell(interaction, THANKS)


async def _send(interaction: Interaction, card: Card) -> None:
    """Fill the private message that waits."""
    await interaction.followup.send(ephemeral=True, **message(page(card, 0)))


def _form(key: str) -> ui.Modal:
    """The form that asks why; it is not kept here, so that one shown before a restart can be sent after it."""
    form = ui.Modal(title="Not useful: what was missing?", custom_id=f"{BUTTON_PREFIX}:{REASON}:{key}")
    field: ui.TextInput[ui.Modal] = ui.TextInput(
        custom_id=REASON,
        style=discord.TextStyle.paragraph,
        required=False,
        max_length=REASON_LENGTH,
        placeholder="Too long, wrong topic, not clear … You may leave it empty.",
    )
    form.add_item(
        ui.Label(
            text="Reason",
            description="Kept without your name; people who manage this server can read it.",
            component=field,
        )
    )
    # A stopped form is not kept by the client, which would answer one person's and forget another's.
    form.stop()
    return form


def _typed(interaction: Interaction) -> str:
    """What was typed into the form's field."""
    data: Any = interaction.data
    return next((str(one.get("value") or "") for one in _fields(data["components"])), "").strip()


def _fields(components: Any) -> Iterator[Any]:
    for one in components:
        if one.get("custom_id") == REASON:
            yield one
        yield from _fields(one.get("components", ()))
        if "component" in one:
            yield from _fields((one["component"],))
