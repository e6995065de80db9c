"""A person's own copy of a document, matched paragraph by paragraph against what an edition keeps of it.

A page saved again differs in its furniture and in where its lines break. So a paragraph counts as found when its
words stand in the copy in the order and with the signs that were checked, wherever the lines break; what stands
around it is ignored. Nothing is guessed: a paragraph is found as it was checked, or it is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.edition import Edition
from knowledge.edition.edition import Paragraph
from knowledge.provenance import text

MOST_BYTES = 8_000_000
"""Largest copy that is read: some hundred times a long article."""
_LONGER, _SLACK = 1.5, 24
"""How many pieces between spaces a paragraph may have for each of its words, and beside them: dashes count as some."""
_LEAST_ALIKE, _MOST_ALIKE = 0.4, 2.5
"""How long, beside the checked paragraph, another paragraph with the same first words may be."""


class CopyError(Exception):
    """A file is no readable copy; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """What a copy holds of one document.

    Attributes:
        document: the document's id.
        checked: locator → text, for paragraphs exactly as they were checked, in the document's order.
        different: locator → text, for what begins like a paragraph of the document and goes on otherwise.
        missing: the locators of which there is neither.
    """

    document: str
    checked: Mapping[str, str]
    different: Mapping[str, str]
    missing: tuple[str, ...]


def read(path: Path) -> str:
    """The text of a file; of a saved web page, what it shows.

    Raises:
        CopyError: it cannot be read, is too large, or is no text in UTF-8.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CopyError(f"{path} cannot be read: {error.strerror}") from None
    if len(content) > MOST_BYTES:
        raise CopyError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB: it is no copy of an article")
    if content.startswith(b"%PDF"):
        raise CopyError(f"{path} is a PDF: save its text as a .txt file in UTF-8")
    try:
        found = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CopyError(f"{path} is not UTF-8 at byte {error.start}: save the copy as UTF-8 text") from None
    if "\x00" in found:
        raise CopyError(f"{path} holds NUL bytes: it is no text file")
    if found.lstrip().startswith("<"):
        # The table of named characters is large, and most copies are plain text.
        from knowledge.provenance.html_text import is_page, text_of  # noqa: PLC0415

        found = text_of(found) if is_page(found) else found
    if not found.strip():
        raise CopyError(f"{path} is empty: it must hold the document's text")
    return found


def match(copy: str, document: str, paragraphs: Iterable[Paragraph]) -> OwnCopy:
    """Match a copy against the paragraphs that an edition keeps of one document."""
    lines = {text.fingerprint(line): line.strip() for line in copy.splitlines() if line.strip()}
    running = _Running(copy)
    checked: dict[str, str] = {}
    different: dict[str, str] = {}
    missing: list[str] = []
    for paragraph in paragraphs:
        found = lines.get(paragraph.fingerprint) or running.find(paragraph)
        if found:
            checked[paragraph.locator] = found
        elif begun := running.begun_like(paragraph):
            different[paragraph.locator] = begun
        else:
            missing.append(paragraph.locator)
    return OwnCopy(document, checked, different, tuple(missing))


def match_all(copy: str, edition: Edition) -> list[OwnCopy]:
    """Match a copy against every document of an edition, the one it holds most of first."""
    found = [match(copy, own, source.paragraphs.values()) for own, source in edition.sources.items()]
    return sorted(found, key=lambda one: -len(one.checked))


class _Running:
    """A copy as running text: its pieces between spaces, as they stand and normalised."""

    def __init__(self, copy: str) -> None:
        self._raw = copy.split()
        self._plain = [text.normalise(piece) for piece in self._raw]
        self._at: dict[str, list[int]] = {}
        for at, piece in enumerate(self._plain):
            self._at.setdefault(piece, []).append(at)
        self._units = tuple(_units(copy))

    def find(self, paragraph: Paragraph) -> str | None:
        """The paragraph, wherever its lines break in the copy."""
        first = paragraph.opening.split(" ", 1)[0]
        longest = int(paragraph.words * _LONGER) + _SLACK
        for start in self._at.get(first, ()) if first else ():
            digest = hashlib.sha256()
            for end in range(start, min(start + longest, len(self._raw))):
                if not self._plain[end]:
                    continue
                digest.update(f"{' ' if end > start else ''}{self._plain[end]}".encode())
                if digest.hexdigest().startswith(paragraph.fingerprint):
                    return " ".join(self._raw[start : end + 1])
        return None

    def begun_like(self, paragraph: Paragraph) -> str | None:
        """The piece of the copy that has the paragraph's first words and comes nearest to its length."""
        if len(paragraph.opening.split()) < text.OPENING_WORDS:
            return None
        begun = [
            (abs(len(text.words(unit)) - paragraph.words), unit)
            for unit in self._units
            if text.normalise(unit).startswith(paragraph.opening)
        ]
        most, least = paragraph.words * _MOST_ALIKE, paragraph.words * _LEAST_ALIKE
        fitting = [(apart, unit) for apart, unit in begun if least <= len(text.words(unit)) <= most]
        return min(fitting)[1] if fitting else None


def _units(copy: str) -> Iterator[str]:
    """What may be a paragraph of a copy: a line, or the lines between two empty ones taken together."""
    block: list[str] = []
    for line in (*copy.splitlines(), ""):
        if stripped := line.strip():
            yield stripped
            block.append(stripped)
            continue
        if len(block) > 1:
            yield " ".join(block)
        block = []
