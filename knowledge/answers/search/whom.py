"""Whose words or deeds a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from knowledge.answers.search.parts import Part
from knowledge.answers.search.vocabulary import SAYING
from knowledge.curation.schema import EntityKind
from knowledge.edition import Edition
from knowledge.names.normalise import fold

_DOERS: Final[frozenset[EntityKind]] = frozenset({"state", "person", "organisation"})
_ADJECTIVE: Final = re.compile(r"(?:an|ese|ish)$")
"""A state's adjective: "North Korean tests" do something, and not North Korea."""
_SAID: Final = "|".join(sorted(SAYING - {"according", "statement", "statements"}))


def speakers_in(edition: Edition, folded: str, parts: Sequence[Part]) -> tuple[str, ...]:
    """Whom the question asks the words of: ``what did X say``, ``according to X``, ``X said``."""
    for part in parts:
        if part.sort != "entity" or part.weak or _publishes(edition, part):
            continue
        name = re.escape(part.text)
        asked = (
            rf"^(?:what|how|where|when|why) (?:did|does|do|has|have|would|was|is) (?:the )?{name}"
            rf" (?:\w+ )?(?:{_SAID})\b"
            rf"|\baccording to (?:the )?{name}\b|^(?:the )?{name} (?:said|says|statement|statements)\b"
            rf"|(?:^|\b(?:the|in|to|on|what|whose) )(?:statements?|words|remarks?|position|view|opinion)"
            rf" (?:of|by|from) (?:the )?{name}\b"
        )
        if re.search(asked, folded):
            return part.entities
    return ()


def _publishes(edition: Edition, part: Part) -> bool:
    """Whether it names the publisher of a document: what it "says" is what its authors say."""
    publishers = {source.document.publisher.casefold() for source in edition.sources.values()}
    return any(edition.entities[own].name.casefold() in publishers for own in part.entities)


def doers_in(edition: Edition, folded: str, parts: Sequence[Part]) -> tuple[str, ...]:
    """Whom the question asks the deeds of: ``did X sign``, ``when will X leave``, ``X's reaction to``."""
    for part, after in zip_longest(parts, parts[1:]):
        acts = all(edition.kinds[own] in _DOERS for own in part.entities)
        if part.sort != "entity" or part.common or part.weak or not acts:
            continue
        if after is not None and after.sort == "entity" and f"{part.text} {after.text}" in folded:
            continue
        if _ADJECTIVE.search(part.text) and all(
            fold(edition.entities[own].name) != part.text for own in part.entities
        ):
            continue
        name = re.escape(part.text)
        asked = (
            rf"^(?:when |how )?(?:did|do|does|has|have|had|will|would) (?:the )?{name}\b(?! and\b)"
            rf"|^(?:the )?{name} (?:s )?(?:\w+ )?(?:reaction|response|answer)s? to\b"
            rf"|\b(?:reaction|response|answer)s? (?:of|by|from) (?:the )?{name}\b"
        )
        if re.search(asked, folded):
            return part.entities
    return ()
