"""An entity's record, a treaty's record, and a timeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge import dates
from knowledge.answers import Fact, entity_answer, timeline, treaty_answer
from knowledge.answers.timeline import KINDS, relative_words
from knowledge.curation.schema import After, ClaimKind, Times
from knowledge.edition import Edition

DAY = date(2018, 1, 1)


def ids(facts: object) -> list[str]:
    return [fact.claim.id for fact in facts]  # type: ignore[attr-defined] # any iterable of facts


def test_groups_come_in_the_order_of_the_card_and_hold_every_fact_once(mini: Edition) -> None:
    answer = entity_answer(mini, "norland", DAY)
    assert [heading for heading, _ in answer.groups] == [
        "What happened",
        "What the parties say",
        "Warnings",
        "Plans and forecasts",
        "Recommendations",
        "What the authors judge",
        "Background",
    ]
    assert sorted(ids(answer.facts)) == sorted(held.claim.id for held in mini.about("norland"))
    assert len(set(ids(answer.facts))) == len(answer.facts) == 12


def test_a_state_includes_the_claims_of_its_people_and_ministries(mini: Edition) -> None:
    answer = entity_answer(mini, "sudria", DAY)
    assert answer.parts == ("Ben Marsh", "Foreign Ministry of Sudria")
    assert {"alder-meeting", "alder-violation", "alder-ferry-refusal"} <= set(ids(answer.facts))
    marsh = entity_answer(mini, "ben-marsh", DAY)
    assert marsh.parts == ()
    assert "alder-violation" not in ids(marsh.facts)


def test_what_was_replaced_comes_last_and_dated_facts_newest_first(mini: Edition) -> None:
    record = treaty_answer(mini, "harbour-treaty", DAY)
    assert record is not None
    assert [(heading, ids(facts)) for heading, facts in record.groups] == [
        ("Status", ["birch-sudria-left", "alder-treaty-term"]),
        ("What it covers, as described", ["alder-treaty-ban"]),
        ("What the parties say", ["alder-violation"]),
        ("Warnings", ["alder-leave-warning"]),
    ]
    assert record.not_in_documents == ("The day on which the treaty was signed.",)


def test_what_is_no_treaty_has_no_treaty_record(mini: Edition) -> None:
    assert [own for own in mini.entities if treaty_answer(mini, own, DAY)] == [
        "harbour-treaty",
        "ferry-accord",
    ]


def test_a_disputed_place_is_called_by_both_names_with_who_says_which(mini: Edition) -> None:
    answer = entity_answer(mini, "grey-isles-hollow-islands", DAY)
    assert answer.name == "Grey Isles / Hollow Islands"
    assert answer.names_line == mini.entities["grey-isles-hollow-islands"].disputed.line  # type: ignore[union-attr] # it is disputed


def test_descriptions_say_whether_a_document_or_the_curator_speaks(mini: Edition) -> None:
    quill = entity_answer(mini, "ada-quill", DAY)
    assert [place.label for place in quill.description.cited] == ["Alder caption"]
    assert quill.office is not None
    assert not quill.office.by_curator
    assert entity_answer(mini, "norland", DAY).description.by_curator


def test_as_of_names_sources_and_the_newest_of_what_is_shown(mini: Edition) -> None:
    quill = entity_answer(mini, "ada-quill", DAY).as_of
    assert quill.newest_fact == "May 2019"
    assert quill.newest_source == "Birch, 2 June 2019"
    assert [source.split(" (")[0] for source in quill.sources] == ["Alder", "Birch"]
    westmark = entity_answer(mini, "westmark", DAY).as_of
    assert westmark.newest_fact is None
    assert [source.split(" (")[0] for source in westmark.sources] == ["Alder"]
    assert westmark.newest_source == "Birch, 2 June 2019"


EVENTS = [
    "birch-skerries",
    "alder-treaty-term",
    "alder-radar-on",
    "alder-radar-operational",
    "birch-radar-works",
    "alder-ferry-refusal",
    "alder-meeting",
    "alder-violation",
    "birch-sudria-left",
    "birch-envoy",
    "birch-pilots",
]


def test_a_timeline_orders_events_and_keeps_plans_and_undated_ones_apart(mini: Edition) -> None:
    whole = timeline(mini, None, DAY)
    assert sorted(ids(whole.events)) == sorted(EVENTS)
    bounds = [dates.sort_key(dates.parse(fact.when or "")) for fact in whole.events]
    assert bounds == sorted(bounds)
    assert ids(whole.events)[0] == "birch-skerries"
    assert ids(whole.events)[-1] == "birch-pilots"
    assert ids(whole.plans) == ["alder-office-plan", "alder-traffic", "alder-invite", "birch-accord-promise"]
    assert ids(whole.undated) == [
        "alder-leave-warning",
        "alder-silence",
        "birch-closed",
        "birch-new-lantern",
        "birch-office-dropped",
        "birch-pilots-safe",
    ]
    assert whole.outside == 0


def test_what_the_source_counts_from_an_event_stands_beside_it_without_getting_a_date(mini: Edition) -> None:
    whole = timeline(mini, None, DAY)
    anchors = {
        "birch-closed": "birch-skerries",
        "alder-silence": "birch-closed",
        "birch-new-lantern": "elsewhere",
    }

    def counted(fact: Fact) -> Fact:
        anchor = anchors.get(fact.claim.id)
        times = Times(after=After(claim=anchor, words="soon after")) if anchor else fact.claim.times
        return replace(fact, claim=fact.claim.model_copy(update={"times": times}))

    relative = replace(whole, undated=tuple(map(counted, whole.undated)))
    assert ids(relative.events) == ids(whole.events)
    assert ids(relative.undated) == ids(whole.undated)
    assert ids(relative.in_order) == [
        "birch-skerries",
        "birch-closed",
        "alder-silence",
        *ids(whole.events)[1:],
    ]
    assert ids(relative.unplaced) == [
        own for own in ids(whole.undated) if own not in set(anchors) - {"birch-new-lantern"}
    ]
    assert sorted(ids(relative.shown)) == sorted(ids(whole.facts)) == sorted(ids(relative.facts))
    words = {relative_words(fact) for fact in relative.facts}
    assert words == {None, "“soon after”, undated in the source"}


def test_a_timeline_shows_background_only_when_dated_and_never_a_judgement(mini: Edition) -> None:
    shown = set(ids(timeline(mini, None, DAY).facts))
    assert "birch-skerries" in shown
    assert not shown & {
        "alder-treaty-ban",
        "birch-trials",
        "alder-deadlock",
        "alder-fear",
        "birch-not-deadlocked",
    }


@pytest.mark.parametrize(
    ("span", "dated"),
    [
        ("../1911", "birch-skerries"),
        ("2019-04-10/2019-04-10", "birch-envoy birch-radar-works birch-sudria-left alder-treaty-term"),
        ("2019-05-02/2019-05", "birch-pilots birch-radar-works alder-treaty-term"),
        ("2015-03-31/2015-04-01", "alder-radar-on alder-treaty-term"),
        ("2020-12-31/2021", "alder-office-plan birch-radar-works"),
        ("2030-12-31/..", "birch-radar-works alder-traffic"),
        ("2031/..", "birch-radar-works"),
    ],
)
def test_an_item_is_in_range_when_its_bounds_overlap(mini: Edition, span: str, dated: str) -> None:
    start, end = (None if edge == ".." else dates.parse(edge) for edge in span.split("/"))
    cut = timeline(mini, None, DAY, start, end)
    undated_plans = ["alder-invite", "birch-accord-promise"]
    assert sorted(ids((*cut.events, *cut.plans))) == sorted([*dated.split(), *undated_plans])
    assert set(undated_plans) <= set(ids(cut.plans))
    assert cut.outside == 13 - len(dated.split())
    assert len(cut.undated) == 6


def test_what_the_range_leaves_out_is_named_on_its_side_in_order(mini: Edition) -> None:
    whole = timeline(mini, None, DAY)
    cut = timeline(mini, None, DAY, dates.parse("2016"), dates.parse("2016"))
    left = {*ids(cut.earlier), *ids(cut.later)}
    assert "birch-skerries" in ids(cut.earlier)
    assert "birch-pilots" in ids(cut.later)
    dated = [fact for fact in whole.facts if fact.when is not None]
    inside = {fact.claim.id for fact in cut.facts}
    assert left == {fact.claim.id for fact in dated} - inside
    for facts in (cut.earlier, cut.later):
        bounds = [dates.sort_key(dates.parse(fact.when or "")) for fact in facts]
        assert bounds == sorted(bounds)


@pytest.mark.parametrize("kind", KINDS)
def test_a_timeline_of_one_kind_leaves_out_the_others_and_counts_them(mini: Edition, kind: ClaimKind) -> None:
    whole, cut = timeline(mini, None, DAY), timeline(mini, None, DAY, kind=kind)
    assert ids(cut.facts) == [fact.claim.id for fact in whole.facts if fact.claim.kind == kind]
    assert cut.other_kinds == len(whole.facts) - len(cut.facts)
    assert whole.other_kinds == 0


def test_a_timeline_of_one_entity_holds_only_its_claims(mini: Edition) -> None:
    cut = timeline(mini, "ada-quill", DAY)
    assert cut.name == "Ada Quill"
    assert ids(cut.facts) == ["alder-meeting", "birch-pilots"]
