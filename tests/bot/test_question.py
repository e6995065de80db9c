from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.limits import CUSTOM_ID
from bot.cards.question import MOST, Question, Short, Verb, decode, decode_short, searched
from bot.cards.view import MORE, custom_id
from bot.short_ids import short_id
from knowledge.curation.schema import SLUG_LIMIT, ClaimKind
from knowledge.curation.seeds import ENTITY_FILES

VERBS = get_args(Verb)
IDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,5}", fullmatch=True).filter(lambda own: len(own) <= SLUG_LIMIT)
WORDS = st.text(min_size=1, max_size=200).map(searched).filter(bool)
LONGEST_WORDS, LONGEST_PARTY = 70, 19
"""Of those that a button carries itself; the party beside the longest topic."""
DAYS = st.dates().map(lambda day: day.isoformat())


@st.composite
def questions(draw: st.DrawFn) -> Question:
    verb = draw(st.sampled_from(VERBS))
    kinds = st.sampled_from(sorted(ENTITY_FILES.values()))
    subject = draw(st.none() | (kinds if verb == "browse" else WORDS if verb == "search" else IDS))
    party = draw(st.none() | IDS) if verb == "positions" else None
    days = (draw(st.none() | DAYS), draw(st.none() | DAYS)) if verb == "timeline" else (None, None)
    kind = draw(st.none() | st.sampled_from(get_args(ClaimKind))) if verb == "timeline" else None
    return Question(verb, subject, *days, draw(st.integers(0, 999)), draw(st.booleans()), party, kind)


@given(questions())
def test_a_question_survives_the_way_through_a_button(question: Question) -> None:
    carried = question.encode()
    assert CUSTOM_ID.fits(custom_id(MORE, question, 4))
    assert len(carried.encode("utf-16-le", "replace")) // 2 <= MOST
    whole = decode(question.whole)
    assert whole == replace(question, page=0, as_text=False)
    if question.long:
        assert decode(carried) is None
        assert decode_short(carried) == Short(short_id(question.whole), question.page, question.as_text)
    else:
        assert decode(carried) == question
        assert decode_short(carried) is None


def test_the_longest_question_fits_a_button() -> None:
    own = "a" * SLUG_LIMIT
    longest = (
        Question("timeline", own, "2021-03-19", "2021-03-19", 999, as_text=True, kind="event"),
        Question("positions", own, page=999, as_text=True, party="p" * LONGEST_PARTY),
        Question("search", "w" * LONGEST_WORDS, page=999, as_text=True),
    )
    assert max(map(len, VERBS)) == max(len(question.verb) for question in longest)
    for question in longest:
        assert not question.long
        assert decode(question.encode()) == question
        assert CUSTOM_ID.fits(custom_id(MORE, question, 4))


def test_one_character_more_is_carried_by_a_short_id() -> None:
    own = "a" * SLUG_LIMIT
    for question in (
        Question("positions", own, page=3, as_text=True, party="p" * (LONGEST_PARTY + 1)),
        Question("search", "w" * (LONGEST_WORDS + 1), page=3, as_text=True),
        Question("search", "🏝" * (LONGEST_WORDS // 2 + 1), page=3, as_text=True),
    ):
        assert question.long
        assert len(question.encode()) == len("~abcdefghijklmnop:3t")
        assert question.on_page(999).encode().rpartition(":")[0] == question.encode().rpartition(":")[0]


def test_whether_a_question_is_long_does_not_hang_on_page_and_form() -> None:
    for words in ("w" * LONGEST_WORDS, "w" * (LONGEST_WORDS + 1)):
        assert (
            len({Question("search", words, page=n, as_text=t).long for n in (0, 999) for t in (False, True)})
            == 1
        )


def test_the_words_of_a_search_stand_on_one_line_without_colons() -> None:
    assert searched("who:\n said  THAAD?") == "who said THAAD?"
    assert searched("x" * 200) == "x" * 200


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
        "~aaaaaaaaaaaaaaaa:0",
    ):
        assert decode(text) is None, text


def test_forged_short_ids_are_refused() -> None:
    for text in ("~", "~:0", "~short:0", "~AAAAAAAAAAAAAAAA:0", "~aaaaaaaaaaaaaaaa:", "~aaaaaaaaaaaaaaaa:1234",
                 "~aaaaaaaaaaaaaaaa:٣", "~aaaaaaaaaaaaaaaa:0E", "search:~aaaaaaaaaaaaaaaa:::0"):  # fmt: skip
        assert decode_short(text) is None, text
    assert decode_short("~aaaaaaaaaaaaaaaa:12t") == Short("aaaaaaaaaaaaaaaa", 12, as_text=True)
