"""What differs between two editions of the invented base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from knowledge.curation.load import load
from knowledge.edition import Edition, open_edition
from knowledge.edition.build import build
from knowledge.edition.content_hash import seeds_hash
from knowledge.edition.differences import Moved, differences
from tests.knowledge.curation.bases import Base, Edit

if TYPE_CHECKING:
    from pathlib import Path

ALDER = "documents/alder/claims.yaml"
PLACES = "entities/places.yaml"


def edition_of(base: Base, target: Path) -> Edition:
    # Not through the check: an edit is not proven, and that is not what is looked at here.
    build(load(base.seeds), seeds_hash(base.seeds), target)
    return open_edition(target)


@pytest.fixture
def old(clean_base: Base, tmp_path: Path) -> Edition:
    return edition_of(clean_base, tmp_path / "old.sqlite")


def edited(base: Base, tmp_path: Path, *edits: Edit) -> Edition:
    for edit in edits:
        base.edit(edit)
    return edition_of(base, tmp_path / "new.sqlite")


def test_the_same_seeds_differ_in_nothing(old: Edition, base: Base, tmp_path: Path) -> None:
    found = differences(old, edited(base, tmp_path))

    for changes in (found.claims, found.entities, found.notes, found.stories):
        assert (changes.new, changes.gone, changes.changed) == ((), (), ())
        assert changes.same
    assert found.moved == ()


def test_a_reworded_statement_is_shown_as_it_was_and_as_it_is(
    old: Edition, base: Base, tmp_path: Path
) -> None:
    new = edited(base, tmp_path, Edit(ALDER, "became operational in 2016.", "went into service in 2016."))

    claims = differences(old, new).claims

    ((was, now),) = claims.changed
    assert was.id == now.id == "alder-radar-operational"
    assert was.text.endswith("became operational in 2016.")
    assert now.text.endswith("went into service in 2016.")
    assert claims.same == len(old.claims) - 1


def test_a_new_entry_and_its_names_are_new_and_nothing_moved(
    old: Edition, base: Base, tmp_path: Path
) -> None:
    place = "- id: tern-house\n  name: Tern House\n"
    entry = (
        "- id: gull-pier\n  name: Gull Pier\n  description:\n    text: A pier in Norhaven.\n"
        "  names:\n    - {text: The Long Pier}\n  see_also:\n    - norland\n\n"
    )
    new = edited(base, tmp_path, Edit(PLACES, place, entry + place))

    found = differences(old, new)

    assert [one.id for one in found.entities.new] == ["gull-pier"]
    assert found.entities.gone == ()
    assert found.moved == ()
    back = differences(new, old)
    assert [one.id for one in back.entities.gone] == ["gull-pier"]
    assert back.moved == ()


def test_a_name_that_leads_elsewhere_is_named_with_both_ends(
    old: Edition, base: Base, tmp_path: Path
) -> None:
    new = edited(
        base,
        tmp_path,
        Edit(PLACES, "    - {text: Graue Inseln, lang: de, kind: translation}\n", ""),
        Edit(
            PLACES,
            "    text: A house in Norhaven.\n",
            "    text: A house in Norhaven.\n  names:\n    - {text: Graue Inseln}\n",
        ),
    )

    assert differences(old, new).moved == (
        Moved("Graue Inseln", ("grey-isles-hollow-islands",), ("tern-house",)),
    )


def test_who_read_a_statement_again_changes_no_answer(old: Edition, base: Base, tmp_path: Path) -> None:
    reading = "  second_reading: {reader: another reader, on: 2026-01-02, digest: abcdef}\n"
    cited = "    - {paragraph: 1, terms: [operational, 2016]}\n"
    new = edited(base, tmp_path, Edit(ALDER, cited, cited + reading))

    assert old.claims["alder-radar-operational"].claim != new.claims["alder-radar-operational"].claim
    assert differences(old, new).claims.changed == ()
