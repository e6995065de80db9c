"""Taking in a person's own copy of a document, so that passages can be read. Writes no seeds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.exits import Exit, Stop
from knowledge.curation.files import write_all
from knowledge.edition import Edition
from knowledge.edition.edition import Source
from knowledge.provenance import own_copy
from knowledge.provenance.own_copy import CopyError, OwnCopy

WHERE_TO = "set DOSSIER_DOCUMENTS_DIR to the folder for your copies (in the environment or in .env), then import again"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a copy.

    Attributes:
        copy: what it holds of its document.
        kept: locators that it lacks and the copy already in place has.
        target: the file of the document's copy.
        written: whether it was written; not where the copy in place already has all that this one has.
        others: further documents that the same file holds, which were not imported.
    """

    copy: OwnCopy
    kept: tuple[str, ...]
    target: Path
    written: bool
    others: tuple[str, ...] = ()


def import_copy(
    edition: Edition, file: Path, folder: Path | None, document: str | None, *, as_json: bool
) -> Exit:
    """Match a copy and keep the paragraphs that are as they were checked.

    Args:
        edition: the fact base.
        file: the person's copy.
        folder: where copies are kept.
        document: which document it is; None to find out.
        as_json: one JSON object instead of text.

    Raises:
        Stop: there is nowhere to keep it (78), no such document (2), or nothing of a document is in the copy (1).
    """
    if folder is None:
        raise Stop(Exit.CONFIGURATION, f"there is no folder for copies: {WHERE_TO}")
    if document is not None and document not in edition.sources:
        raise Stop(Exit.USAGE, f"--as: there is no document {document!r}: use one of {_ids(edition)}")
    try:
        text = own_copy.read(file)
    except CopyError as error:
        raise Stop(Exit.DATA, f"nothing was imported: {error}") from None
    matched = own_copy.match_all(text, edition)
    found = _which(edition, matched, file, document)
    done = _keep(found, edition.sources[found.document], folder / f"{found.document}.txt")
    others = (one.document for one in matched if one is not found and _has_body(one, edition))
    done = replace(done, others=tuple(others))
    if as_json:
        print(json.dumps(_json(done), ensure_ascii=False))
    else:
        print("\n".join(_report(done, edition)))
    return Exit.OK


def _which(edition: Edition, matched: Sequence[OwnCopy], file: Path, document: str | None) -> OwnCopy:
    """The document that the copy is one of."""
    best = matched[0]
    wanted = best if document is None else next(one for one in matched if one.document == document)
    if _has_body(wanted, edition):
        return wanted
    if document is not None and _has_body(best, edition):
        held = f"{len(best.checked)} of {len(edition.sources[best.document].paragraphs)}"
        hint = f"; it holds {held} parts of {best.document}: leave --as out, or say --as {best.document}"
    else:
        begun = [f"{len(one.different)} of {one.document}" for one in matched if one.different]
        hint = f"; it begins like others but goes on otherwise: {', '.join(begun)}" if begun else ""
    which = document or "any of our documents"
    known = "" if document else f" ({_ids(edition)})"
    raise Stop(
        Exit.DATA,
        f"nothing was imported: no paragraph of {file} is as it was checked in {which}{known}{hint}",
    )


def _has_body(found: OwnCopy, edition: Edition) -> bool:
    """Whether running text of the document stands there: a title or a date may stand in any file."""
    paragraphs = edition.sources[found.document].paragraphs
    return any(paragraphs[own].role == "body" for own in found.checked)


def _keep(found: OwnCopy, source: Source, target: Path) -> Imported:
    """Write what is usable, together with what the copy in place has beyond it."""
    before: Mapping[str, str] = {}
    if target.exists():
        try:
            before = own_copy.match(own_copy.read(target), found.document, source.paragraphs.values()).checked
        except CopyError as error:
            reason = f"the copy in place is none: {error}, or move it away"
            raise Stop(Exit.CONFIGURATION, f"nothing was imported: {reason}") from None
    together = {**before, **found.checked}
    kept = tuple(own for own in source.paragraphs if own in before and own not in found.checked)
    if together.keys() == before.keys():
        return Imported(found, kept, target, written=False)
    lines = [together[own] for own in source.paragraphs if own in together]
    try:
        write_all({target: "\n\n".join(lines) + "\n"})
    except OSError as error:
        reason = f"{target} cannot be written: {error.strerror}"
        raise Stop(Exit.CONFIGURATION, f"nothing was imported: {reason}") from None
    return Imported(found, kept, target, written=True)


def _report(done: Imported, edition: Edition) -> list[str]:
    source = edition.sources[done.copy.document]
    copy = done.copy
    total = len(source.paragraphs)
    lines = [
        f"{copy.document}: {source.document.title}",
        f"as checked: {len(copy.checked)} of {total} parts ({_parts(copy.checked, source)})",
    ]
    if copy.different:
        lines.append(f"different from what was checked: {_named(copy.different, source)}")
    if copy.missing:
        lines.append(f"missing: {_named(copy.missing, source)}")
    if done.kept:
        lines.append(f"in the copy in place, so not lost: {_named(done.kept, source)}")
    lines.append("what stands around these parts is ignored")
    if done.written:
        lines.append(f"written: {done.target}")
    else:
        lines.append(f"not written: the copy in place has all of this already: {done.target}")
    lines += [f"the file also holds parts of {own}: import it again with --as {own}" for own in done.others]
    lines.append("bots that run with this DOSSIER_DOCUMENTS_DIR read it at once")
    return lines


def _parts(locators: Mapping[str, str], source: Source) -> str:
    body = sum(1 for own in locators if source.paragraphs[own].role == "body")
    bodies = sum(1 for paragraph in source.paragraphs.values() if paragraph.role == "body")
    return (
        f"{body} of {bodies} paragraphs, {len(locators) - body} of {len(source.paragraphs) - bodies} others"
    )


def _named(locators: Mapping[str, str] | tuple[str, ...], source: Source) -> str:
    """Locators with their first words, to be looked for in the copy."""
    return "; ".join(
        f"{own} (begins “{source.paragraphs[own].opening}”)" if source.paragraphs[own].opening else own
        for own in locators
    )


def _json(done: Imported) -> dict[str, Any]:
    return {
        "document": done.copy.document,
        "checked": list(done.copy.checked),
        "different": list(done.copy.different),
        "missing": list(done.copy.missing),
        "kept": list(done.kept),
        "file": str(done.target),
        "written": done.written,
        "others": list(done.others),
    }


def _ids(edition: Edition) -> str:
    return ", ".join(edition.sources)
