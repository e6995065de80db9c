"""What there is: browse, sources, about."""

from __future__ import annotations

from collections import Counter

from bot.cards.card import Card, Choice, Cited, Item, Section
from bot.cards.limits import SELECT_OPTIONS
from bot.cards.question import Question
from knowledge import dates
from knowledge.curation.schema import EntityKind
from knowledge.curation.seeds import ENTITY_FILES
from knowledge.edition import Edition

_WIDER: dict[EntityKind, str] = {
    "dispute": "Disputes, crises and rivalries",
    "format": "Formats of talks",
    "partnership": "Partnerships and relationships",
}
KIND_PLURALS: dict[EntityKind, str] = {
    kind: _WIDER.get(kind, stem.replace("-", " ").capitalize()) for stem, kind in ENTITY_FILES.items()
}
STARTERS = ("/entity Kurils", "/treaty New START", "/timeline THAAD")
"""The three commands that /about proposes."""


def browse_card(edition: Edition, kind: EntityKind | None) -> Card:
    """The kinds of entries, or the entries of one kind."""
    kinds = [found for found in KIND_PLURALS if found in edition.kinds.values()]
    if kind is None:
        counts = Counter(edition.kinds.values())
        items = tuple(
            Item(
                f"{counts[found]} {'entry' if counts[found] == 1 else 'entries'}", strong=KIND_PLURALS[found]
            )
            for found in kinds
        )
        related = tuple(Choice(KIND_PLURALS[found], Question("browse", found)) for found in kinds)
        return Card(
            Question("browse"),
            "What is in the base",
            lead=(Cited(f"{len(edition.entities)} entries and {len(edition.claims)} cited statements."),),
            sections=(Section("", items),),
            footer=(edition_line(edition),),
            related=related,
            related_label="Choose a kind",
        )
    entries = [entity for entity in edition.entities.values() if edition.kinds[entity.id] == kind]
    entries.sort(key=lambda entity: entity.name.casefold())
    items = tuple(Item(entity.description.text, strong=entity.name) for entity in entries)
    related = tuple(Choice(entity.name, Question("entity", entity.id)) for entity in entries)
    return Card(
        Question("browse", kind),
        f"{KIND_PLURALS[kind]}: {len(entries)}",
        sections=(Section("", items),),
        footer=(edition_line(edition),),
        choices=(Choice("All kinds", Question("browse")),),
        related=related[: SELECT_OPTIONS.most],
    )


def sources_card(edition: Edition) -> Card:
    """The documents: who wrote them, when as far as proven, what was read, under which rights."""
    sections = []
    order = sorted(source.document.order for source in edition.sources.values())
    for own, source in edition.sources.items():
        document = source.document
        place = order.index(document.order) + 1
        claims = sum(1 for held in edition.claims.values() if held.document == own)
        body = sum(1 for paragraph in source.paragraphs.values() if paragraph.role == "body")
        lines = (
            ("Title", document.title),
            ("Author", document.author.name),
            ("Publisher", document.publisher),
            (
                "Published",
                f"{dates.words(source.published)} ({document.published.basis}: {document.published.reason})",
            ),
            ("How to attribute", document.attribution),
            ("Address", document.address),
            (
                "In the base",
                f"{claims} statements, from its {body} body paragraphs and what stands around those",
            ),
            ("Order", f"{place} of {len(order)}, earlier first ({document.order_evidence})"),
            ("Rights", document.rights),
        )
        sections.append(Section(document.short, tuple(Item(text, strong=label) for label, text in lines)))
    return Card(
        Question("sources"),
        "Sources",
        lead=(Cited("Everything Dossier says comes from these documents, or is marked as the curator's."),),
        sections=tuple(sections),
        footer=(edition_line(edition),),
    )


def about_card(edition: Edition) -> Card:
    """What this is, what to try, which edition, and privacy."""
    tries = tuple(Item("", strong=starter) for starter in STARTERS)
    return Card(
        Question("about"),
        "Dossier",
        lead=(
            Cited(
                "Dossier answers from a fixed, curated base: what our documents say about something, who says it, "
                "and as of when. Every statement is cited to document and paragraph. It generates nothing."
            ),
        ),
        sections=(
            Section("Try", tries),
            Section(
                "Privacy",
                (
                    Item(
                        "Look-ups are private to you unless you post them; Dossier reads no message but "
                        "one that you look up in it, and keeps no record of what you ask, but for the text of a "
                        "question too long for a button: for 30 days, without who asked."
                    ),
                ),
            ),
            Section(
                "What the check proves",
                (
                    Item(
                        "A machine checks that every key term stands in the cited paragraph. It proves that the "
                        "words are there, not that they were read rightly: that is for a second reader."
                    ),
                ),
            ),
        ),
        footer=(edition_line(edition),),
        choices=(Choice("Browse", Question("browse")), Choice("Sources", Question("sources"))),
    )


def edition_line(edition: Edition) -> str:
    """Which edition this is, and how old its newest source."""
    last = edition.newest_source
    return (
        f"Edition {edition.hash}; newest source: {last.document.short}, {dates.words(last.published)}; "
        "fixed base, not a news feed."
    )
