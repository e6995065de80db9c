"""Seeds → one file → one object: nothing lost on the way, and the file never changes under a reader."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from knowledge.curation.load import load
from knowledge.curation.problems import SeedError
from knowledge.edition import EditionError, build_edition, current_edition, open_edition, stamp
from knowledge.edition.content_hash import SCHEMA_VERSION, seeds_hash
from knowledge.edition.tables import EditionTable
from tests.knowledge.curation.bases import Base, Edit

NOTE = Edit("notes.yaml", "a protocol on pilots", "a protocol on ports")


def test_an_edition_holds_what_the_seeds_hold(clean_base: Base, edition_file: Path) -> None:
    seeds, edition = load(clean_base.seeds), open_edition(edition_file)
    assert [(held.document, held.claim) for held in edition.claims.values()] == [
        (document.document.value.id, placed.value) for document, placed in seeds.claims()
    ]
    # The names stand in a table of their own, beside the entities.
    whole = [
        entity.model_copy(update={"names": edition.names(own)}) for own, entity in edition.entities.items()
    ]
    assert whole == [placed.value for placed in seeds.entities]
    assert edition.kinds == seeds.kinds
    assert list(edition.notes.values()) == [placed.value for placed in seeds.notes]
    assert list(edition.stories.values()) == [placed.value for placed in seeds.stories]
    assert list(edition.contested) == [placed.value for placed in seeds.contested]
    assert seeds.ambiguous is not None
    assert edition.ambiguous == seeds.ambiguous.value
    assert seeds.decoys is not None
    assert edition.decoys == seeds.decoys.value.decoys
    assert len(edition.sources) == 2
    for found in seeds.documents:
        source = edition.sources[found.document.value.id]
        assert source.document == found.document.value
        assert source.vocabulary == set(found.vocabulary)
        assert [
            (row.locator, row.fingerprint, row.words, row.role) for row in source.paragraphs.values()
        ] == [(row.locator, row.fingerprint, row.words, row.role) for row in found.paragraphs]
        assert {own: row.opening for own, row in source.paragraphs.items()} == found.receipts.openings
    assert edition.newest_source.document.id == "birch"
    assert edition.hash == seeds_hash(clean_base.seeds)


def test_an_edition_holds_no_text_of_a_document(clean_base: Base, edition_file: Path) -> None:
    raw = edition_file.read_bytes().decode("utf-8", "replace")
    looked = 0
    for path in clean_base.documents.iterdir():
        words = path.read_text(encoding="utf-8").split()
        for start in range(0, len(words) - 20, 4):
            looked += 1
            held = " ".join(words[start : start + 20]) in raw
            assert not held
    assert looked > 100


def test_names_parts_and_links_are_rows_of_their_own(edition_file: Path) -> None:
    connection = sqlite3.connect(edition_file.as_uri() + "?mode=ro", uri=True)
    rows = connection.execute(
        "SELECT text, script, kind, used_by, weak, cited FROM name ORDER BY position"
    ).fetchall()
    assert ("Нордландия", "Cyrl", "alias", None, 0, None) in rows
    assert ("Hollow Islands", "Latn", "alias", "sudria", 0, "alder 7") in rows
    assert ("the Accord", "Latn", "alias", None, 1, None) in rows
    assert ("Norland", "Latn", "canonical", None, 0, None) in rows
    links = connection.execute("SELECT claim, type, target FROM link").fetchall()
    assert len(links) == 6
    assert ("birch-office-dropped", "cancels", "alder-office-plan") in links
    assert connection.execute("SELECT count(*) FROM citation").fetchone() == (27,)
    assert ("alder-fear", "westmark", "object") in connection.execute("SELECT * FROM about").fetchall()
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


def test_the_reader_cannot_write(edition_file: Path) -> None:
    edition = open_edition(edition_file)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        edition.full_text._connection.execute("DELETE FROM claim")
    assert edition_file.stat().st_mode & 0o777 == 0o444
    edition.full_text.close()


def test_reading_leaves_nothing_beside_the_file(edition_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "edition.sqlite"
    shutil.copy(edition_file, copy)
    edition = open_edition(copy)
    assert edition.full_text.claims_with("radar")
    edition.full_text.close()
    assert [path.name for path in tmp_path.iterdir()] == ["edition.sqlite"]


def test_full_text_finds_stems_whatever_the_case_and_wants_the_words_side_by_side(edition_file: Path) -> None:
    found = open_edition(edition_file).full_text
    assert "alder-silence" in found.claims_with("commenting")
    assert found.claims_with("RADARS Comment") == []
    assert "alder-ferry-refusal" in found.claims_with("declares")
    assert found.claims_with("radar lighthouse zebra") == []
    assert found.claims_with("") == []
    assert found.claims_with('" OR 1') == []
    assert found.claims_with("radar", limit=2) == found.claims_with("radar")[:2]
    assert len(found.claims_with("radar", limit=2)) == 2


def test_full_text_finds_names_and_key_terms_besides_the_wording(edition_file: Path) -> None:
    found = open_edition(edition_file).full_text
    assert found.claims_with("abstained") == ["alder-silence"]
    assert "birch-closed" in found.claims_with("isles dispute")


def test_an_edition_is_built_once_and_again_when_the_seeds_change(base: Base, tmp_path: Path) -> None:
    target = tmp_path / "data" / "edition.sqlite"
    first = current_edition(base.seeds, target)
    inode = target.stat().st_ino
    assert current_edition(base.seeds, target).hash == first.hash
    assert target.stat().st_ino == inode
    (base.seeds / "README.md").write_text("words for curators", encoding="utf-8")
    assert current_edition(base.seeds, target).hash == first.hash

    base.edit(Edit("receipts.json", "{", "{ "))
    second = current_edition(base.seeds, target)
    assert second.hash != first.hash
    assert target.stat().st_ino != inode
    assert stamp(target) == (second.hash, str(SCHEMA_VERSION))


def test_an_edition_of_another_schema_is_rebuilt_or_refused(base: Base, tmp_path: Path) -> None:
    target = tmp_path / "edition.sqlite"
    build_edition(base.seeds, target)
    target.chmod(0o644)
    connection = sqlite3.connect(target)
    connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema'")
    connection.commit()
    connection.close()
    with pytest.raises(EditionError, match=f"has schema 0, this program reads {SCHEMA_VERSION}: rebuild it"):
        current_edition(tmp_path / "nowhere", target)
    current_edition(base.seeds, target)
    assert stamp(target) == (seeds_hash(base.seeds), str(SCHEMA_VERSION))


def test_faulty_seeds_build_nothing_and_leave_the_old_edition(base: Base, tmp_path: Path) -> None:
    target = tmp_path / "edition.sqlite"
    build_edition(base.seeds, target)
    before = target.read_bytes()
    base.edit(NOTE)
    with pytest.raises(SeedError, match="edited after it was proven"):
        current_edition(base.seeds, target)
    assert target.read_bytes() == before


def test_a_crash_while_building_leaves_the_old_edition_whole(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "data" / "edition.sqlite"
    build_edition(base.seeds, target)
    before = target.read_bytes()

    def crash(_: Session) -> None:
        raise MemoryError

    monkeypatch.setattr(Session, "commit", crash)
    with pytest.raises(MemoryError):
        build_edition(base.seeds, target)
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["edition.sqlite"]


def test_a_place_that_cannot_be_written_is_said(base: Base, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(EditionError, match="the edition cannot be written to"):
        build_edition(base.seeds, tmp_path / "file" / "edition.sqlite")


def test_an_open_edition_survives_its_file_being_replaced(base: Base, tmp_path: Path) -> None:
    target = tmp_path / "edition.sqlite"
    build_edition(base.seeds, target)
    old = open_edition(target)
    base.edit(Edit("receipts.json", "{", "{ "))
    build_edition(base.seeds, target)
    assert old.full_text.claims_with("abstained") == ["alder-silence"]


def test_an_image_without_seeds_opens_the_edition_it_holds(edition_file: Path, tmp_path: Path) -> None:
    edition = current_edition(tmp_path / "no-seeds", edition_file)
    assert len(edition.claims) == 26
    with pytest.raises(EditionError, match=r"no edition at .* and no seeds at .*: set DOSSIER_SEEDS_DIR"):
        current_edition(tmp_path / "no-seeds", tmp_path / "no-edition")


@pytest.mark.parametrize("spoil", ["text", "empty", "cut", "another database", "bad row", "no hash"])
def test_what_is_no_edition_ends_in_a_sentence(spoil: str, edition_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "edition.sqlite"
    shutil.copy(edition_file, target)
    target.chmod(0o644)
    raw = target.read_bytes()
    if spoil in ("text", "empty", "cut"):
        target.write_bytes({"text": b"not a database", "empty": b"", "cut": raw[: len(raw) // 2]}[spoil])
    else:
        connection = sqlite3.connect(target)
        connection.executescript(
            {
                "another database": "DROP TABLE claim",
                "bad row": "UPDATE claim SET body = '{}'",
                "no hash": "DELETE FROM meta",
            }[spoil]
        )
        connection.close()
    with pytest.raises(EditionError, match="is not a readable edition: delete it, it will be built anew"):
        open_edition(target)


def test_a_corrupt_edition_is_built_anew_where_there_are_seeds(base: Base, tmp_path: Path) -> None:
    target = tmp_path / "edition.sqlite"
    target.write_bytes(b"not a database")
    assert stamp(target) is None
    assert len(current_edition(base.seeds, target).claims) == 26


def test_the_tables_share_no_metadata_with_the_state() -> None:
    assert EditionTable.metadata is not SQLModel.metadata
    assert len(EditionTable.metadata.tables) == 12
    assert not set(EditionTable.metadata.tables) & set(SQLModel.metadata.tables)
    assert not any(table.metadata is SQLModel.metadata for table in EditionTable.metadata.tables.values())
