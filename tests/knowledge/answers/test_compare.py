"""A topic in each document side by side, and how the statements stand to each other."""

from __future__ import annotations

from datetime import date

from bot.cards.text import card_text
from bot.desk import Desk
from knowledge.answers import compare
from knowledge.edition import Edition

DAY = date(2026, 11, 22)


def test_each_document_has_its_own_statements_whether_or_not_it_has_any(real: Edition, mini: Edition) -> None:
    for edition in (real, mini):
        for topic in edition.entities:
            answer = compare(edition, topic, DAY)
            assert [one.document for one in answer.documents] == list(edition.sources)
            for one in answer.documents:
                assert all(fact.document == one.document for fact in one.facts)
            assert {fact.claim.id for fact in answer.facts} == {
                held.claim.id for held in edition.about(topic)
            }
    only = compare(real, "bal", DAY)
    assert [bool(one.facts) for one in only.documents] == [False, True]


def test_links_are_given_with_their_ends_and_their_sentence(real: Edition) -> None:
    looked = 0
    for topic in real.entities:
        own = {held.claim.id for held in real.about(topic)}
        answer = compare(real, topic, DAY)
        for change in answer.changes:
            looked += 1
            assert own & {change.source, change.target}
            [link] = [
                one
                for one in real.claims[change.source].claim.links
                if (one.type, one.claim) == (change.link, change.target)
            ]
            assert link.text == change.text
            assert change.cited
        expected = {
            (held.claim.id, link.claim)
            for held in real.claims.values()
            for link in held.claim.links
            if own & {held.claim.id, link.claim}
        }
        assert {(change.source, change.target) for change in answer.changes} == expected
    assert looked > 30


def test_what_changed_is_told_even_where_only_one_end_is_on_the_topic(real: Edition) -> None:
    changes = {(one.link, one.source, one.target) for one in compare(real, "aegis-ashore", DAY).changes}
    assert ("updates", "carnegie-inf-collapse", "eaf-aegis-inf-violation") in changes
    assert "carnegie-inf-collapse" not in {held.claim.id for held in real.about("aegis-ashore")}


def test_what_only_one_document_touches_is_named(real: Edition) -> None:
    answer = compare(real, "inf-treaty", DAY)
    alone = {one.document: set(one.alone) for one in answer.documents}
    assert "aegis-ashore" in alone["eaf"]
    assert "obama-administration" in alone["carnegie"]
    assert not alone["eaf"] & alone["carnegie"]
    assert all("inf-treaty" not in entities for entities in alone.values())


def test_the_card_tells_of_publication_and_gives_no_verdict(desk: Desk) -> None:
    text = card_text(desk.look_up("compare", "INF").card)
    assert "EAF, by Anthony V Rinna, published between 21 March 2018 and 31 December 2024 (derived" in text
    assert "Carnegie, by the author (not named in the copy), published 19 March 2021" in text
    for heading in ("What changed:", "What bears out or adds to another statement:"):
        assert heading in text
    assert "What disagrees or stands in tension:" in card_text(desk.look_up("compare", "THAAD").card)
    alone = card_text(desk.look_up("compare", "Bastion").card)
    assert "Nothing in this document." in alone
    assert "Only Carnegie says anything on this." in alone
