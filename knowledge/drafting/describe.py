"""What a copy says of its document by itself, and placeholders for what only a person can say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from knowledge import dates
from knowledge.curation.placeholders import placeholder
from knowledge.curation.schema import Author, Document, Published
from knowledge.curation.seeds import Paragraph, Seeds
from knowledge.dates.periods import MONTH_NAMES
from knowledge.drafting.layout import BODY, NOTHING, Part
from knowledge.drafting.sorts import DATE
from knowledge.provenance.text import document_fingerprint, normalise, words

_ENGLISH = frozenset("the of and to in that is for with as on by are from this".split())
_ENGLISH_SHARE = 0.15
"""Running English has these fifteen words for about a quarter of its words; other languages hardly any."""


def describe(
    own: str, parts: Sequence[Part], paragraphs: Sequence[Paragraph], seeds: Seeds, today: date
) -> tuple[Document, tuple[str, ...]]:
    """The document's description, and the keys in it that hold placeholders."""
    texts = {part.what: part.text for part in parts if part.what not in (BODY, NOTHING)}
    language = _language([part.text for part in parts if part.what == BODY])
    asked = {
        "short": "how citations call it, a word or two, like EAF in 'EAF ¶9'",
        "author.name": "the author as shown, or 'the author (not named in the copy)'",
        "publisher": "who published it, as the copy says",
        "order_evidence": "what shows that it is later than the documents before it in order (and correct order)",
        "address": "its address on the web, or 'not given in the copy'",
        "rights": "what the copy says of its rights, and that the fact base holds no text of it",
        "attribution": "to whom a reader should attribute its judgements, in one sentence",
    }
    if "title" not in texts:
        asked["title"] = "the title as the copy has it"
    if language is None:
        asked["language"] = "the language of the copy as a BCP 47 tag, like en"
    day = _day(texts.get("date-line", ""))
    if day is None:
        asked["published.reason"] = (
            "what the copy proves about the day it appeared (so far only that it was at hand on the day in edtf); "
            "narrow edtf down to that"
        )
        published = Published(
            edtf=f"[..{today.isoformat()}]", basis="derived", reason=_ask(asked, "published.reason")
        )
    else:
        said = dates.words(dates.parse(day))
        published = Published(edtf=day, basis="stated", reason=f"The date line of the copy gives {said}.")
    document = Document(
        id=own,
        short=_ask(asked, "short"),
        title=" ".join(texts["title"].split()) if "title" in texts else _ask(asked, "title"),
        author=Author(name=_ask(asked, "author.name")),
        publisher=_ask(asked, "publisher"),
        published=published,
        order=1 + max((found.document.value.order for found in seeds.documents), default=0),
        order_evidence=_ask(asked, "order_evidence"),
        language=language or _ask(asked, "language"),
        address=_ask(asked, "address"),
        rights=_ask(asked, "rights"),
        attribution=_ask(asked, "attribution"),
        fingerprint=document_fingerprint(paragraphs),
    )
    return document, tuple(asked)


def _ask(asked: Mapping[str, str], key: str) -> str:
    return placeholder(asked[key])


def _language(body: Sequence[str]) -> str | None:
    """``en`` when the text reads as English; a person says any other."""
    counted = [word.casefold() for text in body for word in words(text)]
    return "en" if sum(word in _ENGLISH for word in counted) > _ENGLISH_SHARE * len(counted) else None


def _day(date_line: str) -> str | None:
    """The day of publication in EDTF, where a date line states one that can be read in one way only."""
    text = normalise(date_line)
    found = DATE.findall(text)
    if len(found) != 1 or "updated" in text.casefold() or "modified" in text.casefold():
        return None
    pieces = found[0].replace(",", " ").replace(".", " ").split()
    iso = found[0] if found[0][:4].isdigit() else None
    if iso is None:
        month = next(
            (at for at, name in enumerate(MONTH_NAMES, 1) for piece in pieces if piece[:3] == name[:3]), None
        )
        figures = [piece.rstrip("sthndr") for piece in pieces if piece[0].isdigit()]
        if month is None or len(figures) != 2:  # noqa: PLR2004 - day and year
            return None
        iso = f"{figures[1]}-{month:02}-{int(figures[0]):02}"
    try:
        dates.parse(iso)
    except ValueError:
        return None
    return iso
