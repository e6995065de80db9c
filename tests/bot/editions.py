"""One edition for all tests of the bot, built from the repository's seeds: the same facts that people get."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.desk import Desk
from knowledge.curation.load import load
from knowledge.edition import Edition, open_edition
from knowledge.edition.build import build

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)
HASH = "0123456789abcdef"


@pytest.fixture(scope="session")
def edition_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the edition's file; one for both test folders, so that it is built once a process."""
    path = tmp_path_factory.getbasetemp() / "edition" / "edition.sqlite"
    if not path.exists():
        # Not through the check: what the receipts prove is the business of other tests.
        build(load(ROOT / "seeds"), HASH, path)
    return path


@pytest.fixture(scope="session")
def edition(edition_file: Path) -> Edition:
    found = open_edition(edition_file)
    found.warm()
    return found


@pytest.fixture
def desk(edition: Edition) -> Desk:
    return Desk(edition, lambda: TODAY)
