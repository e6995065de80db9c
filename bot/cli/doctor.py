"""`dossier doctor`: looks at everything that an installation needs, one line each with its fix."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from bot.doctor import machine
from bot.doctor.finding import Finding, exit_code, ok
from bot.exits import Exit
from bot.settings import Settings


def doctor(settings: Settings) -> Exit:
    """Print the findings; the exit code is the first failure's.

    Raises:
        SettingsError: a setting cannot be read at all.
    """
    # Nothing of discord.py's own lines: what it would log is said here, in words for operators.
    findings = asyncio.run(look(settings))
    for finding in findings:
        print(finding.line())
    return exit_code(findings)


async def look(settings: Settings) -> list[Finding]:
    """Everything that can be looked at; a failure does not keep the others from being seen."""
    from bot.doctor import discord_side, documents, state  # noqa: PLC0415 - slow to import

    found = [ok("settings", "every variable can be read"), machine.data_folder(settings.data_dir)]
    found.append(machine.time_zones(_now()))
    of_facts, edition = machine.fact_base(settings)
    found.append(of_facts)
    if edition is not None:
        found += documents.copies(edition, settings.documents_dir)
    of_state, schedules = state.state(settings.database())
    found.append(of_state)
    if edition is not None:
        found += state.topics(schedules, edition)
    token = settings.secret()
    if token is None:
        return [*found, discord_side.no_token()]
    answers = await discord_side.look(
        token.get_secret_value(), _now, schedules, settings.guild_ids, settings.operator_channel_id
    )
    return [*found, *answers]


def _now() -> datetime:
    return datetime.now(UTC)
