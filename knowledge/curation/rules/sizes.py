"""No wording is longer than what a reader, and a message, can take at once."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.curation.problems import Problem
from knowledge.curation.schema import Note
from knowledge.curation.seeds import Seeds
from knowledge.curation.wordings import wordings

WORDING_LIMIT = 400
"""Longest wording that people see, in characters: twice a long sentence. A curator's note may have more."""
NOTE_LIMIT = 600
"""Longest text of a curator's note: a card shows it in one piece."""
NOTE_WITH_EVIDENCE_LIMIT = 1200
"""Longest note together with its author and all its evidence.

A card never cuts inside a note, and a page of plain text has 2,000 characters: the rest is for title, heading,
the places that the note concerns, and footer.
"""
WITH_CONTRADICTIONS_LIMIT = 1000
"""Longest statement together with the notes that contradict it, which always stand whole beside it."""

LEAD_LIMIT = 700
"""Longest head of an entry: description, office, names of a disputed place, and what it is not to be confused with."""


def check(seeds: Seeds) -> Iterator[Problem]:
    """Wordings, notes with their evidence, and statements with their contradictions that are too long."""
    for wording in wordings(seeds):
        most = NOTE_LIMIT if isinstance(wording.placed.value, Note) else WORDING_LIMIT
        if len(wording.text) > most:
            yield wording.placed.problem(
                wording.path, "too-long", f"at most {most} characters allowed here, {len(wording.text)} given"
            )
    for note in seeds.notes:
        size = shown_size(note.value)
        if size > NOTE_WITH_EVIDENCE_LIMIT:
            yield note.problem(
                ("evidence",),
                "too-long",
                f"a note and its evidence have at most {NOTE_WITH_EVIDENCE_LIMIT} characters together, these have "
                f"{size}: shorten it, or keep the evidence that counts",
            )
    against: dict[str, int] = {}
    for note in seeds.notes:
        if note.value.verdict == "contradicted":
            for own in note.value.claims:
                against[own] = against.get(own, 0) + len(note.value.text)
    for _, claim in seeds.claims():
        size = len(claim.value.text) + against.get(claim.value.id, 0)
        if claim.value.id in against and size > WITH_CONTRADICTIONS_LIMIT:
            yield claim.problem(
                ("text",),
                "too-long",
                f"a statement and the notes that contradict it have at most {WITH_CONTRADICTIONS_LIMIT} characters "
                f"together, these have {size}: shorten them, or join the notes",
            )
    yield from _heads(seeds)


def _heads(seeds: Seeds) -> Iterator[Problem]:
    """Entries whose lines before the first statement would fill the first view."""
    beside: dict[str, int] = {}
    for contrast in seeds.ambiguous.value.contrasts if seeds.ambiguous else ():
        for own in contrast.entities:
            beside[own] = beside.get(own, 0) + len(contrast.reason)
    for entity in seeds.entities:
        value = entity.value
        texts = [value.description.text]
        texts += [value.office.text] if value.office else []
        texts += [value.disputed.line] if value.disputed else []
        size = sum(map(len, texts)) + beside.get(value.id, 0)
        if size > LEAD_LIMIT:
            yield entity.problem(
                ("description", "text"),
                "too-long",
                f"description, office, names line and contrasts have at most {LEAD_LIMIT} characters together, these "
                f"have {size}: shorten them",
            )


def shown_size(note: Note) -> int:
    """Characters of a note's text, its author and its evidence."""
    found = (len(one.publisher) + len(one.title) + len(one.address) + len(one.date) for one in note.evidence)
    return len(note.text) + len(note.author) + sum(found)
