"""Days without a story: silent, or with a line a month, or with what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from bot.briefing.composer.beside import Item, learned
from bot.briefing.composer.brief import Brief
from bot.briefing.composer.choice import NoChoice
from bot.briefing.composer.page import Line, page
from bot.briefing.composer.wording import Shown, footer, item_lines, whose
from knowledge import dates
from knowledge.answers import Fact, fact_of
from knowledge.curation.schema import Story
from knowledge.edition import Edition

MONTH = timedelta(days=30)
"""How long a channel is left without a word."""
_HEADS = {
    "corrected": "Something in the base was corrected",
    "new": "The base has something new",
    "term": "A time stated by a source has run out",
}


def quiet_brief(
    edition: Edition, day: date, last_posted: date | None, reason: str, changes: Sequence[Item]
) -> Brief:
    """The brief of a day without a story: what changed, else a line a month, else nothing at all."""
    if not changes and last_posted is not None and day - last_posted < MONTH:
        return Brief(day, "quiet", None, "", "", "", 0, reason=reason)
    # What does not fit waits for the next day.
    drafts = (changes[:most] for most in range(len(changes), -1, -1))
    told, sent = next(
        (draft, sent) for draft in drafts if (sent := page(_lines(edition, day, reason, draft))).fits
    )
    return Brief(
        day,
        "quiet",
        None,
        _push(told),
        sent.content,
        sent.text,
        sent.words,
        _facts(edition, day, told),
        tuple(item.claim for item in told if item.claim in edition.notes),
        tuple(item.key for item in told),
        learned(edition, told),
        reason,
    )


def quiet_reason(stories: Mapping[str, Story], why: NoChoice) -> str:
    """Why no story is told, for the channel and for the ledger."""
    if not stories:
        return "No story on the chosen topics can be told: each is longer than a message may be."
    every = "The one story" if len(stories) == 1 else f"All {len(stories)} stories"
    verb = "was" if len(stories) == 1 else "were"
    if why.again_from is None:
        return (
            f"{every} on the chosen topics {verb} told; since then nothing that they stand on was corrected and no "
            "stated time ran out."
        )
    again = dates.phrase(dates.parse(why.again_from.isoformat()))
    return f"{every} on the chosen topics {verb} told lately; the next one may come again {again}."


def _push(changes: Sequence[Item]) -> str:
    return f"{_HEADS[changes[0].sort]}." if changes else "Nothing new in the base."


def _lines(edition: Edition, day: date, reason: str, changes: Sequence[Item]) -> Iterator[Line]:
    facts = _facts(edition, day, changes)
    shown = Shown({fact.claim.id for fact in facts}, (), {})
    yield Line("push", _push(changes))
    for item in changes:
        note = edition.notes.get(item.claim)
        wording = note.text if note else edition.claims[item.claim].claim.text
        yield from item_lines(edition, item, day, wording, shown)
    yield Line("say", reason)
    if facts:
        yield whose(edition, facts)
    yield footer(edition)


def _facts(edition: Edition, day: date, changes: Sequence[Item]) -> tuple[Fact, ...]:
    claims = (edition.claims[item.claim] for item in changes if item.claim in edition.claims)
    return tuple(fact_of(edition, held, day) for held in claims)
