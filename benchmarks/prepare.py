"""The project's own edition for the measured bots, built in a folder of the benchmark's."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.process import ROOT
from knowledge.curation.load import load
from knowledge.edition.build import build
from knowledge.edition.content_hash import seeds_hash


def own_edition(folder: Path) -> tuple[Path, Path]:
    """Build the seeds as they stand; gives the edition and the copy of the seeds that it is of.

    Speed does not hang on receipts, so seeds that are being edited and not yet proven are measured too.

    Raises:
        SeedError: the seeds do not load.
    """
    seeds, edition = folder / "seeds", folder / "edition.sqlite"
    shutil.copytree(ROOT / "seeds", seeds)
    build(load(seeds), seeds_hash(seeds), edition)
    return edition, seeds
