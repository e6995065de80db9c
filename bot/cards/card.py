"""A card before it is drawn: one content for the Components V2 view and for its plain-text twin."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.cards.pictures import Pictures
from bot.cards.question import Question


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of text and its citations: for the eye (``EAF ¶9``) and for the ear (``EAF, paragraph 9``).

    ``small`` lines stand back behind the others.
    """

    text: str
    labels: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    small: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A statement, or a line of a list.

    Attributes:
        text: the statement itself: the answer comes first.
        facts: who, when, what kind: short pieces shown on one small line after it.
        cited: where it stands.
        warnings: reasons to check before quoting, and contested words.
        strong: an entry's name, shown before the text.
        claim: the id of the claim that it states; None for any other line. Citations are copied from it.
    """

    text: str
    facts: tuple[str, ...] = ()
    cited: Cited | None = None
    warnings: tuple[str, ...] = ()
    strong: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its items; the heading may be empty."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Another question offered: as a button, or as an option of the select."""

    label: str
    question: Question
    description: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """Everything a reply shows.

    Attributes:
        question: what it answers; buttons turn its pages and post it.
        title: the heading.
        under: small lines below the title: what it is.
        lead: lines before the sections.
        sections: the body.
        footer: small lines at the end: as of, whose wording.
        choices: buttons to other questions (did you mean, browse).
        related: options of the select; ``related_label`` is its placeholder.
        postable: whether it may be posted to the channel.
        paged: whether a button can ask for it again, page by page; else it stands on one page.
        matched: how the typed word led here, one more line under the title; the rest of the card, and how it is
            cut into pages, does not hang on what was typed.
        readable: whether copies of documents are at hand, so that passages can be read.
        pictures: what is drawn of it, where anything is; they follow from the rest, so cards are equal without.
        kept: whether ``related`` stays below whatever is opened from this reply, as a message's entries do.
    """

    question: Question
    title: str
    under: tuple[str, ...] = ()
    lead: tuple[Cited, ...] = ()
    sections: tuple[Section, ...] = ()
    footer: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    related: tuple[Choice, ...] = ()
    related_label: str = "Open another entry"
    postable: bool = True
    paged: bool = True
    matched: str | None = None
    readable: bool = False
    kept: bool = False
    pictures: Pictures | None = field(default=None, compare=False)

    def __hash__(self) -> int:
        # Over what tells cards apart: the whole body of a long card takes longer to hash than to look up.
        return hash((self.question, self.title, self.lead, self.matched))
