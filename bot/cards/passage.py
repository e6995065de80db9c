"""The paragraphs that a statement is cited from, as the reader's own copy has them; else where to find them.

Private by nature: what stands here is the document's text, so nothing of it can be posted, and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord
from discord import ui

from bot.cards.citation import place_words, source_line
from bot.cards.limits import (
    MESSAGE_CONTENT,
    MESSAGE_TEXT,
    OPTION_DESCRIPTION,
    OPTION_LABEL,
    SELECT_OPTIONS,
    clip_label,
)
from bot.cards.markdown import escape
from bot.cards.text import speakable
from bot.cards.view import ACCENT, PASSAGE
from knowledge.answers import Fact, cite
from knowledge.edition import Edition
from knowledge.provenance.passages import Passage

OWN_COPY = "From your team's own copy; only you see it, and it cannot be posted. Rights: "
CHECKED = "The paragraph is as it was when the statement was checked against it."
DIFFERENT = (
    "This paragraph differs from the one that was checked: it begins alike and goes on otherwise. Compare the two "
    "before you quote."
)
ABSENT = "Your copy has no such paragraph as it was checked, nor one that begins like it."
NO_COPY = "No readable copy of this document is at hand."
SHORTENED = "Shortened to fit a message: […] stands for what is left out."
_LEFT_OUT = "[…]"
_AROUND = 200
"""How many characters are kept before the first key term of a paragraph too long for a message."""


def passage_view(
    edition: Edition, fact: Fact, passages: Sequence[Passage], others: Sequence[Fact]
) -> ui.LayoutView:
    """The passages as Components V2, key terms in bold.

    Args:
        edition: the fact base.
        fact: the statement.
        passages: its cited paragraphs.
        others: the statements to choose from, this one among them.
    """
    room = MESSAGE_TEXT.most
    view = ui.LayoutView(timeout=None)
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=ACCENT)
    for number, block in enumerate(_fitting(edition, fact, passages, room, bold=True)):
        if number:
            container.add_item(ui.Separator(spacing=discord.SeparatorSpacing.small))
        container.add_item(ui.TextDisplay(block))
    view.add_item(container)
    select = _select(edition, fact, others)
    if select is not None:
        view.add_item(ui.ActionRow(select))
    view.stop()
    return view


def passage_text(
    edition: Edition, fact: Fact, passages: Sequence[Passage], others: Sequence[Fact]
) -> tuple[str, ui.View]:
    """The same as plain text: key terms are listed, since bold is not read out."""
    view = ui.View(timeout=None)
    select = _select(edition, fact, others)
    if select is not None:
        view.add_item(select)
    view.stop()
    room = MESSAGE_CONTENT.most
    return speakable("\n\n".join(_fitting(edition, fact, passages, room, bold=False))), view


def _fitting(
    edition: Edition, fact: Fact, passages: Sequence[Passage], most: int, *, bold: bool
) -> list[str]:
    """The blocks of the reply, with paragraphs as long as the message has room for."""
    longest = max((len(passage.text) for passage in passages), default=0)
    while True:
        blocks = list(_blocks(edition, fact, passages, longest, bold=bold))
        # Between blocks of plain text stands an empty line.
        excess = sum(len(block) + 2 for block in blocks) - most
        if excess <= 0:
            return blocks
        if longest < _AROUND:
            return blocks[:-1]  # the citation has the source in full
        longest -= excess // len(passages) + 1


def _blocks(
    edition: Edition, fact: Fact, passages: Sequence[Passage], longest: int, *, bold: bool
) -> Iterator[str]:
    words = {
        place.paragraph: (place.label if bold else place.words)
        for place in (cite(edition, one.document, one.paragraph) for one in passages)
    }
    title = " · ".join(words.values()) if bold else "; ".join(words.values())
    small = "-# " if bold else ""
    yield "\n".join(
        [
            f"## {escape(title)}" if bold else escape(title),
            f"{small}For the statement, in Dossier's words: {escape(fact.claim.text)}",
        ]
    )
    for passage in passages:
        lines = [escape(words[passage.paragraph])] if len(passages) > 1 else []
        yield "\n".join([*lines, *_passage(edition, passage, longest, bold=bold)])
    yield "\n".join(f"{small}{escape(line)}" for line in _source(edition, fact, passages, bold=bold))


def _passage(edition: Edition, passage: Passage, longest: int, *, bold: bool) -> Iterator[str]:
    if not passage.text:
        place = cite(edition, passage.document, passage.paragraph)
        source = edition.sources[passage.document]
        body = sum(1 for paragraph in source.paragraphs.values() if paragraph.role == "body")
        if passage.standing != "no-folder":
            yield ABSENT if passage.standing == "absent" else NO_COPY
        yield escape(f"Where to find it: {place_words(edition, place)}.")
        if passage.paragraph.isdigit():
            yield (
                f"The document has {body} paragraphs: only running text is counted, not headlines, captions "
                "or what stands around it."
            )
        return
    if passage.standing == "different":
        yield f"**{DIFFERENT}**" if bold else DIFFERENT
    text, marked, cut = _window(passage, longest)
    yield f"> {_bold(text, marked)}" if bold else f"“{escape(text)}”"
    if not bold and passage.terms:
        yield "Key terms: " + ", ".join(f"“{escape(term)}”" for term in passage.terms) + "."
    if cut:
        yield SHORTENED
    if passage.unmarked:
        missing = ", ".join(f"“{escape(term)}”" for term in passage.unmarked)
        yield f"Key terms that do not stand there: {missing}."


def _source(edition: Edition, fact: Fact, passages: Sequence[Passage], *, bold: bool) -> Iterator[str]:
    document = edition.sources[fact.document].document
    yield f"{source_line(edition, fact.document)}."
    if any(passage.text for passage in passages):
        if bold:
            yield "Bold: the key terms of the citation."
        if all(passage.standing == "checked" for passage in passages):
            yield CHECKED
        yield f"{OWN_COPY}{document.rights}"


def _window(passage: Passage, longest: int) -> tuple[str, tuple[tuple[int, int], ...], bool]:
    """The paragraph, or of one that is too long the part around its first key term, cut between words."""
    text = passage.text
    if len(text) <= longest:
        return text, passage.marked, False
    first = passage.marked[0][0] if passage.marked else 0
    start = max(0, min(first - _AROUND, len(text) - longest))
    start = text.find(" ", start) + 1 if start else 0
    end = min(len(text), start + longest)
    end = end if end == len(text) else max(text.rfind(" ", start, end), start + 1)
    before = f"{_LEFT_OUT} " if start else ""
    after = f" {_LEFT_OUT}" if end < len(text) else ""
    moved = len(before) - start
    inside = tuple((at + moved, to + moved) for at, to in passage.marked if start <= at and to <= end)
    return f"{before}{text[start:end]}{after}", inside, True


def _bold(text: str, marked: Sequence[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in marked:
        pieces += [escape(text[at:start]), f"**{escape(text[start:end])}**"]
        at = end
    return "".join([*pieces, escape(text[at:])])


def _select(edition: Edition, fact: Fact, others: Sequence[Fact]) -> ui.Select[ui.LayoutView] | None:
    if len(others) < 2:  # noqa: PLR2004 - one statement is no choice
        return None
    options = [
        discord.SelectOption(
            label=clip_label(_named(edition, one), OPTION_LABEL),
            value=one.claim.id,
            description=clip_label(one.claim.short or one.claim.text, OPTION_DESCRIPTION),
            default=one.claim.id == fact.claim.id,
        )
        for one in others[: SELECT_OPTIONS.most]
    ]
    return ui.Select(placeholder="Another statement of this page", options=options, custom_id=PASSAGE)


def _named(edition: Edition, fact: Fact) -> str:
    places = (cite(edition, place.document, place.paragraph).label for place in fact.citations)
    return f"{', '.join(places)} · {fact.kind_label}"
