"""Small words that turn a statement round: negations, modals, conditions, exceptions.

A statement and the key terms it is cited by must agree on them, so that an edit that loses or adds one is caught
even without the document's text. The classes are ours; they err on the side of asking the curator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[\w']+")
_MONTH_OF_MAY = re.compile(r"\bMay(?= \d)|(?<=\d )May\b")


@dataclass(frozen=True, slots=True)
class MarkerClass:
    """A class of markers.

    Attributes:
        name: as people are told.
        strict: words that carry the marker plainly; one on one side demands support on the other.
        lexical: prefixes of words that carry it within their meaning and may support a strict word.
        required_of_terms: a strict word in our text must be backed by the key terms.
    """

    name: str
    strict: frozenset[str]
    lexical: tuple[str, ...] = ()
    required_of_terms: bool = True

    def plain(self, words: Iterable[str]) -> list[str]:
        """The strict words among ``words``."""
        return [
            word
            for word in words
            if word in self.strict or (self.name == "negation" and word.endswith("n't"))
        ]

    def supported_by(self, words: Iterable[str], besides: Iterable[str] = ()) -> bool:
        """Whether any of ``words`` carries the marker, plainly or within its meaning.

        A meaning that ``besides`` holds too carries nothing: "deadlocked" does not stand for "not deadlocked".
        """
        found = list(words)
        taken = {lexical for lexical in self.lexical if any(word.startswith(lexical) for word in besides)}
        free = tuple(lexical for lexical in self.lexical if lexical not in taken)
        return bool(self.plain(found)) or any(word.startswith(free) for word in found)


def _set(words_apart: str) -> frozenset[str]:
    return frozenset(words_apart.split())


CLASSES = (
    MarkerClass(
        "negation",
        _set("not no never neither nor cannot without none nothing nobody"),
        tuple(
            _set(
                "abstain lack absen prohibit refus den unable unresolved deadlock hardly stagnat rather outside ruled "
                "despite fail exclud declin little averted undated unclear before away"
            )
        ),
    ),
    MarkerClass(
        "possibility",
        _set(
            "may might could can possible possibly possibility potential potentially perhaps likely unlikely probably "
            "appears appear appeared seems seem seemed suggest suggests suggested"
        ),
    ),
    MarkerClass("future", _set("will would"), ("going", "slated", "continue"), required_of_terms=False),
    MarkerClass(
        "duty", _set("should must ought"), ("vital", "critical", "need", "important", "necessary", "requir")
    ),
    MarkerClass(
        "condition",
        _set("if unless provided"),
        ("whether", "when", "in case", "in response", "conditional", "case", "by", "until", "returns"),
    ),
    MarkerClass("exception", _set("except exceptions exception only"), ("other than", "aside")),
)


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(_MONTH_OF_MAY.sub("", text).replace("’", "'").casefold())


def disagreements(wording: str, terms: Iterable[str], *, loses_only: bool = False) -> list[str]:
    """Sentences on each marker that the wording and its key terms do not share.

    Args:
        wording: our sentence.
        terms: the key terms of all its citations, cue and hedge included.
        loses_only: only report what the wording dropped (for short forms, which may add nothing anyway).
    """
    ours = words(wording)
    theirs = [word for term in terms for word in words(term)]
    found: list[str] = []
    for marker in CLASSES:
        in_terms, in_ours = marker.plain(theirs), marker.plain(ours)
        if in_terms and not marker.supported_by(ours, theirs):
            found.append(f"the key terms hold the {marker.name} {in_terms[0]!r}, the wording holds none")
        if in_ours and marker.required_of_terms and not loses_only and not marker.supported_by(theirs):
            found.append(
                f"the wording holds the {marker.name} {in_ours[0]!r}, no key term does: cite it or take it out"
            )
    return found
