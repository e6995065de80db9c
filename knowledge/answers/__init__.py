"""Answers: pure functions of an edition, a question and the reader's day."""

from knowledge.answers.checks import NOTE_MARK, Check
from knowledge.answers.compare import Change, Comparison, InDocument, compare
from knowledge.answers.entity import AsOf, EntityAnswer, Wording, entity_answer, treaty_answer
from knowledge.answers.facts import CitedAt, Fact, cite, fact_of
from knowledge.answers.positions import PartyRow, Positions, positions
from knowledge.answers.search import Search, Searcher
from knowledge.answers.timeline import Timeline, timeline
from knowledge.answers.treaty import StandsIn, TreatyRecord, treaty_record
from knowledge.answers.unknown import Unknown, unknown

__all__ = [
    "NOTE_MARK",
    "AsOf",
    "Change",
    "Check",
    "CitedAt",
    "Comparison",
    "EntityAnswer",
    "Fact",
    "InDocument",
    "PartyRow",
    "Positions",
    "Search",
    "Searcher",
    "StandsIn",
    "Timeline",
    "TreatyRecord",
    "Unknown",
    "Wording",
    "cite",
    "compare",
    "entity_answer",
    "fact_of",
    "positions",
    "timeline",
    "treaty_answer",
    "treaty_record",
    "unknown",
]
