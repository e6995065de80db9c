"""What a briefing says: a pure function of edition, date and what the channel has had."""

from bot.briefing.composer.brief import Brief, Form, History, Policy, Told, digests, note_digest
from bot.briefing.composer.compose import compose
from bot.briefing.composer.stories import TopicError, how_long, stories_of, topics_with_stories

__all__ = [
    "Brief",
    "Form",
    "History",
    "Policy",
    "Told",
    "TopicError",
    "compose",
    "digests",
    "how_long",
    "note_digest",
    "stories_of",
    "topics_with_stories",
]
