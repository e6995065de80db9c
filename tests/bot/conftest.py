"""The edition for the tests of cards, desk and command line."""

from tests.bot.editions import desk, edition, edition_file

__all__ = ["desk", "edition", "edition_file"]
