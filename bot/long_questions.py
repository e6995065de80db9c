"""Questions that are too long for a button: their text is kept for a month, and the button carries a short id.

What was typed stands in them, so nothing of a question is ever logged, errors' texts included.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from bot.briefing.service import utc_now
from bot.cards.pages import Page
from bot.cards.question import Question, Short, decode
from bot.errors import Refusal
from bot.short_ids import short_id

if TYPE_CHECKING:
    from bot.state import Store
from bot.state.questions import LONGEST

_log = logging.getLogger(__name__)
REMEMBERED = 1024
"""How many questions are kept in memory: those of the last minutes, or all where there is no state."""
KEPT = timedelta(days=30)
"""For how long a question can be opened again after it was last asked or posted."""
PATIENCE = 2.0
"""Seconds that a person waits for the state: Discord takes no first answer after 3."""
OVER = (
    "What this button asks was too long for the button itself. Such a question is kept for 30 days, and this one is "
    "not kept any more: ask it again with its command."
)
AWAY = (
    "What this button asks is too long for the button itself, and our records of it cannot be reached just now. Try "
    "again in a minute, or ask again with its command."
)

Asked: TypeAlias = tuple[tuple[str, datetime], ...]
"""The texts of questions, and when each was asked."""


class LongQuestions:
    """The long questions of one client: in memory, and in the state where there is one.

    Args:
        store: the state.
        now: the wall clock.
        patience: seconds that a look-up in the state may take.
    """

    def __init__(
        self,
        store: Store | None = None,
        now: Callable[[], datetime] = utc_now,
        *,
        patience: float = PATIENCE,
    ) -> None:
        self._store, self._now, self._patience = store, now, patience
        self._texts: dict[str, tuple[str, datetime]] = {}

    def remember(self, shown: Page) -> Asked:
        """Remember at once what the buttons of a page stand for, so that they work as soon as they are seen.

        Returns:
            What is to be kept for longer, with :meth:`keep`; nothing for nearly all pages.
        """
        found = tuple((question.whole, self._now()) for question in carried(shown))
        for text, at in found:
            own = short_id(text)
            self._texts.pop(own, None)
            self._texts[own] = (text, at)
            if len(self._texts) > REMEMBERED:
                del self._texts[next(iter(self._texts))]
        return found

    async def keep(self, asked: Asked) -> None:
        """Keep them in the state; where that fails, their buttons work until this process ends."""
        for text, at in asked:
            if self._store is None:
                return
            if len(text) > LONGEST:
                continue  # no client of Discord's sends so much: the buttons work as long as this process remembers
            try:
                await self._store.call(self._store.questions.keep, text, at)
            except Exception as error:  # noqa: BLE001 - whatever a database raises: the person has the answer already
                _log.error(
                    "a question too long for a button could not be kept (%s): its buttons end with this process",
                    type(error).__name__,
                )

    async def prune(self) -> None:
        """Delete from the state what is over; where that fails, what asks next or starts next does it."""
        if self._store is None:
            return
        try:
            async with asyncio.timeout(self._patience):
                await self._store.call(self._store.questions.prune, self._now())
        except Exception as error:  # noqa: BLE001 - whatever a database raises, and its silence: nobody waits for it
            _log.warning("old questions could not be deleted (%s)", type(error).__name__)

    async def find(self, short: Short) -> Question:
        """The question that a button stands for, on the button's page and in its form.

        Raises:
            Refusal: it is not kept any more, or the state cannot be reached; with the sentence for the person.
        """
        text, at = self._texts.get(short.id, (None, None))
        if at is not None and at + KEPT <= self._now():
            text = None
        if text is None and self._store is not None:
            text = await self._recall(self._store, short.id)
        question = decode(text) if text is not None else None
        if question is None:
            raise Refusal(OVER)
        return replace(question, page=short.page, as_text=short.as_text)

    async def _recall(self, store: Store, own: str) -> str | None:
        try:
            async with asyncio.timeout(self._patience):
                return await store.call(store.questions.recall, own, self._now())
        except Exception as error:  # noqa: BLE001 - whatever a database raises, and its silence
            _log.error("a question too long for a button could not be looked up (%s)", type(error).__name__)
            raise Refusal(AWAY) from None


def carried(shown: Page) -> tuple[Question, ...]:
    """The long questions that the buttons and the select of a page carry."""
    card = shown.card
    turned = (card.question,) if card.postable or shown.count > 1 else ()
    offered = (choice.question for choice in (*card.choices, *card.related))
    return tuple(dict.fromkeys(question for question in (*turned, *offered) if question.long))
