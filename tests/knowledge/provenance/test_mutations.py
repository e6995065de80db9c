"""Every edit that would make the base say what its documents do not is caught, at its place."""

from __future__ import annotations

import pytest

from knowledge.provenance.check import check, prove
from tests.knowledge.curation.bases import PLACE, Base, Edit, place_of
from tests.knowledge.provenance.mutation import SECOND_READER, Mutation, read

MUTATIONS = read("mutations_*.yaml")
UNSEEN = read(SECOND_READER)


def test_the_base_is_clean_with_and_without_the_texts(clean_base: Base) -> None:
    for documents in (clean_base.documents, None):
        report = check(clean_base.seeds, documents)
        assert not report.problems
        assert report.verified == report.citations == 27
        assert report.claims == 26


def test_there_are_enough_mutations_and_each_is_one() -> None:
    assert len(MUTATIONS) >= 150
    assert len({mutation.name for mutation in (*MUTATIONS, *UNSEEN)}) == len(MUTATIONS) + len(UNSEEN)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_mutation_is_caught_at_its_place(mutation: Mutation, base: Base) -> None:
    place = base.edit(Edit(mutation.file, mutation.old, mutation.new))
    if mutation.at is not None:
        assert PLACE not in mutation.new
        place = _found(base, mutation) if mutation.at else None
    wanted_file = mutation.in_file or mutation.file

    report = check(base.seeds, base.documents)
    places = [(p.line, p.column) for p in report.problems if (p.file, p.code) == (wanted_file, mutation.code)]
    assert places, f"{mutation.code} is missing among: " + "; ".join(map(str, report.problems))
    if mutation.in_file is None:
        assert (place or (0, 0)) in places

    codes = {problem.code for problem in check(base.seeds).problems}
    assert bool(codes) is not mutation.silent_without
    assert (mutation.code in codes) is not mutation.needs_texts


@pytest.mark.parametrize("mutation", UNSEEN, ids=lambda mutation: mutation.name)
def test_what_only_a_second_reader_sees_is_shown_by_its_receipt_until_proven_anew(
    mutation: Mutation, base: Base
) -> None:
    base.edit(Edit(mutation.file, mutation.old, mutation.new))
    for documents in (None, base.documents):
        assert {problem.code for problem in check(base.seeds, documents).problems} == {"edited-after-receipt"}
    assert prove(base.seeds, base.documents).ok


def _found(base: Base, mutation: Mutation) -> tuple[int, int] | None:
    assert mutation.at is not None
    text = (base.seeds / mutation.file).read_text(encoding="utf-8")
    anchor = mutation.at.replace(PLACE, "")
    assert text.count(anchor) == 1, f"{anchor!r} stands {text.count(anchor)} times"
    return place_of(text.replace(anchor, mutation.at))
