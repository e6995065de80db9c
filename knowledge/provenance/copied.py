"""Our words, not theirs: no wording repeats a run of a document's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.curation.problems import Problem
from knowledge.curation.seeds import Seeds
from knowledge.curation.wordings import wordings
from knowledge.provenance.copies import Copies
from knowledge.provenance.text import normalise

RUN = 8
"""So many words in a row that stand in a body paragraph are a copied sentence, not a coincidence of phrase."""
_WORD = re.compile(r"[a-z0-9]+")


def check(seeds: Seeds, copies: Copies) -> Iterator[Problem]:
    """Wordings that share a run of :data:`RUN` words with a paragraph; names and titles are not wordings."""
    known = {
        run
        for document in seeds.documents
        for row in document.paragraphs
        if row.locator != "title"
        for text in copies.of(document.document.value.id, [row.locator])
        for run in _runs(text)
    }
    for wording in wordings(seeds):
        copied = next((run for run in _runs(wording.text) if run in known), None)
        if copied:
            message = f"{RUN} words in a row stand in a document too ({' '.join(copied)!r}): say it in our own words"
            yield wording.placed.problem(wording.path, "copied-words", message)


def _runs(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(normalise(text).casefold().replace("'s", ""))
    return [tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
