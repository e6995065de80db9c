"""The base image: the pinned one where it can be pulled, else Debian's own Python, made here and said clearly."""

# ruff: noqa: S101 - a check asserts, and its report catches that
from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from tools.image_check.engine import BUILD_SECONDS, command, must

OWN = "localhost/dossier-check-base:bookworm"
SUITE = "bookworm"
PACKAGES = "python3,python3-venv,ca-certificates"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
PULL_SECONDS = 300


def pinned(dockerfile: Path) -> str:
    """The base that a Dockerfile names by default."""
    found = re.search(r"^ARG BASE_IMAGE=(\S+)$", dockerfile.read_text(encoding="utf-8"), re.MULTILINE)
    assert found, "the Dockerfile names no base"
    return found[1]


def provide(dockerfile: Path) -> tuple[str, str]:
    """Give a base to build on, and a sentence about it."""
    wanted = pinned(dockerfile)
    pulled = command("buildah", "pull", "--quiet", wanted, seconds=PULL_SECONDS)
    if pulled.code == 0:
        return wanted, f"the pinned base {wanted}"
    reason = (pulled.said.strip().splitlines() or ["no reason given"])[-1][-160:]
    if command("buildah", "inspect", "--type", "image", OWN).code != 0:
        _make()
    return (
        OWN,
        f"NOT the pinned base, which cannot be pulled here ({reason}), but Debian {SUITE}'s Python as {OWN}",
    )


def _make() -> None:
    """Make a Debian with Python, by mmdebstrap, and keep it as an image."""
    hooks: list[str] = []
    if os.environ.get("SSL_CERT_FILE") or os.environ.get("PIP_CERT"):
        # This machine trusts certificates of its own (of a proxy, say): so has everything that installs packages.
        hooks = [
            f"--customize-hook=copy-in {CERTIFICATES} /etc/ssl/certs",
            f"--customize-hook=printf '[global]\\ncert = {CERTIFICATES}\\n' > \"$1/etc/pip.conf\"",
            '--customize-hook=mkdir -p "$1/etc/uv" && printf "system-certs = true\\n" > "$1/etc/uv/uv.toml"',
        ]
    with tempfile.TemporaryDirectory(prefix="dossier-base-") as folder:
        tar = Path(folder) / "base.tar"
        must(
            *("mmdebstrap", "--quiet", "--variant=minbase", f"--include={PACKAGES}", *hooks, SUITE, str(tar)),
            seconds=BUILD_SECONDS,
        )
        recipe = Path(folder) / "Dockerfile"
        recipe.write_text('FROM scratch\nADD base.tar /\nCMD ["python3"]\n', encoding="utf-8")
        must(
            *("buildah", "build", "--isolation", "chroot", "--format", "docker", "--tag", OWN, folder),
            seconds=BUILD_SECONDS,
        )
