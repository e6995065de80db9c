"""The containers of the name index."""

from __future__ import annotations

import pytest

from knowledge.names.book import NameBook, Named, NameRow
from knowledge.names.forms import Forms
from knowledge.names.index import Entry, NameIndex
from knowledge.names.maps import ByKey, ByLength, ByMadeKey
from knowledge.names.spans import Scattered, Spans


def _entry(text: str) -> Entry:
    return Entry("x", text, "alias", weak=False, native=text, latin=text, near=text, numbers=())


def test_entries_by_key_keep_their_order() -> None:
    one, two, three = _entry("one"), _entry("two"), _entry("three")
    names = ByKey()
    for entry in (one, two, three):
        names.add("both" if entry is not two else "alone", entry)
    assert names.get("both") == (one, three)
    assert names.get("alone") == (two,)
    assert names.get("none") == ()


def test_entries_by_a_key_that_is_made_of_them() -> None:
    entries = [_entry(text) for text in ("sea of japan", "japan sea", "japan")]
    reordered = ByMadeKey(
        entries, lambda one: " ".join(sorted(one.native.split())) if " " in one.native else None
    )
    assert reordered.get("japan of sea") == (entries[0],)
    assert reordered.get("japan sea") == (entries[1],)
    assert reordered.get("japan") == ()
    assert ByMadeKey([], lambda one: one.native).get("japan") == ()


def test_entries_of_one_made_key_keep_their_order() -> None:
    entries = [_entry(f"{number} names") for number in range(9)]
    assert ByMadeKey(entries, lambda one: one.native[2:]).get("names") == tuple(entries)


def test_a_key_with_the_hash_of_another_finds_nothing_of_it() -> None:
    class Same(str):
        """A key of which every hash is the same."""

        __slots__ = ()

        def __hash__(self) -> int:
            return 7

    entries = [_entry("one"), _entry("two")]
    names = ByMadeKey(entries, lambda one: Same(one.native))
    assert names.get(Same("two")) == (entries[1],)
    assert names.get(Same("three")) == ()


def test_words_by_length() -> None:
    words = ByLength(["aaa", "b", "cc", "dddd"])
    assert words.within(2, 1) == ["b", "cc", "aaa"]
    assert words.reaching(3) == ["aaa", "dddd"]
    assert len(words) == 4


_NAMES = ["kuril islands", "islands", "south kuril", "北方領土"]
_FORMS = Forms((name, row) for row, name in enumerate(_NAMES))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("isl", {(0, 13, False), (1, 7, True)}),
        ("kuril", {(0, 13, True), (2, 11, False)}),
        ("kuril islands", {(0, 13, True)}),
        ("北", {(3, 4, True)}),
        ("ril", set()),
        ("islands s", set()),  # a beginning does not run on into the next name
        ("x" * 200, set()),
    ],
)
def test_forms_are_found_by_the_beginnings_of_their_words(
    typed: str, found: set[tuple[int, int, bool]]
) -> None:
    assert set(_FORMS.beginning(typed)) == found


def test_forms_are_found_once_by_what_stands_inside() -> None:
    assert list(_FORMS.holding("ril")) == [(0, 13), (2, 11)]
    assert list(_FORMS.holding("s")) == [(0, 13), (1, 7), (2, 11)]
    assert list(_FORMS.holding("領")) == [(3, 4)]
    assert list(_FORMS.holding("zz")) == []


def test_no_forms_find_nothing() -> None:
    empty = Forms(())
    assert list(empty.beginning("a")) == []
    assert list(empty.holding("a")) == []


def test_a_key_is_held_only_where_it_differs_and_found_all_the_same() -> None:
    names = (NameRow("a", "Путин", "ru", "alias"), NameRow("a", "Missile Defense", "en", "alias"))
    index = NameIndex(NameBook((Named("a", "Kuril Islands", "place", ""),), names))
    assert [entry.text for entry in index.latin("kuril islands")] == ["Kuril Islands"]
    assert [entry.text for entry in index.squashed("kurilislands")] == ["Kuril Islands"]
    assert [entry.text for entry in index.latin("putin")] == ["Путин"]
    assert [entry.text for entry in index.squashed("putin")] == ["Путин"]
    assert [entry.text for entry in index.respelt("missile defence")] == ["Missile Defense"]
    assert [entry.text for entry in index.respelt("kuril islands")] == ["Kuril Islands"]


def test_names_of_which_the_words_stand_together_in_another_order() -> None:
    scattered = Scattered(Spans([_entry("intermediate range missile")]))
    assert scattered.all(["missile", "of", "intermediate", "range", "only"]) == {"@x"}
    assert scattered.all(["missile", "of", "long", "intermediate", "range"]) == set()
