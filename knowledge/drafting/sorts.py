"""What a single line of a copy looks like by itself, before its place in the document is considered.

The patterns are ours: the furniture that news sites, think tanks and journals set round an article.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from knowledge.dates.periods import MONTH_NAMES
from knowledge.provenance.text import normalise, words

QUESTION_WORDS = 12
"""A question of fewer words that stands alone is a heading, not a paragraph."""
SENTENCE_WORDS = 4
"""A full stop after fewer words ends a label, not a sentence."""
UNENDED_WORDS = 25
"""So long a line is prose even when a note number or a link stands after its full stop."""

_MONTH = "|".join(f"{month}|{month[:3]}t?\\.?" for month in MONTH_NAMES)
DATE = re.compile(
    rf"(?<![\w-])(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{_MONTH})(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?,?\s+\d{{4}})(?![\w-])"
)
"""A whole date as a line under a title gives it."""
_ENDED = re.compile(r"""[.!?…。！？]["'»”’)\]」』]*(?:\s?\[?\d{1,3}\]?)?\Z""")
_LISTED = re.compile(r"\A(?:[•◦▪‣·*–-]|\d{1,2}[.)])\s+")


class Sort(Enum):
    """What a line looks like."""

    PROSE = auto()
    WORDS = auto()
    READING_TIME = auto()
    DATE_LINE = auto()
    BYLINE = auto()
    CAPTION = auto()
    CREDIT = auto()
    AUTHOR_NOTE = auto()
    DISCLAIMER = auto()
    FOOTER = auto()
    FURNITURE = auto()
    END = auto()


_ROLES = (
    "analyst professor fellow researcher director editor lecturer scholar journalist correspondent student "
    "candidate associate writer consultant diplomat ambassador economist historian columnist advisor adviser "
    "expert chair reader scientist coordinator specialist contributor"
)
_PATTERNS: tuple[tuple[Sort, re.Pattern[str], int], ...] = (
    (
        Sort.READING_TIME,
        re.compile(
            r"\A(?:reading time|read time)\b|\A\d+[ -]min(?:ute)?s?(?: (?:to )?read)?\Z", re.IGNORECASE
        ),
        8,
    ),
    (
        Sort.FOOTER,
        re.compile(r"©|\(c\) ?\d{4}|\Acopyright\b|\ball rights reserved\b", re.IGNORECASE),
        60,
    ),
    (
        Sort.CAPTION,
        re.compile(
            r"\((?:photo|image|picture|photograph)s?\s*(?:by\b|:)|\A(?:photo|image|picture|caption)s?:",
            re.IGNORECASE,
        ),
        120,
    ),
    (Sort.CREDIT, re.compile(r"\A(?:source|credit|photo by|image by)s?\b:?", re.IGNORECASE), 8),
    (
        Sort.DISCLAIMER,
        re.compile(
            r"\b(?:views|opinions)\b.*\b(?:expressed|represented|presented|are those of|do not necessarily"
            r"|are (?:the|their|his|her|my) own)\b|\b(?:takes no|not take) institutional positions?\b"
            r"|\A(?:disclaimer|disclosure statement)\b",
            re.IGNORECASE,
        ),
        120,
    ),
    (
        Sort.BYLINE,
        re.compile(r"\A(?i:by|authors?:|written by|text:)\s+(?=[A-Z\u00c0-\u024f])(?!.*[.!?]\Z)"),
        14,
    ),
    (
        Sort.END,
        re.compile(
            r"\A(?:comments are closed|leave a (?:comment|reply)|article printed from|filed under|more from"
            r"|(?:related|recommended) (?:articles|posts|content|stories|reading)|end of document)\b"
            r"|\A(?:about the authors?|further reading|references|bibliography|footnotes|endnotes|notes|tags)"
            r"(?:[:.]?\Z|:)",
            re.IGNORECASE,
        ),
        14,
    ),
    (
        Sort.FURNITURE,
        re.compile(
            r"\A(?:share|tweet|print|e-?mail|facebook|twitter|linkedin|whatsapp|copy link|subscribe|sign up"
            r"|log in|donate|support|read more|continue reading|listen|download|advertisement|menu|search|home"
            r"|skip to|follow us|back to top|table of contents|contents|related|click here|save)\b",
            re.IGNORECASE,
        ),
        8,
    ),
    (
        Sort.AUTHOR_NOTE,
        re.compile(
            r"\A(?:Dr |Professor |Prof |Mr |Ms |Mrs )?(?:[A-Z\u00c0-\u024f][\w.'-]*\s+){2,5}"
            r"(?:(?:writes|blogs|reports|teaches) (?:about|on|for|from|at)\b"
            rf"|(?:is|was|are|works as|serves as)\b.{{0,80}}?\b(?:{'|'.join(_ROLES.split())})s?\b)"
        ),
        90,
    ),
)
"""Sort, pattern on the normalised line, and the most words such a line has; the first that fits counts."""
_NEVER_PROSE = (Sort.FURNITURE, Sort.CREDIT)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|updated|modified|last|first|on|date|online|at|print)\b|[\W\d]", re.IGNORECASE
)


def sort_of(line: str) -> Sort:
    """What the line looks like."""
    text = _LISTED.sub("", normalise(line))
    count = len(words(text))
    if not count:
        return Sort.FURNITURE
    if DATE.search(text) and not _PUBLISHED.sub("", DATE.sub("", text)):
        return Sort.DATE_LINE
    for sort, pattern, most in _PATTERNS:
        if count <= most and pattern.search(text) and not (sort in _NEVER_PROSE and is_prose(text)):
            return sort
    if text != normalise(line) and not is_prose(text) and count < SENTENCE_WORDS:
        return Sort.FURNITURE
    return Sort.PROSE if is_prose(text) else Sort.WORDS


def is_prose(text: str) -> bool:
    """Whether a line reads as running prose: a sentence that ends, or a text too long for a heading."""
    text = normalise(text)
    count = len(words(text))
    if count >= UNENDED_WORDS:
        return True
    if text.rstrip("\"')").endswith("?") and count < QUESTION_WORDS:
        return False
    unspaced = any(sign in text for sign in "。！？")
    return bool(_ENDED.search(text)) and (count >= SENTENCE_WORDS or unspaced)
