"""Copy citation and Read the passage: private answers to buttons of cards, also of posted ones.

Which statements are meant is read off the message that was pressed: those of the card that still read as it shows
them. So nobody is given a citation of something else than they saw, whatever the base says by now.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.cards.markdown import unescape
from bot.cards.pages import page
from bot.cards.question import decode
from bot.cards.text import speakable
from bot.cards.view import CITE, PASSAGE, READ
from bot.desk import Answered, Desk
from bot.errors import Interaction, Refusal, report
from bot.pressed import chosen, select_of, shown_text
from knowledge.answers import Fact, fact_of
from knowledge.answers.checks import checks_of
from knowledge.curation.schema import Claim

GONE = (
    "This button is from an older edition: what it cites is no longer in the base. Ask again with a command."
)
_BEFORE = (" — ", "- ", ": ")
"""What a card or its plain text may set before a statement."""
_NO_PINGS = discord.AllowedMentions.none()


class Quoting:
    """What happens when somebody wants to quote. One per bot.

    Args:
        desk: where questions are answered, and whose copies are read.
        admit: raises a refusal where an interaction is not answered.
    """

    def __init__(self, desk: Desk, admit: Callable[[Interaction], None]) -> None:
        self._desk, self._admit = desk, admit

    def items(self) -> tuple[type[ui.DynamicItem[Any]], ...]:
        """The dynamic items to register with the client."""
        quoting = self

        class QuoteButton(
            ui.DynamicItem[ui.Button[Any]], template=rf"(?P<action>{CITE}|{READ}):(?P<question>.*)"
        ):
            """A button for quoting."""

            def __init__(self, item: ui.Button[Any], action: str, question: str) -> None:
                super().__init__(item)
                self._action, self._question = action, question

            @classmethod
            async def from_custom_id(cls, _: Interaction, item: Any, match: re.Match[str]) -> QuoteButton:
                return cls(item, match["action"], match["question"])

            async def callback(self, interaction: Interaction) -> None:
                await quoting.safely(interaction, self._action, self._question)

        class PassageSelect(ui.DynamicItem[ui.Select[Any]], template=PASSAGE):
            """The select of a passage: its values are claims."""

            @classmethod
            async def from_custom_id(cls, _: Interaction, item: Any, match: re.Match[str]) -> PassageSelect:  # noqa: ARG003 - discord.py's signature
                return cls(item)

            async def callback(self, interaction: Interaction) -> None:
                await quoting.safely(interaction, PASSAGE, chosen(self.item))

        return QuoteButton, PassageSelect

    async def safely(self, interaction: Interaction, action: str, value: str) -> None:
        """Do what the button or select says; errors go up the ladder, since discord.py would only log them."""
        try:
            await self._act(interaction, action, value)
        except Exception as error:  # noqa: BLE001 - the end of the ladder
            await report(interaction, error, f"button {action}")

    async def _act(self, interaction: Interaction, action: str, value: str) -> None:
        self._admit(interaction)
        pressed = interaction.message
        if pressed is None:
            raise Refusal(GONE)
        if action == PASSAGE:
            await self._turn(interaction, pressed, value)
            return
        from bot.cards.citation import changed  # noqa: PLC0415 - only where somebody quotes: memory at the start

        facts, left_out = self._meant(pressed, value)
        if not facts:
            raise Refusal(changed(left_out) if left_out else GONE)
        if action == CITE:
            await self._cite(interaction, facts, left_out)
        else:
            sent = await self._passage(facts[0], facts, as_text=not pressed.flags.components_v2)
            await interaction.response.send_message(ephemeral=True, **sent)
            if left_out:
                await interaction.followup.send(changed(left_out), ephemeral=True)

    def _meant(self, pressed: discord.Message, value: str) -> tuple[list[Fact], int]:
        """The statements of the message, and how many others its page has by now.

        A card whose question the button does not carry is looked up in the whole base, by what it shows.
        """
        edition, today = self._desk.edition, self._desk.today()
        lines = unescape(shown_text(pressed)).splitlines()
        said = {text: at for at, line in enumerate(lines) for text in _said(line)}
        question = decode(value)
        answered = self._desk.answered_again(question) if question else None
        if question is None or answered is None:
            held = {at: one for one in edition.claims.values() if (at := _place(one.claim, said)) is not None}
            return [fact_of(edition, held[at], today) for at in sorted(held)], 0
        return _seen(answered, said, question.page)

    async def _cite(self, interaction: Interaction, facts: Sequence[Fact], left_out: int) -> None:
        from bot.cards.citation import citation, messages  # noqa: PLC0415 - the same

        edition, today = self._desk.edition, self._desk.today()
        checks = checks_of(edition, facts)
        entries = [citation(edition, fact, checks, today) for fact in facts]
        first, *more = messages(entries, left_out)
        await interaction.response.send_message(first, ephemeral=True, allowed_mentions=_NO_PINGS)
        for content in more:
            await interaction.followup.send(content, ephemeral=True, allowed_mentions=_NO_PINGS)

    async def _turn(self, interaction: Interaction, pressed: discord.Message, claim: str) -> None:
        """Show the passage of another of the statements that the message offers."""
        menu = select_of(pressed, PASSAGE)
        edition, today = self._desk.edition, self._desk.today()
        offered = [option.value for option in menu.options] if menu else []
        facts = [fact_of(edition, edition.claims[own], today) for own in offered if own in edition.claims]
        chosen = next((fact for fact in facts if fact.claim.id == claim), None)
        if chosen is None:
            raise Refusal(GONE)
        as_text = not pressed.flags.components_v2
        await interaction.response.edit_message(**await self._passage(chosen, facts, as_text=as_text))

    async def _passage(self, fact: Fact, facts: Sequence[Fact], *, as_text: bool) -> dict[str, Any]:
        from bot.cards.passage import passage_text, passage_view  # noqa: PLC0415 - the same

        edition = self._desk.edition
        held = edition.claims[fact.claim.id]
        # Reading and matching a long copy would keep everyone else waiting.
        passages = await asyncio.to_thread(self._desk.copies.passages, edition, held)
        if as_text:
            content, view = passage_text(edition, fact, passages, facts)
            return {"content": content, "view": view, "allowed_mentions": _NO_PINGS}
        return {"view": passage_view(edition, fact, passages, facts), "allowed_mentions": _NO_PINGS}


def _seen(answered: Answered, said: Mapping[str, int], number: int) -> tuple[list[Fact], int]:
    """The statements that are said letter for letter, in their order, and how many others the page has by now."""
    found = {at: fact for fact in answered.facts if (at := _place(fact.claim, said)) is not None}
    shown = {fact.claim.id for fact in found.values()}
    here = page(answered.card, number).card
    now = {item.claim for section in here.sections for item in section.items if item.claim}
    return [found[at] for at in sorted(found)], len(now - shown)


def _place(claim: Claim, said: Mapping[str, int]) -> int | None:
    """Where a claim is said, as it is written or as it is read out."""
    at = said.get(claim.text)
    return said.get(speakable(claim.text)) if at is None and "¶" in claim.text else at


def _said(line: str) -> Iterator[str]:
    """What a line may state: all of it, or what stands behind a date, an entry's name or a list mark."""
    yield line
    for before in _BEFORE:
        at = line.find(before)
        while at >= 0:
            yield line[at + len(before) :]
            at = line.find(before, at + 1)
