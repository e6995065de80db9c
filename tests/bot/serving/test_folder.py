"""A data folder that cannot be used is said with what to do."""

from __future__ import annotations

import errno
import os
import tempfile
from typing import TYPE_CHECKING

import pytest

from bot.serving.folder import FolderError, check_folder
from tests.bot.processes import clean_environment, dossier_without_rights

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_is_made_and_nothing_is_left_in_it(tmp_path: Path) -> None:
    check_folder(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


@pytest.mark.parametrize("inner", ["", "/below"])
def test_a_file_is_no_folder(tmp_path: Path, inner: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FolderError, match=r"^DOSSIER_DATA_DIR: .*file.* has to be a folder$"):
        check_folder(tmp_path / f"file{inner}")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "its disk is full: make room on it"),
        (errno.EDQUOT, "its disk is full: make room on it"),
        (errno.EROFS, "it is read-only: mount it so that it can be written"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_what_a_disk_answers_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(**_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    with pytest.raises(FolderError, match=rf"cannot be written: {words}$"):
        check_folder(tmp_path)


def test_a_device_that_is_full_refuses_the_page_that_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: open("/dev/full", "wb", buffering=0))  # noqa: PTH123, SIM115 - a device
    with pytest.raises(FolderError, match="its disk is full"):
        check_folder(tmp_path)


@pytest.mark.parametrize("inner", ["", "/data"])
def test_the_process_says_which_command_gives_it_the_folder(
    edition_file: Path, tmp_path: Path, inner: str
) -> None:
    folder = tmp_path / "owned"
    folder.mkdir(mode=0o555)
    if os.geteuid() == 0:
        os.chown(folder, 1234, 5678)
    owner = folder.stat()
    environment = clean_environment(edition_file, DOSSIER_DATA_DIR=f"{folder}{inner}") | {
        "DISCORD_TOKEN": "MTA.dummy.token"
    }
    done = dossier_without_rights(["run"], environment, tmp_path)
    assert done.returncode == 78
    assert done.stderr == (
        f"dossier: DOSSIER_DATA_DIR: {folder}{inner} cannot be written by user {os.geteuid()}: {folder} belongs to "
        f"{owner.st_uid}:{owner.st_gid}. Give it to the program, as root: "
        f"chown -R {os.geteuid()}:{os.getegid()} {folder}\n"
    )
