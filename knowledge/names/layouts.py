"""Terms typed on the wrong keyboard layout: Russian or Korean typed as Latin, and back."""

from __future__ import annotations

import unicodedata
from typing import Final

_LATIN: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN: Final = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_RUSSIAN: Final = str.maketrans(_LATIN + '{}:"<>~', _RUSSIAN + "хъжэбюё")
_FROM_RUSSIAN: Final = str.maketrans(_RUSSIAN, _LATIN)

# The Korean standard layout (KS X 5002, "dubeolsik"): one Latin key per letter; capitals double the consonant.
_JAMO: Final = dict(
    zip(
        "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml",
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ",
        strict=False,
    )
)
_KEY: Final = {letter: key for key, letter in _JAMO.items()}
_LEADS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS: Final = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_PAIRS: Final = {
    "ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ",
    "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ", "ㄹㅅ": "ㄽ", "ㄹㅌ": "ㄾ",
    "ㄹㅍ": "ㄿ", "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ",
}  # fmt: skip
_SPLIT: Final = {pair: parts for parts, pair in _PAIRS.items()}
_HANGUL: Final = range(0xAC00, 0xD7A4)
_CONJOINING: Final = {
    **{chr(0x1100 + at): letter for at, letter in enumerate(_LEADS)},
    **{chr(0x1161 + at): letter for at, letter in enumerate(_VOWELS)},
    **{chr(0x11A7 + at): letter for at, letter in enumerate(_TAILS) if at},
}


def retyped(term: str) -> tuple[tuple[str, str], ...]:
    """Give what the same keys write on the other layouts, each with the name of the layout it reads as."""
    term = unicodedata.normalize("NFKC", term.strip())
    readings: list[tuple[str, str]] = []
    if term.isascii():
        readings.append(("Russian", term.lower().translate(_TO_RUSSIAN)))
        for keys in dict.fromkeys((term, term.lower())):
            composed = _compose("".join(_JAMO.get(key, _JAMO.get(key.lower(), key)) for key in keys))
            if all(ord(sign) in _HANGUL or not sign.isalpha() for sign in composed):
                readings.append(("Korean", composed))
    else:
        lowered = term.lower()
        if any(sign in _RUSSIAN for sign in lowered):
            readings.append(("Latin", lowered.translate(_FROM_RUSSIAN)))
        if any(sign in _KEY or ord(sign) in _HANGUL or sign in _CONJOINING for sign in term):
            readings.append(("Latin", "".join(_keys(sign) for sign in term)))
    return tuple((name, text) for name, text in readings if text != term)


def _keys(sign: str) -> str:
    """Give the Latin keys that type one Hangul letter or syllable."""
    if ord(sign) in _HANGUL:
        at = ord(sign) - _HANGUL.start
        letters = _LEADS[at // 588] + _VOWELS[at % 588 // 28] + _TAILS[at % 28]
    else:
        letters = _CONJOINING.get(sign, sign)
    letters = "".join(_SPLIT.get(letter, letter) for letter in letters)
    return "".join(_KEY.get(letter, letter) for letter in letters)


def _compose(letters: str) -> str:
    """Compose a run of Hangul letters into syllables the way an input method does."""
    out: list[str] = []
    at = 0
    while at < len(letters):
        lead = letters[at]
        vowel = _longest(letters, at + 1, _VOWELS)
        if lead not in _LEADS or not vowel:
            out.append(lead)
            at += 1
            continue
        at += 1 + (2 if vowel in _SPLIT else 1)
        tail = _tail(letters, at)
        at += 0 if not tail else (2 if tail in _SPLIT else 1)
        syllable = (_LEADS.index(lead) * 21 + _VOWELS.index(vowel)) * 28 + _TAILS.index(tail)
        out.append(chr(_HANGUL.start + syllable))
    return "".join(out)


def _longest(letters: str, at: int, known: str) -> str:
    pair = _PAIRS.get(letters[at : at + 2], "")
    if pair and pair in known:
        return pair
    return letters[at] if at < len(letters) and letters[at] in known else ""


def _tail(letters: str, at: int) -> str:
    """Give the closing consonants of a syllable: those that no vowel follows."""
    for length in (2, 1):
        part = letters[at : at + length]
        tail = _PAIRS.get(part, "") if length > 1 else part
        after = letters[at + length : at + length + 1]
        if len(part) == length and tail in _TAILS and tail and (not after or after not in _VOWELS):
            return tail
    return ""
