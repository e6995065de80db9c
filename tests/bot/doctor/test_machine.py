"""`dossier doctor` without Discord: folder, time zones, edition, copies of the documents, state."""

from __future__ import annotations

import re
import shutil
import sqlite3
import textwrap
from datetime import UTC, datetime, time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from bot.briefing.calendar import Schedule
from bot.doctor import machine
from bot.doctor.documents import copies
from bot.doctor.finding import Finding, exit_code, fail, note, ok
from bot.doctor.state import state, topics
from bot.state import Store, Wish, database_address
from bot.state.schema import HEAD, VERSION_TABLE
from knowledge.edition import build_edition, open_edition
from tests.bot.processes import clean_environment, dossier
from tests.knowledge.curation.bases import Base
from tests.knowledge.curation.conftest import clean_base

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.edition import Edition

__all__ = ["clean_base"]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def wish(*entities: str) -> Wish:
    return Wish(1, 10, Schedule(time(8), "UTC", frozenset({0})), entities)


def test_a_finding_is_one_line_and_the_first_failure_gives_the_code() -> None:
    findings = [ok("a", "fine"), note("b", "look"), fail("c", "broken\nhere", "mend it"), fail("d", "e", "f")]

    assert findings[2].line() == "fail  c: broken here. Fix: mend it"
    assert exit_code(findings) == 78
    assert exit_code(findings[:2]) == 0


def test_the_data_folder_is_written_and_left_as_it_was(tmp_path: Path) -> None:
    found = machine.data_folder(tmp_path / "new")

    assert found.grade == "ok"
    assert list((tmp_path / "new").iterdir()) == []


def test_a_data_folder_that_cannot_be_used_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be", encoding="utf-8")

    found = machine.data_folder(tmp_path / "data")

    assert found.grade == "fail"
    assert found.line().endswith("is a file: it has to be a folder")


def test_a_disk_that_is_nearly_full_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=5 * 2**20))

    assert machine.data_folder(tmp_path).grade == "note"
    assert "only 5 MB" in machine.data_folder(tmp_path).says


def test_time_zones_are_there_and_say_how_old_they_are() -> None:
    assert machine.time_zones(NOW).grade == "ok"
    assert machine.time_zones(NOW.replace(year=2036)).grade == "note"


def test_copies_are_looked_at_paragraph_by_paragraph(edition: Edition, tmp_path: Path) -> None:
    assert [one.grade for one in copies(edition, None)] == ["ok"]
    assert [one.grade for one in copies(edition, tmp_path / "none")] == ["fail"]
    (tmp_path / "eaf.txt").write_text("Not the article.\n", encoding="utf-8")

    found = {one.says.partition(" ")[0]: one for one in copies(edition, tmp_path)}

    count = len(edition.sources["eaf"].paragraphs)
    assert found["eaf:"].says.startswith(f"eaf: {count} of {count} paragraphs are not in the copy")
    assert found["there"].says.startswith("there is no copy of carnegie")
    assert "--as carnegie" in found["there"].fix


def test_a_copy_whose_lines_break_elsewhere_is_whole(clean_base: Base, tmp_path: Path) -> None:
    edition_file = tmp_path / "mini.sqlite"
    build_edition(clean_base.seeds, edition_file)
    edition = open_edition(edition_file)
    for own in edition.sources:
        text = (clean_base.documents / f"{own}.txt").read_text(encoding="utf-8")
        wrapped = "\n".join(textwrap.fill(line, 40) for line in text.splitlines())
        (tmp_path / f"{own}.txt").write_text(wrapped, encoding="utf-8")

    found = copies(edition, tmp_path)

    assert len(found) > 1
    assert [one.grade for one in found] == ["ok"] * len(found), [one.line() for one in found]


def looked_at(folder: Path) -> tuple[Finding, list[Any]]:
    found, schedules = state(database_address(None, folder))
    return found, list(schedules)


def test_a_state_is_looked_at_and_not_made(tmp_path: Path) -> None:
    assert looked_at(tmp_path)[0].grade == "note"
    assert list(tmp_path.iterdir()) == []


def test_schedules_on_entries_that_left_the_base_are_named(edition: Edition, tmp_path: Path) -> None:
    store = Store.open(database_address(None, tmp_path))
    store.subscriptions.create(wish("thaad"), NOW)
    lost = store.subscriptions.create(wish("thaad", "atlantis"), NOW)
    store.close()

    found, schedules = looked_at(tmp_path)
    (line,) = topics(schedules, edition)

    assert (found.grade, len(schedules)) == ("ok", 2)
    assert f"schedule {lost.id}" in line.says
    assert line.says.endswith("atlantis")


@pytest.mark.parametrize(
    ("version", "grade", "words"), [("9999", "fail", "newer"), ("0001", "note", "migrates")]
)
def test_another_schema_is_named_and_not_migrated(
    tmp_path: Path, version: str, grade: str, words: str
) -> None:
    Store.open(database_address(None, tmp_path)).close()
    with sqlite3.connect(tmp_path / "state.sqlite") as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = ?", (version,))  # noqa: S608 - our own name
    connection.close()

    found, schedules = looked_at(tmp_path)

    assert (found.grade, schedules) == (grade, [])
    assert words in found.says
    assert HEAD in found.says


def test_a_file_that_is_no_database_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").write_text("nothing of the kind" * 100, encoding="utf-8")

    found, _ = looked_at(tmp_path)

    assert (found.grade, found.code) == ("fail", 78)
    assert "not a database" in found.says


def test_the_command_prints_a_line_each_and_ends_with_the_failure(edition_file: Path, tmp_path: Path) -> None:
    ended = dossier(["doctor"], clean_environment(edition_file), tmp_path)

    lines = ended.stdout.splitlines()
    assert ended.returncode == 78
    assert len(lines) >= 6
    assert all(re.fullmatch(r"(ok  |note|fail)  [^:]+: .+", line) for line in lines), lines
    assert lines[-1].startswith("fail  token: none is set. Fix: ")
    assert ended.stderr == ""


def test_a_setting_that_cannot_be_read_is_one_sentence(edition_file: Path, tmp_path: Path) -> None:
    ended = dossier(["doctor"], clean_environment(edition_file, DOSSIER_GUILD_IDS="here"), tmp_path)

    assert (ended.returncode, ended.stdout) == (78, "")
    assert "DOSSIER_GUILD_IDS" in ended.stderr
