"""The invented base with copies of its documents, on a desk whose people may read passages."""

from __future__ import annotations

import pytest

from bot.desk import Desk
from knowledge.curation.load import load
from knowledge.edition import Edition, open_edition
from knowledge.edition.build import build
from knowledge.provenance.passages import Library
from tests.bot.editions import TODAY
from tests.knowledge.curation.bases import Base
from tests.knowledge.curation.conftest import base, clean_base

__all__ = ["base", "clean_base", "mini", "readable"]
ELSEWHERE = "serves only the servers it was set up for"


@pytest.fixture(scope="module")
def mini(clean_base: Base, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    path = tmp_path_factory.mktemp("mini") / "edition.sqlite"
    build(load(clean_base.seeds), "mini", path)
    return open_edition(path)


@pytest.fixture
def readable(mini: Edition, base: Base) -> Desk:
    """Give a desk with copies of the invented documents, which a test may change."""
    return Desk(mini, lambda: TODAY, Library(base.documents))
