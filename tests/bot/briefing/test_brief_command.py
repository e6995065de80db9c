"""``dossier brief``: one JSON line a day, the facts as in all look-ups."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.cli.briefs import briefs
from bot.cli.lookups import fact_json
from bot.cli.parser import dispatch
from bot.exits import Exit, Stop
from knowledge.answers import fact_of
from knowledge.edition import Edition
from tests.bot.briefing.channels import FIRST, run


def test_a_line_a_day_with_history_carried_over(edition: Edition, capsys: pytest.CaptureFixture[str]) -> None:
    assert briefs(edition, FIRST, 30, ["Aegis Ashore", "two-plus-two"], as_json=True) == Exit.OK
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    expected, _ = run(edition, 30, topics=("aegis-ashore", "two-plus-two"))
    assert [line["date"] for line in lines] == [brief.date.isoformat() for brief in expected]
    assert {tuple(line) for line in lines} == {("date", "form", "story", "words", "facts", "text")}
    assert {line["form"] for line in lines} == {"story", "again", "quiet"}
    for line, brief in zip(lines, expected, strict=True):
        assert (line["form"], line["story"], line["words"]) == (brief.form, brief.story, brief.words)
        assert line["text"] == brief.text
        shown = [
            fact_json(fact_of(edition, edition.claims[fact.claim.id], brief.date)) for fact in brief.facts
        ]
        assert line["facts"] == shown


def test_as_text(edition: Edition, capsys: pytest.CaptureFixture[str]) -> None:
    briefs(edition, FIRST, 2, [], as_json=False)
    out = capsys.readouterr().out
    assert out.startswith("2026-11-23: story\n")
    assert "\n2026-11-24: story\n" in out
    assert "EAF ¶" in out or "Carnegie ¶" in out


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("Korea", "may mean several things: South Korea; North Korea"),
        ("qwertyuiop", "is no entry of the base: try one like "),
        ("Datiche", "There is no story on Nicolas Datiche in the base."),
    ],
)
def test_a_topic_that_cannot_be(topic: str, words: str, edition: Edition) -> None:
    with pytest.raises(Stop) as caught:
        briefs(edition, FIRST, 1, [topic], as_json=True)
    assert words in str(caught.value)
    assert caught.value.code == Exit.USAGE


def test_beyond_the_calendar(edition: Edition, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Stop, match="beyond the year 9999"):
        briefs(edition, date(9999, 12, 31), 2, [], as_json=True)
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--date", "tomorrow"],
        ["--date", "2026-11-23", "--days", "0"],
        ["--date", "2026-11-23", "--days", "x"],
    ],
)
def test_bad_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        dispatch(["brief", *arguments])
    assert caught.value.code == Exit.USAGE
    assert "brief" in capsys.readouterr().err
