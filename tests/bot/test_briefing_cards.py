from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.briefing.composer import History, Told, note_digest
from bot.briefing.composer.choice import choose
from bot.briefing.delivery.message import NOTED
from bot.briefing.outlook import enough, outlook
from bot.cards.brief_sources import brief_sources_card
from bot.cards.briefings import (
    Shown,
    both,
    day_words,
    history_blocks,
    lasting_line,
    next_line,
    packed,
    schedule_block,
    weekdays_words,
)
from bot.cards.limits import MESSAGE_TEXT
from bot.cards.markdown import card_markdown
from bot.cards.text import card_text
from bot.state import Delivery, Feedback, Subscription
from knowledge.answers import NOTE_MARK
from knowledge.curation.receipts import claim_digest

if TYPE_CHECKING:
    from knowledge.edition import Edition

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)  # a Monday
NEXT = datetime(2026, 1, 6, 7, 0, tzinfo=UTC)


def wanted(**changed: Any) -> Subscription:
    values: dict[str, Any] = {
        "id": "abcdefghij",
        "guild_id": 7,
        "channel_id": 8,
        "at": time(8),
        "zone": "Europe/Berlin",
        "weekdays": "01234",
        "topics": [],
        "policy": "again",
        "status_since": NOW,
        "planned_until": NOW,
        "created_at": NOW,
        "changed_at": NOW,
    }
    return Subscription(**(values | changed))


def line(**changed: Any) -> Delivery:
    values: dict[str, Any] = {
        "id": 1,
        "subscription_id": "abcdefghij",
        "date": date(2026, 1, 6),
        "channel_id": 8,
        "due_at": NEXT,
        "deadline": NEXT + timedelta(hours=4),
        "nonce": "n",
        "marker": "m",
    }
    return Delivery(**(values | changed))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (range(7), "every day"),
        (range(5), "Mon–Fri"),
        ((5, 6), "Sat, Sun"),
        ((0, 2, 4), "Mon, Wed, Fri"),
        ((3,), "Thu"),
    ],
)
def test_weekdays_in_words(days: tuple[int, ...], words: str) -> None:
    assert weekdays_words(days) == words


def test_how_long_the_topics_last_counts_one_story_a_slot(edition: Edition) -> None:
    daily = wanted(weekdays="0123456")
    fresh = outlook(edition, daily, (), NOW)
    count = len(edition.stories)
    assert (fresh.stories, fresh.untold, fresh.next.instant) == (count, count, NEXT)
    assert fresh.until is not None
    assert fresh.until.date == date(2026, 1, 5) + timedelta(days=count)
    working = outlook(edition, wanted(), list(edition.stories)[:-6], NOW)
    assert working.untold == 6
    assert working.until is not None
    assert working.until.date == date(2026, 1, 13)
    had = list(edition.stories)[:-1]
    last = outlook(edition, daily, had, NOW)
    assert (last.untold, last.until) == (1, last.next)
    done = outlook(edition, daily, edition.stories, NOW)
    assert (done.untold, done.until) == (0, None)


@pytest.mark.parametrize(
    ("weekdays", "count"), [(range(7), 26), (range(5), 20), ((0, 2, 4), 12), ((0,), 4), ((5, 6), 8)]
)
def test_enough_stories_are_those_with_which_no_day_rests(weekdays: range, count: int) -> None:
    assert enough(weekdays) == count


def test_with_enough_stories_no_day_rests_and_with_one_less_one_does(edition: Edition) -> None:
    days, some = frozenset(range(5)), list(edition.stories.items())
    for count, rests in ((enough(days), False), (enough(days) - 1, True)):
        fewer = dict(some[:count])
        told: list[Told] = []
        for step in range(120):
            day = date(2026, 1, 5) + timedelta(days=step)
            if day.weekday() in days:
                found = choose(fewer, day, History(tuple(told)), "again", ())
                told.append(
                    Told(day, found[0].form, found[0].story)
                    if isinstance(found, tuple)
                    else Told(day, "quiet", posted=False)
                )
        assert any(one.form == "quiet" for one in told) is rests


def test_the_outlook_names_a_topic_that_is_no_more(edition: Edition) -> None:
    gone = outlook(edition, wanted(topics=["no-such-entry"]), (), NOW)
    assert gone.next.instant == NEXT
    assert "no-such-entry" in lasting_line(wanted(), gone)
    assert "`/briefing edit`" in lasting_line(wanted(), gone)
    assert "no-such-entry" in schedule_block(edition, wanted(topics=["no-such-entry"]), gone)


def test_how_long_is_said_for_each_policy_and_count(edition: Edition) -> None:
    fresh = outlook(edition, wanted(), (), NOW)
    said = lasting_line(wanted(topics=["x"]), replace(fresh, stories=12, untold=5))
    assert "have 12 stories, 5 of them not yet told here" in said
    assert "fewer than 20 stories on these days" in said
    assert "told again" in said
    assert "1 story" in lasting_line(wanted(topics=["x"]), replace(fresh, stories=1, untold=1))
    assert "fewer than" not in lasting_line(wanted(), replace(fresh, stories=20, untold=20))
    quiet = lasting_line(wanted(policy="quiet"), replace(fresh, stories=12, untold=0, until=None))
    assert "all told here; then it stays quiet until something changes" in quiet
    assert "fewer than" not in quiet


def test_every_status_says_what_comes(edition: Edition) -> None:
    coming = outlook(edition, wanted(), (), NOW)
    assert next_line(wanted(), coming) == f"Next delivery: {both(NEXT)}."
    assert both(NEXT) in next_line(wanted(status="paused"), coming)
    assert "`/briefing resume`" in next_line(wanted(status="paused"), coming)
    suspended = next_line(wanted(status="suspended", reason="Grant X."), coming)
    assert "Grant X." in suspended
    assert both(NEXT) in suspended
    ended = next_line(wanted(status="ended", reason="It was removed."), coming)
    assert ended == "Ended: no delivery comes any more. It was removed."


def test_history_says_what_became_of_each(edition: Edition) -> None:
    own, coming = wanted(), outlook(edition, wanted(), (), NOW)
    opinions = [
        Feedback(delivery_id=1, useful=True, given_at=NOW),
        Feedback(delivery_id=1, useful=False, reason="# too\nlong @everyone", given_at=NOW),
    ]
    shown = [
        Shown(line(state="sent", message_id=9, done_at=NEXT), opinions),
        Shown(line(state="sent", message_id=9, done_at=NEXT, late=True)),
        Shown(line(state="missed", reason="It was late *x*.")),
        Shown(line(state="quiet", reason="All was told.")),
        Shown(line(state="uncertain", reason="Who knows.")),
        Shown(line(state="due", reason="It is tried again.")),
        Shown(line(state="sent", message_id=9, kind="now", number=1)),
    ]
    text = "\n".join(history_blocks(own, shown, older=True, coming=coming))
    at = f"<t:{int(NEXT.timestamp())}:t>"
    link = "https://discord.com/channels/7/8/9"
    assert f"**Tue 6 January 2026**: delivered {at} {link} · useful 1, not useful 1" in text
    assert "> Not useful: \\# too long @\u200beveryone" in text
    assert f"delayed, due {at}, delivered {at} {link}" in text
    assert "missed. It was late \\*x\\*." in text
    assert "quiet. All was told." in text
    assert "uncertain. Who knows." in text
    assert "under way, due <t:" in text
    assert f"(asked for): delivered {link}" in text
    assert "before: 2026-01-06" in text
    assert "Nothing was due yet" in "\n".join(history_blocks(own, [], older=False, coming=coming))
    assert day_words(date(2026, 1, 6)) == "Tue 6 January 2026"


def test_blocks_are_packed_whole_into_as_few_messages_as_hold_them() -> None:
    blocks = [letter * 900 for letter in "abc"]
    assert packed(blocks) == [f"{blocks[0]}\n\n{blocks[1]}", blocks[2]]
    long = "\n".join(["x" * 900] * 3)
    assert packed([long]) == ["\n".join(["x" * 900] * 2)]
    assert [len(one) for one in packed(["y" * 5000])] == [2000]


def test_sources_are_cited_as_they_read_now(edition: Edition) -> None:
    story = next(one for one in edition.stories.values() if any(own in edition.notes for own in one.since))
    posted = {
        own: {
            "digest": claim_digest(edition.claims[own].claim),
            "text": edition.claims[own].claim.text,
        }
        for own in story.then
    }
    first = story.then[0]
    posted[first] = {"digest": "other", "text": "As it was."}
    posted["gone"] = {"digest": "x", "text": "What was said."}
    card = brief_sources_card(edition, posted, story.id, date(2026, 1, 6), date(2026, 1, 7))
    text = card_text(card)
    assert card.title == "Sources of the briefing of 6 January 2026"
    assert "Corrected since it was posted; it was: As it was." in text
    assert "What was said." in text
    assert "withdrawn from the base" in text
    assert "paragraph" in text
    assert f"claim {first}" in text
    assert "Curator's note, not in the documents" in text
    document = edition.sources[edition.claims[first].document].document
    assert document.title in text
    assert document.address in text


def test_a_note_is_shown_among_the_notes_as_it_was_posted_and_as_it_reads_now(edition: Edition) -> None:
    story, note = next(
        (one, edition.notes[own])
        for one in edition.stories.values()
        for own in one.since
        if own in edition.notes
    )
    digest = note_digest(note)

    def sources(own: str, digest: str, text: str) -> tuple[list[str], str]:
        posted = {own: {"digest": digest, "text": text, NOTED: "yes"}}
        card = brief_sources_card(edition, posted, story.id, date(2026, 1, 6), date(2026, 1, 7))
        [section] = [one for one in card.sections if one.heading == NOTE_MARK]
        return [item.text for item in section.items], card_text(card)

    same, text = sources(note.id, digest, note.text)
    assert same.count(note.text) == 1
    assert "since it was posted" not in text
    assert "it was: As it was." in sources(note.id, "other", "As it was.")[1]
    assert "Its verdict, or what it concerns, was corrected" in sources(note.id, "other", note.text)[1]
    gone, text = sources("no-such-note", digest, "What was noted.")
    assert gone == [
        "What was noted.",
        *(edition.notes[own].text for own in story.since if own in edition.notes),
    ]
    assert "withdrawn from the base since it was posted" in text


def test_sources_of_every_story_fit_a_message(edition: Edition) -> None:
    assert edition.stories
    for story in edition.stories.values():
        told = [own for own in (*story.then, story.why, *story.since) if own in edition.claims]
        posted = {own: {"digest": "old", "text": edition.claims[own].claim.text} for own in told}
        card = brief_sources_card(edition, posted, story.id, date(2026, 1, 6), date(2026, 1, 7))
        assert MESSAGE_TEXT.fits("".join(card_markdown(card))), story.id
        assert len(card.sections[0].items) == len(told)
        assert card.sections[1].heading == "Documents", story.id
