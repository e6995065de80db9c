"""Buildah and podman as a library: the few things that the checks ask of them."""

# ruff: noqa: S101 - a check asserts, and its report catches that
from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.image_check.report import tell

NEEDED = {"buildah": "buildah", "podman": "podman", "runc": "runc", "mmdebstrap": "mmdebstrap"}
"""Program → the Debian package that has it."""
PODMAN = ("podman", "--runtime", "runc", "--cgroup-manager", "cgroupfs")
# podman asks for more open files and processes than a restricted machine may give; these are plenty.
LIMITS = ("--ulimit", "nofile=4096:4096", "--ulimit", "nproc=4096:4096")
HARDENED = (
    *("--read-only", "--read-only-tmpfs=false", "--tmpfs", "/tmp"),  # noqa: S108 - the container's own
    *("--cap-drop", "ALL", "--security-opt", "no-new-privileges"),
)
"""What compose.yaml asks for, in podman's words."""
REMARK = 'time="'
"""How podman's own lines begin, about the machine and not about the container."""
BUILD_SECONDS = 1200
RUN_SECONDS = 120


class NeededError(Exception):
    """Something that the machine lacks; the sentence says what to install."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended.

    Attributes:
        code: its exit code.
        out: what it wrote to standard output.
        said: that, and then what it wrote to standard error, without podman's own remarks.
    """

    code: int
    out: str
    said: str


def command(
    *words: str,
    seconds: float = RUN_SECONDS,
    given: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Done:
    """Run a command to its end and give its code and everything that it said."""
    ended = subprocess.run(  # noqa: S603 - the words are this package's own
        list(words),
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=seconds,
        check=False,
        env=None if environment is None else {**os.environ, **environment},
    )
    said = (ended.stdout + ended.stderr).splitlines()
    return Done(
        ended.returncode, ended.stdout, "\n".join(line for line in said if not line.startswith(REMARK))
    )


def must(*words: str, seconds: float = RUN_SECONDS) -> str:
    """Run a command that has to end well, and give its output.

    Raises:
        AssertionError: it did not.
    """
    done = command(*words, seconds=seconds)
    assert done.code == 0, f"{' '.join(words[:4])} … ended with {done.code}:\n{done.said[-3000:]}"
    return done.out


def provide() -> None:
    """See to it that the programs are there: installed where that is possible, else named.

    Raises:
        NeededError: something is missing and cannot be installed by us.
    """
    missing = sorted({package for program, package in NEEDED.items() if shutil.which(program) is None})
    if not missing:
        return
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise NeededError(
            f"needed and not found: {', '.join(missing)}; on Debian, as root: {' '.join(install)}"
        )
    tell(f"installing {', '.join(missing)}")
    must("apt-get", "update", seconds=BUILD_SECONDS)
    must(*install, seconds=BUILD_SECONDS)


def build(context: Path, tag: str, arguments: Mapping[str, str], environment: Mapping[str, str]) -> str:
    """Build the image of a folder and give the builder's log.

    Raises:
        AssertionError: the build failed.
    """
    settings = [word for name, value in arguments.items() for word in ("--build-arg", f"{name}={value}")]
    done = command(
        *("buildah", "build", "--isolation", "chroot", "--network", "host", "--format", "docker"),
        *("--pull-never", "--layers", *settings, "--tag", tag, str(context)),
        seconds=BUILD_SECONDS,
        environment=environment,
    )
    assert done.code == 0, f"the build failed:\n{done.said[-6000:]}"
    return done.said


def inspected(image: str) -> dict[str, Any]:
    """What an image says about itself."""
    found: list[dict[str, Any]] = json.loads(must("podman", "image", "inspect", image))
    return found[0]


def run(
    image: str, *words: str, options: Sequence[str] = (), network: str = "none", seconds: float = RUN_SECONDS
) -> Done:
    """Run the image hardened, to its end."""
    return command(
        *PODMAN, "run", *LIMITS, "--rm", "--no-healthcheck", *HARDENED, "--network", network, *options, image, *words,
        seconds=seconds,
    )  # fmt: skip


def python(image: str, program: str, *, options: Sequence[str] = ()) -> str:
    """Run a Python program in the image and give its output.

    Raises:
        AssertionError: it failed.
    """
    done = run(image, "-c", program, options=("--entrypoint", "python3", *options))
    assert done.code == 0, f"a program in the image ended with {done.code}:\n{done.said[-3000:]}"
    return done.out
