"""What an edition is of: the hash of the seeds' content and of the schema version."""

from __future__ import annotations

import hashlib
from pathlib import Path

SCHEMA_VERSION = 4
"""Raised when the tables change, or the Latin letters that `knowledge.names.keys.latin` gives, which they keep.

An edition of another version is rebuilt, never migrated.
"""
_NOT_CONTENT = ("README.md",)


def seeds_hash(folder: Path) -> str:
    """The hash of a seeds folder's content and of the schema version, 16 hexadecimal digits.

    The rules hold every YAML file to its canonical form, so the bytes are the content.
    """
    digest = hashlib.sha256(f"schema {SCHEMA_VERSION}\n".encode())
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in _NOT_CONTENT and not path.name.startswith("."):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()[:16]
