"""Which script a name is written in."""

from __future__ import annotations

import unicodedata

_PREFIXES = (
    ("HIRAGANA", "Jpan"),
    ("KATAKANA", "Jpan"),
    ("HANGUL", "Hang"),
    ("CJK", "Hani"),
    ("CYRILLIC", "Cyrl"),
    ("LATIN", "Latn"),
    ("ARABIC", "Arab"),
    ("GREEK", "Grek"),
    ("HEBREW", "Hebr"),
    ("THAI", "Thai"),
    ("DEVANAGARI", "Deva"),
)


def script_of(text: str) -> str:
    """The ISO 15924 code of a text's script; kana decides for Japanese, ``Zyyy`` when there are no letters."""
    found: list[str] = []
    for character in text:
        if character.isalpha():
            name = unicodedata.name(character, "")
            found += [code for prefix, code in _PREFIXES if name.startswith(prefix)][:1]
    for code in ("Jpan", "Hang", "Hani"):
        if code in found:
            return code
    return found[0] if found else "Zyyy"
