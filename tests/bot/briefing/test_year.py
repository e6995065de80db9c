"""A year of briefs for three channels with different topics, held against every rule line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.briefing.composer import Brief, Policy, how_long, stories_of
from bot.cards.limits import MESSAGE_CONTENT
from knowledge.answers import cite
from knowledge.edition import Edition
from tests.bot.briefing.channels import run

DAYS = 365
CHANNELS: dict[str, tuple[tuple[str, ...], Policy]] = {
    "everything": ((), "again"),
    "arms control": (("arms-control", "inf-treaty", "new-start", "intermediate-range-missiles"), "again"),
    "Russia and Japan": (("russia-japan-relations",), "quiet"),
}
HEADS = re.compile(
    r"Then|Why it matters|To quote it safely|A number"
    r"|Since((: put right)? \(curator's note, not in the documents(, checked [^)]+)?\))?"
    r"|This month, \d+ years? ago \([^)]+\)|(The time stated for this|The period stated by the source) ended .+"
)
FOOTER = re.compile(r"\d+ words; edition [0-9a-f]{8}; newest source: Carnegie, 19 March 2021")
STOP = "Our documents stop on 19 March 2021"
NOTHING = {
    f"{STOP}.",
    f"{STOP}; More has the curators' notes on the subject.",
    f"{STOP}, and no curator's note says what came after.",
}

Years = dict[str, list[Brief]]


@pytest.fixture(scope="module")
def years(edition: Edition) -> Years:
    return {
        name: run(edition, DAYS, topics=topics, policy=policy)[0]
        for name, (topics, policy) in CHANNELS.items()
    }


def every(years: Years) -> Iterator[Brief]:
    for briefs in years.values():
        yield from (brief for brief in briefs if brief.story)


def test_no_story_comes_again_within_25_days(years: Years) -> None:
    looked = 0
    for briefs in years.values():
        last: dict[str, date] = {}
        for brief in briefs:
            if brief.story in last:
                looked += 1
                assert brief.date - last[brief.story] > timedelta(days=25), brief
            if brief.story:
                last[brief.story] = brief.date
    assert looked > 300


@pytest.mark.parametrize("name", CHANNELS)
def test_none_is_told_twice_before_all_were_told(name: str, years: Years, edition: Edition) -> None:
    stories = stories_of(edition, CHANNELS[name][0])
    told = [brief.story for brief in years[name] if brief.story]
    count = len(stories)
    rounds = [told[start : start + count] for start in range(0, len(told), count)]
    assert set(rounds[0]) == set(stories)
    for one in rounds:
        assert len(set(one)) == len(one)


@pytest.mark.parametrize("name", CHANNELS)
def test_the_first_round_is_story_and_what_follows_is_again(
    name: str, years: Years, edition: Edition
) -> None:
    count = how_long(edition, CHANNELS[name][0])
    forms = [brief.form for brief in years[name]]
    assert forms[:count] == ["story"] * count
    assert "story" not in forms[count:]
    policy = CHANNELS[name][1]
    assert ("again" in forms) == (policy == "again")
    for brief in years[name]:
        assert brief.push.startswith("Told before. ") == (brief.form == "again")


def test_lengths(years: Years) -> None:
    looked = 0
    for brief in every(years):
        looked += 1
        for count in (
            brief.words,
            len(brief.text.split()),
            len(re.findall(r"[^\W_]+(?:['’.,][^\W_]+)*", brief.text)),
        ):
            assert 60 <= count <= 190, brief.text
        assert MESSAGE_CONTENT.fits(brief.content)
        assert brief.content
        assert f"{brief.words} words; edition" in brief.text
    assert looked > 400


def test_every_line_is_curated_or_ours_and_every_statement_is_cited(years: Years, edition: Edition) -> None:
    curated = {
        wording if wording.endswith(".") else f"{wording}.": held
        for held in edition.claims.values()
        for wording in (held.claim.text, held.claim.headline)
        if wording
    }
    notes = {note.text for note in edition.notes.values()}
    statements = cited_notes = 0
    for brief in every(years):
        story = edition.stories[brief.story or ""]
        push, empty, *lines = brief.text.split("\n")
        assert push.endswith(story.title)
        assert not empty
        assert FOOTER.fullmatch(lines[-1])
        assert re.match(r"(EAF|Carnegie): ", lines[-2])
        left = lines[:-2]
        while left:
            line = left.pop(0)
            if line in curated:
                statements += 1
                held = curated[line]
                small = left.pop(0)
                places = ", ".join(
                    cite(edition, held.document, one.paragraph).label for one in held.claim.citations
                )
                assert small.endswith(f"; {places}"), small
                assert held.claim.id in {fact.claim.id for fact in brief.facts}
            elif line in notes:
                cited_notes += 1
                assert left.pop(0).startswith("Evidence: ")
            else:
                assert not line or line in {story.quote_safely, *NOTHING} or HEADS.fullmatch(line), line
    assert statements > 1500
    assert cited_notes > 150


def test_no_sentence_stands_twice_in_a_brief_and_safe_quoting_repeats_none(years: Years) -> None:
    looked = 0
    for brief in every(years):
        said = [line for line in brief.text.split("\n") if len(line.split()) > 5 and "; " not in line]
        assert len(set(said)) == len(said), brief.text
        rest, _, safely = brief.text.partition("\nTo quote it safely\n")
        advice = re.findall(r"[\w'-]+", safely.split("\n")[0].casefold())
        told = " ".join(re.findall(r"[\w'-]+", rest.casefold()))
        runs = [" ".join(advice[at : at + 7]) for at in range(len(advice) - 6)]
        looked += len(runs)
        assert not [run for run in runs if run in told], brief.text
    assert looked > 1000


def test_the_push_line_tells_something_and_is_seen_whole_on_a_telephone(years: Years) -> None:
    for brief in every(years):
        title = brief.text.split("\n")[0]
        assert brief.push == title
        assert 40 <= len(title) <= 110, title
        assert len(re.findall(r"[A-Z]\w+|\d{4}", title)) >= 2, title


def test_a_heading_says_whether_a_note_puts_right_or_comes_later(years: Years, edition: Edition) -> None:
    found = set()
    for brief in every(years):
        verdicts = {edition.notes[own].verdict for own in brief.notes}
        right = bool(verdicts) and verdicts <= {"contradicted", "imprecise"}
        assert ("\nSince: put right (" in brief.text) == right, brief.text
        found.add(right)
    assert found == {True, False}


def test_where_nothing_is_noted_the_brief_says_where_the_documents_stop(years: Years) -> None:
    without = {brief.story for brief in every(years) if STOP in brief.text}
    told = {brief.story for brief in every(years)}
    assert 0 < len(without) <= len(told) / 3


def test_a_number_stands_alone_and_is_near_the_story(years: Years, edition: Edition) -> None:
    looked = 0
    for brief in every(years):
        for key in brief.beside:
            sort, _, own = key.partition(":")
            if sort == "number":
                looked += 1
                topics = edition.stories[brief.story or ""].topics
                about = {one.entity for one in edition.claims[own].claim.about}
                assert any(topic in about and edition.kinds[topic] != "state" for topic in topics)
    assert looked


def test_all_that_a_story_stands_on_is_told(years: Years, edition: Edition) -> None:
    for brief in every(years):
        story = edition.stories[brief.story or ""]
        shown = {fact.claim.id for fact in brief.facts} | set(brief.notes)
        assert shown >= {*story.then, *story.since}
        assert story.quote_safely in brief.text


def test_why_it_matters_is_nearly_always_told(years: Years, edition: Edition) -> None:
    told = {brief.story for brief in every(years) if "\nWhy it matters\n" in brief.text}
    assert len(edition.stories) - len(told) <= 3


def test_a_statement_that_a_note_contradicts_never_stands_without_it(years: Years) -> None:
    looked = 0
    for brief in every(years):
        for fact in brief.facts:
            for note in fact.notes:
                if note.verdict == "contradicted":
                    looked += 1
                    assert note.text in brief.text
    assert looked > 10


def test_never_today_of_a_fact(years: Years) -> None:
    for brief in every(years):
        assert not re.search(
            r"\b(today|yesterday|currently|now)\b", brief.push + brief.text.split("\nThen\n")[0]
        )
        assert not re.search(r"\btoday\b", brief.text), brief.text


def test_two_channels_are_not_told_the_same_on_most_days(years: Years) -> None:
    first, second, _ = years.values()
    both = [(one.story, two.story) for one, two in zip(first, second, strict=True) if one.story and two.story]
    assert len(both) > 100
    assert sum(one == two for one, two in both) <= len(both) / 10


def test_the_year_is_the_same_when_composed_again(years: Years, edition: Edition) -> None:
    topics, policy = CHANNELS["arms control"]
    again, _ = run(edition, 40, topics=topics, policy=policy)
    assert again == years["arms control"][:40]


def test_a_quiet_channel_hears_once_a_month_that_nothing_changed(years: Years, edition: Edition) -> None:
    briefs = years["Russia and Japan"][how_long(edition, ("russia-japan-relations",)) :]
    posted = [brief.date for brief in briefs if brief.posted]
    assert {brief.form for brief in briefs} == {"quiet"}
    assert all(brief.reason for brief in briefs)
    assert len(posted) == len(briefs) // 30
    lines = {brief.text.split("\n")[0] for brief in briefs if brief.posted}
    assert lines == {"Nothing new in the base."}
