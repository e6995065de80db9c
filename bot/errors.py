"""The one error ladder: from an exception to a private sentence with a reference that is also in the log."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias, TypeVar

import discord
from discord import app_commands

_log = logging.getLogger(__name__)

UNKNOWN_INTERACTION = 10062
"""The interaction expired or was answered by another process (Discord's JSON error codes)."""
ALREADY_ANSWERED = 40060
"""The interaction was already acknowledged (Discord's JSON error codes)."""
_QUIET = frozenset({UNKNOWN_INTERACTION, ALREADY_ANSWERED})
Interaction: TypeAlias = "discord.Interaction[Any]"
R = TypeVar("R")


class Refusal(app_commands.AppCommandError):
    """Something a person may not do, or did wrongly: told to them as it is, and not an error of ours."""


async def report(interaction: Interaction, error: BaseException, where: str) -> None:
    """Tell the person privately, log the rest; never raises.

    Args:
        interaction: what failed.
        error: what it failed with.
        where: the place for the log, e.g. ``command entity``.
    """
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, discord.HTTPException) and cause.code in _QUIET:
        _log.info("%s: the interaction was expired or already answered (%s)", where, cause.code)
        return
    if isinstance(cause, Refusal):
        await tell(interaction, str(cause))
        return
    if isinstance(cause, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        _log.warning("%s: Discord still has an older set of commands", where)
        await tell(
            interaction, "This command has changed. Try again in a minute; a restart of your app helps."
        )
        return
    reference = secrets.token_hex(4)
    _log.error("%s failed, reference %s", where, reference, exc_info=cause)
    await tell(
        interaction,
        "Something went wrong on our side, and nothing was changed. Please try again; if it stays, tell the "
        f"operators this reference: {reference}",
    )


async def tell(interaction: Interaction, sentence: str) -> None:
    """Say something privately by whichever way is still open; silent when none is."""
    try:
        if interaction.type is discord.InteractionType.autocomplete:
            if not interaction.response.is_done():
                await interaction.response.autocomplete([])
        elif not interaction.response.is_done():
            await interaction.response.send_message(sentence, ephemeral=True)
        else:
            await interaction.followup.send(sentence, ephemeral=True)
    except discord.HTTPException as error:
        _log.info("a reply could not be delivered any more (%s)", error.code)


def guarded(
    where: str, callback: Callable[[Interaction, str], Awaitable[R]], otherwise: R
) -> Callable[[Interaction, str], Coroutine[Any, Any, R]]:
    """Wrap a callback whose exceptions discord.py would only log: report them and give ``otherwise``."""

    async def run(interaction: Interaction, typed: str) -> R:
        try:
            return await callback(interaction, typed)
        except Exception as error:  # noqa: BLE001 - the end of the ladder
            await report(interaction, error, where)
            return otherwise

    return run
