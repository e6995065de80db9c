"""A treaty's record: where it stands document by document, what it obliges to, positions on it, what is not given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.cards.card import Card, Item, Section
from bot.cards.comparisons import LINK_WORDS
from bot.cards.entries import entry_card, final_sections
from bot.cards.facts import by_fact, closing_sections, fact_item, places
from bot.cards.positions import NOTHING
from knowledge.answers import Change, Check, Fact, PartyRow, StandsIn, TreatyRecord
from knowledge.curation.schema import LinkType
from knowledge.edition import Edition

STANDS = "Where it stands, by document (undated statements last)"
SILENT = "Nothing on this treaty."
CHANGED = "What changed between the documents"
DESCRIBED = "What it obliges to or covers, as described"
NOT_DESCRIBED = "Our documents describe no obligation under it, and not what it covers."
SAID = "Positions on it"
NOT_GIVEN = "Not in our documents"
_CHANGES: frozenset[LinkType] = frozenset({"updates", "cancels", "fulfils", "contradicts"})


def treaty_card(edition: Edition, record: TreatyRecord) -> Card:
    """The card of a treaty's record."""
    answer = record.answer
    checks = by_fact(answer.checks)
    changes = [change for change in record.changes if change.link in _CHANGES]
    sections = [Section(STANDS, tuple(item for one in record.stands for item in _stands(one, checks)))]
    sections += _changed(changes)
    sections.append(
        Section(DESCRIBED, _items(record.described, checks) or (Item(NOT_DESCRIBED),)),
    )
    sections += [section for row in record.rows for section in _row(row, checks)]
    silent = [row.name for row in record.rows if not row.facts]
    if silent:
        sections.append(Section("No statement of their own", (Item(f"{'; '.join(silent)}: {NOTHING}."),)))
    sections += [Section(heading, _items(facts, checks)) for heading, facts in record.others]
    if answer.not_in_documents:
        sections.append(Section(NOT_GIVEN, tuple(Item(line) for line in answer.not_in_documents)))
    told = {change.text for change in changes}
    unsaid = [check for check in answer.checks if check.text not in told]
    sections += closing_sections(answer.facts, unsaid, answer.notes)
    sections += final_sections(edition, answer)
    return replace(entry_card(edition, answer, "treaty"), sections=tuple(sections))


def _stands(stands: StandsIn, checks: Mapping[str, Sequence[Check]]) -> tuple[Item, ...]:
    """What a document says of it; one that says nothing is named too."""
    short = stands.document.short
    if stands.facts:
        return tuple(replace(fact_item(fact, checks), strong=f"In {short}") for fact in stands.facts)
    many = "1 statement" if stands.mentions == 1 else f"{stands.mentions} statements"
    text = f"No event and no status; {many} about the treaty, below." if stands.mentions else SILENT
    return (Item(text, strong=f"In {short}"),)


def _changed(changes: Iterable[Change]) -> list[Section]:
    items = tuple(Item(one.text, (LINK_WORDS[one.link],), places(one.cited)) for one in changes)
    return [Section(CHANGED, items)] if items else []


def _row(row: PartyRow, checks: Mapping[str, Sequence[Check]]) -> list[Section]:
    """A party's own statements: dated ones newest first, then undated ones under a heading of their own."""
    parts = (
        (f"{SAID}: {row.name}", row.dated),
        (f"{SAID}: {row.name}, undated in the sources (neither older nor newer)", row.undated),
    )
    return [Section(heading, _items(facts, checks)) for heading, facts in parts if facts]


def _items(facts: Iterable[Fact], checks: Mapping[str, Sequence[Check]]) -> tuple[Item, ...]:
    return tuple(fact_item(fact, checks) for fact in facts)
