"""The base that is shipped: every answer stands, every fact is cited, every word of the documents is known."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from bot.cards.text import card_text
from bot.desk import Desk
from knowledge.answers import entity_answer, timeline, treaty_answer
from knowledge.answers.unknown import unknown
from knowledge.curation.load import load
from knowledge.curation.wordings import wordings
from knowledge.edition import Edition
from knowledge.names.result import Missing
from knowledge.provenance.check import check
from tests.knowledge.answers.conftest import SEEDS, TODAY

DOCUMENTS = Path(os.environ.get("DOSSIER_DOCUMENTS_DIR") or SEEDS.parents[1] / "shared" / "documents")


def test_the_base_is_proven_by_its_receipts() -> None:
    report = check(SEEDS)
    assert not report.problems, "\n".join(map(str, report.problems[:20]))
    assert report.claims >= 100
    assert report.verified == report.citations >= report.claims
    assert {own: (found.covered + found.skipped, found.body) for own, found in report.paragraphs.items()} == {
        "eaf": (14, 14),
        "carnegie": (20, 20),
    }


def test_the_base_is_proven_against_the_documents_where_they_are_at_hand() -> None:
    if not (DOCUMENTS / "eaf.txt").is_file():
        pytest.skip(f"left out: no copies of the documents in {DOCUMENTS}")
    report = check(SEEDS, DOCUMENTS)
    assert not report.problems, "\n".join(map(str, report.problems[:20]))
    assert report.verified == report.citations


def test_every_entity_and_treaty_answers_and_every_fact_is_cited(real: Edition) -> None:
    treaties = 0
    for own in real.entities:
        answer = entity_answer(real, own, TODAY)
        record = treaty_answer(real, own, TODAY)
        treaties += record is not None
        for fact in (*answer.facts, *(record.facts if record else ()), *timeline(real, own, TODAY).facts):
            assert fact.citations
            assert fact.asserted_by
            assert fact.when_text
        assert {fact.claim.id for fact in answer.facts} == {held.claim.id for held in real.about(own)}
        assert {check.fact for check in answer.checks} <= {fact.claim.id for fact in answer.facts}
    assert treaties >= 3
    assert len(real.entities) >= 80


def test_every_claim_is_about_something_and_has_its_place_in_the_timeline(real: Edition) -> None:
    reached = {held.claim.id for own in real.entities for held in real.about(own)}
    assert reached == set(real.claims)
    whole = timeline(real, None, TODAY)
    kinds = {fact.claim.kind for fact in whole.events}
    assert kinds <= {"event", "status", "position", "allegation", "warning", "non-action", "background"}
    assert {fact.claim.kind for fact in whole.plans} <= {"plan", "forecast", "recommendation"}
    assert all(fact.when is None for fact in whole.undated)
    assert len(whole.events) >= 15
    following = [fact.claim.id for fact in whole.in_order if fact.when is None]
    assert following == ["eaf-japan-sanctions", "carnegie-constitution-in-effect"]


def test_the_islands_carry_both_names_in_every_wording() -> None:
    looked = 0
    for wording in wordings(load(SEEDS)):
        if wording.path[:1] == ("disputed",):
            continue
        if re.search(r"Northern Territor|Kuril", wording.text):
            looked += 1
            assert "Northern Territories / South Kuril Islands" in wording.text
    assert looked >= 10


def test_there_are_stories_enough_for_the_daily_brief(real: Edition) -> None:
    assert len(real.stories) >= 20


@pytest.mark.parametrize("document", ["eaf", "carnegie"])
def test_every_word_of_the_documents_gets_a_true_answer(document: str, real: Edition, desk: Desk) -> None:
    vocabulary = sorted(real.sources[document].vocabulary)
    for word in vocabulary:
        answered = desk.look_up("entity", word)
        if isinstance(answered.resolution, Missing):
            found = unknown(real, word, TODAY)
            assert found.why in ("claimed", "in_documents"), word
            assert found.absent == (), word
            assert bool(found.facts) is (found.why == "claimed"), word
        text = card_text(answered.card)
        assert "none of our documents" not in text, word
    assert len(vocabulary) >= 300
