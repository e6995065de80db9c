"""The parts of the image's check that need no builder: its report, its traps, and what it says when it cannot run."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.bot.test_dockerfile import IGNORE, let_in
from tools.image_check import base, context, engine
from tools.image_check.report import Report
from tools.image_check.use import ASKED, interactions

ROOT = Path(__file__).parents[2]


def broken() -> str:
    raise AssertionError("it is broken")


def stuck() -> str:
    raise TimeoutError("it is stuck")


def test_a_report_goes_on_after_a_failure_and_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    report.check("first", lambda: "fine")
    report.check("second", broken)
    report.check("third", stuck)
    assert report.end() == 1
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "ok    first: fine",
        "FAIL  second: it is broken",
        "FAIL  third: TimeoutError: it is stuck",
        "3 checks, 2 failed; second; third",
    ]


def test_a_report_of_nothing_is_no_success() -> None:
    assert Report().end() == 1


def test_a_report_of_what_went_well_is() -> None:
    report = Report()
    report.check("only", lambda: "fine")
    assert report.end() == 0


def test_the_context_is_what_git_knows_and_the_planted_secrets(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    target.mkdir()
    for name in ("kept.py", "bot/new.py", ".env", "deep/.venv/python"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text("mine", encoding="utf-8")
    (source / ".gitignore").write_text(".env\n.venv/\n", encoding="utf-8")
    for words in (("init", "--quiet"), ("add", "kept.py")):
        subprocess.run(["git", "-C", str(source), *words], check=True)  # noqa: S603, S607 - git, on a folder of ours
    assert context.lay(source, target) == 3
    found = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    assert found == {"kept.py", "bot/new.py", ".gitignore", *context.PLANTED}
    assert all(context.CANARY in (target / name).read_text(encoding="utf-8") for name in context.PLANTED)


def test_no_planted_secret_is_let_into_the_build() -> None:
    assert len(context.PLANTED) > 5
    assert [name for name in context.PLANTED if let_in(name, IGNORE)] == []


def test_the_base_is_the_one_that_the_dockerfile_pins() -> None:
    assert re.fullmatch(r"\S+@sha256:[0-9a-f]{64}", base.pinned(ROOT / "Dockerfile"))


def test_an_hour_asks_every_look_up() -> None:
    asked = [name for name, _ in zip(interactions(), range(ASKED), strict=False)]
    assert {name for name, _ in asked} >= {"entity", "treaty", "timeline", "positions", "compare", "search"}


def test_what_cannot_be_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _program: None)
    with pytest.raises(
        engine.NeededError, match="buildah, mmdebstrap, podman, runc; on Debian, as root: apt-get"
    ):
        engine.provide()
