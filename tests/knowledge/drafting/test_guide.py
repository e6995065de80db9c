"""The curation guide is true: its codes are the codes, its example can be followed to the end."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from knowledge.curation.files import write_all
from knowledge.curation.format import canonical_files
from knowledge.curation.load import load
from knowledge.drafting import draft, write
from knowledge.edition import open_edition
from knowledge.edition.build import build
from knowledge.provenance.check import check, prove
from tests.knowledge.curation.bases import MINI_DOCUMENTS, MINI_SEEDS, Base
from tests.knowledge.drafting import guide

TODAY = date(2026, 11, 22)
SOURCES = [
    *sorted((guide.ROOT / "knowledge" / "curation").rglob("*.py")),
    *sorted((guide.ROOT / "knowledge" / "provenance").rglob("*.py")),
]
_CODE = re.compile(r"[a-z]+(?:-[a-z]+)*\Z")
_MAKERS = {"Problem": 3, "problem": 1, "_file_problem": 1, "_vocabulary_problem": 1}
"""What makes a problem → which of its arguments is the code."""


def _constant(node: ast.expr | None) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.match(node.value):
        return node.value
    return None


def _constants(node: ast.expr) -> Iterator[str]:
    """The text, or the texts that a conditional chooses between."""
    for one in (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,):
        found = _constant(one)
        if found:
            yield found


def codes_in(source: str) -> set[str]:
    """The codes that a module makes problems with, or hands over as (code, message) or (code, token)."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            at = _MAKERS.get(name)
            if at is not None and len(node.args) > at:
                found.update(_constants(node.args[at]))
        handed = node.value if isinstance(node, ast.Return | ast.Yield) else None
        handed = node.body if isinstance(node, ast.Lambda) else handed
        if isinstance(handed, ast.Tuple) and len(handed.elts) == 2:
            found.update(_constants(handed.elts[0]))
    return found


def test_every_code_stands_in_the_guide_and_every_code_of_the_guide_in_the_source() -> None:
    assert len(SOURCES) > 10
    made = set[str]().union(*(codes_in(path.read_text(encoding="utf-8")) for path in SOURCES))
    assert len(made) > 50
    assert set(guide.codes()) == made


def test_the_codes_stand_once_and_in_order() -> None:
    assert guide.codes() == sorted(set(guide.codes()))


def test_the_search_for_codes_sees_each_way_of_making_one() -> None:
    source = """
def one():
    yield Problem(file, 1, 1, "made-one", "message")
    yield placed.problem(path, "made-two", message)
    self._file_problem(file, "made-three", message)
    yield "made-four", word
    return "made-five", f"{word}"
made = {"x": lambda: ("made-six" if word else "made-seven", "message")}
"""
    assert codes_in(source) == {f"made-{word}" for word in "one two three four five six seven".split()}


def test_the_guide_lists_what_only_a_second_reader_can_catch() -> None:
    listed = guide.TEXT[guide.TEXT.index("## What the check proves") : guide.TEXT.index("## Second reading")]
    path = guide.ROOT / "tests" / "knowledge" / "provenance" / "second_reader.yaml"
    names = [row["name"] for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    assert len(names) > 10
    assert [name for name in names if name not in listed] == []


def test_the_links_within_the_guide_lead_to_its_headings() -> None:
    headings = re.findall(r"^##+ (.+)$", guide.TEXT, re.MULTILINE)
    anchors = {heading.casefold().replace(" ", "-") for heading in headings}
    used = set(re.findall(r"\]\(#([\w-]+)\)", guide.TEXT))
    assert len(used) > 15
    assert used <= anchors


REAL = Base(guide.ROOT / "seeds", guide.REAL_DOCUMENTS)
BASES = [pytest.param(Base(MINI_SEEDS, MINI_DOCUMENTS), id="invented")]
if REAL.documents.is_dir():
    BASES.append(pytest.param(REAL, id="real"))


def _drafted(base: Base) -> str:
    """Add the example's copy and draft it; gives the fingerprint."""
    copy = guide.blocks()[f"{guide.EXAMPLE}.txt"]
    (base.documents / f"{guide.EXAMPLE}.txt").write_text(copy, encoding="utf-8")
    drafted = draft(guide.EXAMPLE, copy, load(base.seeds), TODAY)
    write(drafted, base.seeds)
    return drafted.document.fingerprint


def _format(base: Base) -> list[str]:
    seeds = load(base.seeds)
    changed = {file: text for file, text in canonical_files(seeds).items() if seeds.texts[file] != text}
    write_all({base.seeds / file: text for file, text in changed.items()})
    return list(changed)


def _link_to_an_earlier_document(base: Base) -> str:
    """Step 6: the new document's first claim updates one of an earlier document."""
    earlier = next(claim.value.id for _, claim in load(base.seeds).claims() if claim.value.kind == "status")
    assert not earlier.startswith(guide.EXAMPLE)
    claims = base.seeds / "documents" / guide.EXAMPLE / "claims.yaml"
    first, others = claims.read_text(encoding="utf-8").split("\n\n- id: ", 1)
    link = f"\n  links:\n    - type: updates\n      claim: {earlier}\n      text: The Example wrote of another thing."
    claims.write_text(f"{first}{link}\n\n- id: {others}", encoding="utf-8")
    return earlier


@pytest.mark.parametrize("source", BASES)
def test_whoever_follows_the_guide_ends_with_a_proven_document(source: Base, tmp_path: Path) -> None:
    base = source.copy(tmp_path)
    for receipts in base.seeds.rglob("receipts.json"):
        receipts.unlink()  # so that nothing depends on when the base was proven last
    fingerprint = _drafted(base)
    guide.follow(base)
    assert f"fingerprint: {fingerprint}\n" in guide.blocks()[f"documents/{guide.EXAMPLE}/document.yaml"]
    assert not [file for file in _format(base) if guide.EXAMPLE in file], "the guide shows canonical form"
    earlier = _link_to_an_earlier_document(base)

    report = prove(base.seeds, base.documents)
    assert report.ok, "\n".join(map(str, report.problems))
    assert report.paragraphs[guide.EXAMPLE].covered == report.paragraphs[guide.EXAMPLE].body == 3

    build(load(base.seeds), "0123456789abcdef", tmp_path / "edition.sqlite")
    edition = open_edition(tmp_path / "edition.sqlite")
    assert edition.newest_source.document.id == guide.EXAMPLE
    assert len(edition.about("grey-sound-treaty")) == 4
    assert ("updates", "grey-sound-treaty-signed") in edition.updated_by[earlier]


def test_a_draft_is_reported_until_a_person_has_finished_it(base: Base) -> None:
    _drafted(base)
    folder = f"documents/{guide.EXAMPLE}"
    files = (f"{folder}/document.yaml", f"{folder}/claims.yaml")
    problems = [problem for problem in check(base.seeds).problems if problem.file in files]
    assert {problem.code for problem in problems} == {"uncited-paragraph", "placeholder", "no-receipt"}
    told = [problem.message for problem in problems if problem.code == "placeholder"]
    assert "a person has to say this: who published it, as the copy says" in told
    assert all(problem.line for problem in problems if problem.code == "placeholder")
