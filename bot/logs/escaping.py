"""A line stays one line, whatever is in it: control characters are written out."""

from __future__ import annotations

import re

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Unicode's control characters, its own line and paragraph separators, and the marks that turn the direction of
# writing (UAX #9): with one of them, a line could look like two, or like another one.
_CONTROL = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def escaped(text: str) -> str:
    """The text with each control character, and each half of a surrogate pair, as an escape."""
    return _CONTROL.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}"
