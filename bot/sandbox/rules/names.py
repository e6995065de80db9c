"""Names of commands and options: the letters they may have, and the languages they may be given in."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from bot.cards.limits import COMMANDS_PAGE
from bot.sandbox.rules.shapes import Field, record

if TYPE_CHECKING:
    from bot.sandbox.rules.shapes import Checker

# https://docs.discord.com/developers/reference#locales
LOCALES = frozenset(
    {
        "id",
        "da",
        "de",
        "en-GB",
        "en-US",
        "es-ES",
        "es-419",
        "fr",
        "hr",
        "it",
        "lt",
        "hu",
        "nl",
        "no",
        "pl",
        "pt-BR",
        "ro",
        "fi",
        "sv-SE",
        "vi",
        "tr",
        "cs",
        "el",
        "bg",
        "ru",
        "uk",
        "hi",
        "th",
        "zh-CN",
        "ja",
        "zh-TW",
        "ko",
    }
)
_SCRIPTS = ("DEVANAGARI ", "THAI ")  # the two scripts whose combining marks Discord takes in names


def is_command_name(name: str) -> bool:
    """Say whether a slash command or option may have this name: letters, digits, ``-_'``, lower case.

    Letters and digits of every script count, and the combining marks of Devanagari and Thai. The length is a
    limit of its own. Source: the naming section of Discord's page on application commands.
    """
    return name == name.lower() and all(
        each in "-_'"
        or unicodedata.category(each)[0] in "LN"
        or unicodedata.name(each, "").startswith(_SCRIPTS)
        for each in name
    )


def localized(check: Checker) -> Field:
    """Give a field that holds one text per language, each checked alike."""
    return Field(record({locale: Field(check) for locale in LOCALES}, f"{COMMANDS_PAGE}#localization"))
