"""What a draft leaves for a person to say: one form of words, so that the check finds what was left."""

from __future__ import annotations

PREFIX = "FILL IN: "
"""How every placeholder begins."""


def placeholder(what: str) -> str:
    """The placeholder for something that only a person can say."""
    return PREFIX + what


def wanted(text: str) -> str | None:
    """What a placeholder asks for; None when the text is none."""
    bare = PREFIX.rstrip()
    return text.removeprefix(bare).strip() if text.startswith(bare) else None
