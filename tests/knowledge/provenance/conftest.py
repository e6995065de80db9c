"""The invented base, as fixtures."""

from tests.knowledge.curation.conftest import base, clean_base

__all__ = ["base", "clean_base"]
