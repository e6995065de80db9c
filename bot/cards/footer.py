"""The small lines at the end of every card: how old it is, and whose words it uses."""

from __future__ import annotations

from knowledge.answers import AsOf

FIXED = "fixed base, not a news feed."
WHOSE_WORDS = "The wording is Dossier's, not the source's."


def footer(as_of: AsOf) -> tuple[str, ...]:
    """As-of line and whose wording it is."""
    newest = f"newest dated fact here: {as_of.newest_fact}" if as_of.newest_fact else "no dated fact here"
    return (
        f"As of: {'; '.join(as_of.sources)}; {newest}; newest source of all: {as_of.newest_source}; {FIXED}",
        WHOSE_WORDS,
    )
