"""The questions of the search benchmark stay what they were when they were frozen."""

from __future__ import annotations

from collections import Counter

from benchmarks.search.questions import half_of, load, load_more
from knowledge.curation.load import load as load_seeds
from tests.bot.editions import ROOT


def test_the_questions_are_as_many_as_said_and_name_claims_of_the_base() -> None:
    questions, more = load(), load_more()
    counted = Counter((bool(one.claims), one.half) for one in questions)
    assert counted == {(True, "tune"): 66, (True, "frozen"): 54, (False, "tune"): 24, (False, "frozen"): 36}
    assert all(one.half == half_of(one.text) for one in questions)
    texts = [one.text for one in (*questions, *more)]
    assert len(set(texts)) == len(texts) > 300
    claims = {placed.value.id for _, placed in load_seeds(ROOT / "seeds").claims()}
    assert {claim for one in (*questions, *more) for claim in one.claims} <= claims
