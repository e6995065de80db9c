"""Second readings: who else read a claim against its paragraph, and which state of the claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from knowledge.curation.files import write_all
from knowledge.curation.format import canonical
from knowledge.curation.receipts import claim_digest
from knowledge.curation.schema import Claim, SecondReading
from knowledge.curation.seeds import Seeds

_NEAR = 3


class ReadingError(Exception):
    """A reading cannot be recorded; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded: the claims in file order, and how many of them had been read by somebody before."""

    claims: tuple[str, ...]
    replaced: int


def is_read(claim: Claim) -> bool:
    """Whether a second reader has read the claim as it now stands."""
    return claim.second_reading is not None and claim.second_reading.digest == claim_digest(claim)


def left(seeds: Seeds) -> tuple[Claim, ...]:
    """The claims that no second reader has read as they now stand, in file order."""
    return tuple(placed.value for _, placed in seeds.claims() if not is_read(placed.value))


def claims_of(seeds: Seeds, document: str) -> tuple[str, ...]:
    """The ids of a document's claims.

    Raises:
        ReadingError: there is no such document, or it has no claims.
    """
    known = {found.document.value.id: found for found in seeds.documents}
    if document not in known:
        raise ReadingError(f"there is no document {document!r}: use one of {', '.join(known)}")
    found = tuple(placed.value.id for placed in known[document].claims)
    if not found:
        raise ReadingError(f"{document} has no claims yet: there is nothing to read")
    return found


def record(folder: Path, seeds: Seeds, claims: Sequence[str], reader: str, on: date) -> Recorded:
    """Write the reading of some claims into their files, in canonical form: of all of them or of none.

    Args:
        folder: the seeds folder.
        seeds: what was loaded from it.
        claims: claim ids.
        reader: who read them; never the one who wrote them.
        on: the day of the reading.

    Raises:
        ReadingError: an id is unknown, or the reader's name is not one line; nothing is written then.
        OSError: a file cannot be written; then none is.
    """
    wanted = dict.fromkeys(claims)
    known = {placed.value.id: placed.value for _, placed in seeds.claims()}
    unknown = [claim for claim in wanted if claim not in known]
    if unknown:
        raise ReadingError("; ".join(_unknown(claim, known) for claim in unknown) + "; nothing was recorded")
    files: dict[Path, str] = {}
    recorded: list[str] = []
    for document in seeds.documents:
        if not any(placed.value.id in wanted for placed in document.claims):
            continue
        models = [
            _read(placed.value, reader, on) if placed.value.id in wanted else placed.value
            for placed in document.claims
        ]
        recorded += [model.id for model in models if model.id in wanted]
        files[folder / document.folder / "claims.yaml"] = canonical(models)
    write_all(files)
    return Recorded(tuple(recorded), sum(known[claim].second_reading is not None for claim in recorded))


def _read(claim: Claim, reader: str, on: date) -> Claim:
    try:
        reading = SecondReading(reader=reader, on=on.isoformat(), digest=claim_digest(claim))
    except ValidationError as error:
        said = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise ReadingError(f"the reader's name {reader!r} {said}") from None
    return claim.model_copy(update={"second_reading": reading})


def _unknown(claim: str, known: Iterable[str]) -> str:
    near = get_close_matches(claim, known, n=_NEAR, cutoff=0.6)
    return f"there is no claim {claim!r}" + (f" (near: {', '.join(near)})" if near else "")
