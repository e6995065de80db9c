"""The copies of the documents, where the team has its own."""

from __future__ import annotations

from pathlib import Path

from bot.doctor.finding import Finding, fail, note, ok
from knowledge.edition import Edition
from knowledge.provenance import own_copy

WHAT = "documents"
MOST_NAMED = 6
"""How many paragraphs are named that a copy lacks."""


def copies(edition: Edition, folder: Path | None) -> list[Finding]:
    """Whether the passages can be shown: a line for each document."""
    if folder is None:
        return [ok(WHAT, "DOSSIER_DOCUMENTS_DIR is not set: people are told where to find a passage")]
    if not folder.is_dir():
        return [
            fail(WHAT, f"DOSSIER_DOCUMENTS_DIR: {folder} is no folder", "make it, or correct the variable")
        ]
    return [_copy(edition, own, folder / f"{own}.txt") for own in edition.sources]


def _copy(edition: Edition, own: str, file: Path) -> Finding:
    fix = f"dossier documents import FILE --as {own}"
    if not file.exists():
        return note(WHAT, f"there is no copy of {own} at {file}", fix)
    paragraphs = edition.sources[own].paragraphs
    try:
        found = own_copy.match(own_copy.read(file), own, paragraphs.values())
    except own_copy.CopyError as error:
        return fail(WHAT, str(error), fix)
    lost = [locator for locator in paragraphs if locator not in found.checked]
    if not lost:
        return ok(WHAT, f"{own}: all {len(paragraphs)} paragraphs are in the copy")
    named = ", ".join(lost[:MOST_NAMED]) + (" …" if len(lost) > MOST_NAMED else "")
    return note(
        WHAT, f"{own}: {len(lost)} of {len(paragraphs)} paragraphs are not in the copy ({named})", fix
    )
