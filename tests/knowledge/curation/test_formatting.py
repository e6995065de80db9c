"""The formatter: one way to write each content, losing nothing; and files that are never half-written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.curation.files import write_all
from knowledge.curation.format import canonical, canonical_files
from knowledge.curation.load import load
from knowledge.curation.marked import parse
from knowledge.curation.problems import SeedError
from knowledge.curation.schema import Entity, Name, Sourced
from knowledge.curation.seeds import Placed, Seeds
from tests.knowledge.curation.bases import Base

LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]) | st.just(" ")
).map(lambda text: " ".join(text.split()))
TRICKY = st.sampled_from(
    [
        *("- a", "a: b", "a #b", "# a", "x" * 300),
        *"no null ~ 2016 1e3 0x10 ' \" {a} [ &a *a !a % @ | > ? a: true = << ,".split(),
    ]
)


def content(seeds: Seeds) -> list[Any]:
    singles = [single.value for single in (seeds.ambiguous, seeds.decoys) if single]
    documents = [found.document.value for found in seeds.documents]
    claims = [placed.value for _, placed in seeds.claims()]
    others: list[Placed[Any]] = [*seeds.entities, *seeds.notes, *seeds.stories, *seeds.contested]
    return [*documents, *claims, *[placed.value for placed in others], *singles]


def test_the_base_stands_in_its_canonical_form(clean_base: Base) -> None:
    seeds = load(clean_base.seeds)
    files = canonical_files(seeds)
    assert len(files) == 17
    assert files == {file: seeds.texts[file] for file in files}


def test_another_style_comes_back_to_the_same_text_and_loses_nothing(base: Base) -> None:
    before = load(base.seeds)
    wanted = canonical_files(before)
    for file, text in wanted.items():
        other = json.dumps(parse(file, text).data, indent=3)
        (base.seeds / file).write_text("---\n" + other, encoding="utf-8")
    again = load(base.seeds)
    assert content(again) == content(before)
    assert canonical_files(again) == wanted
    assert again.texts != before.texts


def test_comments_are_refused_since_they_would_be_lost(base: Base) -> None:
    path = base.seeds / "notes.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    with pytest.raises(SeedError, match="comments are lost by the formatter"):
        load(base.seeds)


def test_a_hash_inside_a_text_is_no_comment() -> None:
    marked = parse("x.yaml", "- a#b\n- 'a # b'\n- \"# c\"\n- |\n  # d\n")
    assert marked.problems == []
    assert marked.data == ["a#b", "a # b", "# c", "# d\n"]


@settings(max_examples=150, deadline=None)
@given(text=(LINES | TRICKY).filter(bool), name=(LINES | TRICKY).filter(bool))
def test_any_line_of_text_survives_being_written_and_read(text: str, name: str) -> None:
    entity = Entity(
        id="a", name=name, description=Sourced(text=text), names=(Name(text=text), Name(text=name))
    )
    written = canonical([entity])
    marked = parse("x.yaml", written)
    assert marked.problems == []
    assert isinstance(marked.data, list)
    read = [Entity.model_validate(item) for item in marked.data]
    assert read == [entity]
    assert canonical(read) == written


def test_write_all_replaces_every_file_and_leaves_nothing_beside(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "new" / "b.txt"
    first.write_text("old", encoding="utf-8")
    write_all({first: "one\r\n", second: "two 北\n"})
    assert first.read_bytes() == b"one\r\n"
    assert second.read_text(encoding="utf-8") == "two 北\n"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.txt", "b.txt", "new"]
    assert first.stat().st_mode & 0o777 == 0o644


def test_write_all_replaces_nothing_when_one_file_cannot_be_written(tmp_path: Path) -> None:
    first, blocked = tmp_path / "a.txt", tmp_path / "file" / "b.txt"
    first.write_text("old", encoding="utf-8")
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(OSError, match="file"):
        write_all({first: "new", blocked: "new"})
    assert first.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "file"]


def test_write_all_replaces_nothing_when_a_text_cannot_be_encoded(tmp_path: Path) -> None:
    first = tmp_path / "a.txt"
    first.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        write_all({first: "new", tmp_path / "b.txt": "\ud800"})
    assert first.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
