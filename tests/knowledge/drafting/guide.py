"""The curation guide as data: its worked example, its table of error codes."""

from __future__ import annotations

import re
from pathlib import Path

from tests.knowledge.curation.bases import Base

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
EXAMPLE = "grey-sound"
REAL_DOCUMENTS = ROOT.parent / "shared" / "documents"

_BLOCK = re.compile(r"^`([\w./-]+)`\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks() -> dict[str, str]:
    """File name → content, for every file of the worked example."""
    return dict(_BLOCK.findall(TEXT))


def codes() -> list[str]:
    """The codes of the table of error codes, in order."""
    table = TEXT[TEXT.index("## Error codes") :]
    return re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)


def follow(base: Base) -> None:
    """Do what the guide says after the draft: fill in, register, claim."""
    for name, content in blocks().items():
        path = base.seeds / name
        if name.startswith("entities/"):
            before = path.read_text(encoding="utf-8") + "\n" if path.exists() else ""
            path.write_text(before + content, encoding="utf-8")
        elif name.startswith("documents/"):
            path.write_text(content, encoding="utf-8")
