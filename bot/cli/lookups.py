"""Look-ups on the command line: the answers of the slash commands, as text or as one JSON line a term."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, assert_never

from bot.cards import exports as files
from bot.cards.exports import Format
from bot.cards.question import Verb
from bot.cards.text import card_text
from bot.desk import EVERYTHING, Answered, Desk, NoPartyError, Range
from bot.exits import Exit, Stop
from knowledge import dates
from knowledge.answers import Check, Fact
from knowledge.curation.schema import ClaimKind, EntityKind
from knowledge.edition import Edition
from knowledge.names.normalise import CUT, TERM_LIMIT, was_cut
from knowledge.names.result import Alias, Ambiguous, Exact, Fuzzy, Match, Missing, Resolution

ALL_DATED = "all dated statements"


def terms_of(arguments: Iterable[str]) -> Iterator[str]:
    """One term an argument; ``-`` stands for the lines of standard input."""
    for argument in arguments:
        if argument == "-":
            for line in sys.stdin:
                term = line.rstrip("\r\n")
                if term:
                    yield term
        else:
            yield argument


def resolve(desk: Desk, terms: Iterable[str], *, as_json: bool, explain: bool) -> Exit:
    """Say what each term means."""
    for term in terms:
        found = desk.resolve(term)
        line = resolution_json(term, found)
        why = desk.edition.resolver.explain(term) if explain else None
        if as_json:
            if why is not None:
                line["explain"] = why.text().splitlines()
            print(json.dumps(line, ensure_ascii=False))
        else:
            print(_resolution_text(line))
            if why is not None:
                print(why.text())
    return Exit.OK


def look_up(  # noqa: PLR0913 - the options of one command line
    desk: Desk, verb: Verb, terms: Iterable[str], span: Range, party: str | None = None, *, as_json: bool
) -> Exit:
    """Answer each term; no term at all is the timeline of everything.

    Raises:
        Stop: the party is no entry, or there is no term.
    """
    try:
        own = desk.party(party) if party is not None else None
    except NoPartyError as error:
        raise Stop(Exit.USAGE, f"--party: {error}") from None
    asked = False
    for term in terms:
        _print(term, desk.look_up(verb, term, span, own), as_json=as_json, first=not asked)
        asked = True
    if not asked:
        if verb != "timeline":
            raise Stop(Exit.USAGE, f"dossier {verb} needs a TERM, or - to read terms from standard input")
        _print("", desk.timeline_of_all(span), as_json=as_json, first=True)
    return Exit.OK


def export(desk: Desk, terms: Iterable[str], span: Range, form: Format) -> Exit:
    """Write one timeline as a file to standard output.

    Raises:
        Stop: there are several terms, or the term is no one entry.
    """
    found = list(terms)
    if len(found) > 1:
        raise Stop(Exit.USAGE, "--export writes one timeline: name one TERM, or none for everything")
    answered = desk.look_up("timeline", found[0], span) if found else desk.timeline_of_all(span)
    if answered.timeline is None:
        raise Stop(Exit.USAGE, _resolution_text(resolution_json(found[0], desk.resolve(found[0]))))
    made = files.export(answered.timeline, form, desk.edition.hash, desk.today())
    sys.stdout.buffer.write(made.data)
    return Exit.OK


def listing(edition: Edition, kind: EntityKind | None, *, as_json: bool) -> Exit:
    """Every entry, one a line."""
    for entity in edition.entities.values():
        if kind is not None and edition.kinds[entity.id] != kind:
            continue
        claims = len(edition.about(entity.id))
        if as_json:
            line = {
                "entity": entity.id,
                "kind": edition.kinds[entity.id],
                "name": entity.name,
                "description": entity.description.text,
                "names": [name.text for name in edition.names(entity.id)],
                "claims": claims,
            }
            print(json.dumps(line, ensure_ascii=False))
        else:
            counted = f"{claims} statement{'' if claims == 1 else 's'}"
            print(f"{entity.id}\t{edition.kinds[entity.id]}\t{entity.name}\t{counted}")
    return Exit.OK


def sources(desk: Desk, *, as_json: bool) -> Exit:
    """Every document, one a line."""
    if not as_json:
        print(card_text(desk.overview("sources").card))
        return Exit.OK
    for own, source in desk.edition.sources.items():
        body = source.document.model_dump(mode="json", exclude={"skipped", "note"})
        body["document"] = own
        body["claims"] = sum(1 for held in desk.edition.claims.values() if held.document == own)
        body["paragraphs"] = [
            {"paragraph": row.locator, "role": row.role, "words": row.words, "opening": row.opening}
            for row in source.paragraphs.values()
        ]
        print(json.dumps(body, ensure_ascii=False))
    return Exit.OK


def span_of(start: str | None, end: str | None, kind: ClaimKind | None = None) -> Range:
    """The range of ``--from``, ``--to`` and ``--kind``.

    Raises:
        Stop: one of them is no date, or they are the wrong way round.
    """
    if start is None and end is None and kind is None:
        return EVERYTHING
    parsed: list[dates.Edtf | None] = []
    for option, text in (("--from", start), ("--to", end)):
        try:
            parsed.append(dates.parse(text.strip()) if text else None)
        except dates.DateError as error:
            raise Stop(Exit.USAGE, f"{option}: {error}") from None
    span = Range(parsed[0], parsed[1], kind)
    if span.reversed:
        raise Stop(Exit.USAGE, "--from is later than --to, so nothing can lie between them")
    return span


def today_of(text: str | None) -> date:
    """The reader's day: ``--today``, else the clock's.

    Raises:
        Stop: the text is no day.
    """
    if text is None:
        return date.today()  # noqa: DTZ011 - the reader's own day, in their own time zone
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Stop(Exit.USAGE, f"--today: {text!r} is not a day like 2026-11-22") from None


def resolution_json(term: str, found: Resolution) -> dict[str, Any]:
    """What every line begins with."""
    one = found.match if isinstance(found, Exact | Alias | Fuzzy) else None
    return {
        "term": term,
        "outcome": type(found).__name__.casefold(),
        "entity": one.entity if one else None,
        "name": one.name if one else None,
        "matched": one.matched if one else None,
        "score": one.score if one else None,
        "candidates": [
            {"entity": other.entity, "name": other.name, "matched": other.matched, "score": other.score}
            for other in _candidates(found)
        ],
    }


def _candidates(found: Resolution) -> tuple[Match, ...]:
    match found:
        case Ambiguous():
            return found.candidates
        case Missing():
            return found.nearest
        case Exact() | Alias() | Fuzzy():
            return ()
    assert_never(found)


def fact_json(fact: Fact) -> dict[str, Any]:
    """A fact as outside checks read it."""
    return {
        "id": fact.claim.id,
        "kind": fact.claim.kind,
        "text": fact.claim.text,
        "when": fact.when,
        "when_role": fact.when_role,
        "when_text": fact.when_text,
        "asserted_by": list(fact.asserted_by),
        "about": [about.entity for about in fact.claim.about],
        "citations": [{"document": place.document, "paragraph": place.paragraph} for place in fact.citations],
        "standing": fact.standing,
        "notes": [{"verdict": note.verdict, "text": note.text} for note in fact.notes],
    }


def check_json(check: Check) -> dict[str, str]:
    """A reason to look again as outside checks read it."""
    return {"reason": check.reason, "text": check.text, "fact": check.fact}


def _print(term: str, answered: Answered, *, as_json: bool, first: bool) -> None:
    text = card_text(answered.card)
    if not as_json:
        print(text if first else f"\n{'-' * 72}\n{text}")
        return
    if answered.resolution is None:
        name = None if answered.search else ALL_DATED
        line: dict[str, Any] = {"term": term, "outcome": "exact", "entity": None, "name": name}
        line |= {"matched": None, "score": None, "candidates": []}
    else:
        line = resolution_json(term, answered.resolution)
    line["text"] = text
    line["facts"] = [fact_json(fact) for fact in answered.facts]
    line["not_in_documents"] = list(answered.not_in_documents)
    line["check"] = [check_json(check) for check in answered.checks]
    if answered.timeline is not None:
        for key in ("events", "plans", "undated"):
            line[key] = [fact_json(fact) for fact in getattr(answered.timeline, key)]
    line |= _parts(answered)
    print(json.dumps(line, ensure_ascii=False))


def _parts(answered: Answered) -> dict[str, Any]:
    """What positions, comparison and search say beside what every answer says."""
    found: dict[str, Any] = {}
    if answered.positions is not None:
        found["rows"] = [
            {"party": row.party, "facts": [fact_json(fact) for fact in row.facts]}
            for row in answered.positions.rows
        ]
    if answered.comparison is not None:
        found["documents"] = [
            {"document": one.document, "facts": [fact_json(fact) for fact in one.facts]}
            for one in answered.comparison.documents
        ]
        found["changes"] = [
            {"link": one.link, "from": one.source, "to": one.target, "text": one.text}
            for one in answered.comparison.changes
        ]
    if answered.search is not None:
        found["unknown_words"] = list(answered.search.unknown_words)
    return found


def _resolution_text(line: dict[str, Any]) -> str:
    line = line | {"term": f"{line['term'][:TERM_LIMIT]}… ({CUT})"} if was_cut(line["term"]) else line
    if line["entity"]:
        what = f"{line['name']} ({line['entity']}), by “{line['matched']}”, score {line['score']:g}"
        return f"{line['term']}: {line['outcome']}: {what}"
    offered = "; ".join(f"{one['name']} ({one['entity']})" for one in line["candidates"])
    lead = "which one? " if line["outcome"] == "ambiguous" else "nearest: "
    return f"{line['term']}: {line['outcome']}" + (f": {lead}{offered}" if offered else "")
