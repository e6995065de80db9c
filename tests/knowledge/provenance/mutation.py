"""One edit of the clean base, and what the check has to say of it. The edits stand in the YAML files beside."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

_HERE = Path(__file__).parent
SECOND_READER = "second_reader.yaml"
"""Edits that nobody but a second reader can see once they have been proven anew; the curation guide lists them."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """An edit and the error it must bring.

    Attributes:
        name: what was done, for people.
        file: the file edited.
        old: stands in it exactly once.
        new: what it becomes; the mark ``‸`` in it is where the error has to point.
        code: the error's code; empty where there is none.
        at: where the error has to point when that is outside the edit: a text that stands once in the edited
            file, with the mark in it; empty: the file as a whole.
        in_file: the file of the error, when that is another one.
        needs_texts: only copies of the documents show this error; without them the receipt does not fit any more.
        silent_without: nothing at all is said without copies: what nobody reads has no receipt.
    """

    name: str
    file: str
    old: str
    new: str
    code: str = ""
    at: str | None = None
    in_file: str | None = None
    needs_texts: bool = False
    silent_without: bool = False


def read(pattern: str) -> tuple[Mutation, ...]:
    """The edits of the files that match."""
    found: list[Mutation] = []
    for path in sorted(_HERE.glob(pattern)):
        found += [Mutation(**row) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return tuple(found)
