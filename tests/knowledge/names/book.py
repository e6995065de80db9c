"""A name book of this world for the tests and the benchmark: what a well-kept base would hold, written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import yaml

from knowledge.names.book import Ambiguity, NameBook, Named, NameRow

DECOYS: Final = Path(__file__).parents[3] / "seeds" / "decoys.yaml"

_HERE: Final = Path(__file__).parent
_ENTITIES: Final = _HERE / "entities.txt"
"""Lines of id | kind | display name | description."""

_NAMES: Final = _HERE / "names.txt"
"""Lines of id | kind | language | names, set apart by " ; "."""

_AMBIGUITIES: Final = (
    Ambiguity(
        ("Korea", "Korean", "Koreas", "the Koreas", "Корея", "Corée"),
        "Which Korea do you mean?",
        ("south-korea", "north-korea", "korean-peninsula"),
    ),
    Ambiguity(
        ("foreign ministry", "MFA", "Ministry of Foreign Affairs", "МИД"),
        "Whose foreign ministry do you mean?",
        ("russian-ministry-of-foreign-affairs", "chinese-ministry-of-foreign-affairs"),
    ),
    Ambiguity(
        ("START", "START treaty", "СНВ"),
        "The base holds New START only. Do you mean that treaty?",
        ("new-start",),
    ),
    Ambiguity(
        ("Pacific", "Pacific region"), "Asia Pacific or Indo-Pacific?", ("asia-pacific", "indo-pacific")
    ),
    Ambiguity(("foreign minister",), "Which foreign minister do you mean?", ("sergei-lavrov", "taro-kono")),
)

_CONTRASTS: Final = (
    ("taro-kono", "katsunobu-kato"),
    ("asia-pacific", "indo-pacific"),
    ("north-korea", "south-korea"),
    ("new-start", "new-northern-policy"),
)


def book() -> NameBook:
    """Give the book, with the decoys of the seeds."""
    entities = []
    for line in _ENTITIES.read_text("utf-8").splitlines():
        id_, kind, name, description = (part.strip() for part in line.split("|"))
        entities.append(Named(id_, name, kind, description))
    names = [NameRow(one.id, one.name, "en", "canonical") for one in entities]
    for line in _NAMES.read_text("utf-8").splitlines():
        id_, kind, language, texts = (part.strip() for part in line.split("|"))
        weak = kind == "weak"
        names += [
            NameRow(id_, text.strip(), language, "alias" if weak else kind, weak)
            for text in texts.split(" ; ")
        ]
    decoys = yaml.safe_load(DECOYS.read_text("utf-8"))["decoys"]
    return NameBook(tuple(entities), tuple(names), _AMBIGUITIES, _CONTRASTS, tuple(decoys))
