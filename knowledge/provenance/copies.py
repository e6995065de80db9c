"""Copies of the documents on this machine, matched paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.curation.problems import Problem
from knowledge.curation.seeds import DocumentSeeds
from knowledge.provenance import text


@dataclass(frozen=True, slots=True)
class Copies:
    """What the copies hold.

    Attributes:
        texts: document id → locator → text, for the paragraphs found unchanged.
        whole: document id → the copy as it is, what stands around its paragraphs included.
        problems: what of the copies could not be used.
    """

    texts: Mapping[str, Mapping[str, str]]
    whole: Mapping[str, str]
    problems: tuple[Problem, ...]

    def of(self, document: str, locators: Iterable[str]) -> list[str]:
        """The texts of some paragraphs that the copy holds."""
        known = self.texts.get(document, {})
        return [known[locator] for locator in locators if locator in known]


def read(documents: Iterable[DocumentSeeds], folder: Path) -> Copies:
    """Read ``<id>.txt`` for every document of the seeds."""
    texts: dict[str, Mapping[str, str]] = {}
    whole: dict[str, str] = {}
    problems: list[Problem] = []
    for document in documents:
        own = document.document.value.id
        file = f"{own}.txt"
        try:
            copy = (folder / file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = type(error).__name__
            message = (
                f"no readable copy of {own} in {folder} ({reason}): put its text there as {file} in UTF-8"
            )
            problems.append(Problem(file, 0, 0, "no-copy", message))
            continue
        found = text.match(copy, document.paragraphs)
        texts[own], whole[own] = found, copy
        for number, paragraph in enumerate(document.paragraphs, 2):
            where = f"{document.folder}/paragraphs.tsv"
            if paragraph.locator not in found:
                message = (
                    f"the copy of {own} has no paragraph with the fingerprint of {paragraph.locator!r}: "
                    "the copy or the row was changed"
                )
                problems.append(Problem(where, number, 1, "orphan-paragraph", message))
            elif len(text.words(found[paragraph.locator])) != paragraph.words:
                count = len(text.words(found[paragraph.locator]))
                message = f"paragraph {paragraph.locator!r} has {count} words, not {paragraph.words}"
                problems.append(Problem(where, number, 1, "word-count", message))
    return Copies(texts, whole, tuple(problems))
