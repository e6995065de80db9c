"""Every paragraph that says something is cited by a claim or skipped with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.curation.problems import Problem
from knowledge.curation.seeds import DocumentSeeds, Seeds


def cited(document: DocumentSeeds) -> dict[str, int]:
    """Locator → how many claims cite it, for every paragraph of the document."""
    counts = {paragraph.locator: 0 for paragraph in document.paragraphs}
    for claim in document.claims:
        for citation in claim.value.citations:
            if citation.paragraph in counts:
                counts[citation.paragraph] += 1
    return counts


def check(seeds: Seeds) -> Iterator[Problem]:
    """Paragraphs neither cited nor skipped, both cited and skipped, skipped with no real reason."""
    for document in seeds.documents:
        placed = document.document
        counts = cited(document)
        skipped = {skip.paragraph: index for index, skip in enumerate(placed.value.skipped)}
        for locator, count in counts.items():
            if not count and locator not in skipped:
                message = (
                    f"no claim cites paragraph {locator!r}: write one, or list it under skipped with a reason"
                )
                yield Problem(f"{document.folder}/claims.yaml", 0, 0, "uncited-paragraph", message)
        for locator, index in skipped.items():
            path = ("skipped", index, "paragraph")
            if locator not in counts:
                yield placed.problem(path, "unknown-paragraph", f"there is no paragraph {locator!r} to skip")
            elif counts[locator]:
                message = (
                    f"paragraph {locator!r} is skipped but {counts[locator]} claims cite it: take it out here"
                )
                yield placed.problem(path, "skipped-and-cited", message)
            reason = placed.value.skipped[index].reason
            if reason.casefold().strip(".") in ("not yet", "todo", "later"):
                message = (
                    f"{reason!r} is no reason: read the paragraph, then claim it or say why it holds no claim"
                )
                yield placed.problem(("skipped", index, "reason"), "no-reason", message)
