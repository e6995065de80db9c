"""Where a claim stands on the reader's day, and the reasons to look again before quoting it."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answers import Check, Fact, entity_answer, fact_of
from knowledge.answers.checks import checks_of
from knowledge.answers.facts import standing
from knowledge.edition import Edition

NEW_YEAR = date(2018, 1, 1)
LATE = date(2040, 1, 1)


def fact(edition: Edition, claim: str, today: date = NEW_YEAR) -> Fact:
    return fact_of(edition, edition.claims[claim], today)


def reasons(edition: Edition, claim: str, today: date) -> list[Check]:
    return list(checks_of(edition, [fact(edition, claim, today)]))


@pytest.mark.parametrize(
    ("claim", "today", "expected"),
    [
        # Replaced by a link, whatever the day and whatever else.
        ("alder-treaty-term", date(2011, 1, 1), "superseded"),
        ("alder-office-plan", LATE, "superseded"),
        # A target has passed on the day after its latest day.
        ("alder-traffic", date(2030, 12, 31), "latest"),
        ("alder-traffic", date(2031, 1, 1), "term-passed"),
        # A term that begins on no stated day began no later than its document of 2 June 2019.
        ("birch-accord-promise", date(2021, 6, 2), "latest"),
        ("birch-accord-promise", date(2021, 6, 3), "term-passed"),
        # A note says that it is outdated; the other verdicts change nothing.
        ("alder-ferry-refusal", NEW_YEAR, "overtaken"),
        ("alder-radar-operational", LATE, "latest"),
        ("alder-treaty-ban", LATE, "latest"),
        # Other links leave it as the newest that the documents say.
        ("alder-leave-warning", LATE, "latest"),
        ("alder-deadlock", LATE, "latest"),
        ("birch-sudria-left", LATE, "latest"),
    ],
)
def test_standing_on_a_day(mini: Edition, claim: str, today: date, expected: str) -> None:
    assert standing(mini, mini.claims[claim], today) == expected


def test_each_reason_names_the_fact_and_says_what_is_known(mini: Edition) -> None:
    assert reasons(mini, "alder-traffic", date(2031, 1, 1)) == [
        Check(
            "period_over",
            "The time stated for this has passed, at the latest on 31 December 2030; our documents do not say "
            "what came of it.",
            "alder-traffic",
        )
    ]
    [over] = reasons(mini, "birch-accord-promise", date(2021, 6, 3))
    assert (over.reason, over.fact) == ("period_over", "birch-accord-promise")
    assert over.text.startswith("The period stated by the source (“two years”) has run out: ")
    assert over.text.endswith("it ended on 2 June 2021 at the latest.")
    assert reasons(mini, "birch-accord-promise", date(2021, 6, 2)) == []


@pytest.mark.parametrize(
    ("claim", "reason", "link_of", "kind"),
    [
        ("alder-treaty-term", "changed_later", "birch-sudria-left", "updates"),
        ("alder-office-plan", "changed_later", "birch-office-dropped", "cancels"),
        ("alder-deadlock", "documents_disagree", "birch-not-deadlocked", "contradicts"),
        ("birch-not-deadlocked", "documents_disagree", "birch-not-deadlocked", "contradicts"),
    ],
)
def test_links_are_reasons_in_their_own_words(
    mini: Edition, claim: str, reason: str, link_of: str, kind: str
) -> None:
    links = mini.claims[link_of].claim.links
    text = next(link.text for link in links if link.type == kind)
    assert [(check.reason, check.text, check.fact) for check in reasons(mini, claim, NEW_YEAR)] == [
        (reason, text, claim)
    ]


@pytest.mark.parametrize(
    "claim", ["alder-leave-warning", "birch-trials", "birch-radar-works", "alder-invite"]
)
def test_agreeing_links_are_no_reason(mini: Edition, claim: str) -> None:
    assert reasons(mini, claim, NEW_YEAR) == []


@pytest.mark.parametrize(
    ("claim", "note"),
    [
        ("alder-radar-operational", "note-lantern-year"),
        ("alder-treaty-ban", "note-ban"),
        ("alder-ferry-refusal", "note-marsh"),
    ],
)
def test_a_note_is_a_reason_marked_as_the_curators(mini: Edition, claim: str, note: str) -> None:
    said = f"Curator's note, not in the documents: {mini.notes[note].text}"
    assert reasons(mini, claim, NEW_YEAR) == [Check("note", said, claim)]


def test_a_note_of_context_is_no_warning_but_stands_on_its_entity(mini: Edition) -> None:
    answer = entity_answer(mini, "harbour-treaty", NEW_YEAR)
    assert [note.id for note in answer.notes] == ["note-treaty"]
    assert not any("protocol" in check.text for check in answer.checks)


def test_times_are_worded_with_their_role_and_never_made_up(mini: Edition) -> None:
    assert fact(mini, "alder-radar-on").when_text == "in March 2015"
    assert fact(mini, "alder-violation").when_text == "said in the summer of 2016"
    assert fact(mini, "alder-violation").when_role == "said"
    assert fact(mini, "alder-traffic").when_role == "target"
    assert fact(mini, "alder-traffic").when_text == "expected in 2030"
    assert fact(mini, "alder-silence").when_text == "undated in the source"
    assert fact(mini, "alder-silence").when is None
    assert fact(mini, "birch-accord-promise").when_text == "for “two years”"
    envoy = fact(mini, "birch-envoy").when_text
    assert envoy.startswith("between 2 April and 1 May 2019 (derived)")
    assert "“A day later”" in envoy


def test_voices_are_named_outermost_first(mini: Edition) -> None:
    unnamed = "the author (not named in the copy)"
    assert fact(mini, "alder-ferry-refusal").asserted_by == ("Cleo Reed", "Ben Marsh")
    assert fact(mini, "alder-leave-warning").asserted_by == ("Cleo Reed", "unnamed Sudrian officials")
    assert fact(mini, "birch-pilots").asserted_by == (unnamed, "Ada Quill (for Norland)")
    assert fact(mini, "birch-pilots-safe").asserted_by == (unnamed, "unnamed Sudrian officials (uncertain)")
    assert fact(mini, "birch-closed").asserted_by == (unnamed, "Sudport (for Sudria)")
    assert fact(mini, "birch-new-lantern").asserted_by[1] == "a source that the document does not name"
    assert fact(mini, "alder-meeting").asserted_by == ("Coastwire",)


def test_kinds_are_said_in_words_and_hearsay_says_so(mini: Edition) -> None:
    assert fact(mini, "alder-silence").kind_label == "Not done or not said"
    assert fact(mini, "alder-invite").kind_label == "Recommendation by the author"
    hearsay = fact(mini, "birch-new-lantern").kind_label
    assert hearsay == "Allegation (hearsay: the document names no source)"


def test_contested_words_are_shown_where_they_are_used_and_only_there(mini: Edition) -> None:
    line = "Annexed is the author's word for what happened to the skerries."
    assert fact(mini, "birch-skerries").contested == (line,)
    assert fact(mini, "birch-new-lantern").contested == ()


def test_places_are_cited_for_the_eye_and_for_the_ear(mini: Edition) -> None:
    first, second = fact(mini, "birch-sudria-left").citations
    assert (first.label, first.words) == ("Birch ¶1", "Birch, paragraph 1")
    assert (second.label, second.words) == ("Birch standfirst", "Birch, standfirst")
