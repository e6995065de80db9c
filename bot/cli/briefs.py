"""The daily brief on the command line: what a channel would get on a date and the days after it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import assert_never

from bot.briefing.composer import History, TopicError, compose, stories_of, topics_with_stories
from bot.cli.lookups import fact_json
from bot.exits import Exit, Stop
from knowledge.edition import Edition
from knowledge.names.result import Alias, Ambiguous, Exact, Fuzzy, Missing

_OFFERED = 5


def briefs(edition: Edition, first: date, days: int, topics: Iterable[str], *, as_json: bool) -> Exit:
    """Compose the briefs of some days in a row, for a channel that has had none before.

    Raises:
        Stop: a topic means nothing, or several things, or no story is on it; the days leave the calendar.
    """
    chosen = tuple(_topic(edition, term) for term in topics)
    history = History()
    for step in range(days):
        try:
            day = first + timedelta(days=step)
            brief = compose(edition, day, history, chosen, "again")
        except TopicError as error:
            raise Stop(Exit.USAGE, str(error)) from None
        except OverflowError:
            raise Stop(Exit.USAGE, "--days: that is beyond the year 9999") from None
        history = history.after(brief)
        if as_json:
            line = {
                "date": day.isoformat(),
                "form": brief.form,
                "story": brief.story,
                "words": brief.words,
                "facts": [fact_json(fact) for fact in brief.facts],
                "text": brief.text,
            }
            print(json.dumps(line, ensure_ascii=False))
        else:
            print(f"{'=' * 72}\n" * bool(step) + f"{day}: {brief.form}\n{brief.text or brief.reason}")
    return Exit.OK


def _topic(edition: Edition, term: str) -> str:
    if term in edition.entities:
        return _with_stories(edition, term, term)
    found = edition.resolver.resolve(term)
    match found:
        case Exact(match=match) | Alias(match=match) | Fuzzy(match=match):
            return _with_stories(edition, term, match.entity)
        case Ambiguous(candidates=candidates):
            named = "; ".join(candidate.name for candidate in candidates)
            raise Stop(Exit.USAGE, f"--topic {term!r} may mean several things: {named}")
        case Missing():
            offered = ", ".join(list(topics_with_stories(edition))[:_OFFERED])
            raise Stop(Exit.USAGE, f"--topic {term!r} is no entry of the base: try one like {offered}")
    assert_never(found)


def _with_stories(edition: Edition, term: str, entity: str) -> str:
    try:
        stories_of(edition, (entity,))
    except TopicError as error:
        raise Stop(Exit.USAGE, f"--topic {term!r}: {error}") from None
    return entity
