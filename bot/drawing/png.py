"""Looks at a PNG: its size, and whether anything can be seen on it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}
"""Colour type → samples a pixel (PNG, third edition, 11.2.1); palettes are not drawn here."""


def size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels.

    Raises:
        ValueError: it is no PNG.
    """
    if png[:8] != SIGNATURE or png[12:16] != b"IHDR":
        raise ValueError("not a PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def is_blank(png: bytes) -> bool:
    """Whether all pixels of a picture have one colour, or change only from row to row.

    Under each of PNG's filters a row of one colour below a row of one colour is a first pixel followed by equal
    ones (9.2), so nothing has to be unfiltered, and the first row with something on it ends the search.

    Raises:
        ValueError: it is no PNG of 8 bits a sample without a palette.
    """
    width, height = size(png)
    depth, colour = png[24], png[25]
    if depth != 8 or colour not in _CHANNELS:  # noqa: PLR2004 - bits a sample
        raise ValueError("a PNG of 8 bits a sample without a palette is expected")
    pixel = _CHANNELS[colour]
    try:
        rows = zlib.decompress(b"".join(_data(png)))
    except zlib.error as error:
        raise ValueError("its pixels cannot be read") from error
    stride = 1 + pixel * width
    if len(rows) != stride * height:
        raise ValueError("its pixels are not complete")
    above = bytes(pixel)
    for start in range(0, len(rows), stride):
        first, others = rows[start + 1 : start + 1 + pixel], rows[start + 1 + pixel : start + stride]
        pairs = [_filtered(rows[start], one, up) for one, up in zip(first, above, strict=True)]
        if others != bytes(left for _, left in pairs) * (width - 1):
            return False
        above = bytes(colour for colour, _ in pairs)
    return True


def _filtered(kind: int, first: int, up: int) -> tuple[int, int]:
    """A sample of a row's first pixel, and what stands for each further one if the whole row has its colour.

    Args:
        kind: the row's filter type.
        first: what stands for the sample.
        up: the sample of the row above, which has one colour.
    """
    match kind:
        case 0:  # none
            return first, first
        case 1:  # sub
            return first, 0
        case 2:  # up
            return (first + up) % 256, first
        case 3:  # average
            own = (first + up // 2) % 256
            return own, (own - (own + up) // 2) % 256
        case _:  # Paeth: the left neighbour is the nearest guess
            return (first + up) % 256, 0


def _data(png: bytes) -> Iterator[bytes]:
    """The contents of the chunks that hold pixels."""
    at = len(SIGNATURE)
    while at + 8 <= len(png):
        length = struct.unpack_from(">I", png, at)[0]
        if png[at + 4 : at + 8] == b"IDAT":
            yield png[at + 8 : at + 8 + length]
        at += length + 12
