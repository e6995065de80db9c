"""Times of single calls."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")


def timed(call: Callable[[str], T], texts: Iterable[str]) -> tuple[list[T], list[float]]:
    """Give the results of a call on each text, and the milliseconds that each took, sorted."""
    results: list[T] = []
    spent: list[float] = []
    for text in texts:
        start = time.perf_counter()
        result = call(text)
        spent.append((time.perf_counter() - start) * 1000)
        results.append(result)
    return results, sorted(spent)


def spread(spent: list[float]) -> str:
    """Give the median and the 99th percentile of sorted milliseconds as text."""
    return f"p50 {spent[len(spent) // 2]:.3f} ms, p99 {spent[int(len(spent) * 0.99)]:.3f} ms"
