"""A question as a button carries it: ids and a page number, never an object, so that it works after a restart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, cast, get_args

from bot.short_ids import short_id
from knowledge.curation.schema import ClaimKind
from knowledge.curation.seeds import ENTITY_FILES

Verb: TypeAlias = Literal[
    "entity", "treaty", "timeline", "positions", "compare", "links", "search", "browse", "sources", "about"
]
_VERBS = frozenset(get_args(Verb))
_KINDS = frozenset(ENTITY_FILES.values())
_PARTS = 6
_LETTERS: dict[ClaimKind, str] = {
    "event": "E", "status": "S", "position": "P", "allegation": "A", "warning": "W", "non-action": "N",
    "background": "B", "plan": "L", "forecast": "F", "recommendation": "R", "assessment": "M", "motive": "V",
}  # fmt: skip
"""A kind as one letter at the end of a custom_id; a letter once given stays, since old messages carry it."""
_KIND_OF = {letter: kind for kind, letter in _LETTERS.items()}
MOST = 85
"""Characters (UTF-16 units, the strictest count) of a question that a button can carry, its page and form included."""
_FLAGS = 5
"""Characters that page and form take at most."""
_SHORT = re.compile(r"~([a-z2-7]{16}):([0-9]{1,3})(t?)")


@dataclass(frozen=True, slots=True)
class Question:
    """What a card answers.

    Attributes:
        verb: which answer.
        subject: entity id, entity kind (``browse``) or the words of a ``search``, on one line and without colons;
            None for all.
        start: first day of a timeline's range, ISO 8601.
        end: last day of it.
        kind: the only kind of statement in a timeline; None for all.
        party: the one party of ``positions``, an entity id; None for all.
        page: from 0.
        as_text: the plain-text twin instead of the card.
    """

    verb: Verb
    subject: str | None = None
    start: str | None = None
    end: str | None = None
    page: int = 0
    as_text: bool = False
    party: str | None = None
    kind: ClaimKind | None = None

    def encode(self) -> str:
        """The question as the tail of a custom_id: its own text, or its short id where that would be too long."""
        form = "t" if self.as_text else ""
        if self.long:
            return f"~{short_id(self.whole)}:{self.page}{form}"
        return f"{self._asked}:{self.page}{form}{self._letter}"

    @property
    def long(self) -> bool:
        """Whether a button carries only a short id of it, so that its text has to be kept elsewhere."""
        return _units(self._asked) + 1 + _FLAGS > MOST

    @property
    def whole(self) -> str:
        """Its text whatever its page and form: :func:`decode` reads it, of any length."""
        return f"{self._asked}:0{self._letter}"

    @property
    def _asked(self) -> str:
        return f"{self.verb}:{self.subject or ''}:{self.party or self.start or ''}:{self.end or ''}"

    @property
    def _letter(self) -> str:
        return _LETTERS[self.kind] if self.kind else ""

    def on_page(self, page: int) -> Question:
        """The same question on another page."""
        return replace(self, page=page)


@dataclass(frozen=True, slots=True)
class Short:
    """A question that is too long for a button, as the button carries it.

    Attributes:
        id: the :func:`short_id` of its text.
        page: from 0.
        as_text: the plain-text twin instead of the card.
    """

    id: str
    page: int = 0
    as_text: bool = False


def decode_short(text: str) -> Short | None:
    """Read back what :meth:`Question.encode` wrote for a long question; None for anything else."""
    found = _SHORT.fullmatch(text)
    return Short(found[1], int(found[2]), bool(found[3])) if found else None


def decode(text: str) -> Question | None:
    """Read :meth:`Question.encode` or :attr:`Question.whole` back.

    None for what they never wrote (an old or forged button), and for a long question's short id.
    """
    parts = text.split(":")
    if len(parts) != _PARTS - 1 or parts[0] not in _VERBS:
        return None
    verb, subject, start, end, flags = parts
    kind = _KIND_OF.get(flags[-1:])
    form = flags[:-1] if kind else flags
    page = form.removesuffix("t")
    if not (page.isascii() and page.isdigit() and len(page) <= 3):  # noqa: PLR2004 - three digits of pages
        return None
    if verb == "browse" and subject and subject not in _KINDS:
        return None
    if verb != "timeline" and (end or kind or (start and verb != "positions")):
        return None
    party, start = (start, "") if verb == "positions" else ("", start)
    return Question(
        cast("Verb", verb),
        subject or None,
        start or None,
        end or None,
        int(page),
        form.endswith("t"),
        party or None,
        kind,
    )


def searched(words: str) -> str:
    """The words of a search as a question carries them: on one line and without colons."""
    return " ".join(words.replace(":", " ").split())


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2
