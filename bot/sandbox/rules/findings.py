"""What a check found: violations, and the list that collects them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.cards.limits import Limit


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach of one rule.

    Attributes:
        rule: short name of the rule, e.g. ``button-label``.
        path: place in the request body, e.g. ``data.components[0].components[1].label``; empty for the whole
            body.
        message: a sentence that says what is wrong and, where there is a figure, what is allowed.
        source: where the rule is stated.
    """

    rule: str
    path: str
    message: str
    source: str


class Findings:
    """Collects violations in the order in which they are found."""

    def __init__(self) -> None:
        self._violations: list[Violation] = []

    def add(self, rule: str, path: str, message: str, source: str) -> None:
        """Record a breach."""
        self._violations.append(Violation(rule, path, message, source))

    def length(self, limit: Limit, path: str, length: int, unit: str) -> None:
        """Record a breach if a length or count is outside its limit; ``unit`` is a plural noun."""
        if length > limit.most:
            self.add(
                limit.name, path, f"{length} {unit} where at most {limit.most} are allowed.", limit.source
            )
        elif length < limit.least:
            self.add(
                limit.name, path, f"{length} {unit} where at least {limit.least} is needed.", limit.source
            )

    def all(self) -> list[Violation]:
        """Give what was found so far."""
        return list(self._violations)


def at(path: str, step: str | int) -> str:
    """Extend a path by a key or an index."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if path else step
