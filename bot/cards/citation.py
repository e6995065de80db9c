"""Copy citation: what a reader needs to quote a statement and to find it again, as text to paste."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from bot.cards.facts import CHECK, REASONS, attribution
from bot.cards.limits import MESSAGE_CONTENT
from knowledge import dates
from knowledge.answers import Check, CitedAt, Fact
from knowledge.curation.schema import Document
from knowledge.edition import Edition

NOT_NAMED = "author not named in the copy"
_FENCE = "```"
_WALL = f"{_FENCE}\n\n{_FENCE}"


def author(document: Document) -> str:
    """Who wrote it; a publisher is never put in an author's place."""
    return NOT_NAMED if "not named in the copy" in document.author.name else document.author.name


def source_line(edition: Edition, own: str) -> str:
    """A document as a reference: author, title, publisher, date with its basis, address."""
    source = edition.sources[own]
    document = source.document
    when = dates.words(source.published)
    basis = (
        "as the copy states" if document.published.basis == "stated" else "derived, not stated in the copy"
    )
    address = document.address if "://" in document.address else f"address {document.address}"
    by = author(document)
    return (
        f"{by[0].upper()}{by[1:]}, “{document.title}”, published by {document.publisher}, "
        f"{when} ({basis}), {address}"
    )


def place_words(edition: Edition, place: CitedAt) -> str:
    """A cited place with the paragraph's first words, to be searched for in the document."""
    paragraph = edition.sources[place.document].paragraphs.get(place.paragraph)
    where = f"paragraph {place.paragraph}" if place.paragraph.isdigit() else place.paragraph.replace("-", " ")
    if paragraph is None or not paragraph.opening:
        return where
    return f"{where} (begins “{paragraph.opening}”)"


def citation(edition: Edition, fact: Fact, checks: Iterable[Check], today: date) -> str:
    """One statement's citation.

    Args:
        edition: the fact base.
        fact: the statement.
        checks: reasons to look again, of this statement or of others too.
        today: the reader's day: when it was copied.
    """
    where = " and ".join(place_words(edition, place) for place in fact.citations)
    reasons = dict.fromkeys(REASONS[check.reason] for check in checks if check.fact == fact.claim.id)
    lines = [
        f"{source_line(edition, fact.document)}, {where}.",
        f"Statement in Dossier's words, not the source's: {fact.claim.text}",
        f"{fact.kind_label}; {fact.when_text}; {attribution(fact.asserted_by)}.",
    ]
    if reasons:
        lines.append(f"{CHECK}: {'; '.join(reasons)}.")
    copied = dates.words(dates.parse(today.isoformat()))
    lines.append(f"Dossier claim {fact.claim.id}, edition {edition.hash}, copied on {copied}.")
    return "\n".join(lines)


def messages(entries: Iterable[str], left_out: int = 0) -> list[str]:
    """The citations as contents of messages: a code block for each, whole blocks in each message.

    Args:
        entries: the citations, at least one.
        left_out: statements of the card that no longer read as they are shown.
    """
    found = list(entries)
    many = f"Citations of the {len(found)} statements on this page, a block for each"
    head = f"{many if len(found) > 1 else 'The citation of the statement on this page'}, ready to copy:"
    if left_out:
        head = f"{changed(left_out)} {head}"
    contents = [head]
    for block in (piece for entry in found for piece in _blocks(entry)):
        longer = f"{contents[-1]}\n{block}"
        if MESSAGE_CONTENT.fits(longer):
            contents[-1] = longer
        else:
            contents.append(block)
    return contents


def changed(count: int) -> str:
    """That statements of a card are not cited, since the base says something else now."""
    many = f"{count} statements" if count > 1 else "One statement"
    return (
        f"{many} of this card no longer read{'' if count > 1 else 's'} like this in the base and "
        f"{'are' if count > 1 else 'is'} left out: ask again for what it says now."
    )


def fenced(text: str) -> str:
    """Text in a code block, letter for letter; three backticks, which would end the block, become quotes."""
    return f"{_FENCE}\n{text.replace(_FENCE, chr(39) * 3)}\n{_FENCE}"


def _blocks(entry: str) -> Iterator[str]:
    """The entry in one block; one that no message could hold, in several, cut at lines or words."""
    room = MESSAGE_CONTENT.most - len(_WALL)
    piece = ""
    for part in re.findall(rf"\S(?:.{{0,{room // 2}}})(?!\S)\n?|\S{{1,{room // 2}}}\n?", entry):
        if piece and len(piece) + 1 + len(part) > room:
            yield fenced(piece.strip())
            piece = ""
        piece += part if not piece or piece.endswith("\n") else f" {part}"
    yield fenced(piece.strip())
