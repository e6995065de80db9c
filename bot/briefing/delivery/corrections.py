"""Posted statements and notes that the base corrected or withdrew since, and the message that says so. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.briefing.delivery.message import NOTED, sent_content
from bot.cards.limits import MESSAGE_CONTENT
from bot.cards.markdown import escape
from bot.state.reports import Changed
from bot.state.tables import Correction, Delivery
from knowledge import dates
from knowledge.edition import Edition

WITHDRAWN = "withdrawn"
"""Stands for the digest of a statement that the base no longer has."""
AGAIN = "#"
"""Parts a digest from how many times the statement came to it: the ledger keeps each change under a name of its own."""


def changes(
    row: Delivery, edition: Edition, now: Mapping[str, str], known: Iterable[Correction]
) -> Iterator[Changed]:
    """The statements and notes of a posted message that read differently in this edition.

    Args:
        row: the message's line.
        edition: the fact base.
        now: id → digest in this edition.
        known: the corrections that the message has already.
    """
    had = list(known)
    last = {one.claim: (one.new_digest, one.now) for one in had}
    for own, shown in row.claims.items():
        old, was = last.get(own, (shown["digest"], shown["text"]))
        new = now.get(own, WITHDRAWN)
        if new != old.partition(AGAIN)[0]:
            times = sum(one.claim == own and one.new_digest.partition(AGAIN)[0] == new for one in had)
            again = f"{AGAIN}{times + 1}" if times else ""
            yield Changed(own, old, f"{new}{again}", was, _reads(edition, own))


def _reads(edition: Edition, own: str) -> str:
    """How a statement or a note reads in an edition; empty where it has none."""
    held, note = edition.claims.get(own), edition.notes.get(own)
    if held is not None:
        return held.claim.text
    return note.text if note is not None else ""


def content_with(row: Delivery, corrections: Iterable[Correction]) -> str:
    """The message's text with a line for each correction, oldest first; shorter lines where they do not fit.

    A statement that the base no longer has is withdrawn, and restored when it comes back.
    """
    content = sent_content(row)
    found = list(corrections)
    for write in (_full, _brief):
        said = (write(one, noted=NOTED in row.claims.get(one.claim, ())) for one in found)
        lines = [content, *(f"-# {line}" for line in said)]
        if MESSAGE_CONTENT.fits("\n".join(lines)):
            return "\n".join(lines)
    short = f"-# Corrected on {_day(found[-1])}: what stands above changed or was withdrawn; press Sources."
    longest = MESSAGE_CONTENT.most - len(short) - 1
    # Whole lines only: a statement is never cut in its middle.
    kept = content.split("\n")
    while kept and len("\n".join(kept)) > longest:
        kept.pop()
    return "\n".join([*kept, short])


def _full(one: Correction, *, noted: bool) -> str:
    lead = f"{_what(one, noted=noted)} on {_day(one)}"
    if not one.now:
        return f"{lead}: was “{escape(one.was)}”"
    if not one.was:
        return f"{lead}: now “{escape(one.now)}”"
    if one.now == one.was:
        other = "verdict, or what it concerns," if noted else "source, time or attribution"
        return f"{lead}: “{escape(one.was)}” reads as before; its {other} was corrected: press Sources."
    return f"{lead}: was “{escape(one.was)}” / now “{escape(one.now)}”"


def _brief(one: Correction, *, noted: bool) -> str:
    lead, what = f"{_what(one, noted=noted)} on {_day(one)}", "the note" if noted else "a statement"
    if not one.now:
        return f"{lead}: {what} above; press Sources."
    if not one.was:
        return f"{lead}: {what} withdrawn before; press Sources."
    return f"{lead}: {what} above reads differently now; press Sources."


def _what(one: Correction, *, noted: bool) -> str:
    done = "Withdrawn" if not one.now else "Corrected" if one.was else "Restored"
    return f"Curator's note {done.lower()}" if noted else done


def _day(one: Correction) -> str:
    return dates.words(dates.parse(one.day.isoformat()))
