from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.limits import CUSTOM_ID
from bot.cards.question import MOST_PARTY, MOST_WORDS, Question, Verb, decode, searched
from bot.cards.view import MORE, custom_id
from knowledge.curation.schema import SLUG_LIMIT, ClaimKind
from knowledge.curation.seeds import ENTITY_FILES

VERBS = get_args(Verb)
IDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,5}", fullmatch=True).filter(lambda own: len(own) <= SLUG_LIMIT)
WORDS = st.text(min_size=1, max_size=MOST_WORDS * 2).map(searched).filter(bool)
DAYS = st.dates().map(lambda day: day.isoformat())


@st.composite
def questions(draw: st.DrawFn) -> Question:
    verb = draw(st.sampled_from(VERBS))
    kinds = st.sampled_from(sorted(ENTITY_FILES.values()))
    subject = draw(st.none() | (kinds if verb == "browse" else WORDS if verb == "search" else IDS))
    party = draw(st.none() | IDS.filter(lambda own: len(own) <= MOST_PARTY)) if verb == "positions" else None
    days = (draw(st.none() | DAYS), draw(st.none() | DAYS)) if verb == "timeline" else (None, None)
    kind = draw(st.none() | st.sampled_from(get_args(ClaimKind))) if verb == "timeline" else None
    return Question(verb, subject, *days, draw(st.integers(0, 999)), draw(st.booleans()), party, kind)


@given(questions())
def test_a_question_survives_the_way_through_a_button(question: Question) -> None:
    assert decode(question.encode()) == question
    assert CUSTOM_ID.fits(custom_id(MORE, question, 4))


def test_the_longest_question_fits_a_button() -> None:
    own = "a" * SLUG_LIMIT
    longest = (
        Question("timeline", own, "2021-03-19", "2021-03-19", 999, as_text=True, kind="event"),
        Question("positions", own, page=999, as_text=True, party="p" * MOST_PARTY),
        Question("search", "w" * MOST_WORDS, page=999, as_text=True),
    )
    assert max(map(len, VERBS)) == max(len(question.verb) for question in longest)
    for question in longest:
        assert decode(question.encode()) == question
        assert CUSTOM_ID.fits(custom_id(MORE, question, 4))


def test_the_words_of_a_search_are_carried_whole_or_not_at_all() -> None:
    assert searched("who:\n said  THAAD?") == "who said THAAD?"
    assert searched("x" * MOST_WORDS) == "x" * MOST_WORDS
    assert searched("x" * (MOST_WORDS + 1)) is None
    assert searched("🏝" * (MOST_WORDS // 2 + 1)) is None


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
        "search:thaad:2014::0",
        "positions:thaad:russia:2014:0",
    ):
        assert decode(text) is None, text
