"""Second readings: recorded of all or none, valid for the claim as it was read."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.curation import readings
from knowledge.curation.load import load
from knowledge.provenance.check import check
from tests.knowledge.curation.bases import Base, Edit

DAY = date(2026, 11, 22)
CLAIMS = ("birch-sudria-left", "alder-treaty-term")


def _record(base: Base, *claims: str, reader: str = "Ada Reader") -> readings.Recorded:
    return readings.record(base.seeds, load(base.seeds), claims, reader, DAY)


def test_a_reading_stands_in_the_file_and_leaves_everything_else(base: Base) -> None:
    before = {claim.value.id: claim.value for _, claim in load(base.seeds).claims()}
    assert _record(base, *CLAIMS) == readings.Recorded(("alder-treaty-term", "birch-sudria-left"), 0)
    after = {claim.value.id: claim.value for _, claim in load(base.seeds).claims()}
    for own, claim in after.items():
        if own in CLAIMS:
            assert claim.second_reading is not None
            assert (claim.second_reading.reader, claim.second_reading.on) == ("Ada Reader", "2026-11-22")
            assert readings.is_read(claim)
            claim = claim.model_copy(update={"second_reading": before[own].second_reading})  # noqa: PLW2901 - compared
        assert claim == before[own]
    assert check(base.seeds, base.documents).ok


def test_a_reading_of_the_whole_document(base: Base) -> None:
    claims = readings.claims_of(load(base.seeds), "birch")
    _record(base, *claims)
    left = readings.left(load(base.seeds))
    assert left
    assert all(claim.id.startswith("alder") for claim in left)


def test_an_edit_after_the_reading_is_reported_until_it_is_read_again(base: Base) -> None:
    _record(base, *CLAIMS)
    base.edit(
        Edit(
            "documents/birch/claims.yaml",
            "Sudria left the Harbour Treaty in April",
            "Sudria quit the Harbour Treaty in April",
        )
    )
    assert "edited-after-reading" in {problem.code for problem in check(base.seeds, base.documents).problems}
    assert "birch-sudria-left" in {claim.id for claim in readings.left(load(base.seeds))}
    assert _record(base, "birch-sudria-left", reader="Ben Reader").replaced == 1
    assert "edited-after-reading" not in {
        problem.code for problem in check(base.seeds, base.documents).problems
    }
    assert "birch-sudria-left" not in {claim.id for claim in readings.left(load(base.seeds))}


def test_a_note_to_curators_is_no_edit(base: Base) -> None:
    _record(base, "birch-sudria-left")
    old = "  citations:\n    - {paragraph: 1, terms: [Sudria, April 2019]}"
    base.edit(Edit("documents/birch/claims.yaml", old, f"  note: Read twice.\n{old}"))
    assert "birch-sudria-left" not in {claim.id for claim in readings.left(load(base.seeds))}


def test_one_unknown_claim_and_nothing_is_recorded(base: Base) -> None:
    before = {path: path.read_bytes() for path in base.seeds.rglob("*.yaml")}
    with pytest.raises(readings.ReadingError, match=r"no claim 'birch-sudria-lef' \(near: birch-sudria-left"):
        _record(base, "alder-treaty-term", "birch-sudria-lef")
    assert {path: path.read_bytes() for path in base.seeds.rglob("*.yaml")} == before


@pytest.mark.parametrize("reader", ["", " Ada", "Ada\nReader"])
def test_a_reader_has_a_name_of_one_line(base: Base, reader: str) -> None:
    with pytest.raises(readings.ReadingError, match=r"the reader's name .* must be one line"):
        _record(base, "alder-treaty-term", reader=reader)


def test_an_unknown_document_names_the_known_ones(clean_base: Base) -> None:
    with pytest.raises(readings.ReadingError, match="no document 'cedar': use one of alder, birch"):
        readings.claims_of(load(clean_base.seeds), "cedar")


def test_a_document_without_claims_cannot_be_read(base: Base) -> None:
    (base.seeds / "documents" / "birch" / "claims.yaml").write_text("[]\n", encoding="utf-8")
    with pytest.raises(readings.ReadingError, match="birch has no claims yet"):
        readings.claims_of(load(base.seeds), "birch")
