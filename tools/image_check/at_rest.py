"""What can be seen of an image without serving: what is in it, as whom it runs, how large it is."""

# ruff: noqa: S101 - a check asserts, and its report catches that
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.image_check.context import CANARY
from tools.image_check.engine import inspected, must, python, run

MOST_MEGABYTES = 120
"""The most that the image may add to its base."""
OWNER = 10001
_BLOCK = 1 << 20

# Each program runs in the image, with its Python, and prints what it found as JSON.
_BYTECODE = """
import json, pathlib, importlib.util
root = pathlib.Path("/app/.venv/lib")
kinds, without = {}, []
for compiled in root.rglob("*.pyc"):
    head = compiled.read_bytes()[:8]
    kind = "other magic" if head[:4] != importlib.util.MAGIC_NUMBER else str(int.from_bytes(head[4:], "little"))
    kinds[kind] = kinds.get(kind, 0) + 1
for source in root.rglob("*.py"):
    if not pathlib.Path(importlib.util.cache_from_source(str(source))).is_file():
        without.append(str(source.relative_to(root)))
print(json.dumps([kinds, without]))
"""
_COMPILED = """
import importlib, importlib.machinery, json, pathlib, site
import psycopg  # before its compiled half, which insists on that
places = [pathlib.Path(place) for place in site.getsitepackages()]
done, failed = 0, []
for place in places:
    for file in place.rglob("*.so"):
        name = ".".join(file.relative_to(place).with_name(file.name.partition(".")[0]).parts)
        if not file.name.endswith(tuple(importlib.machinery.EXTENSION_SUFFIXES)) or "_test" in name:
            continue
        try:
            importlib.import_module(name)
            done += 1
        except Exception as error:
            failed.append(f"{name}: {error}")
print(json.dumps([done, failed]))
"""
_PARTS = """
import json, zoneinfo, psycopg, tzdata, sqlite3
from importlib.metadata import version
print(json.dumps({
    "psycopg": psycopg.pq.__impl__, "libpq": psycopg.pq.version(), "tzpath": zoneinfo.TZPATH,
    "tzdata": tzdata.IANA_VERSION, "zones": len(zoneinfo.available_timezones()),
    "noon": str(zoneinfo.ZoneInfo("Asia/Tokyo")), "sqlite": sqlite3.sqlite_version,
}))
"""
_RIGHTS = """
import json, os
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
found = []
for folder, folders, _ in os.walk("/"):
    if folder == "/":
        folders[:] = [name for name in folders if name not in ("proc", "sys", "dev")]
    if os.access(folder, os.W_OK):
        found.append(folder)
print(json.dumps({
    "user": os.getuid(), "group": os.getgid(), "groups": os.getgroups(), "writable": sorted(found),
    "capabilities": {name: int(status[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")},
    "no_new_privileges": status["NoNewPrivs"].strip(),
}))
"""


@dataclass(frozen=True, slots=True)
class AtRest:
    """The checks of an image that does not serve.

    Attributes:
        image: its name.
        base: what it was built on.
        labels: what its labels have to say.
        scratch: a folder for large files, emptied by the caller.
    """

    image: str
    base: str
    labels: Mapping[str, str]
    scratch: Path

    def size(self) -> str:
        """Not more than so much over the base."""
        whole, below = (int(inspected(name)["Size"]) for name in (self.image, self.base))
        over = (whole - below) / 1e6
        assert over < MOST_MEGABYTES, f"{over:.0f} MB over the base, more than {MOST_MEGABYTES}"
        return f"{over:.0f} MB over the base (of {below / 1e6:.0f} MB); at most {MOST_MEGABYTES}"

    def settings(self) -> str:
        """User, start, stop, health check, places and labels."""
        config = inspected(self.image)["Config"]
        assert config["User"] == f"{OWNER}:{OWNER}", config["User"]
        assert config["Entrypoint"] == ["tini", "--", "dossier"], config["Entrypoint"]
        assert config["Cmd"] == ["run"], config["Cmd"]
        assert config["StopSignal"] in ("SIGTERM", "15"), config["StopSignal"]
        assert list(config["Volumes"]) == ["/data"], config["Volumes"]
        asked = inspected(self.image).get("Healthcheck", {}).get("Test")
        assert asked == ["CMD", "dossier", "health"], f"the health check asks {asked}"
        labels = config["Labels"]
        for name, wanted in self.labels.items():
            assert labels.get(name) == wanted, f"label {name} is {labels.get(name)!r}, not {wanted!r}"
        return f"user {config['User']}, tini, SIGTERM, dossier health, {len(self.labels)} labels as given"

    def bytecode(self) -> str:
        """Compiled once and never compared with the sources again: flag 1 without 2 (PEP 552)."""
        kinds, without = json.loads(python(self.image, _BYTECODE))
        assert list(kinds) == ["1"], f"flags of the bytecode, with how many files: {kinds}"
        assert not without, f"{len(without)} modules without bytecode, such as {without[:3]}"
        return f"all {kinds['1']} modules compiled, each UNCHECKED_HASH (flags 1)"

    def compiled(self) -> str:
        """Each compiled module loads after what was taken from it."""
        done, failed = json.loads(python(self.image, _COMPILED))
        assert not failed, "; ".join(failed)
        assert done > 10, f"only {done} compiled modules found"  # noqa: PLR2004 - far fewer than there are
        return f"all {done} compiled modules load"

    def parts(self) -> str:
        """The PostgreSQL driver and the time zones are the locked ones."""
        found = json.loads(python(self.image, _PARTS))
        assert found["psycopg"] == "binary", f"psycopg is {found['psycopg']}, not its own binary"
        assert found["tzpath"] == [], f"time zones are looked for in {found['tzpath']}"
        assert found["zones"] > 400, f"only {found['zones']} time zones"  # noqa: PLR2004 - there are near 600
        return (
            f"psycopg with its own libpq {found['libpq']}; tzdata {found['tzdata']}, {found['zones']} zones; "
            f"SQLite {found['sqlite']}"
        )

    def rights(self) -> str:
        """User, capabilities, and where it can write."""
        found = json.loads(python(self.image, _RIGHTS))
        assert (found["user"], found["group"]) == (OWNER, OWNER), found
        assert found["groups"] in ([], [OWNER]), found["groups"]
        assert found["writable"] == ["/data", "/tmp"], f"writable: {found['writable']}"  # noqa: S108
        held = {name: hex(value) for name, value in found["capabilities"].items() if value}
        assert not held, f"capabilities {held}"
        assert found["no_new_privileges"] == "1", found["no_new_privileges"]
        return f"user {found['user']}, no capability, root read-only, only {' and '.join(found['writable'])} writable"

    def secrets(self) -> str:
        """No planted secret, and nothing of the builder's environment, is in any layer or setting."""
        archive = self.scratch / "image.tar"
        must("podman", "save", "--quiet", "--format", "docker-archive", "--output", str(archive), self.image)
        wanted = {CANARY.encode(): False, b"DossierBot": False}
        size = archive.stat().st_size
        with archive.open("rb") as file:
            tail = b""
            while block := file.read(_BLOCK):
                wanted = {text: found or text in tail + block for text, found in wanted.items()}
                tail = block[-100:]
        archive.unlink()
        assert wanted[b"DossierBot"], "the search of the layers finds nothing at all"
        assert not wanted[CANARY.encode()], "a planted secret is in a layer"
        return f"none of the planted ones in {size / 1e6:.0f} MB of layers and settings"

    def look_ups(self, edition: str) -> str:
        """It answers without network and data, from the edition of these seeds."""
        done = run(self.image, "resolve", "Kurils", "--json")
        assert done.code == 0, done.said
        found = json.loads(done.out)
        assert found["outcome"] == "alias", found
        baked = python(
            self.image,
            "from pathlib import Path; from knowledge.edition import current_edition; "
            "print(current_edition(Path('/none'), Path('/app/edition.sqlite')).hash)",
        ).strip()
        assert baked == edition, f"the image has edition {baked}, the seeds give {edition}"
        return f"edition {baked}, as these seeds give; “Kurils” is {found['name']}"
