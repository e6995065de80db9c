"""Editions to ask: of the invented base, and of the real one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.desk import Desk
from knowledge.curation.load import load
from knowledge.edition import Edition, open_edition
from knowledge.edition.build import build
from tests.knowledge.curation.bases import Base
from tests.knowledge.curation.conftest import base, clean_base

__all__ = ["base", "clean_base"]

SEEDS = Path(__file__).parents[3] / "seeds"
TODAY = date(2026, 11, 22)


def _edition_of(seeds: Path, folder: Path) -> Edition:
    """Built from the seeds as they load, proven or not: whether they are proven is a test of its own."""
    build(load(seeds), "test", folder / "edition.sqlite")
    return open_edition(folder / "edition.sqlite")


@pytest.fixture(scope="session")
def mini(clean_base: Base, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The invented base."""
    return _edition_of(clean_base.seeds, tmp_path_factory.mktemp("mini"))


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The base that is shipped."""
    return _edition_of(SEEDS, tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="session")
def desk(real: Edition) -> Desk:
    """Where people ask, on one fixed day."""
    return Desk(real, lambda: TODAY)
