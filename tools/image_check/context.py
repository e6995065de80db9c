"""The folder that the check builds from: what git would commit, and secrets lying about in it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tools.image_check.engine import must

CANARY = "canary-that-no-image-may-hold"
"""Part of every planted secret."""
PLANTED = (
    ".env",
    ".git/config",
    "bot/.env",
    "bot/commands/.env.local",
    "data/state.sqlite",
    "discord_token",
    "documents/eaf.txt",
    "knowledge/__pycache__/kept.cpython-312.pyc",
    "secrets/discord_token",
    "secrets/postgres_password",
)
"""Where people leave secrets, state and copies of documents."""
ENVIRONMENT = {"DISCORD_TOKEN": f"{CANARY}-token", "DATABASE_URL": f"postgresql://x:{CANARY}@db/x"}
"""What the builder's own environment holds meanwhile."""


def lay(root: Path, target: Path) -> int:
    """Copy the tree's files to an empty folder and plant secrets among them; gives how many files there are."""
    listed = must("git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = [name for name in listed.split("\0") if name and (root / name).is_file()]
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / name, target / name)
    for name in PLANTED:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(f"{CANARY} in {name}\n", encoding="utf-8")
    return len(names)
