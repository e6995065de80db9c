"""An edition of the invented base."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.edition import build_edition
from tests.knowledge.curation.bases import Base
from tests.knowledge.curation.conftest import base, clean_base

__all__ = ["base", "clean_base"]


@pytest.fixture(scope="session")
def edition_file(clean_base: Base, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition file. Tests must not replace it."""
    target = tmp_path_factory.mktemp("edition") / "edition.sqlite"
    build_edition(clean_base.seeds, target)
    return target
