"""Copies of the documents: normalised text, words, fingerprints, and which paragraph is which.

A page saved again differs in its furniture, so copies are matched paragraph by paragraph.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping

from knowledge.curation.seeds import Paragraph

_FOLD = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "\u00ad": None}
)
_WORD = re.compile(r"\w+(?:[.'&-]\w+)*")
OPENING_WORDS = 5
"""How many first words of a paragraph are kept for finding it: too few to be a sentence of it."""


def normalise(text: str) -> str:
    """One line: NFKC, straight quotes, plain hyphens, single spaces. Case stays."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_FOLD).split())


def fingerprint(text: str) -> str:
    """The first 32 hexadecimal digits of the SHA-256 of the normalised text."""
    return hashlib.sha256(normalise(text).encode()).hexdigest()[:32]


def document_fingerprint(paragraphs: Iterable[Paragraph]) -> str:
    """The fingerprint of a whole copy: over its paragraphs' fingerprints in order."""
    joined = "\n".join(f"{paragraph.locator} {paragraph.fingerprint}" for paragraph in paragraphs)
    return hashlib.sha256(joined.encode()).hexdigest()[:32]


def words(text: str) -> list[str]:
    """The words of a text as they stand, hyphenated and dotted ones whole."""
    return _WORD.findall(normalise(text))


def vocabulary(texts: Iterable[str]) -> tuple[str, ...]:
    """The distinct words of texts, lower case and sorted: enough to say that a word occurs, too little to read.

    Hyphenated words count whole and in parts.
    """
    found: set[str] = set()
    for text in texts:
        for word in words(text.casefold()):
            found.add(word)
            found.update(part for part in re.split(r"[.'&-]", word) if part)
    return tuple(sorted(found))


def opening(text: str) -> str:
    """The first words of a paragraph."""
    return " ".join(normalise(text).split(" ")[:OPENING_WORDS])


def match(copy: str, paragraphs: Iterable[Paragraph]) -> Mapping[str, str]:
    """Locator → text, for every known paragraph that the copy holds unchanged (a paragraph is a line)."""
    lines = {fingerprint(line): line.strip() for line in copy.splitlines() if line.strip()}
    return {
        paragraph.locator: lines[paragraph.fingerprint]
        for paragraph in paragraphs
        if paragraph.fingerprint in lines
    }
