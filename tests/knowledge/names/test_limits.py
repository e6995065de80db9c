"""Whatever is pasted: nothing raises, what lies beyond a name's length costs nothing, and the answer says so."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.names.normalise import CUT, TERM_LIMIT
from knowledge.names.resolver import Resolver
from knowledge.names.result import Ambiguous, Fuzzy, Missing
from tests.knowledge.names.book import book

_MOST = 6000
_RESOLVER = Resolver(book())

_ANYTHING = st.characters(exclude_categories=()) | st.sampled_from(
    "kuril смотр北方領土쿠릴.-+'<@>[](){}0123 "
)
_PASTED = st.builds(
    lambda text, times: (text * times)[:_MOST],
    st.text(_ANYTHING, max_size=400),
    st.sampled_from((1, 2, 15, 400)),
)


@settings(max_examples=200, deadline=None)
@given(_PASTED)
@example("𡹴 𡹴")  # no Latin letters in it
def test_no_text_raises_and_its_end_is_not_worked_on(text: str) -> None:
    whole, short = _RESOLVER.explain(text), _RESOLVER.explain(text[:TERM_LIMIT])
    assert whole.resolution.term == text
    assert (whole.folded, whole.variants, whole.stages) == (short.folded, short.variants, short.stages)
    assert whole.cut == (len(text) > TERM_LIMIT)
    offered = [[one.entity for one in _RESOLVER.complete(typed)] for typed in (text, text[:TERM_LIMIT])]
    assert offered[0] == offered[1]
    _RESOLVER.find(text)


@pytest.mark.parametrize(
    ("term", "said"),
    [("what is the INF Treaty " + " " * 200 + "?", Fuzzy), ("Korea" + "\n" * 200 + "x", Ambiguous)],
)
def test_the_answer_says_that_the_end_was_not_read(term: str, said: type[Fuzzy | Ambiguous]) -> None:
    found = _RESOLVER.resolve(term)
    assert isinstance(found, said)
    text = found.match.reason if isinstance(found, Fuzzy) else found.question
    assert CUT.casefold() in text.casefold()


def test_a_short_term_is_not_said_to_be_cut() -> None:
    found = _RESOLVER.resolve("Kuril Islnds")
    assert isinstance(found, Fuzzy)
    assert CUT not in found.match.reason


def test_a_missing_name_keeps_its_term_for_the_reader_to_say_so() -> None:
    term = "qwxzvb " * 800
    assert _RESOLVER.resolve(term) == Missing(term, ())
