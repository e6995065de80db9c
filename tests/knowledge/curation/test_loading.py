"""The loader: everything in one run, each at its place, and nothing but a SeedError whatever the files hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from knowledge.curation.load import load
from knowledge.curation.marked import DEPTH_LIMIT, parse
from knowledge.curation.problems import SeedError
from knowledge.curation.rules import problems
from tests.knowledge.curation.bases import Base, written

CLAIMS = "documents/alder/claims.yaml"
ROWS = "documents/alder/paragraphs.tsv"


def faults(seeds: Path) -> list[tuple[str, int, int, str]]:
    with pytest.raises(SeedError) as caught:
        load(seeds)
    return [(p.file, p.line, p.column, p.code) for p in caught.value.problems]


def test_what_is_read_is_typed_and_stays_text_where_yaml_would_guess(clean_base: Base) -> None:
    seeds = load(clean_base.seeds)
    alder, birch = seeds.documents
    assert [found.document.value.id for found in seeds.documents] == ["alder", "birch"]
    assert [row.locator for row in alder.paragraphs][:3] == ["title", "caption", "1"]
    assert alder.paragraphs[2].words == 46
    assert alder.paragraphs[2].is_body
    assert not alder.paragraphs[0].is_body
    claims = {placed.value.id: placed.value for _, placed in seeds.claims()}
    assert claims["alder-radar-operational"].times.happened is not None
    assert claims["alder-radar-operational"].times.happened.edtf == "2016"
    assert claims["birch-pilots-safe"].voices[1].uncertain is True
    assert seeds.kinds["harbour-treaty"] == "treaty"
    assert len(claims) == 26
    assert "sailors" in alder.vocabulary
    assert "sailors" not in birch.vocabulary
    assert alder.receipts.openings["1"] == "In March 2015 Norland switched"


def test_every_kind_level_link_and_verdict_is_in_the_base(clean_base: Base) -> None:
    seeds = load(clean_base.seeds)
    claims = [placed.value for _, placed in seeds.claims()]
    assert len({claim.kind for claim in claims}) == 12
    assert len({voice.level for claim in claims for voice in claim.voices}) == 8
    assert len({link.type for claim in claims for link in claim.links}) == 6
    assert len({note.value.verdict for note in seeds.notes}) == 4


def test_all_errors_of_a_run_are_reported_in_file_order(base: Base) -> None:
    for file, old, new in (
        (CLAIMS, "kind: motive", "kind: reason"),
        (CLAIMS, "edtf: 2015-03", "edtf: 2015-13"),
        ("notes.yaml", "verdict: imprecise", "verdikt: imprecise"),
        ("entities/states.yaml", "- id: westmark", "- id: West_mark"),
        ("documents/alder/paragraphs.tsv", "title\t", "title "),
    ):
        path = base.seeds / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
    found = faults(base.seeds)
    assert found == sorted(found)
    assert [(file, code) for file, _, _, code in found] == [
        (CLAIMS, "bad-value"),
        (CLAIMS, "unknown-value"),
        ("documents/alder/paragraphs.tsv", "paragraphs"),
        ("entities/states.yaml", "bad-value"),
        ("notes.yaml", "missing-key"),
        ("notes.yaml", "unknown-key"),
    ]


def test_the_message_names_the_allowed_keys_and_the_place(base: Base) -> None:
    path = base.seeds / "notes.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("read: whole", "red: whole", 1), encoding="utf-8"
    )
    with pytest.raises(SeedError) as caught:
        load(base.seeds)
    said = str(caught.value)
    assert said.splitlines()[0] == "notes.yaml:7:7: the key 'read' is missing: add it [missing-key]"
    assert len(said.splitlines()) == 2
    assert "unknown key 'red': allowed are publisher, title, date, address, read [unknown-key]" in said


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        (CLAIMS, b"", (CLAIMS, 1, 1, "empty-file")),
        (CLAIMS, b"\n\n", (CLAIMS, 1, 1, "empty-file")),
        (CLAIMS, b"- id: \xff\n", (CLAIMS, 0, 0, "encoding")),
        ("entities/ships.yaml", b"[]\n", ("entities/ships.yaml", 0, 0, "unknown-file")),
        (CLAIMS, b"id: a\n", (CLAIMS, 1, 1, "not-a-list")),
        (CLAIMS, b"- a\n", (CLAIMS, 1, 3, "bad-value")),
        (CLAIMS, b"- {id: a}\n---\n- {id: b}\n", (CLAIMS, 2, 1, "yaml")),
        (CLAIMS, b"- &a [*a]\n", (CLAIMS, 1, 3, "yaml-feature")),
        (CLAIMS, b"[" * 5000 + b"]" * 5000, (CLAIMS, 1, DEPTH_LIMIT + 1, "too-deep")),
        (CLAIMS, b"- \x00\n", (CLAIMS, 1, 1, "yaml")),
        ("documents/alder/receipts.json", b"[]", ("documents/alder/receipts.json", 0, 0, "json")),
        ("documents/alder/receipts.json", b'{"claims": 3}', ("documents/alder/receipts.json", 0, 0, "json")),
        ("documents/alder/receipts.json", b'{"claims": {"a": 3}}', ("documents/alder/receipts.json", 0, 0, "json")),
        ("documents/alder/receipts.json", b"[" * 100_000, ("documents/alder/receipts.json", 0, 0, "json")),
        ("receipts.json", b"9" * 5000, ("receipts.json", 0, 0, "json")),
        (ROWS, b"locator\tfingerprint\twords\trole\n1\ta\t\xc2\xb2\tbody\n", (ROWS, 2, 1, "paragraphs")),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_a_spoilt_file_is_said_at_its_place(
    file: str, content: bytes, expected: tuple[str, int, int, str], base: Base
) -> None:
    (base.seeds / file).write_bytes(content)
    assert expected in faults(base.seeds)


@pytest.mark.parametrize("file", ["claims.yaml", "document.yaml", "paragraphs.tsv"])
def test_a_missing_file_is_named(file: str, base: Base) -> None:
    (base.seeds / "documents/alder" / file).unlink()
    assert (f"documents/alder/{file}", 0, 0, "missing-file") in faults(base.seeds)


def test_a_folder_that_is_no_seeds_folder_is_named(tmp_path: Path) -> None:
    assert faults(tmp_path) == [("documents", 0, 0, "missing-folder")]


@pytest.mark.parametrize("spoil", ["crlf", "bom"])
def test_line_ends_and_byte_order_marks_read_the_same_but_are_not_canonical(spoil: str, base: Base) -> None:
    path = base.seeds / CLAIMS
    before = [placed.value for _, placed in load(base.seeds).claims()]
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"\n", b"\r\n") if spoil == "crlf" else b"\xef\xbb\xbf" + raw)
    seeds = load(base.seeds)
    assert [placed.value for _, placed in seeds.claims()] == before
    assert (CLAIMS, 1, "format") in {(p.file, p.line, p.code) for p in problems(seeds)}


def test_a_megabyte_in_one_scalar_is_read_or_refused_with_a_sentence(base: Base) -> None:
    path = base.seeds / "decoys.yaml"
    path.write_text("decoys:\n  - " + "x" * 1_000_000 + "\n", encoding="utf-8")
    decoys = load(base.seeds).decoys
    assert decoys is not None
    assert len(decoys.value.decoys[0]) == 1_000_000
    path.write_text("decoys: " + "x" * 1_000_000 + "\n", encoding="utf-8")
    with pytest.raises(SeedError) as caught:
        load(base.seeds)
    assert len(str(caught.value)) < 1_000


@pytest.mark.parametrize(
    "text", ["- 𝔘nicode: é\u0301\n", "- '\u202eright to left'\n", "- 👩‍👩‍👧: 🏴\n", "- \u200b\n"]
)
def test_marks_count_characters_whatever_they_are(text: str) -> None:
    marked = parse("x.yaml", text)
    assert marked.problems == []
    assert marked.values[(0,)] == (1, 3)


def test_the_place_after_wide_characters_is_right() -> None:
    marked = parse("x.yaml", "- {a: 北方領土𝔘, a: 2}\n")
    assert [(p.line, p.column, p.code) for p in marked.problems] == [(1, 14, "duplicate-key")]


KEYS = st.sampled_from(
    [
        "id", "kind", "text", "times", "voices", "about", "citations", "links", "happened", "edtf", "speaker",
        "level", "paragraph", "terms", "claim", "words", "after", "term", "duration", "entity", "role",
    ]
)  # fmt: skip
SCALARS = st.sampled_from(["2016", "201X", "author", "no", "", "1", "P5Y", "true", "null", "~"]) | st.text(
    max_size=6
)
SEEDLIKE = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Base:
    return written(tmp_path_factory.mktemp("scratch"))


FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZ
@given(
    text=st.text(max_size=80),
    file=st.sampled_from([CLAIMS, "ambiguous.yaml", "documents/alder/paragraphs.tsv"]),
)
@example(text="- &a {<<: *a}\n", file=CLAIMS)
@example(text="? [a]\n: b\n", file=CLAIMS)
@example(text="%YAML 9.9\n---\n[]", file=CLAIMS)
def test_any_text_is_read_or_refused(scratch: Base, text: str, file: str) -> None:
    _reads_or_refuses(scratch, file, text.encode("utf-8", "surrogatepass"))


@FUZZ
@given(data=st.lists(st.dictionaries(KEYS, SEEDLIKE, max_size=6), max_size=3))
def test_anything_shaped_like_a_seed_is_read_or_refused(scratch: Base, data: object) -> None:
    import json  # noqa: PLC0415 - JSON is YAML, and only this test writes some

    _reads_or_refuses(scratch, CLAIMS, json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _reads_or_refuses(base: Base, file: str, content: bytes) -> None:
    path = base.seeds / file
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        found = problems(load(base.seeds))
    except SeedError as error:
        found = error.problems
        refused = True
    else:
        refused = False
    finally:
        path.write_bytes(before)
    assert found or not refused
    assert all(problem.message for problem in found)
