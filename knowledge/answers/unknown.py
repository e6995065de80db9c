"""What can honestly be said of words that name nothing in the base."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from knowledge.answers.checks import Check, checks_of
from knowledge.answers.facts import CitedAt, Fact, facts_of
from knowledge.edition import Edition
from knowledge.names.normalise import TERM_LIMIT, was_cut

Why: TypeAlias = Literal["claimed", "in_documents", "in_no_document", "no_words", "unsearchable"]
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_SMALL = frozenset(
    """
    a about an and are as at be been by did do does for from has have he her his how i if in into is it its me my of
    on or our say says she so tell than that the their them they this to us was we were what when where which who whom
    whose why will with would you your
    """.split()
)
"""Words that carry no question."""
_SHORTEST_PLURAL = 3
"""Letters a word has at least for an s to be its plural: an I is no singular of is."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why a term has no entry.

    Attributes:
        why: ``claimed``: no entry of its own, but claims hold the words, side by side as typed; ``in_documents``:
            the words occur in a document but no claim covers them; ``in_no_document``: some word occurs in
            neither; ``no_words``: nothing or only marks were typed; ``unsearchable``: the words are in a script
            that the documents are not written in.
        absent: the words that occur in no document, as typed.
        documents: short names of the documents that hold all the other words.
        facts: the statements that hold the words, best first (``claimed``).
        checks: reasons to look again before quoting these.
        words: how many words carry the question.
    """

    why: Why
    absent: tuple[str, ...]
    documents: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    checks: tuple[Check, ...] = ()
    words: int = 1

    @property
    def places(self) -> tuple[CitedAt, ...]:
        """Where the statements stand, each place once."""
        return tuple(dict.fromkeys(place for fact in self.facts for place in fact.citations))


def unknown(edition: Edition, term: str, today: date) -> Unknown:
    """Look the words up in the claims and in the documents' vocabularies; of a term, as much as a name is read for."""
    found = [word.replace("’", "'") for word in _WORD.findall(_read(term))]
    carrying = [at for at, word in enumerate(found) if not _is_small(at, word)]
    words = [found[at] for at in carrying] or found
    if not words:
        return Unknown("no_words", (), ())
    if any(not word.isascii() and _is_other_script(word) for word in words):
        return Unknown("unsearchable", (), ())
    absent = tuple(dict.fromkeys(word for word in words if not holders(edition, word)))
    phrase = found[carrying[0] : carrying[-1] + 1] if carrying else found
    claims = [edition.claims[own] for own in edition.full_text.claims_with(" ".join(phrase))]
    if claims:
        facts = facts_of(edition, claims, today)
        return Unknown("claimed", absent, (), facts, checks_of(edition, facts))
    if absent:
        return Unknown("in_no_document", absent, ())
    holding = [set(holders(edition, word)) for word in words]
    shorts = tuple(
        source.document.short
        for own, source in edition.sources.items()
        if all(own in held for held in holding)
    )
    return Unknown("in_documents", (), shorts, words=len(words))


def _read(term: str) -> str:
    """As much of a term as a name is read for, up to the last whole word."""
    return (term[:TERM_LIMIT].rpartition(" ")[0] or term[:TERM_LIMIT]) if was_cut(term) else term


def holders(edition: Edition, word: str) -> list[str]:
    """The ids of the documents whose vocabulary has the word, possessive and plural s aside."""
    word = word.casefold()
    bare = word.removesuffix("'s").removesuffix("s'")
    forms = {word, bare}
    if len(bare) >= _SHORTEST_PLURAL:
        forms |= {bare.removesuffix("s"), bare + "s"}
    return [own for own, source in edition.sources.items() if forms & source.vocabulary]


def _is_small(at: int, word: str) -> bool:
    """Whether a word carries no question; a capital after the first word is part of a name (START I)."""
    return word.casefold() in _SMALL and not (at and word.isupper())


def _is_other_script(word: str) -> bool:
    """Whether a word is written in letters beyond Latin ones with marks."""
    return any(ord(letter) > 0x24F for letter in word)  # noqa: PLR2004 - the end of Unicode's Latin Extended-B
