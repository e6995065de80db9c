"""The command `dossier` as a process of its own, away from the repository's .env and data."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PATIENCE = 60  # seconds for a whole process on a busy machine; a hanging one must not hang the tests
OURS = ("DISCORD_", "DOSSIER_", "LOG_", "DATABASE_")


def clean_environment(edition_file: Path, **more: str) -> dict[str, str]:
    """Give this process's environment without our variables, pointed at an edition that needs no seeds."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    kept["DOSSIER_SEEDS_DIR"] = str(edition_file.parent / "no-seeds")
    kept["DOSSIER_EDITION"] = str(edition_file)
    kept["PYTHONUNBUFFERED"] = "1"
    return kept | more


def dossier(
    arguments: Sequence[str], environment: Mapping[str, str], cwd: Path, given: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "bot", *arguments],
        env=dict(environment),
        cwd=cwd,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def started(arguments: Sequence[str], environment: Mapping[str, str], cwd: Path) -> subprocess.Popen[str]:
    """Start the command; the caller ends it."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", "bot", *arguments],
        env=dict(environment),
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def dossier_without_rights(
    arguments: Sequence[str], environment: Mapping[str, str], cwd: Path
) -> subprocess.CompletedProcess[str]:
    """Run the command as a user to whom the rights of files apply: root's privilege to write anywhere is taken away."""
    dropping = (
        "import ctypes, os, sys\n"
        # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE: see linux/prctl.h and linux/capability.h.
        "if os.geteuid() == 0 and ctypes.CDLL(None).prctl(24, 1, 0, 0, 0) != 0: sys.exit(99)\n"
        "os.execv(sys.executable, [sys.executable, '-m', 'bot', *sys.argv[1:]])\n"
    )
    return subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", dropping, *arguments],
        env=dict(environment),
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
