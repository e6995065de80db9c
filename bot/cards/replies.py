"""Replies to a term that is not one entry: did you mean, and the honest answers to an unknown one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.card import Card, Choice, Cited, Item, Section
from bot.cards.facts import by_fact, closing_sections, fact_item
from bot.cards.limits import MESSAGE_CONTENT, ROW_BUTTONS, SELECT_OPTIONS
from bot.cards.markdown import escape
from bot.cards.overviews import edition_line
from bot.cards.question import Question, Verb
from bot.cards.text import card_text
from knowledge.answers import Unknown
from knowledge.curation.schema import NameKind
from knowledge.edition import Edition
from knowledge.names.normalise import CUT, was_cut
from knowledge.names.result import Alias, Ambiguous, Exact, Fuzzy, Missing

SHOWN_TERM = 80
"""How much of what a person typed is repeated to them."""
SHOWN_FACTS = 3
"""How many statements an unknown term's reply shows at most: it has one page, so fewer when they are long."""
_NAME_WORDS: dict[NameKind, str] = {
    "acronym": "an acronym for this entry",
    "abbreviation": "an abbreviation for this entry",
    "official": "an official name of this entry",
    "transliteration": "a name for this entry in another spelling",
    "translation": "a name for this entry in another language",
    "demonym": "a word for what belongs to this entry",
    "metonym": "a place or seat that stands for this entry",
    "partial": "part of a name of this entry",
    "member": "one of those that this entry groups together",
}
NOT_NOTHING = "That does not mean that nothing happened."


def shown(term: str) -> str:
    """A typed term on one line, shortened."""
    line = " ".join(term.split())
    return line if len(line) <= SHOWN_TERM else f"{line[: SHOWN_TERM - 1]}…"


def matched_line(edition: Edition, found: Exact | Alias | Fuzzy) -> str | None:
    """How the typed word led here; nothing to say when it is the entry's own name."""
    word = shown(found.term)
    if isinstance(found, Exact):
        return None
    if isinstance(found, Fuzzy):
        return f"Matched your word “{word}”: {found.match.reason}."
    name = edition.name_row(found.match.entity, found.match.matched)
    if name is None:
        return f"Matched your word “{word}”, another name for this entry."
    sort = _NAME_WORDS.get(name.kind, "another name for this entry")
    used = f", used by {edition.entities[name.used_by].name}" if name.used_by else ""
    unnamed = ", which the documents do not name" if name.kind == "member" and name.cited is None else ""
    return f"Matched your word “{word}”, {sort}{used}{unnamed}."


def ambiguous_card(edition: Edition, found: Ambiguous, verb: Verb) -> Card:
    """The question to ask, with the meanings to choose from."""
    meanings = tuple(
        Choice(
            match.name,
            Question(verb, match.entity),
            edition.entities[match.entity].description.text,
        )
        for match in found.candidates
    )
    return Card(
        Question(verb),
        found.question,
        (f"Your word: “{shown(found.term)}”",),
        sections=(Section("", tuple(Item(choice.description, strong=choice.label) for choice in meanings)),),
        footer=(edition_line(edition),),
        choices=meanings if len(meanings) <= ROW_BUTTONS.most else (),
        related=() if len(meanings) <= ROW_BUTTONS.most else meanings[: SELECT_OPTIONS.most],
        related_label="Which one?",
        postable=False,
        paged=False,
    )


def unknown_card(edition: Edition, found: Missing, why: Unknown, verb: Verb) -> Card:
    """One of the honest answers, statements that use the words, the nearest entries, and where to look next.

    No button can ask for a second page of it, since a typed term does not fit one. So it shows as many statements,
    each with its reasons and notes, as a message holds as plain text; the entries they are about have the rest.
    Where even one is too much with its notes, it stands with the names of its reasons alone.
    """
    most = min(SHOWN_FACTS, len(why.facts))
    tries = [(count, True) for count in range(most, 0, -1)] + [(min(most, 1), False)]
    cards = (_unknown(edition, found, why, verb, Shown(*one)) for one in tries)
    fitting = (card for card in cards if MESSAGE_CONTENT.fits(escape(card_text(card))))
    return next(fitting, None) or _unknown(edition, found, why, verb, Shown(0, written_out=False))


@dataclass(frozen=True, slots=True)
class Shown:
    """How many statements a reply shows, and whether their reasons and notes are written out."""

    count: int
    written_out: bool


def _unknown(edition: Edition, found: Missing, why: Unknown, verb: Verb, show: Shown) -> Card:
    """The reply with some of the statements."""
    word = shown(found.term)
    read = (Cited(f"That is longer than any name: {CUT}."),) if was_cut(found.term) else ()
    sections = []
    if show.count:
        shown_facts, checks = why.facts[: show.count], by_fact(why.checks)
        more = f" (the best {show.count})" if len(why.facts) > show.count else ""
        items = tuple(fact_item(fact, checks) for fact in shown_facts)
        sections.append(Section(f"Statements that use these words{more}", items))
        ids = {fact.claim.id for fact in shown_facts}
        checks_shown = [check for check in why.checks if check.fact in ids]
        if show.written_out:
            sections += closing_sections(shown_facts, checks_shown, brief=True)
    offered = found.nearest[: ROW_BUTTONS.most - 1]
    nearest = [Choice(match.name, Question(verb, match.entity)) for match in offered]
    if nearest:
        items = tuple(
            Item(edition.entities[match.entity].description.text, strong=match.name) for match in offered
        )
        sections.append(Section("Nearest entries (not the same thing)", items))
    return Card(
        Question(verb),
        f"No entry for “{word}”",
        lead=(
            *read,
            Cited(honest(edition, why)),
            Cited("Browse all entries with /browse, or try another name."),
        ),
        sections=tuple(sections),
        footer=(edition_line(edition),),
        choices=(*nearest, Choice("Browse", Question("browse"))),
        related=_subjects(edition, why),
        related_label="Open an entry that these statements are about",
        postable=False,
        paged=False,
    )


def _subjects(edition: Edition, why: Unknown) -> tuple[Choice, ...]:
    """The entries that the statements are about, best statement first."""
    found = dict.fromkeys(about.entity for fact in why.facts for about in fact.claim.about)
    choices = (Choice(edition.entities[own].name, Question("entity", own)) for own in found)
    return tuple(choices)[: SELECT_OPTIONS.most]


def honest(edition: Edition, why: Unknown) -> str:
    """Why there is no answer, in a sentence."""
    if why.why == "claimed":
        places = ", ".join(place.label for place in why.places)
        return f"It has no entry of its own, but statements of the base use the words: {places}."
    if why.why == "in_documents":
        if not why.documents:
            return (
                "The words occur in our documents, though not together in one, and no statement of the base "
                f"covers them. {NOT_NOTHING}"
            )
        where = " and ".join(why.documents)
        if why.words > 1:
            return (
                f"Each of these words occurs in {where}, but no statement of the base has them together. "
                f"{NOT_NOTHING}"
            )
        return f"The word occurs in {where}, but no statement of the base covers it. {NOT_NOTHING}"
    if why.why == "no_words":
        return "There is no word here to look up. Type a name or a word, in any script."
    if why.why == "unsearchable":
        return (
            "These words cannot be searched: the documents are in English, and no registered name in another "
            f"script matches. {NOT_NOTHING}"
        )
    absent = ", ".join(f"“{shown(word)}”" for word in why.absent)
    every = ", ".join(source.document.short for source in edition.sources.values())
    return f"No statement of the base covers this, and none of our documents ({every}) has {absent}. {NOT_NOTHING}"
