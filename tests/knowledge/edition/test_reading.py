"""What an edition keeps so that reading it takes little: Latin letters of names, and one set where models agree."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import BaseModel

from knowledge.edition import build_edition, open_edition
from knowledge.edition.content_hash import SCHEMA_VERSION
from knowledge.names import keys
from knowledge.names.normalise import fold
from knowledge.names.result import Alias, Missing
from tests.knowledge.curation.bases import Base, Edit


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Южные Курилы", "yuzhnye kurily"),
        ("Ёлкин, Щукинъ", "elkin shchukin"),
        ("北方領土", "beifanglingtu"),
        ("クナシリっと", "kunashirito"),
        ("북방 영토", "bugbang yeongto"),
        ("Kūriru-rettō", "kuriru retto"),
    ],
)
def test_other_latin_letters_take_another_schema_version(name: str, latin: str) -> None:
    # Whoever changes these raises SCHEMA_VERSION too: editions hold what the former rules gave.
    assert (SCHEMA_VERSION, keys.latin(fold(name))) == (4, latin)


def test_every_name_in_another_script_stands_there_in_latin_letters(base: Base, tmp_path: Path) -> None:
    base.edit(Edit("ambiguous.yaml", "      - Accord\n", "      - Accord\n      - Договор\n"))
    base.edit(Edit("decoys.yaml", "  - Harbour Bridge\n", "  - Harbour Bridge\n  - 港大橋\n"))
    target = tmp_path / "edition.sqlite"
    build_edition(base.seeds, target)
    assert open_edition(target).name_table.romanised() == {
        "нордландия": "nordlandiya",
        "договор": "dogovor",
        "港大橋": keys.latin("港大橋"),
    }


def test_latin_letters_are_read_and_not_made_again(edition_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "edition.sqlite"
    shutil.copy(edition_file, copy)
    copy.chmod(0o644)
    assert isinstance(open_edition(copy).resolver.resolve("northlandia quux"), Missing)
    with closing(sqlite3.connect(copy)) as connection, connection:
        changed = connection.execute(
            "UPDATE romanised SET latin = 'northlandia quux' WHERE folded = ?", (fold("Нордландия"),)
        )
        assert changed.rowcount == 1
    found = open_edition(copy).resolver.resolve("northlandia quux")
    assert not isinstance(found, Missing | Alias)
    assert "Нордландия" in repr(found)


def _models(value: object) -> Iterator[BaseModel]:
    if isinstance(value, BaseModel):
        yield value
        value = tuple(vars(value).values())
    if isinstance(value, tuple):
        for one in value:
            yield from _models(one)


def test_models_with_the_same_fields_given_share_what_says_so(edition_file: Path) -> None:
    edition = open_edition(edition_file)
    read = (
        *edition.entities.values(),
        *(held.claim for held in edition.claims.values()),
        *edition.notes.values(),
        *edition.stories.values(),
        edition.ambiguous,
    )
    sets = [model.model_fields_set for model in _models(read)]
    assert len(sets) > 100
    assert len({id(one) for one in sets}) == len({frozenset(one) for one in sets})
    assert all(
        type(model).model_validate_json(model.model_dump_json(exclude_unset=True)) == model for model in read
    )
