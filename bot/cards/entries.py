"""Entity card and treaty record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.cards.card import Card, Choice, Cited, Item, Section
from bot.cards.facts import BY_CURATOR, by_fact, closing_sections, fact_item, worded
from bot.cards.footer import footer
from bot.cards.limits import SELECT_OPTIONS
from bot.cards.linked import linked_sections
from bot.cards.question import Question, Verb
from knowledge.answers import Check, EntityAnswer, Fact
from knowledge.answers.links import links
from knowledge.curation.schema import ClaimKind, EntityKind
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
FIRST = "Read first, of {} statements"
NOT_THIS = "Not to be confused with"
LONG = 6
"""With more statements than this, a card begins with the most important ones of several groups."""
FIRST_FEW = 3
_FIRST_KINDS: tuple[ClaimKind, ...] = (
    "event", "status", "non-action", "position", "allegation", "assessment", "motive", "warning", "forecast",
    "plan", "recommendation", "background",
)  # fmt: skip
"""Which kinds an analyst looks for first."""
NO_FACTS = "Our documents name this, but no statement of the base is about it alone."


def entry_card(edition: Edition, answer: EntityAnswer, verb: Verb) -> Card:
    """The card of an entity, or its record as a treaty."""
    under = "Treaty record" if verb == "treaty" else KIND_WORDS[answer.kind]
    lead = [worded(answer.description)]
    if answer.office:
        as_of = "Office" if answer.office.by_curator else "Office as of the document"
        lead.append(worded(answer.office, f"{as_of}: "))
    if answer.names_line:
        lead.append(Cited(f"Names: {answer.names_line}", small=True))
    taken_for = [(edition.entities[other].name, reason) for other, reason in answer.contrasts]
    if taken_for:
        # Only the names stand before the answer; why they are mixed up stands at the end.
        lead.append(Cited(f"{NOT_THIS}: {'; '.join(name for name, _ in taken_for)}.", small=True))
    checks = by_fact(answer.checks)
    first = read_first(edition, answer)
    sections = [Section(FIRST.format(len(answer.facts)), _items(first, checks))] if first else []
    chosen = {fact.claim.id for fact in first}
    for heading, facts in answer.groups:
        left = [fact for fact in facts if fact.claim.id not in chosen]
        if left:
            more = " more" if len(left) < len(facts) else ""
            sections.append(Section(f"{heading} ({len(left)}{more})", _items(left, checks)))
    if not answer.facts:
        sections.append(Section("", (Item(NO_FACTS),)))
    sections += closing_sections(answer.facts, answer.checks, answer.notes)
    found = links(edition, answer.entity.id, answer.facts) if verb == "entity" else ()
    sections += linked_sections(found, checks)
    if answer.not_in_documents:
        sections.append(
            Section("Not in our documents", tuple(Item(line) for line in answer.not_in_documents))
        )
    sections += final_sections(edition, answer)
    own = answer.entity.id
    related = [Choice(edition.entities[other].name, Question("entity", other)) for other in answer.see_also]
    return Card(
        Question(verb, own),
        answer.name,
        (under,),
        tuple(lead),
        tuple(sections),
        footer(answer.as_of),
        _views(answer, verb, linked=bool(found)),
        tuple(related[: SELECT_OPTIONS.most]),
    )


def final_sections(edition: Edition, answer: EntityAnswer) -> list[Section]:
    """What else is included, and what the entry is easily taken for, with the curator's reason."""
    sections = []
    if answer.parts:
        sections.append(Section("Statements on these are included", (Item("; ".join(answer.parts) + "."),)))
    if answer.contrasts:
        items = tuple(Item(reason, strong=edition.entities[other].name) for other, reason in answer.contrasts)
        sections.append(Section(f"{NOT_THIS} ({BY_CURATOR})", items))
    return sections


def _views(answer: EntityAnswer, verb: Verb, *, linked: bool) -> tuple[Choice, ...]:
    """Other cards of the same entry."""
    own = answer.entity.id
    timeline = Choice("Timeline", Question("timeline", own))
    if verb == "treaty":
        return Choice("Full entry", Question("entity", own)), timeline
    links_ = (Choice("Links", Question("links", own)),) if linked else ()
    record = (Choice("Treaty record", Question("treaty", own)),) if answer.kind == "treaty" else ()
    return *links_, timeline, *record


def read_first(edition: Edition, answer: EntityAnswer) -> list[Fact]:
    """What an analyst should see at once of a long entry: what happened, what a party says, what an author judges.

    Of each group at most one: what the entry is mainly about, what curators tell in stories, tie to other statements
    and annotate; of two alike the one that takes less room, so that the first view holds more. Nothing is chosen of a
    short entry, nor what a later statement replaced.
    """
    if len(answer.facts) <= LONG or len(answer.groups) == 1:
        return []
    told = Counter(own for story in edition.stories.values() for own in (*story.then, *story.then, story.why))

    def weight(fact: Fact) -> int:
        claim, own = fact.claim, answer.entity.id
        about = 2 if claim.about[0].entity == own else any(one.entity == own for one in claim.about)
        tied = len(claim.links) + len(edition.updated_by.get(claim.id, ())) + len(fact.notes)
        beside = sum(len(note.text) for note in fact.notes if note.verdict == "contradicted")
        return 4 * about + 2 * min(told[claim.id], 4) + min(tied, 3) - (len(claim.text) + beside) // 25

    best = [
        max(standing, key=weight)
        for _, facts in answer.groups
        if (standing := [fact for fact in facts if fact.standing != "superseded"])
    ]
    return sorted(best, key=lambda fact: _FIRST_KINDS.index(fact.claim.kind))[:FIRST_FEW]


def _items(facts: Iterable[Fact], checks: Mapping[str, Sequence[Check]]) -> tuple[Item, ...]:
    return tuple(fact_item(fact, checks) for fact in facts)


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
