"""What is noted for whoever looks later, without growing for ever."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


class Kept(list[T]):
    """A list that forgets its oldest items as new ones are appended.

    Args:
        most: how many it keeps; None keeps all.
    """

    def __init__(self, most: int | None = None) -> None:
        super().__init__()
        self._most = most

    def append(self, item: T, /) -> None:
        """Add an item at the end."""
        super().append(item)
        if self._most is not None and len(self) > self._most:
            del self[0]
