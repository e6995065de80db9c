"""Proof of the seeds against copies of the documents: key terms, times, numbers, dates and names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge import dates
from knowledge.curation.problems import Path, Problem
from knowledge.curation.schema import Claim, Dated, Entity
from knowledge.curation.seeds import DocumentSeeds, Placed, Seeds
from knowledge.curation.wordings import Wording, wordings
from knowledge.dates.periods import MONTH_NAMES
from knowledge.provenance.copies import Copies
from knowledge.provenance.support import Ground, is_free, numbers, registered_words, stands_in
from knowledge.provenance.text import normalise

TERM_WORDS = 6
"""Longest key term, in words, that is not a name, number or date."""
TERM_SHARE = 0.12
"""Largest part of a document's words that its other key terms may cover together."""
_SEASONS = {21: ("spring",), 22: ("summer",), 23: ("autumn", "fall"), 24: ("winter",)}


def prove(seeds: Seeds, copies: Copies) -> tuple[list[Problem], int]:
    """Everything that the copies do not bear out, and how many citations they do."""
    found = list(copies.problems)
    verified = 0
    for document, placed in seeds.claims():
        for index, citation in enumerate(placed.value.citations):
            here = list(_citation(document, placed, index, copies))
            found.extend(here)
            verified += not here and citation.paragraph in copies.texts.get(document.document.value.id, {})
        found.extend(_verbatim_parts(document, placed, copies))
        found.extend(_stated_times(document, placed, copies))
        found.extend(_term(placed))
    for document in seeds.documents:
        found.extend(_term_budget(document, seeds))
    found.extend(_names_cited(seeds, copies))
    found.extend(_wordings(seeds, copies))
    return found, verified


def _citation(
    document: DocumentSeeds, placed: Placed[Claim], index: int, copies: Copies
) -> Iterator[Problem]:
    citation = placed.value.citations[index]
    for text in copies.of(document.document.value.id, [citation.paragraph]):
        for at, term in enumerate(citation.terms):
            if not stands_in(term, text):
                message = (
                    f"{term!r} does not stand in paragraph {citation.paragraph!r}: quote the words exactly"
                )
                yield placed.problem(("citations", index, "terms", at), "term-not-found", message)


def _cited_texts(document: DocumentSeeds, claim: Claim, copies: Copies) -> list[str]:
    return copies.of(document.document.value.id, (citation.paragraph for citation in claim.citations))


def _verbatim_parts(document: DocumentSeeds, placed: Placed[Claim], copies: Copies) -> Iterator[Problem]:
    claim = placed.value
    texts = _cited_texts(document, claim, copies)
    parts: list[tuple[Path, str | None]] = []
    for index, voice in enumerate(claim.voices):
        parts += [(("voices", index, "cue"), voice.cue), (("voices", index, "hedge"), voice.hedge)]
    parts.append((("times", "term", "words"), claim.times.term.words if claim.times.term else None))
    parts.append((("times", "after", "words"), claim.times.after.words if claim.times.after else None))
    for path, part in parts:
        if part is not None and not any(stands_in(part, text) for text in texts):
            message = f"{part!r} does not stand in the cited paragraphs: quote the source's word exactly"
            yield placed.problem(path, "words-not-found", message)


def _stated_times(document: DocumentSeeds, placed: Placed[Claim], copies: Copies) -> Iterator[Problem]:
    texts = _cited_texts(document, placed.value, copies)
    for key in ("happened", "said", "target"):
        dated: Dated | None = getattr(placed.value.times, key)
        if dated is None or dated.basis != "stated":
            continue
        for part in _date_words(dated.edtf):
            if not any(stands_in(word, text) for word in part for text in texts):
                message = (
                    f"{dated.edtf} is more exact than the source: {part[0]!r} is not in the cited paragraphs"
                )
                yield placed.problem(("times", key, "edtf"), "over-exact", message)


def _term(placed: Placed[Claim]) -> Iterator[Problem]:
    """A term's length in figures is the one that its words give."""
    term = placed.value.times.term
    if term is None:
        return
    stated, given = numbers(term.words), numbers(" ".join(re.findall(r"\d+", term.duration)))
    if stated and not given <= stated:
        message = f"{term.duration} is not {term.words!r}: give the length that the words give"
        yield placed.problem(("times", "term", "duration"), "term-length", message)


def _date_words(edtf: str) -> list[tuple[str, ...]]:
    """What must stand in the source for a stated time: for each part, the words that would state it."""
    wanted: list[tuple[str, ...]] = []
    for simple in edtf.strip("[]").replace("..", "/").split("/"):
        pieces = simple.rstrip("?~%").split("-")
        if not pieces[0]:
            continue
        year = pieces[0]
        wanted.append((year.replace("X", "0") + "s",) if "X" in year else (year,))
        if len(pieces) > 1:
            month = int(pieces[1])
            wanted.append(_SEASONS[month] if month in _SEASONS else (MONTH_NAMES[month - 1],))
        if len(pieces) > 2:  # noqa: PLR2004 - year, month, day
            wanted.append((str(int(pieces[2])),))
    return wanted


def _names_of(entity: Entity) -> Iterator[str]:
    yield entity.name
    for name in entity.names:
        yield name.text


def _term_budget(document: DocumentSeeds, seeds: Seeds) -> Iterator[Problem]:
    names = frozenset(name.casefold() for placed in seeds.entities for name in _names_of(placed.value))
    other: set[str] = set()
    for placed in document.claims:
        for index, citation in enumerate(placed.value.citations):
            for at, term in enumerate(citation.terms):
                if is_free(term, names):
                    continue
                other.add(term)
                if len(term.split()) > TERM_WORDS:
                    message = f"{len(term.split())} words, at most {TERM_WORDS}: cite the words it hangs on"
                    yield placed.problem(("citations", index, "terms", at), "term-too-long", message)
    share = sum(len(term.split()) for term in other) / max(1, sum(row.words for row in document.paragraphs))
    if share > TERM_SHARE:
        message = (
            f"key terms cover {share:.1%} of the document's words, at most {TERM_SHARE:.0%}: shorten them"
        )
        yield Problem(f"{document.folder}/claims.yaml", 0, 0, "term-budget", message)


def _names_cited(seeds: Seeds, copies: Copies) -> Iterator[Problem]:
    for placed in seeds.entities:
        rows: list[tuple[Path, str, str, str]] = [
            (("names", index, "text"), name.text, name.cited.document, name.cited.paragraph)
            for index, name in enumerate(placed.value.names)
            if name.cited
        ]
        if placed.value.cited:
            rows.append(
                (("name",), placed.value.name, placed.value.cited.document, placed.value.cited.paragraph)
            )
        disputed = placed.value.disputed
        rows += [
            (("disputed", "names", index, "name"), party.name, party.cited.document, party.cited.paragraph)
            for index, party in enumerate(disputed.names if disputed else ())
            if party.cited
        ]
        for path, name, document, paragraph in rows:
            for text in copies.of(document, [paragraph]):
                if not stands_in(name, text):
                    message = (
                        f"{name!r} does not stand in {document} {paragraph!r}: correct it, or take cited out"
                    )
                    yield placed.problem(path, "name-not-found", message)


def _wordings(seeds: Seeds, copies: Copies) -> Iterator[Problem]:
    free = _FreeNames(seeds)
    for wording in wordings(seeds):
        if wording.support is None:
            continue
        texts = [text for document, paragraph in wording.support for text in copies.of(document, [paragraph])]
        if len(texts) < len(wording.support):
            continue  # a missing paragraph is a problem of its own
        ground = Ground([*texts, *wording.besides], [*free.of(wording, texts), *_derived_dates(wording)])
        for code, token in ground.unsupported(wording.text, free.registered):
            what = "number" if code == "unsupported-number" else "name"
            message = f"the {what} {token!r} is not in the cited paragraphs, nor a name of what this is about"
            yield wording.placed.problem(wording.path, code, message)


class _FreeNames:
    """Which registered names a wording may use."""

    def __init__(self, seeds: Seeds) -> None:
        self._entities = {placed.value.id: placed.value for placed in seeds.entities}
        self._documents = {
            found.document.value.id: (
                found.document.value.short,
                found.document.value.author.name,
                found.document.value.publisher,
            )
            for found in seeds.documents
        }
        one_word = (
            name
            for placed in seeds.entities
            if seeds.kinds[placed.value.id] in ("state", "person", "organisation", "place", "weapon-system")
            for name in _names_of(placed.value)
        )
        self.registered = registered_words(one_word)
        self._capitalised = [
            (normalise(name), own)
            for own, entity in self._entities.items()
            for name in _names_of(entity)
            if name[:1].isupper()
        ]
        self._named: dict[str, frozenset[str]] = {}

    def of(self, wording: Wording, texts: list[str]) -> Iterator[str]:
        """Names of what the wording is about, of what that is part of, and of the documents.

        What is not the wording of a claim may also call anything that its paragraphs name by its other names.
        """
        entities = set(wording.entities)
        if wording.claim is None:
            entities.update(*map(self._named_in, texts))
        todo = list(entities)
        seen: set[str] = set()
        while todo:
            current = todo.pop()
            if current in seen or current not in self._entities:
                continue
            seen.add(current)
            todo.extend(self._entities[current].part_of)
            yield from _names_of(self._entities[current])
        for document, _ in wording.support or ():
            yield from self._documents.get(document, ())

    def _named_in(self, text: str) -> frozenset[str]:
        """The entities that a paragraph names with a capital, worked out once for each paragraph."""
        if text not in self._named:
            hay = normalise(text)
            self._named[text] = frozenset(
                own for name, own in self._capitalised if name in hay and stands_in(name, hay)
            )
        return self._named[text]


def _derived_dates(wording: Wording) -> Iterator[str]:
    """A derived time may be worded, since its reason stands beside it."""
    claim = wording.claim
    if claim:
        for dated in (claim.times.happened, claim.times.said, claim.times.target):
            if dated and dated.basis == "derived":
                yield dates.words(dates.parse(dated.edtf))
