"""A sample of the crash matrix; all of it runs with ``python -m benchmarks.delivery matrix``."""

from __future__ import annotations

import asyncio

from benchmarks.delivery.matrix import BEHAVIOURS, MUCH_LATER, SOON, measure


def test_a_process_killed_at_any_step_leaves_exactly_one_message() -> None:
    points = asyncio.run(measure(stride=31, waits=(SOON, MUCH_LATER)))
    assert {one.behaviour for one in points} == set(BEHAVIOURS)
    assert sum(one.killed for one in points) >= len(BEHAVIOURS)
    assert {one.wait for one in points} == {SOON, MUCH_LATER}
    assert [one for one in points if not one.right] == []
