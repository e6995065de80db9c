from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.limits import CUSTOM_ID
from bot.cards.question import Question, Verb, decode
from bot.cards.view import MORE, custom_id
from knowledge.curation.seeds import ENTITY_FILES

VERBS = get_args(Verb)
IDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,5}", fullmatch=True).filter(lambda own: len(own) <= 48)
DAYS = st.dates().map(lambda day: day.isoformat())


@st.composite
def questions(draw: st.DrawFn) -> Question:
    verb = draw(st.sampled_from(VERBS))
    kinds = st.sampled_from(sorted(ENTITY_FILES.values()))
    subject = draw(st.none() | (kinds if verb == "browse" else IDS))
    days = (draw(st.none() | DAYS), draw(st.none() | DAYS)) if verb == "timeline" else (None, None)
    return Question(verb, subject, *days, draw(st.integers(0, 999)), draw(st.booleans()))


@given(questions())
def test_a_question_survives_the_way_through_a_button(question: Question) -> None:
    assert decode(question.encode()) == question
    assert CUSTOM_ID.fits(custom_id(MORE, question, 4))


@given(st.text() | st.text(alphabet="entity:timlbrows0t٣²-", max_size=40))
def test_any_other_text_is_refused_or_means_what_it_says(text: str) -> None:
    found = decode(text)
    if found is not None:
        assert decode(found.encode()) == found
        assert found.verb in VERBS
        assert 0 <= found.page <= 999


def test_forged_and_old_questions_are_refused() -> None:
    for text in (
        "",
        "entity",
        "entity:thaad",
        "entity:thaad:::",
        "entity:thaad:::x",
        "entity:thaad:::-1",
        "entity:thaad:::1000",
        "entity:thaad:::0t0",
        "entity:thaad:::²",
        "entity:thaad:::٣",
        "entity:thaad:::0:0",
        "prophecy:thaad:::0",
        "browse:unicorns:::0",
    ):
        assert decode(text) is None, text
