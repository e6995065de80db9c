"""Whether the data folder can be written, said before anything else is tried."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
DENIED = frozenset({errno.EACCES, errno.EPERM})
_ENOUGH = b"\0" * 4096
"""What is written to see whether anything can be: one page of a database."""


class FolderError(Exception):
    """The data folder cannot be used; a sentence with what to do."""


def check_folder(folder: Path) -> None:
    """Make the data folder where there is none, and write to it.

    Raises:
        FolderError: it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
            file.write(_ENOUGH)
    except FileExistsError:
        raise FolderError(f"DOSSIER_DATA_DIR: {folder} is a file: it has to be a folder") from None
    except NotADirectoryError:
        raise FolderError(f"DOSSIER_DATA_DIR: a part of {folder} is a file: it has to be a folder") from None
    except OSError as error:
        raise FolderError(_sentence(folder, error)) from None


def _sentence(folder: Path, error: OSError) -> str:
    start = f"DOSSIER_DATA_DIR: {folder} cannot be written"
    if error.errno in FULL:
        return f"{start}: its disk is full: make room on it"
    if error.errno == errno.EROFS:
        return f"{start}: it is read-only: mount it so that it can be written"
    if error.errno not in DENIED:
        return f"{start}: {error.strerror or error}"
    found = _nearest(folder.absolute())
    owner = found.stat()
    return (
        f"{start} by user {os.geteuid()}: {found} belongs to {owner.st_uid}:{owner.st_gid}. "
        f"Give it to the program, as root: chown -R {os.geteuid()}:{os.getegid()} {found}"
    )


def _nearest(folder: Path) -> Path:
    """The folder itself, or the one in which it cannot be made."""
    for one in (folder, *folder.parents):
        if os.path.lexists(one):
            return one
    return folder
