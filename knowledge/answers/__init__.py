"""Answers: pure functions of an edition, a question and the reader's day."""

from knowledge.answers.checks import NOTE_MARK, Check
from knowledge.answers.entity import AsOf, EntityAnswer, Wording, entity_answer, treaty_answer
from knowledge.answers.facts import CitedAt, Fact, cite, fact_of
from knowledge.answers.timeline import Timeline, timeline
from knowledge.answers.unknown import Unknown, unknown

__all__ = [
    "NOTE_MARK",
    "AsOf",
    "Check",
    "CitedAt",
    "EntityAnswer",
    "Fact",
    "Timeline",
    "Unknown",
    "Wording",
    "cite",
    "entity_answer",
    "fact_of",
    "timeline",
    "treaty_answer",
    "unknown",
]
