"""A small invented fact base that uses every rule of the seeds once, and edits of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from knowledge.provenance.check import Report, prove

_HERE = Path(__file__).parent / "mini_base"
MINI_SEEDS = _HERE / "seeds"
MINI_DOCUMENTS = _HERE / "documents"
"""Two invented documents whose text is ours, so that proving needs nobody else's."""
PLACE = "‸"
"""Marks, in an edit, where the check has to point."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of one file: ``old`` stands there exactly once and becomes ``new`` without its mark."""

    file: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Base:
    """A folder of seeds, and the copies of their documents."""

    seeds: Path
    documents: Path

    def copy(self, target: Path) -> Base:
        """Another one with the same content, to be edited."""
        copied = Base(target / "seeds", target / "documents")
        shutil.copytree(self.seeds, copied.seeds)
        shutil.copytree(self.documents, copied.documents)
        return copied

    def edit(self, edit: Edit) -> tuple[int, int] | None:
        """Make an edit; gives the (line, column) of its mark."""
        path = self.seeds / edit.file
        text = path.read_text(encoding="utf-8")
        assert text.count(edit.old) == 1, f"{edit.old!r} stands {text.count(edit.old)} times in {edit.file}"
        marked = text.replace(edit.old, edit.new)
        path.write_text(marked.replace(PLACE, ""), encoding="utf-8")
        return place_of(marked)


def place_of(marked: str) -> tuple[int, int] | None:
    """The line and column of the mark in a text."""
    if PLACE not in marked:
        return None
    before = marked.partition(PLACE)[0]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def written(target: Path) -> Base:
    """The base, never proven."""
    return Base(MINI_SEEDS, MINI_DOCUMENTS).copy(target)


def proven(target: Path) -> tuple[Base, Report]:
    """The base with its receipts, and the report of the run that wrote them."""
    base = written(target)
    return base, prove(base.seeds, base.documents)
