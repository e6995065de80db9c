"""Commands for curators: check, prove, format."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from bot.exits import Exit, Stop
from knowledge.curation.files import write_all
from knowledge.curation.format import canonical_files
from knowledge.curation.load import load
from knowledge.curation.problems import SeedError
from knowledge.curation.readings import left
from knowledge.edition import EditionError, build_edition
from knowledge.provenance.check import Report
from knowledge.provenance.check import check as check_seeds
from knowledge.provenance.check import prove as prove_seeds


def check(seeds: Path, documents: Path | None, *, as_json: bool) -> Exit:
    """Check the seeds and print the report."""
    return _print(check_seeds(seeds, documents), as_json=as_json, against_texts=documents is not None)


def prove(seeds: Path, documents: Path) -> Exit:
    """Check against the texts; when everything passes, write the receipts."""
    return _print(prove_seeds(seeds, documents), as_json=False, against_texts=True)


def format_seeds(seeds: Path) -> Exit:
    """Write every seed file in its canonical form."""
    try:
        loaded = load(seeds)
    except SeedError as error:
        print(error, file=sys.stderr)
        return Exit.DATA
    changed = {file: text for file, text in canonical_files(loaded).items() if loaded.texts[file] != text}
    write_all({seeds / file: text for file, text in changed.items()})
    for file in changed:
        print(f"formatted {file}")
    print(f"{len(changed)} of {len(canonical_files(loaded))} files changed")
    return Exit.OK


def _print(report: Report, *, as_json: bool, against_texts: bool) -> Exit:
    if as_json:
        print(json.dumps(report_json(report), ensure_ascii=False))
        return Exit.OK if report.ok else Exit.DATA
    for problem in report.problems:
        print(problem, file=sys.stderr)
    for document, coverage in report.paragraphs.items():
        print(
            f"{document}: {coverage.covered} of {coverage.body} body paragraphs covered, {coverage.skipped} skipped"
        )
        counts = ", ".join(
            f"{'¶' if locator.isdigit() else ''}{locator} {count}"
            for locator, count in coverage.claims.items()
        )
        print(f"  claims per paragraph: {counts}")
    how = "against the texts" if against_texts else "by receipt"
    print(f"{report.claims} claims, {report.verified} of {report.citations} citations verified {how}")
    print(f"{_second_readings(report)} of {report.claims} claims have a second reader")
    if report.ok:
        print("ok: the words are there; that they were read rightly is for a second reader")
        return Exit.OK
    count = len(report.problems)
    print(f"{count} error{'s' if count != 1 else ''}", file=sys.stderr)
    return Exit.DATA


def report_json(report: Report) -> dict[str, Any]:
    """The report as one JSON object."""
    return {
        "ok": report.ok,
        "claims": report.claims,
        "citations": report.citations,
        "verified": report.verified,
        "second_readings": _second_readings(report),
        "paragraphs": {
            document: {
                "covered": coverage.covered,
                "skipped": coverage.skipped,
                "body": coverage.body,
                "claims": dict(coverage.claims),
            }
            for document, coverage in report.paragraphs.items()
        },
        "errors": [
            {
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "code": problem.code,
                "message": problem.message,
            }
            for problem in report.problems
        ],
    }


def _second_readings(report: Report) -> int:
    """How many claims somebody else has read as they now stand."""
    return report.claims - len(left(report.seeds)) if report.seeds else 0


def build(seeds: Path, target: Path) -> Exit:
    """Check the seeds and build the edition."""
    try:
        content_hash = build_edition(seeds, target)
    except SeedError as error:
        print(error, file=sys.stderr)
        print(f"{error.args[0]}: nothing was built", file=sys.stderr)
        return Exit.DATA
    except EditionError as error:
        raise Stop(Exit.CONFIGURATION, str(error)) from None
    print(f"built edition {content_hash} at {target}")
    return Exit.OK
