"""The image's files, read as text: what goes in, as whom it runs, and that every builder takes them.

That the image builds and stops is tried with a builder; these guards are what can be seen without one.
"""

from __future__ import annotations

import json
import re
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
IGNORE = (ROOT / ".dockerignore").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SECRET = re.compile(r"token|secret|passw|api_?key|credential|private|database_url", re.IGNORECASE)
# What docker, podman and buildah do not all take, by the name of the rule it breaks.
NOT_EVERYWHERE = {
    "syntax line": re.compile(r"^#\s*(?:syntax|escape|check)\s*=", re.MULTILINE | re.IGNORECASE),
    "heredoc": re.compile(r"<<-?\s*[\"']?\w"),
    "linked copy": re.compile(r"^\s*(?:COPY|ADD)\b.*\s--link", re.MULTILINE | re.IGNORECASE),
    "relative target": re.compile(r"--mount=\S*\b(?:target|dst|destination)=(?!/)"),
}


class Instruction(NamedTuple):
    """One instruction, its continued lines joined and comments left out; ``stage`` counts the FROMs so far."""

    stage: int
    name: str
    rest: str


def instructions(text: str) -> list[Instruction]:
    """A Dockerfile's instructions in order; stage 0 stands before the first FROM."""
    kept = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    found: list[Instruction] = []
    stage = 0
    for line in re.sub(r"\\\n", " ", kept).splitlines():
        name, _, rest = line.strip().partition(" ")
        if name:
            stage += name.upper() == "FROM"
            found.append(Instruction(stage, name.upper(), rest.strip()))
    return found


def let_in(path: str, ignore: str) -> bool:
    """Whether .dockerignore lets a path in: the last pattern that fits it, or a folder above it, decides."""
    parts = PurePosixPath(path).parts
    above = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    inside = True
    for line in ignore.splitlines():
        pattern = line.strip().removeprefix("!").strip("/")
        if pattern and not pattern.startswith("#") and any(_fits(prefix, pattern) for prefix in above):
            inside = line.startswith("!")
    return inside


def _fits(path: str, pattern: str) -> bool:
    parts, wanted = path.split("/"), pattern.split("/")
    if wanted[0] == "**":
        parts, wanted = parts[-len(wanted[1:]) :], wanted[1:]
    return len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted))


FILE = instructions(DOCKERFILE)
LAST = max(step.stage for step in FILE)


def rests(name: str, stage: int | None = None) -> list[str]:
    """What follows each instruction of a name, in all stages or in one."""
    return [step.rest for step in FILE if step.name == name and stage in (None, step.stage)]


def environment() -> dict[str, str]:
    """The variables that the image sets."""
    found: dict[str, str] = {}
    for word in " ".join(rests("ENV", LAST)).split():
        name, _, value = word.partition("=")
        found[name] = value
    return found


def packages() -> set[str]:
    """The folders that go into the wheel, whichever of the two backends packs it."""
    tool = PROJECT["tool"]
    if "hatch" in tool:
        return set(tool["hatch"]["build"]["targets"]["wheel"]["packages"])
    return set(tool["uv"]["build-backend"]["module-name"])


def copied_from_context() -> list[str]:
    """The paths that the build takes from the folder it is given."""
    found: list[str] = []
    for rest in rests("COPY") + rests("ADD"):
        words = rest.split()
        if not any(word.startswith("--from=") for word in words):
            found += [word.rstrip("/") for word in words[:-1] if not word.startswith("--")]
    return found


def test_nothing_enters_the_build_unless_it_is_named() -> None:
    assert IGNORE.splitlines()[0] == "*"
    named = {line[1:] for line in IGNORE.splitlines() if line.startswith("!")}
    assert named == set(copied_from_context()), "named and copied must be the same"
    assert len(named) > 4


def test_all_that_is_copied_is_there_and_let_in() -> None:
    for path in copied_from_context():
        assert (ROOT / path).exists(), path
        assert let_in(path, IGNORE), path
        if (ROOT / path).is_dir():
            assert let_in(f"{path}/deep/file.yaml", IGNORE), path


@pytest.mark.parametrize(
    "path",
    [
        ".env",
        ".env.example",
        ".git/config",
        ".venv/bin/python",
        "bot/.env",
        "bot/__pycache__/settings.cpython-312.pyc",
        "data/edition.sqlite",
        "discord_token",
        "secrets/discord_token",
        "documents/eaf.txt",
        "knowledge/names/.env.local",
        "tests/bot/test_dockerfile.py",
    ],
)
def test_secrets_state_and_leftovers_stay_out(path: str) -> None:
    assert not let_in(path, IGNORE)


def test_what_the_package_is_built_from_is_copied_before_it_is_built() -> None:
    needed = {PROJECT["project"]["readme"], *PROJECT["project"]["license-files"]}
    needed |= packages()
    assert needed <= set(copied_from_context())


@pytest.mark.parametrize("rule", NOT_EVERYWHERE)
def test_every_builder_takes_the_file(rule: str) -> None:
    assert not NOT_EVERYWHERE[rule].search(DOCKERFILE)


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ("syntax line", "# syntax=docker/dockerfile:1"),
        ("heredoc", "RUN <<EOF"),
        ("heredoc", "COPY <<'END' /etc/x"),
        ("linked copy", "COPY --from=build --link /app /app"),
        ("relative target", "RUN --mount=type=bind,source=uv.lock,target=uv.lock uv sync"),
    ],
)
def test_the_rules_about_builders_catch_what_they_are_for(rule: str, line: str) -> None:
    assert NOT_EVERYWHERE[rule].search(f"FROM scratch\n{line}\n")


def test_base_images_are_arguments_pinned_by_digest() -> None:
    defaults = dict(rest.split("=", 1) for rest in rests("ARG", stage=0))
    sources = [rest.split()[0] for rest in rests("FROM")]
    assert len(sources) == 2
    for source in sources:
        name = re.fullmatch(r"\$\{(\w+)\}", source)
        assert name, f"{source} is no argument"
        assert re.fullmatch(r"[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}", defaults[name[1]]), defaults[name[1]]


def test_the_base_has_a_python_that_the_package_takes() -> None:
    version = re.search(r"python:(3)\.(\d+)-", DOCKERFILE)
    least = re.fullmatch(r">=(3)\.(\d+)", PROJECT["project"]["requires-python"])
    assert version
    assert least
    assert (int(version[1]), int(version[2])) >= (int(least[1]), int(least[2]))


def test_uv_is_the_makefile_s_and_pinned_by_hash() -> None:
    makefile = re.search(
        r"^UV_VERSION := (\S+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert makefile
    assert f"UV_VERSION={makefile[1]}" in rests("ARG")
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", DOCKERFILE)) >= 1
    assert "--require-hashes" in DOCKERFILE


def test_the_environment_is_the_locked_one() -> None:
    syncs = [rest for rest in rests("RUN", stage=1) if "uv sync" in rest]
    assert len(syncs) == 2
    assert all("--frozen" in rest and "--no-dev" in rest for rest in syncs)
    assert "--no-editable" in syncs[-1]


def test_the_edition_is_built_at_the_place_where_it_is_looked_for() -> None:
    built = re.search(
        r"DOSSIER_EDITION=(\S+) \S*dossier build$", "\n".join(rests("RUN", stage=1)), re.MULTILINE
    )
    assert built
    assert environment()["DOSSIER_EDITION"] == built[1]
    assert any(rest.split()[:2] == ["--from=build", built[1]] for rest in rests("COPY", LAST))


def test_it_runs_as_a_numbered_user_who_owns_only_the_data_folder() -> None:
    users = rests("USER", LAST)
    assert users
    user, _, group = users[-1].partition(":")
    assert user.isdigit()
    assert group.isdigit()
    assert int(user) > 0
    assert int(group) > 0
    after = FILE[FILE.index(Instruction(LAST, "USER", users[-1])) :]
    assert not [step for step in after if step.name in ("RUN", "COPY", "ADD")], (
        "all is installed before, by root"
    )
    assert not [rest for rest in rests("COPY", LAST) if "--chown" in rest or "--chmod" in rest]
    assert re.search(
        rf"--owner={user} --group={group} \S+ /data$", "\n".join(rests("RUN", LAST)), re.MULTILINE
    )
    assert json.loads(rests("VOLUME", LAST)[0]) == ["/data"]
    assert environment()["DOSSIER_DATA_DIR"] == "/data"


def test_an_init_passes_sigterm_on() -> None:
    entry = json.loads(rests("ENTRYPOINT", LAST)[0])
    assert entry[:2] == ["tini", "--"]
    assert entry[2:] == list(PROJECT["project"]["scripts"])
    assert json.loads(rests("CMD", LAST)[0]) == ["run"]
    assert rests("STOPSIGNAL", LAST) == ["SIGTERM"]


def test_no_secret_is_asked_for_or_kept() -> None:
    names = [
        name
        for step in FILE
        if step.name in ("ARG", "ENV", "LABEL")
        for name in re.findall(r"(?:^|\s)([\w.]+)(?==|$)", step.rest)
    ]
    assert len(names) > 8
    assert not [name for name in names if SECRET.search(name)]


def test_the_health_check_is_the_command_and_its_port_is_set() -> None:
    (check,) = rests("HEALTHCHECK", LAST)
    options, _, asked = check.partition(" CMD ")
    assert json.loads(asked) == ["dossier", "health"]
    assert {"--interval", "--timeout", "--start-period", "--retries"} == {
        word.partition("=")[0] for word in options.split()
    }
    port = environment()["DOSSIER_HTTP_PORT"]
    assert rests("EXPOSE", LAST) == [port]


def test_time_zones_come_from_the_locked_package() -> None:
    assert environment()["PYTHONTZPATH"] == ""
    assert any(line.startswith("tzdata") for line in PROJECT["project"]["dependencies"])


def test_bytecode_is_compiled_once_and_never_compared() -> None:
    built = " ".join(rests("ENV", stage=1)).split()
    assert "PYC_INVALIDATION_MODE=UNCHECKED_HASH" in built
    assert "UV_COMPILE_BYTECODE=1" in built


def test_labels_come_last_so_that_a_revision_changes_no_layer() -> None:
    assert [step.name for step in FILE[-3:]] == ["ARG", "ARG", "LABEL"]
    label = rests("LABEL", LAST)[0]
    assert 'org.opencontainers.image.version="${VERSION}"' in label
    assert 'org.opencontainers.image.revision="${REVISION}"' in label


def test_actions_are_pinned_by_commit() -> None:
    used = re.findall(
        r"uses: (\S+)", (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    )
    assert len(used) == 2
    assert [name for name in used if not re.search(r"@[0-9a-f]{40}$", name)] == []
