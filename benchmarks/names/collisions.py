"""Everyday English words that a base would answer: `python -m benchmarks.names.collisions [--seeds DIR]`.

To be run when names have been added. What stands in the list and is no name goes to `seeds/decoys.yaml`, in lower case.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.names.seeds import book_of
from knowledge.names.resolver import Resolver
from knowledge.names.result import Ambiguous, Fuzzy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.names.book import NameBook

_DICTIONARY: Final = "frequency_dictionary_en_82_765.txt"
_COMMONEST: Final = 30_000


def collisions(book: NameBook, words: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Give each word that is no registered name and yet is answered, with the reason."""
    everyday = {decoy for decoy in book.decoys if decoy.islower()}
    resolver = Resolver(replace(book, decoys=tuple(decoy for decoy in book.decoys if not decoy.islower())))
    for word in words:
        found = resolver.explain(word)
        if (
            word not in everyday
            and not resolver.index.native.get(word)
            and isinstance(found.resolution, Fuzzy | Ambiguous)
        ):
            yield word, found.reason


def main() -> None:
    """Print the words that are on no list yet."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.names.collisions", description=__doc__)
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    dictionary = resources.files("symspellpy").joinpath(_DICTIONARY).read_text("utf-8-sig")
    words = (line.split()[0] for line in dictionary.splitlines()[:_COMMONEST])
    for word, reason in collisions(book_of(parser.parse_args().seeds), words):
        print(f"{word}: {reason}")


if __name__ == "__main__":
    main()
