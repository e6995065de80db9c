"""The whole check of a seeds folder, with or without copies of the documents; and the writing of receipts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.curation import rules
from knowledge.curation.files import write_all
from knowledge.curation.load import load
from knowledge.curation.problems import Problem, SeedError
from knowledge.curation.receipts import claim_receipt, model_digest, words_digest
from knowledge.curation.rules.coverage import cited
from knowledge.curation.seeds import DocumentSeeds, Placed, Seeds
from knowledge.provenance import copied, text
from knowledge.provenance import copies as copies_of
from knowledge.provenance.citations import prove as prove_citations

_WITHOUT_TEXTS = frozenset({"no-receipt", "edited-after-receipt"})
"""What receipts are for: where the texts are at hand, they say more."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a document's body paragraphs are dealt with; ``claims`` counts the claims on every paragraph."""

    covered: int
    skipped: int
    body: int
    claims: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a check.

    Attributes:
        problems: every error, in file order; empty when all is well.
        claims: how many claims there are.
        citations: how many citations they make.
        verified: how many of these stand: against the texts when there are copies, else by valid receipt.
        paragraphs: document id → coverage.
        seeds: the seeds, None when they did not load.
    """

    problems: tuple[Problem, ...]
    claims: int
    citations: int
    verified: int
    paragraphs: Mapping[str, Coverage]
    seeds: Seeds | None

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(folder: Path, documents: Path | None = None) -> Report:
    """Check a seeds folder; with ``documents`` (a folder of ``<id>.txt``) also against the texts. Never writes."""
    try:
        seeds = load(folder)
    except SeedError as error:
        return Report(tuple(error.problems), 0, 0, 0, {}, None)
    found = rules.problems(seeds)
    receipts, verified = _receipts(seeds)
    found += receipts
    found += _fingerprints(seeds)
    if documents is not None:
        copies = copies_of.read(seeds.documents, documents)
        proven, verified = prove_citations(seeds, copies)
        found += proven
        found += copied.check(seeds, copies)
        found += _vocabularies(seeds, copies)
    return Report(
        tuple(sorted(set(found))),
        sum(1 for _ in seeds.claims()),
        sum(len(claim.value.citations) for _, claim in seeds.claims()),
        verified,
        {document.document.value.id: _coverage(document) for document in seeds.documents},
        seeds,
    )


def prove(folder: Path, documents: Path) -> Report:
    """Check against the texts and, only when everything passes, write receipts and vocabularies."""
    report = check(folder, documents)
    fixable = _WITHOUT_TEXTS | {"stale-vocabulary"}
    left = tuple(problem for problem in report.problems if problem.code not in fixable)
    if left or report.seeds is None:
        return Report(left, report.claims, report.citations, report.verified, report.paragraphs, report.seeds)
    seeds = report.seeds
    copies = copies_of.read(seeds.documents, documents)
    files: dict[Path, str] = {folder / "receipts.json": _json(_wording_receipts(seeds))}
    for document in seeds.documents:
        texts = copies.texts[document.document.value.id]
        # Of the whole copy: a word beside the paragraphs is a word of the document too.
        words = text.vocabulary([copies.whole[document.document.value.id]])
        content = {
            "openings": {locator: text.opening(paragraph) for locator, paragraph in texts.items()},
            "vocabulary": words_digest(words),
            "claims": {
                placed.value.id: claim_receipt(placed.value, document.paragraphs)
                for placed in document.claims
            },
        }
        files[folder / document.folder / "receipts.json"] = _json(content)
        files[folder / document.folder / "vocabulary.txt"] = "\n".join(words) + "\n"
    write_all(files)
    return check(folder, documents)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _receipts(seeds: Seeds) -> tuple[list[Problem], int]:
    """Claims and wordings whose content is not the one that was proven, and how many citations are proven."""
    found: list[Problem] = []
    verified = 0
    for document, placed in seeds.claims():
        given = document.receipts.claims.get(placed.value.id)
        if given == claim_receipt(placed.value, document.paragraphs):
            verified += len(placed.value.citations)
            continue
        found.append(placed.problem((), *_unproven("claim", placed.value.id, given)))
    known = {placed.value.id for _, placed in seeds.claims()}
    for document in seeds.documents:
        if document.receipts.vocabulary != words_digest(document.vocabulary):
            message = "this is not the vocabulary that was proven: run dossier prove"
            found.append(_vocabulary_problem(document, "edited-after-receipt", message))
        for stale in sorted(set(document.receipts.claims) - known):
            message = f"there is a receipt for {stale!r}, but no such claim: run dossier prove"
            found.append(Problem(f"{document.folder}/receipts.json", 0, 0, "edited-after-receipt", message))
    models = _wording_models(seeds)
    for stale in sorted(set(seeds.wording_receipts) - set(models)):
        message = f"there is a receipt for {stale!r}, but no such entry: run dossier prove"
        found.append(Problem("receipts.json", 0, 0, "edited-after-receipt", message))
    for key, (placed_wording, digest) in models.items():
        given = seeds.wording_receipts.get(key)
        if given != digest:
            found.append(placed_wording.problem((), *_unproven("entry", key, given)))
    return found, verified


def _unproven(sort: str, name: str, given: str | None) -> tuple[str, str]:
    if given is None:
        return "no-receipt", f"the {sort} {name!r} was never proven against the documents: run dossier prove"
    return "edited-after-receipt", f"the {sort} {name!r} was edited after it was proven: run dossier prove"


def _wording_models(seeds: Seeds) -> dict[str, tuple[Placed[Any], str]]:
    """Everything besides claims whose wordings people see, with its digest."""
    sorts: tuple[tuple[str, Sequence[Placed[Any]], str], ...] = (
        ("entity", seeds.entities, "id"),
        ("note", seeds.notes, "id"),
        ("story", seeds.stories, "id"),
        ("contested", seeds.contested, "word"),
        ("document", [found.document for found in seeds.documents], "id"),
    )
    return {
        f"{sort} {getattr(placed.value, key)}": (placed, model_digest(placed.value, "note"))
        for sort, items, key in sorts
        for placed in items
    }


def _wording_receipts(seeds: Seeds) -> dict[str, str]:
    return {key: digest for key, (_, digest) in _wording_models(seeds).items()}


def _fingerprints(seeds: Seeds) -> list[Problem]:
    """Documents whose fingerprint is not that of their rows of paragraphs: no text is needed to see it."""
    found = []
    for document in seeds.documents:
        wanted = text.document_fingerprint(document.paragraphs)
        if document.document.value.fingerprint != wanted:
            message = f"the fingerprint of this document is {wanted}: correct it, or the paragraphs"
            found.append(document.document.problem(("fingerprint",), "wrong-fingerprint", message))
    return found


def _vocabularies(seeds: Seeds, copies: copies_of.Copies) -> list[Problem]:
    """Vocabularies that lack a word of the paragraphs; a page saved again may differ in what stands around."""
    found = []
    for document in seeds.documents:
        texts = copies.texts.get(document.document.value.id, {})
        lacking = set(text.vocabulary(texts.values())) - set(document.vocabulary)
        if lacking:
            message = f"words of the document are missing here ({min(lacking)!r} …): run dossier prove"
            found.append(_vocabulary_problem(document, "stale-vocabulary", message))
    return found


def _vocabulary_problem(document: DocumentSeeds, code: str, message: str) -> Problem:
    return Problem(f"{document.folder}/vocabulary.txt", 0, 0, code, message)


def _coverage(document: DocumentSeeds) -> Coverage:
    counts = cited(document)
    body = [row.locator for row in document.paragraphs if row.is_body]
    skipped = {skip.paragraph for skip in document.document.value.skipped}
    return Coverage(
        sum(1 for locator in body if counts[locator]),
        sum(1 for locator in body if locator in skipped),
        len(body),
        counts,
    )
