"""The cited paragraphs of a statement, out of the reader's own copies; nothing of a copy is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from knowledge.edition import Edition, Held

if TYPE_CHECKING:
    from knowledge.provenance.own_copy import OwnCopy
Standing: TypeAlias = Literal["checked", "different", "absent", "no-copy", "no-folder"]
_SPELLINGS = {"'": "['’‘]", '"': '["“”]', "-": "[-–—‑‐−]"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A cited paragraph as the copies have it.

    Attributes:
        document: the document's id.
        paragraph: the locator.
        standing: ``checked`` = exactly the paragraph that was checked; ``different`` = it begins like it; ``absent``
            = the copy has neither; ``no-copy`` = there is no readable copy of the document; ``no-folder`` = none of
            any document is kept.
        text: the paragraph; empty where there is none.
        terms: the citation's key terms.
        marked: where key terms stand in the text, as (start, end), in order, not overlapping.
    """

    document: str
    paragraph: str
    standing: Standing
    text: str
    terms: tuple[str, ...]
    marked: tuple[tuple[int, int], ...]

    @property
    def unmarked(self) -> tuple[str, ...]:
        """The key terms that do not stand in the text."""
        return tuple(term for term in self.terms if not places(term, self.text))


class Library:
    """The reader's own copies: ``<id>.txt`` in a folder.

    Args:
        folder: the folder; None where there is none.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @property
    def mounted(self) -> bool:
        """Whether there is a folder of copies."""
        return self._folder is not None

    def passages(self, edition: Edition, held: Held) -> tuple[Passage, ...]:
        """The paragraphs that a claim cites, read anew each time."""
        source = edition.sources[held.document]
        found = None
        if self._folder is not None:
            from knowledge.provenance import own_copy  # noqa: PLC0415 - only where there are copies

            wanted = [
                source.paragraphs[citation.paragraph]
                for citation in held.claim.citations
                if citation.paragraph in source.paragraphs
            ]
            try:
                copy = own_copy.read(self._folder / f"{held.document}.txt")
                found = own_copy.match(copy, held.document, wanted)
            except own_copy.CopyError:
                found = None
        return tuple(
            _passage(found, held.document, citation.paragraph, citation.terms)
            if self.mounted
            else Passage(held.document, citation.paragraph, "no-folder", "", citation.terms, ())
            for citation in held.claim.citations
        )


NO_LIBRARY = Library(None)
"""No copies: passages cannot be read."""


def places(term: str, paragraph: str) -> list[tuple[int, int]]:
    """Where a key term stands in a paragraph, as whole words, whatever its quotes, dashes and line breaks."""
    pieces = ("".join(_SPELLINGS.get(sign, re.escape(sign)) for sign in piece) for piece in _plain(term))
    words = r"\s+".join(pieces)
    return [found.span() for found in re.finditer(rf"(?<!\w){words}(?!\w)", paragraph)]


def _plain(term: str) -> list[str]:
    table = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-"})
    return term.translate(table).split()


def _passage(found: OwnCopy | None, document: str, locator: str, terms: tuple[str, ...]) -> Passage:
    if found is None:
        return Passage(document, locator, "no-copy", "", terms, ())
    standing: Standing = "absent"
    paragraph = ""
    if locator in found.checked:
        standing, paragraph = "checked", found.checked[locator]
    elif locator in found.different:
        standing, paragraph = "different", found.different[locator]
    return Passage(document, locator, standing, paragraph, terms, _marked(terms, paragraph))


def _marked(terms: tuple[str, ...], paragraph: str) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(place for term in terms for place in places(term, paragraph)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
