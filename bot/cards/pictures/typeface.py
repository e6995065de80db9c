"""The shipped typeface: how wide a text is, and which characters it has no glyph for.

Widths come from the very files that the pictures are drawn with. Kerning is left out, so a text may be drawn
slightly narrower or wider than it is measured: by less than half a letter in a line.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FAMILY = "Noto Sans"
FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD = FONTS / "NotoSans-Regular.ttf", FONTS / "NotoSans-Bold.ttf"


@dataclass(frozen=True, slots=True)
class Typeface:
    """One weight of the typeface.

    Attributes:
        advances: character → how far it moves the pen, in parts of the type size.
    """

    advances: Mapping[str, float]

    def width(self, text: str, size: float) -> float:
        """How wide a text is, in pixels at a type size in pixels; a character without a glyph counts as wide."""
        known = self.advances
        try:
            return sum([known[character] for character in text]) * size
        except KeyError:
            return sum([known.get(character, 1.0) for character in text]) * size

    def missing(self, text: str) -> str:
        """The characters of a text that have no glyph, each once."""
        return "".join(dict.fromkeys(one for one in text if one not in self.advances))


def typeface(bold: bool = False) -> Typeface:
    """A weight of the typeface, read from its file when first asked for.

    Raises:
        OSError: the file is missing.
        ValueError: it is no font of the form that is shipped.
    """
    return _read(BOLD if bold else REGULAR)


@lru_cache(2)
def _read(file: Path) -> Typeface:
    return Typeface(dict(_advances(file.read_bytes())))


def wrap(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """A text as lines no wider than ``room`` pixels, broken between words, never inside one.

    A single word that is wider than the room is a line of its own.
    """
    face = typeface(bold)
    space = face.width(" ", size)
    lines: list[list[str]] = []
    used = 0.0
    for word in text.split():
        wide = face.width(word, size)
        if lines and used + space + wide <= room:
            lines[-1].append(word)
            used += space + wide
        else:
            lines.append([word])
            used = wide
    return [" ".join(words) for words in lines]


def _advances(font: bytes) -> Iterator[tuple[str, float]]:
    """Each character with its advance, from the tables ``cmap``, ``hmtx``, ``hhea`` and ``head`` (OpenType 1.9)."""
    tables = {}
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, length = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
        tables[tag] = font[offset : offset + length]
    units = struct.unpack_from(">H", tables[b"head"], 18)[0]
    metrics = struct.unpack_from(">H", tables[b"hhea"], 34)[0]
    wide = [struct.unpack_from(">H", tables[b"hmtx"], 4 * number)[0] for number in range(metrics)]
    for code, glyph in _glyphs(tables[b"cmap"]):
        yield chr(code), wide[min(glyph, metrics - 1)] / units


def _glyphs(cmap: bytes) -> Iterator[tuple[int, int]]:
    """Each code point with its glyph, from the format 4 table of the Unicode plane that the shipped files have."""
    count = struct.unpack_from(">H", cmap, 2)[0]
    records = [struct.unpack_from(">HHL", cmap, 4 + 8 * number) for number in range(count)]
    start = next((offset for platform, kind, offset in records if (platform, kind) == (3, 1)), None)
    if start is None or struct.unpack_from(">H", cmap, start)[0] != 4:  # noqa: PLR2004 - the format's number
        raise ValueError("the font has no character table of format 4")
    segments = struct.unpack_from(">H", cmap, start + 6)[0] // 2
    ends, starts, deltas, offsets = (
        _shorts(cmap, start + at, segments)
        for at in (14, 16 + 2 * segments, 16 + 4 * segments, 16 + 6 * segments)
    )
    for segment in range(segments):
        for code in range(starts[segment], min(ends[segment], 0xFFFE) + 1):
            glyph = code
            if offsets[segment]:
                at = start + 16 + 6 * segments + 2 * segment + offsets[segment] + 2 * (code - starts[segment])
                glyph = struct.unpack_from(">H", cmap, at)[0]
                if not glyph:
                    continue
            glyph = (glyph + deltas[segment]) & 0xFFFF
            if glyph:
                yield code, glyph


def _shorts(data: bytes, at: int, count: int) -> array[int]:
    return array("H", struct.unpack_from(f">{count}H", data, at))
