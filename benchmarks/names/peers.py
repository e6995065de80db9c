"""The same names searched by what people use instead; each with the cut-off that serves it best on the open half."""

from __future__ import annotations

import difflib
import importlib
import sqlite3
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from rapidfuzz import fuzz, process, utils
from rapidfuzz.distance import OSA

from benchmarks.names.opensanctions import nomenklatura, rigour

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Search: TypeAlias = "Callable[[str], tuple[str, float] | None]"
"""Text in, the nearest name and its score (0 to 100) out."""

_WORST: Final = -1000.0


def peers(names: Sequence[str]) -> Iterator[tuple[str, Search]]:
    """Give each peer that can be imported, ready to search these names."""
    lowered = list(dict.fromkeys(name.casefold() for name in names))
    yield "rapidfuzz WRatio", _rapid(lowered, fuzz.WRatio)
    yield "rapidfuzz token_sort_ratio", _rapid(lowered, fuzz.token_sort_ratio)
    yield "rapidfuzz OSA", _osa(lowered)
    yield "difflib", _difflib(lowered)
    yield "SQLite FTS5 trigram", _trigram(lowered)
    for name, make in (
        ("thefuzz", _thefuzz),
        ("symspellpy", _symspell),
        ("tantivy", _tantivy),
        ("TF-IDF n-grams", _tfidf),
        ("OpenSanctions rigour", rigour),
        ("OpenSanctions nomenklatura", nomenklatura),
    ):
        try:
            yield name, make(lowered)
        except ImportError:
            print(f"{name}: not installed, left out")


def _rapid(names: list[str], scorer: Callable[..., float]) -> Search:
    def search(text: str) -> tuple[str, float] | None:
        found = process.extractOne(text, names, scorer=scorer, processor=utils.default_process)
        return (found[0], found[1]) if found else None

    return search


def _osa(names: list[str]) -> Search:
    def search(text: str) -> tuple[str, float] | None:
        name, score, _ = process.extractOne(text.casefold(), names, scorer=OSA.normalized_similarity)
        return name, score * 100

    return search


def _difflib(names: list[str]) -> Search:
    def search(text: str) -> tuple[str, float] | None:
        found = difflib.get_close_matches(text.casefold(), names, n=1, cutoff=0.3)
        return (
            (found[0], difflib.SequenceMatcher(None, text.casefold(), found[0]).ratio() * 100)
            if found
            else None
        )

    return search


def _trigram(names: list[str]) -> Search:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize='trigram')")
    base.executemany("INSERT INTO names VALUES (?)", [(name,) for name in names])

    def search(text: str) -> tuple[str, float] | None:
        low = text.casefold()
        grams = [low[at : at + 3].replace('"', '""') for at in range(len(low) - 2)]
        if not grams:
            return None
        asked = " OR ".join(f'"{gram}"' for gram in grams)
        row = base.execute(
            "SELECT name FROM names WHERE names MATCH ? ORDER BY rank LIMIT 1", (asked,)
        ).fetchone()
        return (row[0], fuzz.ratio(low, row[0])) if row else None

    return search


def _thefuzz(names: list[str]) -> Search:
    engine: Any = importlib.import_module("thefuzz.process")

    def search(text: str) -> tuple[str, float] | None:
        found = engine.extractOne(text, names) if any(map(str.isalnum, text)) else None
        return (found[0], float(found[1])) if found else None

    return search


def _symspell(names: list[str]) -> Search:
    module: Any = importlib.import_module("symspellpy")
    engine = module.SymSpell(max_dictionary_edit_distance=2)
    for name in names:
        engine.create_dictionary_entry(name, 1)

    def search(text: str) -> tuple[str, float] | None:
        found = engine.lookup(text.casefold(), module.Verbosity.TOP, max_edit_distance=2)
        return (found[0].term, 100.0 - 20.0 * found[0].distance) if found else None

    return search


def _tantivy(names: list[str]) -> Search:
    module: Any = importlib.import_module("tantivy")
    builder = module.SchemaBuilder()
    builder.add_text_field("name", stored=True)
    schema = builder.build()
    index = module.Index(schema)
    writer = index.writer()
    for name in names:
        writer.add_document(module.Document(name=name))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(text: str) -> tuple[str, float] | None:
        words = text.casefold().split()
        parts = [
            (module.Occur.Should, module.Query.fuzzy_term_query(schema, "name", word, 2)) for word in words
        ]
        hits = searcher.search(module.Query.boolean_query(parts), 1).hits if parts else []
        if not hits:
            return None
        name = searcher.doc(hits[0][1])["name"][0]
        return name, fuzz.ratio(text.casefold(), name)

    return search


def _tfidf(names: list[str]) -> Search:
    text_module: Any = importlib.import_module("sklearn.feature_extraction.text")
    vectors = text_module.TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4))
    matrix = vectors.fit_transform(names).T.tocsr()

    def search(text: str) -> tuple[str, float] | None:
        scores = (vectors.transform([text.casefold()]) @ matrix).toarray()[0]
        best = int(scores.argmax())
        return (names[best], float(scores[best]) * 100) if scores[best] > 0 else None

    return search
