from pathlib import Path

import pytest

from tests.knowledge.curation.bases import Base, proven


@pytest.fixture(scope="session")
def clean_base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The invented base, proven. Tests must not edit it."""
    base, report = proven(tmp_path_factory.mktemp("base"))
    assert report.ok, "\n".join(map(str, report.problems))
    return base


@pytest.fixture
def base(clean_base: Base, tmp_path: Path) -> Base:
    """The invented base, proven, to be edited."""
    return clean_base.copy(tmp_path)
