"""The state: whether it can be used, and whether what people scheduled can still be served."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker

from bot.doctor.finding import Finding, fail, note, ok
from bot.exits import Exit
from bot.state import Subscription
from bot.state.database import connect
from bot.state.schema import HEAD, VERSION_TABLE
from bot.state.store import chance_id
from bot.state.subscriptions import Subscriptions
from knowledge.edition import Edition

WHAT = "state"


def state(address: URL) -> tuple[Finding, list[Subscription]]:
    """Look at the state without changing it; the schedules in it that have not ended."""
    where = address.render_as_string(hide_password=True)
    own_file = address.get_backend_name() == "sqlite"
    if own_file and not Path(address.database or "").is_file():
        return note(WHAT, f"there is none yet at {where}: the first start makes it"), []
    engine: Engine | None = None
    try:
        engine = connect(address)
        with engine.connect() as connection:
            found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - our own name
        if found != HEAD:
            return _other_schema(where, str(found)), []
        schedules = Subscriptions(sessionmaker(engine, expire_on_commit=False), chance_id).everything()
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        if VERSION_TABLE in reason:
            return note(WHAT, f"{where} is empty: the first start makes its tables"), []
        fix = (
            "look at the file's owner, or restore it from a backup (docs/operations.md)"
            if own_file
            else "look at DATABASE_URL and whether the server runs"
        )
        code = Exit.CONFIGURATION if own_file else Exit.UNAVAILABLE
        return fail(WHAT, f"{where} cannot be used: {reason}", fix, code), []
    finally:
        if engine is not None:
            engine.dispose()
    live = [one for one in schedules if one.status != "ended"]
    return ok(WHAT, f"{where}, schema {HEAD}, {len(live)} schedule{'' if len(live) == 1 else 's'}"), live


def topics(schedules: Iterable[Subscription], edition: Edition) -> list[Finding]:
    """The schedules that name an entry which is not in this edition any more."""
    found = []
    for schedule in schedules:
        gone = [own for own in schedule.topics if own not in edition.entities]
        if gone:
            found.append(
                note(
                    "topics",
                    f"schedule {schedule.id} names entries that are no longer in the base: {', '.join(gone)}",
                    f"someone with Manage Server there changes it: /briefing edit {schedule.id}",
                )
            )
    return found


def _other_schema(where: str, found: str) -> Finding:
    if found > HEAD:
        return fail(
            WHAT,
            f"{where} has the schema {found}, made by a newer version of Dossier; this one knows {HEAD}",
            "take the newer version again, or restore the backup made before the upgrade (docs/operations.md)",
        )
    return note(
        WHAT, f"{where} has the schema {found}: the next start migrates it to {HEAD}", "back it up first"
    )
