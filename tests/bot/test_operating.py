"""What operators read, held against the code: settings, rights, exit codes, metrics, alarms, links."""

from __future__ import annotations

import asyncio
import re
import time
from pathlib import Path

import pytest
import yaml

from bot.exits import Exit
from bot.health.base import Base
from bot.health.meter import Meter
from bot.health.metrics import Metrics
from bot.health.pulse import Pulse
from bot.invite import RIGHTS, SCOPES
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
RULES = yaml.safe_load((ROOT / "docs" / "alerts.yaml").read_text(encoding="utf-8"))["groups"][0]["rules"]
METRIC = re.compile(r"\bdossier_[a-z_]+")
PAGES = ("README.md", "SECURITY.md", "docs/operations.md", "seeds/README.md")


def variables() -> set[str]:
    """The names of all settings in the environment."""
    return {str(field.validation_alias) for field in Settings.model_fields.values()}


def served() -> set[str]:
    """The names of all metrics, as a scrape shows them."""
    pulse = Pulse(time.monotonic, asyncio.sleep)
    page = Metrics(Meter(), pulse, Base("0123456789abcdef", 1, 1)).text(None, {"subscription": 1}).decode()
    return set(re.findall(r"^# TYPE (\w+)", page, re.MULTILINE)) | set(
        re.findall(r"^(\w+)[{ ]", page, re.MULTILINE)
    )


def anchors(page: str) -> set[str]:
    """What the headings of a page are linked by."""
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_readme_says_what_each_setting_means() -> None:
    table = README.partition("### Settings")[2].partition("###")[0]
    assert set(re.findall(r"`([A-Z]+_[A-Z_]+)`", table)) == variables()
    assert len(variables()) > 8


def test_the_example_of_the_settings_has_them_all() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == variables()


def test_the_readme_names_the_least_rights() -> None:
    step = README.partition("**Invite it**")[2].partition("\n4. ")[0]
    for words in (*RIGHTS.values(), *SCOPES):
        assert words in re.sub(r"\s+", " ", step), words


def test_every_exit_code_is_explained() -> None:
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", OPERATIONS, re.MULTILINE)}
    short = README.partition("### Keep it running")[2].partition("##")[0]
    for code in Exit:
        assert re.search(rf"\b{int(code)} [a-z]", re.sub(r"\s+", " ", short)), code
    # Those that a process which serves can end with.
    assert listed == set(Exit) - {Exit.DATA, Exit.USAGE}


def test_the_alarms_are_quoted_as_they_are_said() -> None:
    """What stands in italics in the table of alarms and in the runbooks, but for ids and dots."""
    source = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "bot").rglob("*.py"))
    said = re.sub(r"\"\s+f?\"", "", source)
    quoted = re.findall(r"(?<!\*)\*([^*\n][^*]+)\*(?!\*)", OPERATIONS)
    pieces = [
        piece.strip(" .")
        for sentence in quoted
        for piece in re.split(r"…|#…|\(schema [^)]*\)|: |\. ", re.sub(r"\s+", " ", sentence))
    ]
    pieces = [piece for piece in pieces if len(piece) > 12]
    assert len(pieces) > 10
    assert [piece for piece in pieces if piece not in said] == []


def test_rules_and_pages_name_only_metrics_that_are_served() -> None:
    names = served()
    # A histogram without a count yet shows no buckets: its name stands for them.
    asked = {name.removesuffix("_bucket") for rule in RULES for name in METRIC.findall(rule["expr"])}
    asked |= set(METRIC.findall(OPERATIONS))
    assert len(asked) > 8
    assert asked <= names, asked - names


def test_each_rule_is_explained_and_none_other() -> None:
    assert set(re.findall(r"\*\*(Dossier[A-Z]\w+)\*\*", OPERATIONS)) == {rule["alert"] for rule in RULES}
    for rule in RULES:
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"]["summary"]


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    links = [
        link
        for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
        if not link.startswith(("http:", "https:"))
    ]
    for link in links:
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), link


def test_the_pages_with_links_have_some() -> None:
    assert sum(len(re.findall(r"\]\(", (ROOT / name).read_text(encoding="utf-8"))) for name in PAGES) > 20
