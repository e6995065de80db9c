"""The record of a treaty: of the invented base, and of every treaty that is shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.cards.markdown import card_markdown
from bot.cards.pages import pages
from bot.cards.text import card_text
from knowledge.answers import TreatyRecord, treaty_record
from knowledge.answers.treaty import DESCRIBED_KINDS, STANDING_KINDS
from tests.knowledge.answers.conftest import TODAY

if TYPE_CHECKING:
    from bot.desk import Desk
    from knowledge.edition import Edition

TEXT_MOST, CONTENT_MOST = 4000, 2000


def record_of(edition: Edition, own: str) -> TreatyRecord:
    found = treaty_record(edition, own, TODAY)
    assert found is not None
    return found


def shown(record: TreatyRecord) -> list[str]:
    parts = [fact for stands in record.stands for fact in stands.facts]
    parts += record.described
    parts += [fact for row in record.rows for fact in row.facts]
    parts += [fact for _, facts in record.others for fact in facts]
    return [fact.claim.id for fact in parts]


def treaties(edition: Edition) -> list[str]:
    return [own for own, kind in edition.kinds.items() if kind == "treaty"]


def test_what_is_no_treaty_has_no_record(mini: Edition) -> None:
    assert treaty_record(mini, "norland", TODAY) is None


def test_each_document_says_where_it_stands_earlier_documents_first(mini: Edition) -> None:
    record = record_of(mini, "harbour-treaty")
    assert [stands.document.document for stands in record.stands] == ["alder", "birch"]
    assert [fact.claim.id for fact in record.stands[0].dated] == ["alder-treaty-term"]
    assert {fact.claim.kind for stands in record.stands for fact in stands.facts} <= STANDING_KINDS
    for stands in record.stands:
        assert all(fact.when for fact in stands.dated)
        assert not any(fact.when for fact in stands.undated)


def test_a_treaty_of_which_nothing_is_said_says_so_everywhere(desk: Desk, mini: Edition) -> None:
    from bot.desk import Desk as OtherDesk  # noqa: PLC0415 - the fixture of that name is of the other base

    text = card_text(OtherDesk(mini, desk.today).look_up("treaty", "ferry-accord").card)
    assert "Our documents describe no obligation under it" in text
    assert "nothing in our documents." in text


@pytest.mark.parametrize("base", ["mini", "real"])
def test_each_statement_stands_once_and_none_is_lost(base: str, request: pytest.FixtureRequest) -> None:
    edition: Edition = request.getfixturevalue(base)
    looked = 0
    for own in treaties(edition):
        record = record_of(edition, own)
        assert sorted(shown(record)) == sorted(fact.claim.id for fact in record.answer.facts)
        assert all(fact.claim.kind in DESCRIBED_KINDS for fact in record.described)
        assert [row.name for row in record.rows] == sorted(
            (row.name for row in record.rows), key=str.casefold
        )
        looked += len(shown(record))
    assert looked >= 5


def test_every_treaty_of_the_base_is_shown_whole_within_the_limits(desk: Desk, real: Edition) -> None:
    found = treaties(real)
    assert len(found) >= 3
    for own in found:
        answered = desk.look_up("treaty", own)
        text = card_text(answered.card)
        for source in real.sources.values():
            assert f"\n- In {source.document.short}: " in text.partition("What it obliges to")[0]
        assert "What it obliges to or covers, as described:" in text
        assert "No statement of their own:" in text
        for line in answered.not_in_documents:
            assert f"- {line}" in text
        for fact in answered.facts:
            assert text.count(f"{fact.claim.text}\n") == 1, fact.claim.id
        for check in answered.checks:
            if check.reason != "note":
                assert check.text in text
        for page in pages(answered.card):
            assert sum(map(len, card_markdown(page.card))) <= TEXT_MOST


def test_the_facts_of_the_record_are_those_of_the_contract(desk: Desk, real: Edition) -> None:
    answered = desk.look_up("treaty", "New START")
    assert {fact.claim.id for fact in answered.facts} == {held.claim.id for held in real.about("new-start")}
    assert answered.facts[0].claim.id == "eaf-new-start-signed"


def test_what_changed_is_told_once(desk: Desk) -> None:
    answered = desk.look_up("treaty", "New START")
    text = card_text(answered.card)
    [changed] = [check for check in answered.checks if check.reason == "changed_later"]
    assert text.count(changed.text) == 1
    before, _, after = text.partition("What changed between the documents:")
    assert changed.text in after.split("\n\n")[0]
    assert "\n- In EAF: The Obama and Medvedev" in before
    assert "\n- In Carnegie: Early in Joe Biden's" in before
