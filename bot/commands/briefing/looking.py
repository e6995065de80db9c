"""/briefing list and history: what there is, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot.briefing.service import Briefings
from bot.cards.briefings import Shown, history_blocks
from bot.cards.limits import CHOICE_NAME, clip_label
from bot.cards.markdown import escape
from bot.commands.briefing.answering import answer, block_of, wait_for_it
from bot.commands.briefing.choosing import NONE_YET, WHICH, WHICH_HELP, chosen, server_of, which
from bot.commands.options import Slash
from bot.desk import Desk
from bot.errors import Refusal
from bot.state import Alarm, Delivery, Subscription

PAGE = 15
"""How many deliveries a history shows at once; more only to end a date."""
_FETCHED = 60
_GENERAL = frozenset({"clock", "engine"})
"""Alarms that concern every server."""


def build(desk: Desk, briefings: Briefings) -> list[Slash]:
    """The commands."""

    @app_commands.command(name="list", description="The briefings of this server, and when each comes next")
    async def list_(interaction: discord.Interaction) -> None:
        await wait_for_it(interaction)
        store = briefings.store
        found = await store.call(store.subscriptions.of_guild, server_of(interaction))
        if not found:
            raise Refusal(NONE_YET)
        blocks = [await block_of(desk, briefings, one) for one in found]
        wrong = _alarms(await store.call(store.reports.alarms), found)
        count = "1 briefing" if len(found) == 1 else f"{len(found)} briefings"
        await answer(interaction, [f"{count} in this server.", *blocks, *wrong])

    @app_commands.command(name="history", description="What was delivered, delayed, missed or quiet, and why")
    @app_commands.describe(briefing=WHICH_HELP, before="Only what was due before this date, like 2026-11-30")
    @app_commands.autocomplete(briefing=which(briefings, "briefing history", ended=True))
    async def history(
        interaction: discord.Interaction,
        briefing: WHICH | None = None,
        before: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        await wait_for_it(interaction)
        known = await chosen(briefings, interaction, briefing, ended=True)
        store = briefings.store
        today = briefings.now().astimezone(ZoneInfo(known.zone)).date()
        day = date_of(before, today) if before is not None else None
        rows = await store.call(store.ledger.history, known.id, _FETCHED, day)
        page = _page(rows)
        said = await store.call(store.reports.feedback, [row.key for row in page])
        shown = [Shown(row, [one for one in said if one.delivery_id == row.key]) for row in page]
        coming = await briefings.outlook(known)
        await answer(
            interaction, history_blocks(known, shown, older=len(rows) > len(page), coming=coming), gap="\n"
        )

    return [list_, history]


def date_of(typed: str, today: date) -> date:
    """A date as typed: ISO 8601, or today or tomorrow.

    Raises:
        Refusal: it is none.
    """
    text = typed.strip().casefold()
    if text in {"today", "tomorrow"}:
        return today if text == "today" else date.fromordinal(today.toordinal() + 1)
    try:
        return date.fromisoformat(text)
    except ValueError:
        shown = escape(clip_label(typed, CHOICE_NAME))
        raise Refusal(f"“{shown}” is no date: write it like 2026-11-30, or today, or tomorrow.") from None


def _page(rows: list[Delivery]) -> list[Delivery]:
    """The first ones, with all of the last date among them, so that the rest begins on another date."""
    first = rows[:PAGE]
    return first + [row for row in rows[PAGE:] if row.date == first[-1].date]


def _alarms(alarms: Iterable[Alarm], found: Iterable[Subscription]) -> list[str]:
    """What operators were told that concerns these briefings; suspensions stand with each."""
    ids = tuple(one.id for one in found)
    return [
        f"Attention: {one.text}"
        for one in alarms
        if one.key in _GENERAL or one.key.removeprefix("delivery:").startswith(ids)
    ]
