"""A new document's folder, drafted from a person's copy: whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from knowledge.curation.format import canonical
from knowledge.curation.schema import Document
from knowledge.curation.seeds import Paragraph, Seeds
from knowledge.drafting.describe import describe
from knowledge.drafting.layout import BODY, NOTHING, Part, lay_out
from knowledge.drafting.worklist import Finds, Worklist
from knowledge.provenance.text import fingerprint, words

MOST_PARAGRAPHS = 999
"""Locators have at most three digits."""
_SAME_SHARE = 0.5
"""More of the body than this already in one document: it is that document, saved again."""
_BROKEN_LINES = 3
_BROKEN_WORDS = 6


class DraftError(Exception):
    """A copy cannot become a document; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted document.

    Attributes:
        document: its description, with placeholders for what a person must say.
        paragraphs: the rows of ``paragraphs.tsv``.
        parts: every line of the copy with what it was taken for.
        finds: locator → what stands in that paragraph.
        shared: (locator, document, its locator) of body paragraphs that another document has too.
        fill_in: the keys of ``document.yaml`` that hold placeholders.
    """

    document: Document
    paragraphs: tuple[Paragraph, ...]
    parts: tuple[Part, ...]
    finds: Mapping[str, Finds]
    shared: tuple[tuple[str, str, str], ...]
    fill_in: tuple[str, ...]


def read_copy(content: bytes, name: str) -> str:
    """The text of a copy.

    Raises:
        DraftError: it is empty, not UTF-8, begins with a byte order mark, or its paragraphs are broken into lines.
    """
    try:
        copy = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DraftError(f"{name} is not UTF-8 at byte {error.start}: save the copy as UTF-8 text") from None
    if copy.startswith("\ufeff"):
        raise DraftError(f"{name} begins with a byte order mark: save the copy as UTF-8 without one")
    if "\x00" in copy:
        raise DraftError(f"{name} holds NUL bytes: it is no text file")
    if not copy.strip():
        raise DraftError(f"{name} is empty: it must hold the document's text")
    broken = _broken_lines(copy)
    if len(broken) >= _BROKEN_LINES:
        raise DraftError(
            f"{name} breaks its paragraphs into short lines (for example after line {broken[0]}): "
            "put each paragraph on one line, since a paragraph is a line"
        )
    return copy


def _broken_lines(copy: str) -> list[int]:
    """Lines that break off in mid-sentence and go on in the next one."""
    lines = copy.splitlines()
    return [
        number
        for number, (line, after) in enumerate(pairwise(lines), 1)
        if len(line.split()) >= _BROKEN_WORDS
        and line.rstrip()[-1:].isalnum() | (line.rstrip()[-1:] in ",-")
        and after.strip()[:1].islower()
    ]


def draft(own: str, copy: str, seeds: Seeds, today: date, marks: Mapping[int, str] | None = None) -> Draft:
    """Draft a document from its text.

    Args:
        own: the new document's id.
        copy: the text.
        seeds: what is curated so far, for the next order, known names and known paragraphs.
        today: the day the copy is added, by which the document had appeared.
        marks: line number → what a person says it is.

    Raises:
        DraftError: a mark is wrong, there is no running prose or too much, or the document is there already.
    """
    if any(found.document.value.id == own for found in seeds.documents):
        raise DraftError(f"there is a document {own!r} already: choose another id")
    try:
        parts = lay_out(copy, marks)
    except ValueError as error:
        raise DraftError(str(error)) from None
    rows = _rows(parts)
    body = [row for row, _ in rows if row.is_body]
    if not body:
        raise DraftError(
            "no running prose found in the copy: is it the text of the document? "
            "(mark a line as a paragraph with --mark LINE=body)"
        )
    if len(body) > MOST_PARAGRAPHS:
        raise DraftError(f"{len(body)} body paragraphs, at most {MOST_PARAGRAPHS}: add it in parts")
    shared = _shared(body, seeds)
    worklist = Worklist(seeds)
    paragraphs = tuple(row for row, _ in rows)
    document, fill_in = describe(own, parts, paragraphs, seeds, today)
    finds = {row.locator: worklist.of(text) for row, text in rows}
    return Draft(document, paragraphs, parts, finds, shared, fill_in)


def _rows(parts: Sequence[Part]) -> list[tuple[Paragraph, str]]:
    rows: list[tuple[Paragraph, str]] = []
    number = 0
    for part in parts:
        if part.what == NOTHING:
            continue
        number += part.what == BODY
        locator, role = (str(number), "body") if part.what == BODY else (part.what, "extra")
        rows.append((Paragraph(locator, fingerprint(part.text), len(words(part.text)), role), part.text))
    return rows


def _shared(body: Sequence[Paragraph], seeds: Seeds) -> tuple[tuple[str, str, str], ...]:
    """Body paragraphs that stand in another document too.

    Raises:
        DraftError: most of them stand in one document.
    """
    found: list[tuple[str, str, str]] = []
    for other in seeds.documents:
        theirs = {row.fingerprint: row.locator for row in other.paragraphs if row.is_body}
        same = [
            (row.locator, other.document.value.id, theirs[row.fingerprint])
            for row in body
            if row.fingerprint in theirs
        ]
        if len(same) > _SAME_SHARE * len(body):
            raise DraftError(
                f"{len(same)} of the {len(body)} body paragraphs are already those of {other.document.value.id!r}: "
                "this copy is that document, and a document stands once"
            )
        found += same
    return tuple(found)


def paragraphs_tsv(paragraphs: Sequence[Paragraph]) -> str:
    """The file ``paragraphs.tsv``."""
    rows = [("locator", "fingerprint", "words", "role")]
    rows += [(row.locator, row.fingerprint, str(row.words), row.role) for row in paragraphs]
    return "".join("\t".join(row) + "\n" for row in rows)


def write(drafted: Draft, seeds: Path) -> Path:
    """Write the document's folder: it appears with all its files or not at all.

    Returns:
        The new folder.

    Raises:
        DraftError: something of that name is there already.
        OSError: the seeds folder cannot be written.
    """
    folder = seeds / "documents" / drafted.document.id
    if folder.exists() or folder.is_symlink():
        raise DraftError(
            f"{folder} is there already: choose another id, or delete it and add the document again"
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Built under the seeds folder, not under documents/, where a reader would take it for a document.
    temporary = Path(tempfile.mkdtemp(dir=seeds, prefix=f".{drafted.document.id}."))
    try:
        files = {
            "document.yaml": canonical(drafted.document),
            "paragraphs.tsv": paragraphs_tsv(drafted.paragraphs),
            "claims.yaml": canonical([]),
        }
        for name, text in files.items():
            (temporary / name).write_text(text, encoding="utf-8", newline="\n")
        temporary.chmod(0o755)
        temporary.rename(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return folder
