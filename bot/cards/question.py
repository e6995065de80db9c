"""A question as a button carries it: ids and a page number, never an object, so that it works after a restart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, cast, get_args

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
MOST_WORDS = 70
"""Characters (UTF-16 units, the strictest count) of a search that a button can carry."""
MOST_PARTY = 19
"""Characters of a party's id that a button can carry beside the longest topic."""


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
        """The question as the tail of a custom_id: at most 85 characters for ids of at most 48."""
        flags = f"{self.page}{'t' if self.as_text else ''}{_LETTERS[self.kind] if self.kind else ''}"
        return f"{self.verb}:{self.subject or ''}:{self.party or self.start or ''}:{self.end or ''}:{flags}"

    def on_page(self, page: int) -> Question:
        """The same question on another page."""
        return replace(self, page=page)


def decode(text: str) -> Question | None:
    """Read :meth:`Question.encode` back; None for what it never wrote (an old or forged button)."""
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


def searched(words: str) -> str | None:
    """The words of a search as a button carries them; None when they are too long for one."""
    line = " ".join(words.replace(":", " ").split())
    return line if len(line.encode("utf-16-le", "replace")) // 2 <= MOST_WORDS else None
