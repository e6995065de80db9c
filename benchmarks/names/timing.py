"""Times of single calls: processor time, best of several rounds, as what others take on the machine is not ours."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")

ROUNDS: Final = 3


def timed(
    call: Callable[[str], T], texts: Iterable[str], rounds: int = ROUNDS
) -> tuple[list[T], list[float]]:
    """Give the results of a call on each text, and the milliseconds of processor that each took at best, sorted.

    A round asks every text once, so that the tries of one text lie apart in time.
    """
    asked = list(texts)
    results: list[T] = []
    best = [float("inf")] * len(asked)
    for number in range(rounds):
        for at, text in enumerate(asked):
            start = time.thread_time()
            result = call(text)
            best[at] = min(best[at], (time.thread_time() - start) * 1000)
            if not number:
                results.append(result)
    return results, sorted(best)


def spread(spent: list[float]) -> str:
    """Give the median and the 99th percentile of sorted milliseconds as text."""
    return f"p50 {spent[len(spent) // 2]:.3f} ms, p99 {spent[int(len(spent) * 0.99)]:.3f} ms of processor"
