"""What several processes share, on both kinds of database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.briefing.calendar import Schedule
from bot.state import SameScheduleError, Store, Subscription, Wish
from bot.state.identifies import fingerprint
from bot.state.tables import Identify, KeptQuestion, PostedCard
from tests.bot.state.rows import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
WISH = Wish(1, 10, Schedule(time(8), "Asia/Tokyo", frozenset({0, 4})), ("thaad", "new-start"), "quiet", 7)


@pytest.fixture
def stores(address: URL) -> Iterator[tuple[Store, Store]]:
    """Give two processes' view of one database."""
    one, other = Store.open(address), Store.open(address)
    yield one, other
    one.close()
    other.close()


def test_two_processes_that_save_the_same_briefing_at_once_save_it_once(stores: tuple[Store, Store]) -> None:
    def save(number: int) -> Subscription | SameScheduleError:
        topics = WISH.topics if number % 2 else WISH.topics[::-1]
        try:
            return stores[number % 2].subscriptions.create(replace(WISH, topics=topics, role_id=number), NOW)
        except SameScheduleError as error:
            return error

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(save, range(16)))
    assert sum(isinstance(one, Subscription) for one in results) == 1
    [refused, *_] = [one for one in results if isinstance(one, SameScheduleError)]
    assert str(refused) == "<#10> has exactly this briefing already: it would come twice."
    assert len(stores[0].subscriptions.of_guild(1)) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(WISH, guild_id=2),
        replace(WISH, channel_id=11),
        replace(WISH, topics=("thaad",)),
        replace(WISH, schedule=Schedule(time(8, 1), "Asia/Tokyo", frozenset({0, 4}))),
        replace(WISH, schedule=Schedule(time(8), "Asia/Seoul", frozenset({0, 4}))),
        replace(WISH, schedule=Schedule(time(8), "Asia/Tokyo", frozenset({0, 3}))),
    ],
)
def test_what_differs_is_another_briefing_until_it_is_edited_to_be_the_same(
    stores: tuple[Store, Store], other: Wish
) -> None:
    subscriptions = stores[0].subscriptions
    first = subscriptions.create(WISH, NOW)
    second = subscriptions.create(other, NOW)
    with pytest.raises(SameScheduleError):
        subscriptions.edit(second.id, WISH, NOW)
    kept = subscriptions.get(second.id)
    assert kept is not None
    assert (kept.guild_id, kept.channel_id, kept.at) == (other.guild_id, other.channel_id, other.schedule.at)
    assert subscriptions.edit(first.id, replace(WISH, policy="again"), NOW) is not None
    subscriptions.remove(first.id, NOW)
    assert subscriptions.edit(second.id, WISH, NOW) is not None
    with pytest.raises(SameScheduleError):
        subscriptions.create(WISH, NOW)


def test_a_question_has_one_id_everywhere_and_is_known_for_thirty_days(stores: tuple[Store, Store]) -> None:
    one, other = stores
    text = '{"q":"' + "Сахалин \x00 \ud800 🗾 % ' " * 200 + '"}'
    own = one.questions.keep(text, NOW)
    assert own == other.questions.keep(text, NOW + DAY)
    assert own != one.questions.keep(text + " ", NOW)
    assert len(own) == 16
    assert own.isascii()
    assert other.questions.recall(own, NOW + DAY * 31 - SECOND) == text
    assert other.questions.recall(own, NOW + DAY * 31) is None
    assert one.questions.recall("nobody", NOW) is None
    assert count(one, KeptQuestion) == 2
    one.questions.keep("later", NOW + DAY * 30)
    assert count(one, KeptQuestion) == 2
    with pytest.raises(ValueError, match="4097 characters"):
        one.questions.keep("x" * 4097, NOW)


def test_a_card_is_posted_by_one_press_in_one_process(stores: tuple[Store, Store]) -> None:
    def press(number: int) -> bool:
        return stores[number % 2].cards.claim_post(2**62, "entity:thaad" * 400, NOW)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(press, range(16))) == 1
    one, other = stores[0].cards, stores[1].cards
    assert one.claim_post(2**62, "entity:moscow", NOW)
    assert one.claim_post(5, "entity:moscow", NOW)
    one.release(5, "entity:moscow")
    assert other.claim_post(5, "entity:moscow", NOW)
    assert not other.claim_post(2**62, "entity:moscow", NOW + DAY * 30 - SECOND)
    assert other.claim_post(6, "entity:moscow", NOW + DAY * 30)
    assert count(stores[0], PostedCard) == 1


def test_sessions_are_counted_for_a_day_and_for_each_token_apart(stores: tuple[Store, Store]) -> None:
    one, other = stores
    mine, theirs = fingerprint("MTA.mine"), fingerprint("MTA.theirs")
    one.identifies.add(mine, NOW)
    other.identifies.add(mine, NOW + SECOND)
    one.identifies.add(theirs, NOW + SECOND)
    assert other.identifies.lately(mine, NOW + DAY - SECOND) == [NOW, NOW + SECOND]
    assert other.identifies.lately(mine, NOW + DAY) == [NOW + SECOND]
    assert "MTA" not in mine
    one.identifies.add(mine, NOW + DAY + SECOND)
    assert count(one, Identify) == 1


def test_a_lease_is_taken_by_one_and_renewed_only_by_whoever_has_it(stores: tuple[Store, Store]) -> None:
    until = NOW + SECOND * 15

    def take(number: int) -> bool:
        return stores[number % 2].leases.take("serving", str(number), None, until) is not None

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(16))) == 1
    one, other = stores[0].leases, stores[1].leases
    assert other.see("nothing") is None
    held = one.see("serving")
    assert held is not None
    assert (held.fence, held.beat, held.until) == (1, 0, until)
    seen = other.see("serving")
    renewed = one.renew(held, until + SECOND)
    assert renewed is not None
    assert (renewed.fence, renewed.beat, renewed.until) == (1, 1, until + SECOND)
    assert other.take("serving", "other", seen, until) is None
    taken = other.take("serving", "other", other.see("serving"), until)
    assert taken is not None
    assert (taken.fence, taken.holder) == (2, "other")
    assert one.renew(renewed, until) is None
    one.release(renewed, NOW)
    assert other.renew(taken, until) is not None
    other.release(taken, NOW)
    free = one.see("serving")
    assert free is not None
    assert (free.holder, free.fence, free.until) == (None, 2, NOW)
    again = one.take("serving", "one", free, until)
    assert again is not None
    assert again.fence == 3
    assert other.take("serving", "other", free, until) is None
