"""What a slip of the hand costs: less than an edit for the slips that hands and ears make, more for the others."""

from __future__ import annotations

from typing import Final

from rapidfuzz.distance import Levenshtein

_ROWS: Final = (("qwertyuiop", "asdfghjkl", "zxcvbnm"), ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"))


def _neighbours() -> frozenset[str]:
    pairs: set[str] = set()
    for rows in _ROWS:
        for at, row in enumerate(rows):
            pairs |= {row[key : key + 2] for key in range(len(row) - 1)}
            if at + 1 < len(rows):
                below = rows[at + 1]
                pairs |= {
                    row[key] + below[key + off]
                    for key in range(len(row))
                    for off in (-1, 0)
                    if 0 <= key + off < len(below)
                }
    return frozenset(pairs | {pair[::-1] for pair in pairs})


NEIGHBOURS: Final = _neighbours()
"""Pairs of keys that touch on the English and the Russian keyboard."""

_ALIKE: Final = (
    "ck", "sz", "iy", "vw", "ei", "ae", "kq", "sc", "ou", "dt", "bp", "jg", "lr",
    "ао", "еи", "ея", "дт", "бп", "вф", "зс", "шщ", "ий",
)  # fmt: skip
ALIKE: Final = frozenset(_ALIKE) | frozenset(pair[::-1] for pair in _ALIKE)
"""Letters that are heard as one another."""

DOUBLED: Final = 0.5
VOWEL: Final = 0.9
SWAPPED: Final = 0.7
NEAR_KEY: Final = 0.8
SOUNDS_ALIKE: Final = 0.8
SPACE: Final = 0.3
FIRST_LETTER: Final = 0.4


def typing_cost(typed: str, name: str) -> float:
    """Give the cost in edits of having typed one text for the other; 0 for equal texts."""
    ops = [(op.tag, op.src_pos, op.dest_pos) for op in Levenshtein.editops(typed, name)]
    cost = 0.0
    at = 0
    while at < len(ops):
        tag, here, there = ops[at]
        if at + 1 < len(ops) and _swapped(typed, name, ops[at], ops[at + 1]):
            cost += SWAPPED
            at += 2
            continue
        if tag == "replace":
            cost += _replaced(typed[here], name[there])
        elif tag == "delete":
            cost += _single(typed, here)
        else:
            cost += _single(name, there)
        if here == 0 and there == 0:
            cost += FIRST_LETTER
        at += 1
    return cost


def _swapped(typed: str, name: str, first: tuple[str, int, int], second: tuple[str, int, int]) -> bool:
    """Say whether two edits are one transposition of neighbours."""
    at, to = min(first[1], second[1]), min(first[2], second[2])
    if {first[0], second[0]} == {"replace"}:
        near = second[1] == first[1] + 1
    elif {first[0], second[0]} == {"insert", "delete"}:
        near = abs(second[1] - first[1]) <= 2 and abs(second[2] - first[2]) <= 2  # noqa: PLR2004 - two neighbours
    else:
        near = False
    pair = typed[at : at + 2]
    return near and len(pair) > 1 and pair[0] != pair[1] and pair[::-1] == name[to : to + 2]


def _replaced(one: str, other: str) -> float:
    if " " in (one, other):
        return 1.0 + SPACE
    pair = one + other
    if pair in ALIKE:
        return SOUNDS_ALIKE
    return NEAR_KEY if pair in NEIGHBOURS else 1.0


def _single(text: str, at: int) -> float:
    """Price one letter too many or too few."""
    sign = text[at]
    if sign == " ":
        return SPACE
    if sign in text[max(0, at - 1) : at] + text[at + 1 : at + 2]:
        return DOUBLED
    return VOWEL if sign in "aeiouy" else 1.0
