"""Which story is told when something changes, runs out or comes round again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.briefing.composer import (
    Brief,
    History,
    Told,
    compose,
    digests,
    how_long,
)
from knowledge.edition import Edition, Held
from tests.bot.briefing.channels import FIRST, run


def corrected(edition: Edition, *claims: str) -> Edition:
    """Give the edition with other texts for some claims."""
    changed = {
        own: Held(
            edition.claims[own].claim.model_copy(
                update={"text": f"{edition.claims[own].claim.text} (mended)"}
            ),
            edition.claims[own].document,
        )
        for own in claims
    }
    return replace(edition, claims={**edition.claims, **changed})


def without(edition: Edition, *claims: str) -> dict[str, str]:
    """Give the digests of an edition that did not have some claims yet."""
    return {own: digest for own, digest in digests(edition).items() if own not in claims}


def story_with(edition: Edition, claim: str) -> set[str]:
    return {own for own, story in edition.stories.items() if claim in (*story.then, story.why, *story.since)}


def test_a_new_channel_is_told_of_nothing_as_new(edition: Edition) -> None:
    brief = compose(edition, date(2026, 7, 1), History(), (), "again")
    assert brief.beside == ()
    assert brief.learned == digests(edition)


def test_a_corrected_statement_jumps_the_queue(edition: Edition) -> None:
    _, had = run(edition, 3, first=date(2026, 7, 1))
    wanted = "carnegie-hypersonic-types"
    changed = corrected(edition, wanted)
    assert compose(edition, date(2026, 7, 4), had, (), "again").story not in story_with(edition, wanted)
    brief = compose(changed, date(2026, 7, 4), had, (), "again")
    assert brief.story in story_with(edition, wanted)
    assert brief.push.startswith("Corrected in the base. ")
    assert "corrected in the base" in brief.text
    after = had.after(brief)
    following = compose(changed, date(2026, 7, 5), after, (), "again")
    assert "orrected in the base" not in following.text


def test_a_corrected_statement_without_a_story_of_its_own_stands_beside_the_next(edition: Edition) -> None:
    wanted = next(own for own in edition.claims if not story_with(edition, own))
    _, had = run(edition, 3, first=date(2026, 7, 1))
    brief = compose(corrected(edition, wanted), date(2026, 7, 4), had, (), "again")
    lines = brief.text.split("\n")
    place = lines.index("Corrected in the base")
    assert lines[place + 1] == f"{edition.claims[wanted].claim.text} (mended)."
    assert brief.beside[0].startswith(f"corrected:{wanted}:")
    assert brief.words <= 190


def test_a_corrected_statement_is_told_again_when_it_is_corrected_again(edition: Edition) -> None:
    _, had = run(edition, 3, first=date(2026, 7, 1))
    once = corrected(edition, "carnegie-hypersonic-types")
    had = had.after(compose(once, date(2026, 7, 4), had, (), "again"))
    twice = corrected(once, "carnegie-hypersonic-types")
    briefs, _ = run(twice, 3, first=date(2026, 7, 5), history=had)
    assert sum("Corrected in the base" in brief.text for brief in briefs) == 1


def test_a_story_without_room_for_what_changed_lets_another_of_its_round_go_before(edition: Edition) -> None:
    wanted = next(own for own in edition.claims if not story_with(edition, own))
    _, had = run(edition, 3, first=date(2026, 7, 1))
    full = compose(edition, date(2026, 7, 4), had, (), "again")
    changed = corrected(edition, wanted)
    wordy = changed.stories[full.story or ""]
    long = wordy.model_copy(
        update={"quote_safely": f"{wordy.quote_safely} {'word ' * (188 - full.words)}".strip()}
    )
    changed = replace(changed, stories={**changed.stories, long.id: long})
    brief = compose(changed, date(2026, 7, 4), had, (), "again")
    assert brief.story not in {long.id, *(line.story for line in had.told)}
    assert brief.form == "story"
    assert brief.beside[0].startswith(f"corrected:{wanted}:")
    following = compose(changed, date(2026, 7, 5), had.after(brief), (), "again")
    assert following.beside == () or not following.beside[0].startswith("corrected:")


def test_what_does_not_fit_beside_a_story_waits_for_another_day(edition: Edition) -> None:
    _, had = run(edition, 3, first=date(2026, 7, 1))
    wordy = edition.claims["eaf-author-residence"]
    text = " ".join(["word"] * 70)
    changed = replace(
        edition,
        claims={
            **edition.claims,
            wordy.claim.id: Held(wordy.claim.model_copy(update={"text": text}), wordy.document),
        },
    )
    briefs, _ = run(changed, 60, first=date(2026, 7, 4), history=had)
    told = [brief for brief in briefs if text in brief.text]
    assert briefs[0] not in told
    assert len(told) == 1
    assert told[0].words <= 190


def test_a_note_that_contradicts_a_statement_is_told_though_the_story_does_not_name_it(
    edition: Edition,
) -> None:
    story = edition.stories["inf-range-caution"].model_copy(update={"since": ()})
    brief = compose(replace(edition, stories={story.id: story}), FIRST, History(), (), "again")
    assert brief.notes == ("note-inf-range",)
    assert edition.notes["note-inf-range"].text in brief.text


def test_a_story_that_discord_would_not_take_gives_way_to_another(edition: Edition) -> None:
    brief = compose(edition, FIRST, History(), (), "again")
    assert brief.story
    story = edition.stories[brief.story]
    long = story.model_copy(update={"quote_safely": "word " * 500})
    changed = replace(edition, stories={**edition.stories, story.id: long})
    other = compose(changed, FIRST, History(), (), "again")
    assert other.story not in {None, brief.story}
    alone = replace(edition, stories={story.id: long})
    nothing = compose(alone, FIRST, History(), (), "again")
    assert (nothing.form, nothing.story) == ("quiet", None)
    assert "can be told" in nothing.reason


def test_a_new_statement_jumps_the_queue(edition: Edition) -> None:
    _, had = run(edition, 3, first=date(2026, 7, 1))
    told = {line.story for line in had.told}
    wanted = next(
        own for own in edition.claims if story_with(edition, own) and not told & story_with(edition, own)
    )
    brief = compose(edition, date(2026, 7, 4), replace(had, known=without(edition, wanted)), (), "again")
    assert brief.story in story_with(edition, wanted)
    assert brief.push.startswith("New in the base. ")
    assert brief.learned == {wanted: digests(edition)[wanted]}


def test_many_new_statements_of_a_document_are_told_at_once(edition: Edition) -> None:
    fresh = [own for own, held in edition.claims.items() if held.document == "carnegie"]
    _, had = run(edition, 3, first=date(2026, 7, 1))
    had = replace(had, known=without(edition, *fresh))
    brief = compose(edition, date(2026, 7, 4), had, (), "again")
    assert set(brief.learned) == set(fresh)
    assert not [
        key
        for key in compose(edition, date(2026, 7, 5), had.after(brief), (), "again").beside
        if key.startswith("new")
    ]


def test_a_change_outside_the_chosen_topics_is_not_told_and_counts_as_known(edition: Edition) -> None:
    topics = ("thaad",)
    _, had = run(edition, 2, topics=topics, first=date(2026, 7, 1))
    changed = corrected(edition, "carnegie-hypersonic-types")
    brief = compose(changed, date(2026, 7, 3), had, topics, "again")
    assert brief.beside == ()
    assert set(brief.learned) == {"carnegie-hypersonic-types"}


def test_a_new_note_jumps_the_queue(edition: Edition) -> None:
    _, had = run(edition, 3, first=date(2026, 7, 1))
    wanted = "note-russian-restraint-ended"
    brief = compose(edition, date(2026, 7, 4), replace(had, known=without(edition, wanted)), (), "again")
    assert brief.story in story_with(edition, wanted)
    assert brief.push.startswith("New in the base. ")
    assert brief.learned == {wanted: digests(edition)[wanted]}


def test_a_new_note_without_a_story_stands_beside_the_next_and_is_marked(edition: Edition) -> None:
    wanted = "note-x"
    note = edition.notes["note-kuril-islands-name"].model_copy(
        update={"id": wanted, "text": "Something came later."}
    )
    edition = replace(edition, notes={**edition.notes, wanted: note})
    _, had = run(edition, 3, first=date(2026, 7, 1))
    briefs, _ = run(edition, 20, first=date(2026, 7, 4), history=replace(had, known=without(edition, wanted)))
    told = [brief for brief in briefs if note.text in brief.text]
    assert len(told) == 1
    lines = told[0].text.split("\n")
    place = lines.index("New curator's note")
    assert lines[place + 1] == note.text
    assert lines[place + 2].startswith("Curator's note, not in the documents; evidence: ")
    assert wanted in told[0].notes
    assert told[0].words <= 190


def test_a_note_that_was_only_checked_again_is_no_news(edition: Edition) -> None:
    _, had = run(edition, 3, first=date(2026, 7, 1))
    notes = {
        own: note.model_copy(update={"checked_on": date(2027, 1, 1)}) for own, note in edition.notes.items()
    }
    assert compose(replace(edition, notes=notes), date(2026, 7, 4), had, (), "again").learned == {}


def test_a_note_that_is_news_reaches_a_channel_at_rest(edition: Edition) -> None:
    topics = ("thaad",)
    count = how_long(edition, topics)
    _, had = run(edition, count + 2, topics=topics, first=date(2026, 7, 1))
    changes = {"id": "note-x", "claims": ("eaf-thaad-not-soured",)}
    notes = {**edition.notes, "note-x": edition.notes["note-inf-end"].model_copy(update=changes)}
    day = date(2026, 7, 1) + timedelta(days=count + 2)
    brief = compose(replace(edition, notes=notes), day, had, topics, "again")
    assert (brief.form, brief.notes, brief.push) == ("quiet", ("note-x",), "The base has something new.")
    assert "Curator's note, not in the documents; evidence: " in brief.text


def test_a_term_that_has_just_run_out_jumps_the_queue(edition: Edition) -> None:
    # Aegis Ashore was slated for 2023 at the earliest: that year is over.
    brief = compose(edition, date(2024, 1, 2), History(), (), "again")
    assert brief.story in story_with(edition, "eaf-aegis-earliest-installation")
    assert brief.push.startswith("A stated time has run out. ")
    assert "the stated time ended on 31 December 2023 at the latest" in brief.text
    assert not compose(edition, date(2024, 2, 2), History(), (), "again").push.startswith("A stated")
    assert not compose(edition, date(2023, 12, 31), History(), (), "again").push.startswith("A stated")


def test_an_anniversary_jumps_the_queue_once_a_month(edition: Edition) -> None:
    brief = compose(edition, date(2027, 2, 3), History(), (), "again")
    assert "carnegie-putin-constitution" in {fact.claim.id for fact in brief.facts}
    assert "this month, 6 years ago" in brief.text.casefold()
    had = History().after(brief)
    others = run(edition, 24, first=date(2027, 2, 4), history=had)[0]
    assert not [
        one for one in others if "6 years ago" in one.text.casefold() and "2021-02" in str(one.beside)
    ]
    assert (
        sum("anniversary:carnegie-putin-constitution:2027-02" in one.beside for one in [brief, *others]) == 1
    )


def test_an_anniversary_needs_the_month(edition: Edition) -> None:
    briefs = run(edition, 31, first=date(2027, 5, 1))[0]
    assert not [key for brief in briefs for key in brief.beside if key.startswith("anniversary")]


def test_a_change_breaks_the_silence_of_a_quiet_channel(edition: Edition) -> None:
    topics = ("thaad",)
    count = how_long(edition, topics)
    _, had = run(edition, 60, topics=topics, policy="quiet", first=date(2026, 7, 1))
    day = date(2026, 7, 1) + timedelta(days=60)
    assert not compose(edition, day, had, topics, "quiet").story
    wanted = "eaf-thaad-not-soured"
    brief = compose(corrected(edition, wanted), day, had, topics, "quiet")
    assert (brief.form, brief.story in story_with(edition, wanted)) == ("again", True)
    after = compose(corrected(edition, wanted), day + timedelta(days=1), had.after(brief), topics, "quiet")
    assert (after.form, after.posted) == ("quiet", False)
    assert count == len({line.story for line in had.told if line.story})


def test_a_change_is_told_without_a_story_when_its_story_rests(edition: Edition) -> None:
    topics = ("thaad",)
    count = how_long(edition, topics)
    _, had = run(edition, count + 2, topics=topics, first=date(2026, 7, 1))
    day = date(2026, 7, 1) + timedelta(days=count + 2)
    changed = corrected(edition, "eaf-thaad-not-soured")
    brief = compose(changed, day, had, topics, "again")
    assert (brief.form, brief.story, brief.posted) == ("quiet", None, True)
    assert brief.push == "Something in the base was corrected."
    assert "(mended)" in brief.text
    assert "EAF ¶11" in brief.text
    assert [fact.claim.id for fact in brief.facts] == ["eaf-thaad-not-soured"]
    assert not compose(changed, day + timedelta(days=1), had.after(brief), topics, "again").posted


def test_few_topics_rest_until_25_days_have_passed(edition: Edition) -> None:
    topics = ("thaad",)
    count = how_long(edition, topics)
    briefs, _ = run(edition, 30, topics=topics, first=date(2026, 7, 1))
    forms = [brief.form for brief in briefs]
    assert 2 <= count < 10
    assert forms[: count + 1] == ["story"] * count + ["quiet"]
    assert forms[25:28] == ["quiet", "again", "again"]
    assert briefs[26].story == briefs[0].story
    assert "may come again on 27 July 2026" in briefs[25].reason


def test_a_story_that_is_new_is_told_before_any_other_comes_again(edition: Edition) -> None:
    last = list(edition.stories)[-1]
    fewer = replace(edition, stories={own: story for own, story in edition.stories.items() if own != last})
    _, had = run(fewer, len(fewer.stories) + 5)
    day = FIRST + timedelta(days=len(fewer.stories) + 5)
    brief = compose(edition, day, had, (), "again")
    assert (brief.story, brief.form) == (last, "story")
    following: Brief = compose(edition, day + timedelta(days=1), had.after(brief), (), "again")
    assert following.form == "again"
    assert following.story not in {line.story for line in had.told[-30:]}


def test_a_story_that_is_gone_from_the_base_does_no_harm(edition: Edition) -> None:
    had = History(
        (Told(FIRST - timedelta(days=1), "story", "no-such-story", ("new:no-such-claim",)),),
        {"no-such-claim": "0"},
    )
    assert compose(edition, FIRST, had, (), "again").story in edition.stories


def test_stories_next_to_each_other_differ_in_their_subject(edition: Edition) -> None:
    briefs, _ = run(edition, len(edition.stories) // 2, first=date(2026, 5, 1))
    claims = [set(edition.stories[brief.story or ""].then) for brief in briefs]
    assert not [1 for one, two in pairwise(claims) if one & two]


@pytest.mark.parametrize("form", ["story", "again"])
def test_every_story_of_the_base_keeps_to_the_limits(form: str, edition: Edition) -> None:
    looked = 0
    for own, story in edition.stories.items():
        only = replace(edition, stories={own: story})
        told = (Told(FIRST - timedelta(days=40), "story", own),) if form == "again" else ()
        brief = compose(only, FIRST, History(told), (), "again")
        assert (brief.form, brief.story) == (form, own)
        assert 60 <= brief.words <= 190, own
        assert len(brief.text.split()) <= 190, own
        looked += 1
    assert looked >= 20
