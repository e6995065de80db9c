"""What was typed changes one line of a card: the rest is made once, and its pages stay where they are."""

from dataclasses import replace

from bot.cards.pages import pages
from bot.desk import LARGE, Desk
from knowledge.edition import Edition


def test_a_card_is_made_once_whatever_was_typed(desk: Desk) -> None:
    by_id = desk.look_up("entity", "thaad").card
    by_error = desk.look_up("entity", "thadd").card
    assert by_id.matched is None
    assert by_error.matched is not None
    assert "thadd" in by_error.matched
    assert by_error.sections is by_id.sections


def test_the_line_about_the_typed_word_moves_nothing_to_another_page(desk: Desk) -> None:
    card = desk.look_up("entity", "Russia").card
    plain = pages(card)
    typed = pages(replace(card, matched="Matched your word " + "x" * 500))
    assert len(plain) > 2
    assert [page.card.sections for page in plain] == [page.card.sections for page in typed]
    assert [page.card.matched is None for page in typed] == [False] + [True] * (len(typed) - 1)


def test_large_cards_are_there_before_anybody_asks(edition: Edition, desk: Desk) -> None:
    large = [own for own in edition.entities if len(edition.about(own)) >= LARGE]
    assert large
    made: list[str] = []
    desk._make = lambda *asked: made.append(str(asked))  # type: ignore[method-assign, assignment] # a spy
    for own in large:
        desk.look_up("entity", own)
        desk.look_up("timeline", own)
    assert made == []
