"""A card is posted to its channel once, whoever presses and however often: after a restart and by any process too."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from bot.briefing.service import utc_now
from bot.cards.question import Question
from bot.errors import Refusal

if TYPE_CHECKING:
    from bot.state import Store

_log = logging.getLogger(__name__)
REMEMBERED = 4096
"""How many posted cards are remembered in memory."""
PATIENCE = 10.0
"""Seconds that the state may take: the press is answered by then, so it is only the card that waits."""
NOT_NOTED = (
    "Nothing was posted: our records, which see to it that a card is posted only once, cannot be reached just now. "
    "Try again in a minute."
)
_Once: TypeAlias = tuple[int, str]


class AlreadyPostedError(Refusal):
    """The card was posted already; the sentence says so."""

    def __init__(self) -> None:
        super().__init__("This card has been posted already. Ask again to post it once more.")


class PostedOnce:
    """The posted cards of one client: in memory, and in the state where there is one.

    Args:
        store: the state.
        now: the wall clock.
        patience: seconds that the state may take.
    """

    def __init__(
        self,
        store: Store | None = None,
        now: Callable[[], datetime] = utc_now,
        *,
        patience: float = PATIENCE,
    ) -> None:
        self._store, self._now, self._patience = store, now, patience
        self._posted: dict[_Once, None] = {}
        self._unused: dict[_Once, None] = {}

    def known(self, message: int, question: Question) -> bool:
        """Whether this process knows that the message's card was posted; the state is not asked."""
        return _once(message, question) in self._posted

    def reserve(self, message: int, question: Question) -> None:
        """Take it on in this process, before any wait.

        Raises:
            AlreadyPostedError: a press before this one did.
        """
        once = _once(message, question)
        if once in self._posted:
            raise AlreadyPostedError
        _put(self._posted, once)

    async def claim(self, message: int, question: Question) -> None:
        """Take the right to post a card that was reserved.

        Raises:
            AlreadyPostedError: another process took it, perhaps this one before it was started again.
            Refusal: the state could not be asked, so nothing may be posted; with the sentence for the person.
        """
        once = _once(message, question)
        if self._store is None:
            return
        claimed = await self._claimed(_Claim(self._store, once, self._now()), self._store)
        if not claimed and once not in self._unused:
            raise AlreadyPostedError
        self._unused.pop(once, None)

    async def _claimed(self, claim: _Claim, store: Store) -> bool:
        try:
            async with asyncio.timeout(self._patience):
                return await store.call(claim.make)
        except TimeoutError:
            if claim.abandon():
                return True
            why = "it takes too long"
        except Exception as error:  # noqa: BLE001 - whatever a database raises
            why = type(error).__name__
        _log.error("a card was not posted, since the state could not be asked whether it had been: %s", why)
        raise Refusal(NOT_NOTED)

    async def release(self, message: int, question: Question, *, claimed: bool) -> None:
        """Give back what was reserved, and claimed, for a card that was not posted from here; never raises."""
        once = _once(message, question)
        self._posted.pop(once, None)
        if self._store is None or not claimed:
            return
        # Where the state does not take it back, it stays ours: the next press here may find it noted as posted.
        _put(self._unused, once)
        try:
            async with asyncio.timeout(self._patience):
                await self._store.call(self._store.cards.release, *once)
        except Exception as error:  # noqa: BLE001 - whatever a database raises, and its silence
            _log.error("a card that could not be posted stays noted as posted (%s)", type(error).__name__)
        else:
            self._unused.pop(once, None)


class _Claim:
    """A claim in the state's thread that gives itself back when nobody waits for it any more."""

    def __init__(self, store: Store, once: _Once, now: datetime) -> None:
        self._store, self._once, self._now = store, once, now
        self._lock = threading.Lock()
        self._made = self._abandoned = False

    def make(self) -> bool:
        """Claim, in the state's thread."""
        claimed = self._store.cards.claim_post(*self._once, self._now)
        with self._lock:
            self._made = claimed and not self._abandoned
        if claimed and not self._made:
            self._store.cards.release(*self._once)
        return self._made

    def abandon(self) -> bool:
        """Stop waiting; true when the claim was made at the last moment, and so holds."""
        with self._lock:
            self._abandoned = not self._made
            return self._made


def _once(message: int, question: Question) -> _Once:
    """What is posted once from one message: the question whatever its page and form."""
    return message, replace(question, page=0, as_text=False).whole


def _put(kept: dict[_Once, None], once: _Once) -> None:
    kept[once] = None
    if len(kept) > REMEMBERED:
        del kept[next(iter(kept))]
