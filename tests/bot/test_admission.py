"""Who is answered, and how much at once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.admission import REMEMBERED, TOO_FAST, TOO_MANY, Admission, Limit
from bot.errors import ELSEWHERE, Refusal


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def ask(admission: Admission, person: int = 1, server: int | None = 10) -> str | None:
    interaction: Any = SimpleNamespace(guild_id=server, user=SimpleNamespace(id=person))
    try:
        admission.check(interaction)
    except Refusal as refusal:
        return str(refusal)
    return None


@pytest.mark.parametrize(("server", "answer"), [(10, None), (11, ELSEWHERE), (None, ELSEWHERE)])
def test_only_the_servers_that_were_named_are_answered(server: int | None, answer: str | None) -> None:
    assert ask(Admission((10,)), server=server) == answer


def test_a_person_who_asks_without_end_waits_and_the_others_do_not() -> None:
    clock = Clock()
    admission = Admission(clock=clock, person=Limit(3, 1))
    assert [ask(admission) for _ in range(4)] == [None, None, None, TOO_FAST]
    assert ask(admission, person=2) is None
    clock.now += 1
    assert [ask(admission) for _ in range(2)] == [None, TOO_FAST]
    clock.now += 1000
    assert [ask(admission) for _ in range(4)] == [None, None, None, TOO_FAST]


def test_a_server_is_held_back_whoever_asks_and_other_servers_are_not() -> None:
    admission = Admission(clock=Clock(), server=Limit(2, 1))
    assert [ask(admission, person=person) for person in range(3)] == [None, None, TOO_MANY]
    assert ask(admission, person=9, server=11) is None


def test_what_is_remembered_has_an_end() -> None:
    admission = Admission(clock=Clock(), person=Limit(1, 1), server=Limit(1e9, 1))
    assert ask(admission, person=0) is None
    assert ask(admission, person=0) == TOO_FAST
    for person in range(1, REMEMBERED + 1):
        assert ask(admission, person=person) is None
    assert ask(admission, person=0) is None
