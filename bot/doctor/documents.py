"""The copies of the documents, where the team has its own."""

from __future__ import annotations

from pathlib import Path

from bot.doctor.finding import Finding, fail, note, ok
from knowledge.edition import Edition
from knowledge.provenance.text import fingerprint

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
    try:
        held = {fingerprint(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()}
    except FileNotFoundError:
        return note(WHAT, f"there is no copy of {own} at {file}", fix)
    except (OSError, UnicodeDecodeError) as error:
        return fail(WHAT, f"{file} cannot be read ({type(error).__name__})", fix)
    paragraphs = edition.sources[own].paragraphs
    lost = [locator for locator, row in paragraphs.items() if row.fingerprint not in held]
    if not lost:
        return ok(WHAT, f"{own}: all {len(paragraphs)} paragraphs are in the copy")
    named = ", ".join(lost[:MOST_NAMED]) + (" …" if len(lost) > MOST_NAMED else "")
    return note(
        WHAT, f"{own}: {len(lost)} of {len(paragraphs)} paragraphs are not in the copy ({named})", fix
    )
