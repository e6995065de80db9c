"""Posting once, and questions too long for a button, as two processes with one database of either kind do them."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.cards.question import Question, Short
from bot.errors import Refusal
from bot.long_questions import OVER, LongQuestions
from bot.posted_once import NOT_NOTED, AlreadyPostedError, PostedOnce
from bot.short_ids import short_id
from bot.state import Store
from bot.state.tables import PostedCard
from tests.bot.state.rows import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
CARD = Question("entity", "thaad")
LONG = Question("search", "w" * 200)
MESSAGE = 1457659890892800024


@pytest.fixture
def stores(address: URL) -> Iterator[tuple[Store, Store]]:
    """Give two processes' view of one database."""
    one, other = Store.open(address), Store.open(address)
    yield one, other
    one.close()
    other.close()


async def claimed(posted: PostedOnce, question: Question = CARD) -> bool:
    try:
        posted.reserve(MESSAGE, question)
        await posted.claim(MESSAGE, question)
    except AlreadyPostedError:
        return False
    return True


async def test_of_many_presses_in_two_processes_one_posts(stores: tuple[Store, Store]) -> None:
    processes = [PostedOnce(store, lambda: NOW) for store in (*stores, *stores)]
    assert sum(await asyncio.gather(*(claimed(one) for one in processes))) == 1
    assert await claimed(processes[0], Question("entity", "inf-treaty"))
    assert not await claimed(PostedOnce(stores[0], lambda: NOW), CARD.on_page(3))


async def test_what_another_process_holds_is_not_given_back(stores: tuple[Store, Store]) -> None:
    one, other = (PostedOnce(store, lambda: NOW) for store in stores)
    assert await claimed(one)
    assert not await claimed(other)
    await other.release(MESSAGE, CARD, claimed=False)
    assert count(stores[0], PostedCard) == 1
    await one.release(MESSAGE, CARD, claimed=True)
    assert await claimed(other)


async def test_a_state_that_takes_too_long_posts_nothing_and_holds_nothing(
    stores: tuple[Store, Store],
) -> None:
    held, waits = threading.Event(), PostedOnce(stores[0], lambda: NOW, patience=0.01)
    claim = stores[0].cards.claim_post

    def slow(message_id: int, key: str, now: datetime) -> bool:
        held.wait(10)
        return claim(message_id, key, now)

    stores[0].cards.claim_post = slow  # type: ignore[method-assign] # the same, later
    with pytest.raises(Refusal, match="Nothing was posted"):
        await claimed(waits)
    held.set()
    # The state's one thread has come to its end of it once it answers anything else.
    await stores[0].call(lambda: None)
    assert count(stores[1], PostedCard) == 0
    assert await claimed(PostedOnce(stores[1], lambda: NOW))
    assert NOT_NOTED.startswith("Nothing was posted")


async def test_a_right_that_cannot_be_given_back_stays_with_who_has_it(stores: tuple[Store, Store]) -> None:
    one, other = (PostedOnce(store, lambda: NOW) for store in stores)
    release = stores[0].cards.release

    def fail(message_id: int, key: str) -> None:
        raise OSError(f"the disk is gone: {message_id} {key}")

    stores[0].cards.release = fail  # type: ignore[method-assign] # fails
    assert await claimed(one)
    await one.release(MESSAGE, CARD, claimed=True)
    assert not await claimed(other)
    assert await claimed(one)
    stores[0].cards.release = release  # type: ignore[method-assign] # as it was
    await one.release(MESSAGE, CARD, claimed=True)
    assert count(stores[0], PostedCard) == 0


async def test_a_long_question_is_found_by_another_process_for_thirty_days(
    stores: tuple[Store, Store],
) -> None:
    moments = [NOW]
    one, other = (LongQuestions(store, lambda: moments[-1]) for store in stores)
    await one.keep(((LONG.whole, NOW),))
    short = Short(short_id(LONG.whole), 2, as_text=True)
    moments.append(NOW + timedelta(days=30, seconds=-1))
    assert await other.find(short) == Question("search", "w" * 200, page=2, as_text=True)
    moments.append(NOW + timedelta(days=30))
    for process in (one, other):
        with pytest.raises(Refusal, match="kept for 30 days"):
            await process.find(short)
    assert "kept for 30 days" in OVER


def test_the_short_id_is_the_one_that_the_state_gives(stores: tuple[Store, Store]) -> None:
    for question in (LONG, Question("search", "кто сказал 北方領土 \ud800" * 20)):
        assert stores[0].questions.keep(question.whole, NOW) == short_id(question.whole)
