"""Where a posted brief has its statements from, as they read now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from bot.briefing.composer import note_digest
from bot.cards.card import Card, Cited, Item, Section
from bot.cards.facts import attribution, note_item, places
from bot.cards.limits import MESSAGE_TEXT
from bot.cards.markdown import card_markdown
from bot.cards.overviews import edition_line
from bot.cards.question import Question
from knowledge import dates
from knowledge.answers import NOTE_MARK, Fact, fact_of
from knowledge.curation.receipts import claim_digest
from knowledge.curation.schema import Note, Story
from knowledge.edition import Edition

Posted = Mapping[str, Mapping[str, str]]
"""What was posted: id → ``{"digest", "text"}``, of a curator's note also ``"note"``."""


def brief_sources_card(edition: Edition, posted: Posted, story: str | None, day: date, today: date) -> Card:
    """The statements of a brief with their citations, the documents, and the curator's notes as far as they fit.

    Args:
        edition: the fact base.
        posted: the statements as they were posted.
        story: the story told; None for none.
        day: the brief's date.
        today: the reader's day.
    """
    claims = {own: shown for own, shown in posted.items() if "note" not in shown}
    facts = {own: fact_of(edition, edition.claims[own], today) for own in claims if own in edition.claims}
    statements = tuple(_statement(own, shown, facts.get(own)) for own, shown in claims.items())
    documents = tuple(_documents(edition, facts))
    told = edition.stories.get(story or "")
    notes = dict.fromkeys((*(own for own in posted if own not in claims), *_since(edition, told)))
    noted = Section(NOTE_MARK, tuple(_note(edition.notes.get(own), posted.get(own)) for own in notes))
    sections = [Section("", statements), Section("Documents", documents), noted]
    card = _card(edition, day, sections)
    while len(sections) > 1 and not MESSAGE_TEXT.fits("".join(card_markdown(card))):
        sections.pop()
        card = _card(edition, day, sections)
    return card


def _card(edition: Edition, day: date, sections: list[Section]) -> Card:
    return Card(
        Question("sources"),
        f"Sources of the briefing of {dates.words(dates.parse(day.isoformat()))}",
        lead=(Cited("Every statement as it reads in the base now."),),
        sections=tuple(section for section in sections if section.items),
        footer=(edition_line(edition),),
        postable=False,
        paged=False,
    )


def _statement(own: str, shown: Mapping[str, str], fact: Fact | None) -> Item:
    if fact is None:
        return Item(shown["text"], ("withdrawn from the base since it was posted",))
    known = (fact.kind_label, fact.when_text, attribution(fact.asserted_by), f"claim {own}")
    if claim_digest(fact.claim) == shown["digest"]:
        changed: tuple[str, ...] = ()
    elif fact.claim.text == shown["text"]:
        changed = ("Its source, time or attribution was corrected since it was posted.",)
    else:
        changed = (f"Corrected since it was posted; it was: {shown['text']}",)
    return Item(fact.claim.text, known, places(fact.citations), changed, claim=own)


def _since(edition: Edition, told: Story | None) -> Iterator[str]:
    return (own for own in (told.since if told else ()) if own in edition.notes)


def _note(note: Note | None, shown: Mapping[str, str] | None) -> Item:
    """A note as it reads now, and as it was posted where that differs."""
    if note is None:
        return Item(shown["text"] if shown else "", ("withdrawn from the base since it was posted",))
    item = note_item(note, ())
    if shown is None or note_digest(note) == shown["digest"]:
        return item
    if note.text == shown["text"]:
        return replace(
            item, warnings=("Its verdict, or what it concerns, was corrected since it was posted.",)
        )
    return replace(item, warnings=(f"Corrected since it was posted; it was: {shown['text']}",))


def _documents(edition: Edition, facts: Mapping[str, Fact]) -> Iterator[Item]:
    for own in dict.fromkeys(fact.document for fact in facts.values()):
        source = edition.sources[own]
        document = source.document
        yield Item(
            f"{document.author.name}, “{document.title}”, {document.publisher}, {dates.words(source.published)}",
            (document.address,),
            strong=document.short,
        )
