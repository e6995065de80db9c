"""A generated base of any size, in the form of the seed files: the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from knowledge.curation.format import canonical
from knowledge.curation.schema import Claim, Document, Entity
from knowledge.curation.seeds import Paragraph
from knowledge.dates.periods import MONTH_NAMES
from knowledge.provenance import text

CLAIMS_OF_DOCUMENT = 50
PARAGRAPHS = 20
PARTS = 5
"""One entity in so many is part of another."""
AT_MOST_ABOUT = 4
KINDS = ("states", "people", "organisations", "places", "weapon-systems", "treaties", "events", "concepts")
LINKED = 0.2
"""The share of claims that are linked to an earlier one."""
_LINKS = ("updates", "corroborates", "elaborates", "contradicts")
_SHAPES = (
    ("event", "happened", "in"),
    ("event", "happened", "in"),
    ("status", "happened", "in"),
    ("background", "happened", "in"),
    ("assessment", "said", "before"),
    ("plan", "target", "with an aim of"),
)
"""Kind, the time it has, and the word before it."""
_OPENING = tuple("B Br D Dr F G Gr H J K Kr L M N P Pr R S St T Tr V Z".split())
_VOWEL = tuple("a e i o u ai ea ou".split())
_CLOSING = ("", "l", "m", "n", "r", "s", "t", "nd", "rk", "sk")
_NOUNS = tuple("accord agency forum harbour island mission pact radar range strait system treaty".split())
_VERBS = tuple("welcomed opened joined signed studied described received visited prepared reviewed".split())


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity to be written about: its id, the file it stands in, and its names, the canonical one first."""

    id: str
    file: str
    names: tuple[str, ...]


def write_base(folder: Path, documents: Path, *, claims: int, entities: int, seed: int) -> tuple[Thing, ...]:
    """Write seed files to ``folder`` and the texts that they cite to ``documents``; gives the entities.

    As in a real base a few entities have most of the mentions (Zipf's law): the first has one in eight when there
    are 1,500 entities.
    """
    dice = random.Random(seed)  # noqa: S311 - a repeatable base, no secret
    things = tuple(_things(dice, entities))
    weights = tuple(accumulate(1 / rank for rank in range(1, entities + 1)))
    _write_entities(folder, things)
    documents.mkdir(parents=True)
    written = 0
    for order in range(1, -(-claims // CLAIMS_OF_DOCUMENT) + 1):
        count = min(CLAIMS_OF_DOCUMENT, claims - written)
        _write_document(folder, documents, dice, things, weights, order, count)
        written += count
    return things


def _things(dice: random.Random, count: int) -> list[Thing]:
    taken: set[str] = set()

    def word(syllables: int) -> str:
        while True:
            parts = (
                dice.choice(_OPENING) + dice.choice(_VOWEL) + dice.choice(_CLOSING) for _ in range(syllables)
            )
            made = "".join(parts).capitalize()
            if made not in taken:
                taken.add(made)
                return made

    found = []
    for number in range(count):
        first, second, third = word(3), word(3), word(4)
        noun = dice.choice(_NOUNS).capitalize()
        names = (f"{first} {second} {noun}", third, f"{second} {noun} of {third}")
        found.append(Thing("-".join(names[0].split()).lower(), KINDS[number % len(KINDS)], names))
    return found


def _write_entities(folder: Path, things: Sequence[Thing]) -> None:
    by_file: dict[str, list[Entity]] = {}
    for number, thing in enumerate(things):
        entity: dict[str, Any] = {
            "id": thing.id,
            "name": thing.names[0],
            "description": {"text": f"A generated entry, number {number}, that stands for any other."},
            "names": [{"text": name} for name in thing.names[1:]],
        }
        if number % PARTS == PARTS - 1:
            entity["part_of"] = [things[number // PARTS].id]
        by_file.setdefault(thing.file, []).append(Entity.model_validate(entity))
    for file, models in by_file.items():
        _write(folder / "entities" / f"{file}.yaml", canonical(models))


def _write_document(  # noqa: PLR0913, PLR0917 - a document hangs on all of these
    folder: Path,
    documents: Path,
    dice: random.Random,
    things: Sequence[Thing],
    weights: Sequence[float],
    order: int,
    count: int,
) -> None:
    own = f"paper-{order:03}"
    lines: list[list[str]] = [[] for _ in range(min(PARAGRAPHS, count))]
    claims = []
    for number in range(count):
        chosen = dice.choices(things, cum_weights=weights, k=dice.randint(2, AT_MOST_ABOUT))
        claim, sentence = _claim(dice, tuple(dict.fromkeys(chosen)), order, number, len(lines))
        claims.append(claim)
        lines[number % len(lines)].append(sentence)
    paragraphs = [" ".join(sentences) for sentences in lines]
    rows = [
        Paragraph(str(number), text.fingerprint(line), len(text.words(line)), "body")
        for number, line in enumerate(paragraphs, 1)
    ]
    table = [f"{row.locator}\t{row.fingerprint}\t{row.words}\t{row.role}" for row in rows]
    document = {
        "id": own,
        "short": f"P{order}",
        "title": f"Generated paper {order}",
        "author": {"name": "A generator"},
        "publisher": "Nobody",
        "published": {"edtf": "2021", "basis": "derived", "reason": "Chosen by the generator."},
        "order": order,
        "order_evidence": "Chosen by the generator.",
        "language": "en",
        "address": "https://example.org",
        "rights": "None.",
        "attribution": "None.",
        "fingerprint": text.document_fingerprint(rows),
    }
    _write(folder / "documents" / own / "document.yaml", canonical(Document.model_validate(document)))
    _write(folder / "documents" / own / "claims.yaml", canonical(claims))
    _write(
        folder / "documents" / own / "paragraphs.tsv",
        "\n".join(["locator\tfingerprint\twords\trole", *table, ""]),
    )
    _write(documents / f"{own}.txt", "\n".join([*paragraphs, ""]))


def _claim(
    dice: random.Random, about: Sequence[Thing], order: int, number: int, paragraphs: int
) -> tuple[Claim, str]:
    """A claim, and the sentence of its document that carries it."""
    kind, times, when = dice.choice(_SHAPES)
    year, month = str(dice.randint(2001, 2020)), dice.randint(1, 12)
    edtf, worded = (
        (f"{year}-{month:02}", f"{MONTH_NAMES[month - 1]} {year}") if dice.random() < 0.5 else (year, year)
    )
    first, *others = about
    verb, named = dice.choice(_VERBS), [thing.names[0] for thing in others] or ["the others"]
    # The claim says it in other words than the sentence that it cites.
    said = f"{first.names[0]} {verb} {' and '.join(named)} {when} {worded}."
    sentence = (
        f"There was, {when} {worded}, what {verb} means: {', then '.join(named)}, all by {first.names[0]}."
    )
    claim: dict[str, Any] = {
        "id": f"paper-{order:03}-{number:02}",
        "kind": kind,
        "text": said,
        "times": {times: {"edtf": edtf}},
        "voices": [{"speaker": "author", "level": "author"}],
        "about": [{"entity": thing.id} for thing in about],
        "citations": [{"paragraph": str(number % paragraphs + 1), "terms": [first.names[0], year]}],
    }
    if number and dice.random() < LINKED:
        other = f"paper-{dice.randint(1, order):03}-{dice.randrange(number):02}"
        claim["links"] = [
            {"type": dice.choice(_LINKS), "claim": other, "text": "The one goes on from the other."}
        ]
    return Claim.model_validate(claim), sentence


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
