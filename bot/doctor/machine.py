"""What can be seen without Discord: the folder, the time zones, the fact base, the copies of its documents."""

from __future__ import annotations

import shutil
from datetime import datetime
from importlib import metadata
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.doctor.finding import Finding, fail, note, ok
from bot.exits import Exit
from bot.serving.folder import FolderError, check_folder
from bot.settings import Places
from knowledge.curation.problems import SeedError
from knowledge.edition import Edition, EditionError, current_edition

LITTLE = 100 * 1024 * 1024
"""Bytes below which a data folder is called nearly full: years of ledger fit in a tenth of it."""
NEWEST_RULES_FOR = 500
"""Days after which time zone rules are called old: governments change them about once or twice a year."""


def data_folder(folder: Path) -> Finding:
    """Whether the data folder can be written, and has room."""
    what = "data folder"
    where = folder.resolve()
    try:
        check_folder(folder)
    except FolderError as error:
        return fail(what, str(error), "")  # the sentence says what to do
    room = shutil.disk_usage(folder).free
    if room < LITTLE:
        return note(
            what,
            f"{where} can be written, but only {room // 2**20} MB are free there",
            "make room on that disk",
        )
    return ok(what, f"{where} can be written, {room // 2**20:,} MB free")


def time_zones(now: datetime) -> Finding:
    """Whether the time zones' rules are there, and from when."""
    what = "time zones"
    try:
        ZoneInfo("Europe/Kyiv")
        version = metadata.version("tzdata")
    except (ZoneInfoNotFoundError, metadata.PackageNotFoundError):
        return fail(
            what, "there are no rules on this machine", "make setup, which installs tzdata", Exit.SOFTWARE
        )
    says = f"{len(available_timezones())} zones, tzdata {version}"
    year = version.partition(".")[0]
    if year.isdigit() and (now.year - int(year)) * 365 > NEWEST_RULES_FOR:
        return note(what, f"{says}: the rules are old", "take a newer version of Dossier")
    return ok(what, says)


def fact_base(places: Places) -> tuple[Finding, Edition | None]:
    """Whether there is an edition of the facts, and the edition."""
    what = "edition"
    try:
        edition = current_edition(places.seeds_dir, places.edition_file)
    except SeedError as error:
        problems = f"{len(error.problems)} error{'' if len(error.problems) == 1 else 's'}"
        return (
            fail(
                what, f"the seeds have {problems}", "dossier check, and mend what it names", Exit.DATA_AT_RUN
            ),
            None,
        )
    except EditionError as error:
        return fail(what, str(error), "dossier build, or take the image, which holds an edition"), None
    counted = f"{len(edition.entities)} entries, {len(edition.claims)} statements"
    return ok(what, f"{edition.hash} at {places.edition_file}: {counted}"), edition
