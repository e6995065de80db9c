"""The one normaliser: what two spellings must share to count as the same name.

`fold` is what "exact" and "alias" mean: compatibility forms, case, quotes, dashes, possessives, width, invisible
characters, look-alike letters and Discord markup are taken away, nothing else. Everything looser (transliteration,
lost spaces, word order) is a key of `knowledge.names.keys` and makes a match `fuzzy`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

TERM_LIMIT: Final = 160
"""Characters of a term that are looked at: longer than any name, so that a pasted page costs no more."""

_MARKUP: Final = re.compile(
    r"<a?:(?P<emoji>\w{1,32}):\d{1,20}>"  # a custom emoji keeps its name
    r"|</(?P<command>[\w -]{1,64}):\d{1,20}>"  # a command mention keeps its words
    r"|<(?:@[!&]?|#|t:|id:)[\w:+-]{0,32}>"  # mentions and timestamps name nobody we know
    r"|\[(?P<label>[^\]\n]{1,120})\]\(<?https?://[^)\s]{1,400}>?\)"  # a masked link keeps its label
    r"|https?://\S{1,400}"
    r"|^(?:\s{0,4}(?:>{1,3}|#{1,3}|-#|[-*])\s)+"  # quote, heading, subtext and list marks
    r"|\*{1,3}|_{2,3}|~~|\|\||`{1,3}",
)
"""Discord's text markup, from the "Message Formatting" reference of its developer documentation."""

_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]"
)
"""Default-ignorable code points (Unicode Standard Annex 44) and blanks that are drawn as nothing."""

_MARKS: Final = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")
"""Combining marks that NFKC could not compose: stacked decoration, vowel points, keycaps."""

_LATIN_LOOKS: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјкорсухԁһԛԝѵӏ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναικρυετηχ" + "ıɑɡɩʀɪɴ",
    "ABESIJKMHOPCTYXaesijkopcyxdhqwvl" + "ABEZHIKMNOPTYXovaikpuetnx" + "iagiRIN",
)
"""Cyrillic, Greek and phonetic letters drawn like Latin ones (the pairs of Unicode's confusables table in use)."""

_CYRILLIC_LOOKS: Final = str.maketrans("ABECHKMOPTXYaeckopxyiI", "АВЕСНКМОРТХУаескорхуіІ")

_QUOTES: Final = str.maketrans(
    dict.fromkeys("‘’‚‛′‵ʹʻʼʽ´`＇ʾʿ", "'") | dict.fromkeys('“”„‟″«»「」『』《》〈〉"', " ")
)
_POSSESSIVE: Final = re.compile(r"(?<=\w)'s(?!\w)|(?<=s)'(?!\w)")
_DOTTED: Final = re.compile(r"(?<!\w)(?:[^\W\d_]\.)+[^\W\d_](?!\w)\.?")
_PLUS: Final = re.compile(r"(?<=\w)\s*\+\s*(?=\w)")
_OTHER: Final = re.compile(r"(?:[^\w+]|_|(?<!\w)\+|\+(?!\w))+")
_WORD: Final = re.compile(r"\w+")

_FLAGS: Final = {
    "AU": "Australia", "BY": "Belarus", "CA": "Canada", "CN": "China", "DE": "Germany", "EU": "European Union",
    "FR": "France", "GB": "United Kingdom", "GE": "Georgia", "IL": "Israel", "IN": "India", "IR": "Iran",
    "JP": "Japan", "KP": "North Korea", "KR": "South Korea", "KZ": "Kazakhstan", "MN": "Mongolia",
    "PL": "Poland", "RO": "Romania", "RU": "Russia", "TR": "Turkey", "TW": "Taiwan", "UA": "Ukraine",
    "UN": "United Nations", "US": "United States", "VN": "Vietnam",
}  # fmt: skip
"""Flags of this world's countries (ISO 3166-1 alpha-2 as regional indicators); any other flag names nothing here."""

_INDICATORS: Final = re.compile("[\U0001f1e6-\U0001f1ff]+")
_FIRST_INDICATOR: Final = 0x1F1E6


def fold(text: str) -> str:
    """Give the form in which two names are compared; empty when nothing of a name is left.

    The text is cut to `TERM_LIMIT` characters first, so the cost is bounded whatever is pasted.
    """
    text = text[:TERM_LIMIT]
    plain = text.isascii()
    if plain and text.replace(" ", "").isalnum():
        return " ".join(text.casefold().split())  # as most names are: nothing below finds anything in it
    text = _MARKUP.sub(_unmark, text)
    if not plain:
        text = _INDICATORS.sub(_unflag, text)
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))
        text = _WORD.sub(_unify_script, text.translate(_QUOTES))
        text = _MARKS.sub("", unicodedata.normalize("NFKC", text.casefold())).replace("ё", "е")
    else:
        text = text.casefold().replace('"', " ")
    text = _POSSESSIVE.sub("", text).replace("&", " and ")
    text = _DOTTED.sub(lambda run: run[0].replace(".", ""), text)
    text = _PLUS.sub("+", text.replace("'", ""))
    return _OTHER.sub(" ", text).strip()[:TERM_LIMIT]


def was_cut(text: str) -> bool:
    """Say whether `fold` leaves the end of this text unread."""
    return len(text) > TERM_LIMIT


CUT: Final = f"only the first {TERM_LIMIT} characters were read"
"""What an answer says when `was_cut`."""


def look_alike(text: str) -> str:
    """Read a word written wholly in look-alike letters as Latin (``ТОКУО``); the text itself when it is not one."""
    read = text.translate(_LATIN_LOOKS)
    return read if read.isascii() else text


def _unmark(found: re.Match[str]) -> str:
    return found["emoji"] or found["command"] or found["label"] or " "


def _unflag(found: re.Match[str]) -> str:
    letters = "".join(chr(ord(sign) - _FIRST_INDICATOR + ord("A")) for sign in found[0])
    others = _INDICATORS.sub("", found.string).strip()
    if others:
        return " "  # beside words a flag is decoration
    return _FLAGS.get(letters, f"flag {letters}") if len(letters) <= len("RU") else letters


def _unify_script(word: re.Match[str]) -> str:
    """Read a word that mixes Latin with look-alikes of another script in the one script that it can be read in."""
    text = word[0]
    latin = sum(1 for sign in text if sign.isascii() and sign.isalpha())
    letters = sum(1 for sign in text if sign.isalpha())
    if latin in (0, letters):
        return text
    if (read := text.translate(_LATIN_LOOKS)).isascii():
        return read
    read = text.translate(_CYRILLIC_LOOKS)
    return text if any(sign.isascii() and sign.isalpha() for sign in read) else read
