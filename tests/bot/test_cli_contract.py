"""The JSON lines that outside checks read: their keys exactly, and the types of their values."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.cli.parser import dispatch

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.edition import Edition

HEAD = {"term", "outcome", "entity", "name", "matched", "score", "candidates"}
ANSWER = HEAD | {"text", "facts", "not_in_documents", "check"}
TIMELINE = ANSWER | {"events", "plans", "undated"}
POSITIONS = ANSWER | {"rows"}
COMPARE = ANSWER | {"documents", "changes"}
SEARCH = ANSWER | {"unknown_words"}
FACT = {
    "id",
    "kind",
    "text",
    "when",
    "when_role",
    "when_text",
    "asserted_by",
    "about",
    "citations",
    "standing",
    "notes",
}
OUTCOMES = {"exact", "alias", "fuzzy", "ambiguous", "missing"}
TERMS = [
    "Kurils",
    "Northern Territories",
    "北方領土",
    "thad",
    "INF",
    "Karelia",
    "Korea",
    "New START",
    "Russia",
]


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch, edition_file: Path, tmp_path: Path) -> None:
    """Serve the tests' edition, away from the repository's own settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOSSIER_EDITION", str(edition_file))
    monkeypatch.setenv("DOSSIER_SEEDS_DIR", str(tmp_path / "none"))


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert dispatch([*arguments, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return [json.loads(line) for line in out.splitlines()]


def is_head(line: dict[str, Any], edition: Edition) -> None:
    assert line["outcome"] in OUTCOMES
    for candidate in line["candidates"]:
        assert set(candidate) == {"entity", "name", "matched", "score"}
        assert candidate["entity"] in edition.entities
        assert 0 <= candidate["score"] <= 100
    if line["outcome"] in {"ambiguous", "missing"}:
        assert (line["entity"], line["name"], line["matched"], line["score"]) == (None, None, None, None)
        assert line["outcome"] == "missing" or len(line["candidates"]) > 1
        assert line["outcome"] == "ambiguous" or len(line["candidates"]) <= 5
    else:
        assert line["candidates"] == []
        assert edition.entities[line["entity"]].name == line["name"]
        assert isinstance(line["matched"], str)
        assert isinstance(line["score"], int | float)


def is_fact(fact: dict[str, Any], edition: Edition) -> None:
    assert set(fact) == FACT
    assert fact["id"] in edition.claims
    for key in ("kind", "text", "when_text"):
        assert isinstance(fact[key], str)
        assert fact[key]
    assert (fact["when"] is None) == (fact["when_role"] is None)
    assert fact["when_role"] in {"happened", "said", "target", None}
    assert fact["asserted_by"]
    assert all(isinstance(name, str) and name for name in fact["asserted_by"])
    assert fact["about"]
    assert set(fact["about"]) <= set(edition.entities)
    assert fact["citations"]
    for citation in fact["citations"]:
        assert set(citation) == {"document", "paragraph"}
        assert isinstance(citation["paragraph"], str)
        assert citation["paragraph"] in edition.sources[citation["document"]].paragraphs
    assert fact["standing"] in {"latest", "superseded", "term-passed", "overtaken"}
    assert all(set(note) == {"verdict", "text"} for note in fact["notes"])


def is_answer(line: dict[str, Any], edition: Edition) -> None:
    for fact in line["facts"]:
        is_fact(fact, edition)
    assert all(isinstance(one, str) and one for one in line["not_in_documents"])
    shown = {fact["id"] for fact in line["facts"]}
    for check in line["check"]:
        assert set(check) == {"reason", "text", "fact"}
        assert check["reason"] in {"period_over", "changed_later", "documents_disagree", "note"}
        assert check["fact"] in shown
    assert line["text"]


def test_resolve(capsys: pytest.CaptureFixture[str], edition: Edition) -> None:
    found = lines(capsys, "resolve", *TERMS)
    assert [line["term"] for line in found] == TERMS
    for line in found:
        assert set(line) == HEAD
        is_head(line, edition)
    islands = "northern-territories-south-kuril-islands"
    assert [line["entity"] for line in found[:5]] == [islands, islands, islands, "thaad", "inf-treaty"]
    assert [line["outcome"] for line in found[5:7]] == ["missing", "ambiguous"]


def test_explain_adds_why_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    [line] = lines(capsys, "resolve", "thad", "--explain")
    assert set(line) == HEAD | {"explain"}
    assert all(isinstance(one, str) for one in line["explain"])


@pytest.mark.parametrize("command", ["entity", "treaty", "timeline"])
def test_look_ups(capsys: pytest.CaptureFixture[str], edition: Edition, command: str) -> None:
    found = lines(capsys, command, *TERMS)
    assert len(found) == len(TERMS)
    for line in found:
        ids = line["entity"] is not None and command == "timeline"
        assert set(line) == (TIMELINE if ids else ANSWER), line["term"]
        is_head(line, edition)
        is_answer(line, edition)
    assert any(line["facts"] for line in found)
    if command == "treaty":
        for line in found:
            if line["entity"] == "thaad":
                assert line["facts"] == []
                assert "/entity" in line["text"]
    if command == "entity":
        assert any(line["check"] for line in found)


def test_positions(capsys: pytest.CaptureFixture[str], edition: Edition) -> None:
    states = [own for own, kind in edition.kinds.items() if kind == "state" and edition.about(own)]
    named = sorted(states, key=lambda own: edition.entities[own].name.casefold())
    for line in lines(capsys, "positions", *TERMS):
        is_head(line, edition)
        is_answer(line, edition)
        assert set(line) == (POSITIONS if line["entity"] else ANSWER), line["term"]
        if line["entity"]:
            assert [row["party"] for row in line["rows"]] == named
            for row in line["rows"]:
                assert set(row) == {"party", "facts"}
                for fact in row["facts"]:
                    is_fact(fact, edition)
    [line] = lines(capsys, "positions", "THAAD", "--party", "Moscow")
    assert [row["party"] for row in line["rows"]] == ["russia"]
    assert dispatch(["positions", "THAAD", "--party", "Karelia", "--json"]) == 2
    assert "no entry of the base is called “Karelia”" in capsys.readouterr().err


def test_compare(capsys: pytest.CaptureFixture[str], edition: Edition) -> None:
    found = lines(capsys, "compare", *TERMS)
    for line in found:
        is_head(line, edition)
        is_answer(line, edition)
        assert set(line) == (COMPARE if line["entity"] else ANSWER), line["term"]
        for document in line.get("documents", ()):
            assert set(document) == {"document", "facts"}
            assert all(
                citation["document"] == document["document"]
                for fact in document["facts"]
                for citation in fact["citations"]
            )
        for change in line.get("changes", ()):
            assert set(change) == {"link", "from", "to", "text"}
            assert {change["from"], change["to"]} <= set(edition.claims)
    assert any(line.get("changes") for line in found)


def test_search(capsys: pytest.CaptureFixture[str], edition: Edition) -> None:
    asked = ["missiles on the islands", "who broke the INF Treaty", "zorblax", "北方領土 ミサイル", "?"]
    found = lines(capsys, "search", *asked)
    assert [line["outcome"] for line in found] == ["exact", "missing", "missing", "exact", "missing"]
    for line in found:
        assert set(line) == SEARCH
        is_answer(line, edition)
        assert (line["entity"], line["name"], line["matched"], line["score"]) == (None, None, None, None)
        assert bool(line["facts"]) is (line["outcome"] == "exact")
        assert len(line["candidates"]) <= 5
    assert [line["unknown_words"] for line in found] == [[], [], ["zorblax"], [], []]
    assert [one["entity"] for one in found[1]["candidates"]] == ["inf-treaty"]


def test_the_timeline_of_everything_sorts_by_bounds(
    capsys: pytest.CaptureFixture[str], edition: Edition
) -> None:
    [line] = lines(capsys, "timeline")
    assert set(line) == TIMELINE
    assert (line["term"], line["entity"]) == ("", None)
    events = {"event", "status", "position", "allegation", "warning", "non-action"}
    for fact in line["events"]:
        is_fact(fact, edition)
        assert fact["kind"] in events | {"background"}
        assert fact["when"]
    assert {fact["kind"] for fact in line["undated"]} <= events
    assert {fact["kind"] for fact in line["plans"]} <= {"plan", "forecast", "recommendation"}
    years = [int(fact["when"].strip("[.")[:4]) for fact in line["events"] if fact["when"][:4].isdigit()]
    assert years == sorted(years)
    assert len(years) > 10
    ids = [fact["id"] for key in ("events", "plans", "undated") for fact in line[key]]
    assert ids == [fact["id"] for fact in line["facts"]]


def test_a_range_keeps_what_overlaps_it(capsys: pytest.CaptureFixture[str]) -> None:
    [whole] = lines(capsys, "timeline", "Russia")
    [part] = lines(capsys, "timeline", "Russia", "--from", "2016", "--to", "2017")
    kept = {fact["when"] for fact in part["events"]}
    assert kept
    assert len(part["events"]) < len(whole["events"])
    assert not any(when.startswith(("2014", "2018", "2021")) and "/" not in when for when in kept)


def test_the_readers_day_decides_what_has_run_out(capsys: pytest.CaptureFixture[str]) -> None:
    def standing(day: str) -> set[str]:
        [line] = lines(capsys, "treaty", "New START", "--today", day)
        return {one["reason"] for one in line["check"]}

    assert "period_over" not in standing("2021-06-01")
    assert "period_over" in standing("2026-11-22")


def test_list(capsys: pytest.CaptureFixture[str], edition: Edition) -> None:
    found = lines(capsys, "list")
    assert [line["entity"] for line in found] == list(edition.entities)
    for line in found:
        assert {"entity", "kind", "name"} <= set(line)
        assert line["kind"] == edition.kinds[line["entity"]]
    states = lines(capsys, "list", "--kind", "state")
    assert {line["kind"] for line in states} == {"state"}
    assert 0 < len(states) < len(found)


def test_sources(capsys: pytest.CaptureFixture[str], edition: Edition) -> None:
    found = lines(capsys, "sources")
    assert [line["document"] for line in found] == list(edition.sources)
    for line in found:
        assert line["title"]
        assert line["published"]["edtf"]
        assert line["claims"] > 0
        assert {row["paragraph"] for row in line["paragraphs"]} == set(
            edition.sources[line["document"]].paragraphs
        )


def test_several_hundred_terms_on_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, edition: Edition
) -> None:
    names = [entity.name for entity in edition.entities.values()]
    given = [*names, *(name.upper() for name in names), *(f"{name}x" for name in names)][:300]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(given) + "\r\n\n"))
    found = lines(capsys, "resolve", "-")
    assert [line["term"] for line in found] == given
    assert sum(line["entity"] is not None for line in found) > len(names)


def test_without_json_the_plain_text_of_the_card(capsys: pytest.CaptureFixture[str]) -> None:
    [line] = lines(capsys, "entity", "Kurils")
    assert dispatch(["entity", "Kurils", "Karelia"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(line["text"])
    assert "-" * 72 in out
    assert "Carnegie, paragraph 9" in out
    for arguments in (
        ["resolve", *TERMS],
        ["resolve", "thad", "--explain"],
        ["list"],
        ["sources"],
        ["timeline"],
    ):
        assert dispatch(arguments) == 0
        assert capsys.readouterr().out
