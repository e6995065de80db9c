"""Digests: what exactly was checked, so that a later edit shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from pydantic import BaseModel

from knowledge.curation.schema import Claim
from knowledge.curation.seeds import Paragraph

DIGEST_DIGITS = 16
"""Hexadecimal digits kept of a SHA-256: enough against accidents, which is all that a receipt guards against."""


def claim_digest(claim: Claim) -> str:
    """A claim's content, without its second reading and its note to curators."""
    return model_digest(claim, "second_reading", "note")


def claim_receipt(claim: Claim, paragraphs: Iterable[Paragraph]) -> str:
    """A claim's content together with the state of the paragraphs it cites."""
    cited = {citation.paragraph for citation in claim.citations}
    prints = [paragraph.fingerprint for paragraph in paragraphs if paragraph.locator in cited]
    return _digest([claim_digest(claim), *prints])


def model_digest(model: BaseModel, *without: str) -> str:
    """The content of any seed model."""
    return _digest(model.model_dump(mode="json", exclude=set(without), exclude_defaults=True))


def words_digest(words: Iterable[str]) -> str:
    """A vocabulary."""
    return _digest(list(words))


def _digest(content: object) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:DIGEST_DIGITS]
