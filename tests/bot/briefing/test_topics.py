"""Which stories a channel's topics have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.briefing.composer import (
    History,
    TopicError,
    compose,
    how_long,
    stories_of,
    topics_with_stories,
)
from knowledge.edition import Edition
from tests.bot.briefing.channels import FIRST


def test_topics(edition: Edition) -> None:
    counts = topics_with_stories(edition)
    assert len(edition.stories) >= 20
    assert sum(counts.values()) >= len(edition.stories)
    for topic, count in counts.items():
        assert how_long(edition, (topic,)) == count
    assert how_long(edition) == len(edition.stories)
    # No story names the person among its topics, but some stand on what he said.
    assert set(stories_of(edition, ("katsunobu-kato",))) == {"putin-and-kato-a-day-apart"}
    both = set(stories_of(edition, ("thaad", "two-plus-two")))
    assert both == set(stories_of(edition, ("thaad",))) | set(stories_of(edition, ("two-plus-two",)))


@pytest.mark.parametrize(
    ("topic", "sentence"),
    [
        ("nicolas-datiche", "There is no story on Nicolas Datiche in the base."),
        ("no-such-entry", "There is no entry 'no-such-entry' in the base."),
    ],
)
def test_a_topic_without_a_story_is_refused(topic: str, sentence: str, edition: Edition) -> None:
    with pytest.raises(TopicError) as caught:
        compose(edition, FIRST, History(), ("thaad", topic), "again")
    assert str(caught.value) == sentence


def test_a_base_without_stories_is_refused(edition: Edition) -> None:
    with pytest.raises(TopicError, match="no stories"):
        compose(replace(edition, stories={}), FIRST, History(), (), "again")
