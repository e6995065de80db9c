"""Builds the image and runs every check of it; ends with 0 when all of them pass.

Usage: ``python -m tools.image_check [--hour]``. Needs root, buildah, podman, runc and, where the
pinned base cannot be pulled, mmdebstrap; on Debian what is missing is installed.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import tomllib
from pathlib import Path

from knowledge.edition.content_hash import seeds_hash
from tools.image_check import base, context, engine
from tools.image_check.at_rest import AtRest
from tools.image_check.report import Report, tell
from tools.image_check.running import Running

ROOT = Path(__file__).resolve().parents[2]
IMAGE = "localhost/dossier-check"
HOUR = 3600.0


def main() -> int:
    """Build, check, and give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.image_check", description=__doc__.splitlines()[0])
    parser.add_argument("--hour", action="store_true", help="spread the hour's use over a real hour")
    options = parser.parse_args()
    try:
        engine.provide()
    except engine.NeededError as error:
        tell(f"image-check: {error}")
        return 2
    report = Report()
    with tempfile.TemporaryDirectory(prefix="dossier-image-") as folder:
        scratch = Path(folder)
        below, sentence = base.provide(ROOT / "Dockerfile")
        tell(f"base: {sentence}")
        labels = _labels()
        report.check("build", lambda: _build(scratch / "tree", below, labels))
        if not report.failed:
            _checks(
                report, AtRest(IMAGE, below, labels, scratch), Running(IMAGE, scratch, HOUR * options.hour)
            )
    return report.end()


def _labels() -> dict[str, str]:
    """The labels that the image is to carry, of the tree as it is."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    revision = engine.must("git", "-C", str(ROOT), "rev-parse", "HEAD").strip()
    return {
        "org.opencontainers.image.version": project["version"],
        "org.opencontainers.image.revision": revision,
        "org.opencontainers.image.licenses": project["license"],
        "org.opencontainers.image.title": "Dossier",
    }


def _build(tree: Path, below: str, labels: dict[str, str]) -> str:
    tree.mkdir()
    files = context.lay(ROOT, tree)
    began = time.monotonic()
    arguments = {
        "BASE_IMAGE": below,
        "VERSION": labels["org.opencontainers.image.version"],
        "REVISION": labels["org.opencontainers.image.revision"],
    }
    engine.build(tree, IMAGE, arguments, context.ENVIRONMENT)
    return (
        f"{files} files of the tree, {len(context.PLANTED)} planted secrets, {time.monotonic() - began:.0f} s"
    )


def _checks(report: Report, rest: AtRest, running: Running) -> None:
    report.check("size", rest.size)
    report.check("settings", rest.settings)
    report.check("bytecode", rest.bytecode)
    report.check("compiled modules", rest.compiled)
    report.check("driver and time zones", rest.parts)
    report.check("rights", rest.rights)
    report.check("secrets", rest.secrets)
    report.check("look-ups", lambda: rest.look_ups(seeds_hash(ROOT / "seeds")))
    report.check("no token", running.no_token)
    report.check("data folder", running.data_folder)
    report.check("no network", running.no_network)
    report.check("service", running.service)
    report.check("memory", running.memory)


if __name__ == "__main__":
    raise SystemExit(main())
