"""Entity card and treaty record."""

from __future__ import annotations

from bot.cards.card import Card, Choice, Cited, Item, Section
from bot.cards.facts import by_fact, closing_sections, fact_item, worded
from bot.cards.footer import footer
from bot.cards.limits import SELECT_OPTIONS
from bot.cards.question import Question, Verb
from knowledge.answers import EntityAnswer
from knowledge.curation.schema import EntityKind
from knowledge.edition import Edition

KIND_WORDS: dict[EntityKind, str] = {
    "state": "State",
    "person": "Person",
    "organisation": "Organisation",
    "place": "Place",
    "weapon-system": "Weapon system",
    "treaty": "Treaty",
    "law": "Law",
    "policy": "Policy",
    "event": "Event",
    "dispute": "Dispute, crisis or rivalry",
    "format": "Format of talks",
    "partnership": "Partnership or relationship",
    "concept": "Concept",
}
NO_FACTS = "Our documents name this, but no statement of the base is about it alone."


def entry_card(edition: Edition, answer: EntityAnswer, verb: Verb) -> Card:
    """The card of an entity, or its record as a treaty."""
    under = KIND_WORDS[answer.kind] + (" · treaty record" if verb == "treaty" else "")
    lead = [worded(answer.description)]
    if answer.office:
        as_of = "Office" if answer.office.by_curator else "Office as of the document"
        lead.append(worded(answer.office, f"{as_of}: "))
    if answer.names_line:
        lead.append(Cited(f"Names: {answer.names_line}", small=True))
    lead += [
        Cited(f"Not to be confused with {edition.entities[other].name}. {reason}", small=True)
        for other, reason in answer.contrasts
    ]
    checks = by_fact(answer.checks)
    sections = [
        Section(heading, tuple(fact_item(fact, checks) for fact in facts)) for heading, facts in answer.groups
    ]
    if not answer.facts:
        sections.append(Section("", (Item(NO_FACTS),)))
    sections += closing_sections(answer.facts, answer.checks, answer.notes)
    if answer.not_in_documents:
        sections.append(
            Section("Not in our documents", tuple(Item(line) for line in answer.not_in_documents))
        )
    if answer.parts:
        sections.append(Section("Statements on these are included", (Item("; ".join(answer.parts) + "."),)))
    own = answer.entity.id
    related = [Choice(edition.entities[other].name, Question("entity", other)) for other in answer.see_also]
    buttons = [Choice("Timeline", Question("timeline", own))] if verb == "entity" else []
    if verb == "entity" and answer.kind == "treaty":
        buttons.append(Choice("Treaty record", Question("treaty", own)))
    if verb == "treaty":
        buttons = [
            Choice("Full entry", Question("entity", own)),
            Choice("Timeline", Question("timeline", own)),
        ]
    return Card(
        Question(verb, own),
        answer.name,
        (under,),
        tuple(lead),
        tuple(sections),
        footer(answer.as_of),
        tuple(buttons),
        tuple(related[: SELECT_OPTIONS.most]),
    )


def no_treaty_card(edition: Edition, entity: str) -> Card:
    """What /treaty says of something that is none."""
    name = edition.entities[entity].name
    kind = KIND_WORDS[edition.kinds[entity]].casefold()
    return Card(
        Question("treaty", entity),
        f"{name} is not a treaty",
        (),
        (Cited(f"In our base it is listed as: {kind}. Use /entity for what the documents say about it."),),
        choices=(
            Choice(f"Open {name}", Question("entity", entity)),
            Choice("Browse treaties", Question("browse", "treaty")),
        ),
        postable=False,
    )
