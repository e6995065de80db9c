"""The one error ladder: from an exception to a private sentence with a reference that is also in the log."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias

import aiohttp
import discord
from discord import app_commands, ui

from bot.cards.limits import CHOICE_NAME, CHOICE_VALUE, MESSAGE_CONTENT, clip_label
from bot.observing import observer_of
from bot.private import private_words

_log = logging.getLogger(__name__)

TOO_MANY = 429
UNKNOWN_INTERACTION = 10062
"""The interaction expired or was answered by another process (Discord's JSON error codes)."""
ALREADY_ANSWERED = 40060
"""The interaction was already acknowledged (Discord's JSON error codes)."""
_QUIET = frozenset({UNKNOWN_INTERACTION, ALREADY_ANSWERED})
ELSEWHERE = "Dossier serves only the servers it was set up for, and this is not one of them."
Interaction: TypeAlias = "discord.Interaction[Any]"
Choices: TypeAlias = list[app_commands.Choice[str]]


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
    observer = observer_of(interaction.client)
    if isinstance(cause, discord.HTTPException) and cause.code in _QUIET:
        _log.info(
            "%s: the interaction was expired or already answered (%s), interaction %s",
            where, cause.code, interaction.id,
        )  # fmt: skip
        observer.settled(interaction.id, "expired")
        return
    if isinstance(cause, Refusal):
        await tell(interaction, str(cause))
        observer.settled(interaction.id, "refused")
        return
    if isinstance(cause, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        _log.warning("%s: Discord still has an older set of commands, interaction %s", where, interaction.id)
        await tell(
            interaction, "This command has changed. Try again in a minute; a restart of your app helps."
        )
        observer.settled(interaction.id, "refused")
        return
    reference = secrets.token_hex(4)
    _log.error(
        "%s failed, reference %s, interaction %s",
        where,
        reference,
        interaction.id,
        exc_info=cause,
        extra={
            "fields": {"interaction": str(interaction.id), "reference": reference, "where": where},
            # The exception's text may hold what was typed, or who did.
            "private": private_words(interaction),
        },
    )
    if interaction.type is discord.InteractionType.autocomplete:
        sentence = (
            f"No suggestions (reference {reference}): something went wrong on our side; type on and send"
        )
    else:
        sentence = (
            "Something went wrong on our side, and nothing was changed. Please try again; if it stays, tell "
            f"the operators this reference: {reference}"
        )
    await tell(interaction, sentence)
    observer.settled(interaction.id, "failed", reference)


class LateAnswers(logging.Filter):
    """Keeps suggestions that came too late out of the errors: discord.py logs them as such, with a traceback.

    They are the rule, not the exception: each key typed asks anew, and only the last answer counts.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """False for a record about an expired or already answered interaction."""
        error = record.exc_info[1] if record.exc_info else None
        late = isinstance(error, discord.HTTPException) and error.code in _QUIET
        if late:
            _log.info("autocomplete: the interaction was expired or already answered")
        return not late


async def tell(interaction: Interaction, sentence: str) -> None:
    """Say something privately by whichever way is still open; silent when none is.

    An autocomplete can show nothing but choices, so there the sentence is the label of one; its value is what
    has been typed, so that choosing it loses nothing.
    """
    if not MESSAGE_CONTENT.fits(sentence):
        # Whatever a sentence repeats of what was typed: Discord would refuse it, and the person would read nothing.
        sentence = f"{sentence[: MESSAGE_CONTENT.most - 1]}…"
    try:
        try:
            await _say(interaction, sentence)
        except (aiohttp.ClientError, OSError):
            # The connection broke: once more, on another. Where the first time arrived, Discord refuses the second;
            # but a further message it would take twice.
            if interaction.response.is_done():
                raise
            await _say(interaction, sentence)
    except Exception as error:  # noqa: BLE001 - the end of the ladder: a closing client raises RuntimeError
        _log.info(
            "a reply could not be delivered any more (%s)", getattr(error, "code", type(error).__name__)
        )


async def _say(interaction: Interaction, sentence: str) -> None:
    if interaction.type is discord.InteractionType.autocomplete:
        if not interaction.response.is_done():
            await interaction.response.autocomplete([_as_choice(interaction, sentence)])
    elif not interaction.response.is_done():
        await interaction.response.send_message(sentence, ephemeral=True)
    else:
        await interaction.followup.send(sentence, ephemeral=True)


def guarded(
    where: str, callback: Callable[[Interaction, str], Awaitable[Choices]]
) -> Callable[[Interaction, str], Coroutine[Any, Any, Choices]]:
    """Wrap an autocomplete, whose exceptions discord.py would only log: report them and give no choices.

    The choices are sent here, and where the connection breaks discord.py sends them once more. That doubles nothing:
    an interaction takes one answer.
    """

    async def run(interaction: Interaction, typed: str) -> Choices:
        try:
            found = await callback(interaction, typed)
        except Exception as error:  # noqa: BLE001 - the end of the ladder
            await report(interaction, error, where)
            return []
        try:
            await interaction.response.autocomplete(found)
        except (aiohttp.ClientError, OSError, discord.DiscordServerError):
            _log.info("autocomplete: the choices are sent once more, the connection broke")
        except discord.HTTPException as error:
            if error.status != TOO_MANY:
                raise
        return found

    return run


class ReportingView(ui.View):
    """A view whose errors go up the ladder: discord.py would only log them."""

    async def on_error(self, interaction: Interaction, error: Exception, item: ui.Item[Any], /) -> None:
        """Report it."""
        await report(interaction, error, f"view {type(self).__name__}, {type(item).__name__}")


class ReportingLayout(ui.LayoutView):
    """The same for a view of Components V2."""

    async def on_error(self, interaction: Interaction, error: Exception, item: ui.Item[Any], /) -> None:
        """Report it."""
        await report(interaction, error, f"view {type(self).__name__}, {type(item).__name__}")


class ReportingModal(ui.Modal):
    """The same for a form."""

    async def on_error(  # type: ignore[override] # discord.py's own Modal takes no item either
        self, interaction: Interaction, error: Exception, /
    ) -> None:
        """Report it."""
        await report(interaction, error, f"form {type(self).__name__}")


def _as_choice(interaction: Interaction, sentence: str) -> app_commands.Choice[str]:
    """A sentence as an autocomplete choice that stands for what has been typed."""
    data: Any = interaction.data
    typed = _focused(data.get("options", ()))[: CHOICE_VALUE.most]
    return app_commands.Choice(name=clip_label(sentence, CHOICE_NAME), value=typed or "?")


def _focused(options: Any) -> str:
    for option in options:
        if option.get("focused"):
            return str(option.get("value", ""))
        found = _focused(option.get("options", ()))
        if found:
            return found
    return ""
