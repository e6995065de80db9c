"""Looser keys of a folded name: each forgives one kind of difference, and a match by one of them is `fuzzy`."""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import Final, Literal, TypeAlias

from anyascii import anyascii

from knowledge.names.words import AMERICAN, RUSSIAN_CASES, RUSSIAN_SURNAMES

_STEM: Final = 3
_KANA: Final = range(0x3040, 0x3100)
_HANGUL: Final = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_HAN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
_CYRILLIC: Final = re.compile("[\u0400-\u052f]")

Script: TypeAlias = Literal["latin", "cyrillic", "hangul", "han"]
SCRIPTS: Final[tuple[Script, ...]] = ("latin", "cyrillic", "hangul", "han")

_JUNK: Final = re.compile(r"[^a-z0-9+ ]+")
_GEMINATE: Final = re.compile("[っッ]")  # a doubled consonant, lost in most romanisations
_NUMERAL: Final = re.compile(r"\d+")
_ENDINGS: Final = tuple(one for one in RUSSIAN_CASES if one not in RUSSIAN_SURNAMES)
"""Of the endings those that no surname has for its own."""
_ROMAN: Final = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_SAID: Final = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
_SMALL: Final = frozenset({"of", "the", "and", "in", "on", "for", "to", "a", "an"})

_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?<=[^aeiouyj])e$", ""),
        (r"shch|sch|tsch|sh", "S"),
        (r"tch|cz", "C"),
        (r"zh|dj|dzh", "j"),
        (r"kh|gh|ch", "h"),
        (r"tz|ts", "Z"),
        (r"ph|ff", "f"),
        (r"ck|qu|q|c", "k"),
        (r"x", "ks"),
        (r"z", "s"),
        (r"w", "v"),
        (r"ou|oo|uu", "u"),
        (r"[yij]u", "u"),
        (r"[yij]a", "a"),
        (r"[yij]o", "o"),
        (r"[yij]e", "e"),
        (r"e[iy]|a[iye]", "e"),
        (r"[iy][jyi]|y", "i"),
        (r"ie", "e"),
        (r"(?<=[ae])f$|(?<=o)f$", "v"),
        (r"(.)\1+", r"\1"),
    )
)
"""Romanisation differences of Russian (BGN, scholarly, German, French, Polish habits), in order of application."""

_EASTERN: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?<=[bcdfghjkmnprst])iy(?=[aou])", "y"),
        (r"shi", "si"),
        (r"chi", "ti"),
        (r"tsu", "tu"),
        (r"fu", "hu"),
        (r"sh(?=[aou])|sy", "s"),
        (r"ou|oh(?![aeiou])|oo|wo", "o"),
        (r"uu", "u"),
        (r"eo|u", "o"),
        (r"ae|ai|ei|yi", "e"),
        (r"ch|j|zy", "C"),
        (r"[gq]", "k"),
        (r"d", "t"),
        (r"[bvf]", "p"),
        (r"l", "r"),
        (r"w|y|h", ""),
        (r"(.)\1+", r"\1"),
    )
)
"""Romanisation differences of Japanese (Hepburn, Kunrei) and Korean (Revised, McCune-Reischauer)."""


def script(folded: str) -> Script:
    """Give the script family that decides how nearness is measured: the least common family present wins."""
    if folded.isascii():
        return "latin"
    if _HANGUL.search(folded):
        return "hangul"
    if _HAN.search(folded):
        return "han"
    return "cyrillic" if _CYRILLIC.search(folded) else "latin"


def is_kana(folded: str) -> bool:
    """Say whether the name is written in kana alone, which romanise by sound as an alphabet does."""
    return all(ord(sign) in _KANA or sign == " " for sign in folded)


def forget_tables() -> None:
    """Let go of anyascii's tables, read for thousands of names in all scripts.

    It reads the one table again that a typed character needs. The package has no call for this; where its cache
    has another name, nothing happens.
    """
    vars(sys.modules[anyascii.__module__]).get("_blocks", {}).clear()


def latin(folded: str) -> str:
    """Give the folded name in plain Latin letters, by anyascii; spaces stay."""
    if folded.isascii():
        return folded
    return " ".join(_JUNK.sub("", anyascii(_GEMINATE.sub("", folded)).lower()).split())


def squash(text: str) -> str:
    """Give a folded or Latin name without its spaces."""
    return text.replace(" ", "")


def sorted_words(text: str) -> str:
    """Give the words in alphabetical order: "abe shinzo" and "shinzo abe" share it."""
    return " ".join(sorted(text.split()))


def numbers(text: str) -> tuple[str, ...]:
    """Give every number in a Latin name, sorted: digits and Roman numerals. They are never guessed."""
    found = _NUMERAL.findall(text)
    words = text.split()
    found += [_ROMAN[word] for word in words if word in _ROMAN]
    if len(words) > 1 and words[-1] == "i":
        found.append("1")
    return tuple(sorted(found))


def counted(text: str) -> str:
    """Give a Latin name with its number words and Roman numerals as digits."""
    return " ".join(_SAID.get(word) or _ROMAN.get(word, word) for word in text.split())


def respelt(text: str) -> str:
    """Give a Latin name in British spelling, number words as digits, "plus" as a sign: "two plus two" becomes "2+2"."""
    words = " ".join(
        _SAID.get(word) or AMERICAN.get(word, word) for word in text.replace("+", " plus ").split()
    )
    return words.replace(" plus ", "+").replace(" x ", "+")


def initials(text: str) -> str:
    """Give the initials of a Latin name of three words or more (small words left out), else an empty string."""
    words = [word for word in text.split() if word not in _SMALL]
    return "".join(word[0] for word in words) if len(words) > 2 else ""  # noqa: PLR2004 - two initials mean anything


def sounds(text: str) -> str:
    """Give the skeleton in which romanisations of one Cyrillic name agree; words stay apart."""
    return " ".join(map(sound, text.split()))


def sound(word: str) -> str:
    """Give the skeleton of one word, see `sounds`."""
    return _skeleton(word, _SOUNDS)


def eastern(text: str) -> str:
    """Give the skeleton in which romanisations of one Japanese or Korean name agree, without spaces."""
    return _skeleton(squash(text), _EASTERN)


def dictionary_stem(word: str) -> str:
    """Give the stem of a Russian word as a name has it: without its longest ending, a surname's own kept."""
    return next(
        (word[: -len(one)] for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= _STEM), word
    )


def stems(word: str) -> list[str]:
    """Give every stem that a Russian word may have, whatever case it stands in."""
    found = [
        word[: -len(one)] for one in RUSSIAN_CASES if word.endswith(one) and len(word) - len(one) >= _STEM
    ]
    return [*found, word]


def jamo(folded: str) -> str:
    """Give Hangul as the letters that are typed, so that one slip of a finger is one edit."""
    return unicodedata.normalize("NFD", folded)


def _skeleton(word: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, sound in rules:
        word = pattern.sub(sound, word)
    return word
