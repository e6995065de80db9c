"""Each interaction from its arrival to its end: a line in the log, and figures by command.

The line says which command, how it ended and how long it took until the first answer, which Discord waits 3 seconds
for. It never says who asked, where, or what was typed. Suggestions while typing come with every key, so theirs is a
line at DEBUG.

discord.py tells when a command has ended, and the error ladder when anything has failed. Of buttons and forms nobody
tells; those have ended a moment after their answer, or after what they promised with it.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from bot.health.histogram import Histogram
from bot.observing import Outcome

_log = logging.getLogger(__name__)

Kind: TypeAlias = Literal["command", "button", "autocomplete", "form"]
KINDS: dict[int, Kind] = {2: "command", 3: "button", 4: "autocomplete", 5: "form"}
"""By Discord's number: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type"""
PROMISES = (5, 6)
"""Types of a first answer after which another comes: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type"""
BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Seconds; Discord gives up after the last."""
OTHER = "other"
"""Stands for all names that are none of ours: what somebody sends makes no metric."""
MOMENT = 1.0
"""Seconds after an answer in which the error ladder may still say that something failed."""
NO_ANSWER = 60.0
"""Seconds after which nobody will answer any more: twenty times what Discord waits."""
NO_END = 15 * 60.0
"""Seconds after which an answer that was begun cannot be finished: its token has run out by then."""
MOST = 10_000
"""Interactions that are followed at a time."""
REFUSED = 300
"""From this HTTP status on an answer was not taken."""
_HEAD = re.compile(r"([a-z][a-z-]*)(?::[a-z]+)?")
_GROUPS = (1, 2)
"""Types of options that are subcommands."""


@dataclass(slots=True)
class _Open:
    kind: Kind
    name: str
    began: float
    interaction: Any
    first: float | None = None
    last: float | None = None

    @property
    def promised(self) -> bool:
        """Whether another answer is to come."""
        given = self.interaction.response.type
        return given is not None and given.value in PROMISES and self.last is None


class Interactions:
    """Follows interactions.

    Args:
        steady: seconds of a clock that nobody sets.

    Attributes:
        outcomes: how many ended how, by kind, name and outcome.
        seconds: until the first answer, by kind and name.
    """

    def __init__(self, steady: Callable[[], float]) -> None:
        self._steady = steady
        self._known: frozenset[str] = frozenset()
        self._open: dict[int, _Open] = {}
        self._by_token: dict[str, int] = {}
        self.outcomes: Counter[tuple[Kind, str, Outcome]] = Counter()
        self.seconds: dict[tuple[Kind, str], Histogram] = {}

    @property
    def open(self) -> int:
        """How many are not settled yet."""
        return len(self._open)

    def expect(self, names: Iterable[str]) -> None:
        """Know these names besides those known before."""
        self._known |= frozenset(names)

    def arrived(self, interaction: Any) -> None:
        """One came from Discord."""
        kind = KINDS.get(interaction.type.value)
        if kind is None:
            return
        if len(self._open) >= MOST:
            self.settled(next(iter(self._open)), "unanswered")
        name = self._name(kind, interaction.data)
        self._open[interaction.id] = _Open(kind, name, self._steady(), interaction)
        self._by_token[interaction.token] = interaction.id

    def answered(self, path: str, status: int) -> None:
        """Discord took, or did not take, what was sent to this path."""
        if path.endswith("/callback"):
            own = path.split("/")[-3:-2]
            if own and own[0].isdecimal():
                self._called_back(int(own[0]), taken=status < REFUSED)
        elif "/webhooks/" in path and status < REFUSED:
            found = self._open.get(self._by_token.get(_token(path), 0))
            if found is not None:
                found.last = self._steady()

    def _called_back(self, own: int, *, taken: bool) -> None:
        found = self._open.get(own)
        if found is None:
            return
        if taken:
            found.first = self._steady()
        if found.kind == "autocomplete":
            # Nothing else tells of them. One that is not taken came too late: the next key was typed meanwhile.
            self.settled(own, "answered" if taken else "expired")

    def settled(self, interaction: int, outcome: Outcome, reference: str = "") -> None:
        """One came to its end; a second call changes nothing."""
        found = self._open.pop(interaction, None)
        if found is None:
            return
        self._by_token.pop(found.interaction.token, None)
        if outcome == "answered" and found.first is None:
            outcome = "unanswered"
        self.outcomes[found.kind, found.name, outcome] += 1
        if found.first is not None:
            self._histogram(found).add(found.first - found.began)
        self._say(interaction, found, outcome, reference)

    def sweep(self, moment: float = MOMENT) -> None:
        """Settle those of which nobody tells.

        Args:
            moment: seconds after an answer in which something may still fail.
        """
        now = self._steady()
        for own, found in list(self._open.items()):
            age = now - found.began
            if found.first is None:
                if age >= NO_ANSWER:
                    self.settled(own, "unanswered")
            elif found.promised:
                if age >= NO_END:
                    self.settled(own, "unanswered")
            elif now - (found.last or found.first) >= (NO_END if found.kind == "command" else moment):
                self.settled(own, "answered")

    def _histogram(self, found: _Open) -> Histogram:
        key = found.kind, found.name
        if key not in self.seconds:
            self.seconds[key] = Histogram(BOUNDS)
        return self.seconds[key]

    def _say(self, own: int, found: _Open, outcome: Outcome, reference: str) -> None:
        level = _level(found.kind, outcome)
        if not _log.isEnabledFor(level):
            return
        ms = None if found.first is None else round((found.first - found.began) * 1000)
        fields: dict[str, object] = {
            "interaction": str(own),
            "kind": found.kind,
            "command": found.name,
            "outcome": outcome,
            "ms": ms,
        }
        took = "nothing was answered" if ms is None else f"{ms} ms"
        if found.last is not None:
            fields["whole_ms"] = whole = round((found.last - found.began) * 1000)
            took += f", {whole} ms in all"
        if reference:
            fields["reference"] = reference
            took += f", reference {reference}"
        _log.log(
            level,
            "interaction %d: %s %s: %s, %s",
            own, found.kind, found.name, outcome, took,
            extra={"fields": fields},
        )  # fmt: skip

    def _name(self, kind: Kind, data: Any) -> str:
        """The command's whole name, or how the id of a button begins; only if it is one of ours."""
        names: tuple[str, ...]
        if kind in ("button", "form"):
            found = _HEAD.match(str(data.get("custom_id", "")))
            names = (found[0], found[1]) if found else ()
        else:
            names = (" ".join(_path(data)),)
        return next((name for name in names if name in self._known), OTHER)


def _path(data: Any) -> Iterator[str]:
    yield str(data.get("name", ""))
    for option in data.get("options") or ():
        if option.get("type") in _GROUPS:
            yield from _path(option)


def _token(path: str) -> str:
    """The token in the path of a later answer: what follows the application's id."""
    return path.partition("/webhooks/")[2].partition("/")[2].partition("/")[0]


def _level(kind: Kind, outcome: Outcome) -> int:
    if outcome == "unanswered":
        return logging.WARNING
    return logging.DEBUG if kind == "autocomplete" and outcome == "answered" else logging.INFO
