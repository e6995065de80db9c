"""Commands for curators at work: a new document, and second readings."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.exits import Exit, Stop
from knowledge.curation import readings
from knowledge.curation.load import load
from knowledge.curation.problems import SeedError
from knowledge.curation.seeds import Seeds
from knowledge.drafting import NOTHING, Draft, DraftError, Finds, Part, draft, read_copy, write
from knowledge.provenance.text import opening


@dataclass(frozen=True, slots=True)
class Copy:
    """What is to be added: the document's id, its text copy, and what a person says that lines of it are."""

    id: str
    file: Path
    marks: Sequence[tuple[int, str]] = ()


def add_document(seeds: Path, copy: Copy, today: date, *, as_json: bool) -> Exit:
    """Draft a document's folder from a copy and print what there is to do.

    Args:
        seeds: the seeds folder.
        copy: the new document.
        today: the day of the draft.
        as_json: one JSON object instead of text.
    """
    loaded = _load(seeds)
    if loaded is None:
        return Exit.DATA
    try:
        content = copy.file.read_bytes()
    except OSError as error:
        raise Stop(Exit.USAGE, f"{copy.file} cannot be read: {error.strerror}") from None
    if len(dict(copy.marks)) != len(copy.marks):
        raise Stop(Exit.USAGE, "--mark: a line is marked twice: mark it once")
    try:
        drafted = draft(copy.id, read_copy(content, str(copy.file)), loaded, today, dict(copy.marks))
        folder = write(drafted, seeds)
    except DraftError as error:
        raise Stop(Exit.DATA, f"nothing was drafted: {error}") from None
    except OSError as error:
        raise Stop(Exit.DATA, f"nothing was drafted: {error.filename}: {error.strerror}") from None
    if as_json:
        print(json.dumps(draft_json(drafted, folder), ensure_ascii=False))
    else:
        names = {placed.value.id: placed.value.name for placed in loaded.entities}
        print("\n".join(_report(drafted, folder, names)))
    return Exit.OK


def draft_json(drafted: Draft, folder: Path) -> dict[str, Any]:
    """The report on a draft as one JSON object."""
    places = _located(drafted)
    return {
        "document": drafted.document.id,
        "folder": str(folder),
        "paragraphs": [
            {
                "locator": row.locator,
                "line": places[row.locator].line,
                "role": row.role,
                "words": row.words,
                "opening": opening(places[row.locator].text),
                "why": places[row.locator].why,
                "entities": [
                    {"entity": entity, "matched": said}
                    for entity, said in drafted.finds[row.locator].entities
                ],
                "unclear": [
                    {"matched": said, "meanings": list(meanings)}
                    for said, meanings in drafted.finds[row.locator].unclear
                ],
                "unknown_names": list(drafted.finds[row.locator].unknown),
                "numbers": list(drafted.finds[row.locator].numbers),
                "dates": list(drafted.finds[row.locator].dates),
            }
            for row in drafted.paragraphs
        ],
        "left_out": [
            {"line": part.line, "opening": opening(part.text), "why": part.why}
            for part in drafted.parts
            if part.what == NOTHING
        ],
        "doubts": [{"line": part.line, "doubt": part.doubt} for part in drafted.parts if part.doubt],
        "shared": [
            {"paragraph": own, "document": other, "as": theirs} for own, other, theirs in drafted.shared
        ],
        "fill_in": list(drafted.fill_in),
    }


def _located(drafted: Draft) -> dict[str, Part]:
    """Locator → its line of the copy; the rows stand in the order of the lines."""
    kept = [part for part in drafted.parts if part.what != NOTHING]
    return {row.locator: part for row, part in zip(drafted.paragraphs, kept, strict=True)}


def _report(drafted: Draft, folder: Path, names: Mapping[str, str]) -> list[str]:
    places = _located(drafted)
    body = sum(row.is_body for row in drafted.paragraphs)
    extras = [row.locator for row in drafted.paragraphs if not row.is_body]
    lines = [f"drafted {folder}: {body} body paragraphs; parts: {', '.join(extras) or 'none'}"]
    for row in drafted.paragraphs:
        part = places[row.locator]
        sign = "¶" if row.is_body else ""
        lines.append("")
        lines.append(f"{sign}{row.locator} (line {part.line}, {row.words} words): {opening(part.text)} …")
        lines += _found(drafted.finds[row.locator], names)
    lines += ["", "left out:"]
    lines += [
        f"  line {part.line}: {opening(part.text)}: {part.why}"
        for part in drafted.parts
        if part.what == NOTHING
    ]
    doubts = [f"  line {part.line} ({part.what}): {part.doubt}" for part in drafted.parts if part.doubt]
    doubts += [
        f"  ¶{own} also stands in {other} as ¶{theirs}: if it is the publisher's standing text, leave it out"
        for own, other, theirs in drafted.shared
    ]
    if doubts:
        lines += ["", "look at:", *doubts]
        lines.append("  (to correct: delete the folder and add the document again with --mark LINE=WHAT)")
    lines += ["", f"to fill in, in {folder / 'document.yaml'}: {', '.join(drafted.fill_in)}"]
    lines.append("next: seeds/README.md, 'Add a document'; dossier check lists what is left")
    return lines


def _found(finds: Finds, names: Mapping[str, str]) -> list[str]:
    known = [f"{names.get(entity, entity)} ({entity})" for entity, _ in finds.entities]
    unclear = [f"{said} ({' or '.join(meanings)})" for said, meanings in finds.unclear]
    rows = (
        ("entities", known),
        ("ambiguous names", unclear),
        ("names that no entity has", finds.unknown),
        ("numbers", finds.numbers),
        ("dates", finds.dates),
    )
    return [f"  {label}: {', '.join(items)}" for label, items in rows if items]


def read_claims(
    seeds: Path, claims: Sequence[str], documents: Sequence[str], reader: str | None, on: date
) -> Exit:
    """Record that somebody else read claims against their paragraphs.

    Args:
        seeds: the seeds folder.
        claims: claim ids.
        documents: documents all of whose claims were read.
        reader: who read them.
        on: the day.
    """
    if reader is None:
        raise Stop(Exit.USAGE, "dossier read needs --reader NAME, or --left to list what is unread")
    if not claims and not documents:
        raise Stop(Exit.USAGE, "dossier read needs CLAIM ids, or --all DOCUMENT")
    loaded = _load(seeds)
    if loaded is None:
        return Exit.DATA
    try:
        wanted = [
            *claims,
            *(claim for document in documents for claim in readings.claims_of(loaded, document)),
        ]
        done = readings.record(seeds, loaded, wanted, reader, on)
    except readings.ReadingError as error:
        raise Stop(Exit.DATA, str(error)) from None
    except OSError as error:
        raise Stop(Exit.DATA, f"nothing was recorded: {error.filename}: {error.strerror}") from None
    again = f" ({done.replaced} had been read before)" if done.replaced else ""
    print(f"{len(done.claims)} claims read by {reader} on {on.isoformat()}{again}")
    return Exit.OK


def unread_claims(seeds: Path, *, as_json: bool) -> Exit:
    """List the claims that no second reader has read as they now stand."""
    loaded = _load(seeds)
    if loaded is None:
        return Exit.DATA
    unread = readings.left(loaded)
    for claim in unread:
        paragraphs = [citation.paragraph for citation in claim.citations]
        why = "edited after its second reading" if claim.second_reading else "no second reading"
        if as_json:
            print(json.dumps({"claim": claim.id, "paragraphs": paragraphs, "why": why}, ensure_ascii=False))
        else:
            print(f"{claim.id} ({', '.join(paragraphs)}): {why}")
    if not as_json:
        print(f"{len(unread)} of {sum(1 for _ in loaded.claims())} claims are left to read")
    return Exit.OK


def _load(seeds: Path) -> Seeds | None:
    """The seeds; None when they do not load, and then every error has been printed."""
    try:
        return load(seeds)
    except SeedError as error:
        print(error, file=sys.stderr)
        print("the seeds do not load: mend these first, nothing was written", file=sys.stderr)
        return None
