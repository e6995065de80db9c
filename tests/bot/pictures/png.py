"""Pixels of a PNG, in plain Python: enough for the small pictures of the tests."""

from __future__ import annotations

import struct
import zlib

from bot.drawing.png import size

PIXEL = 4


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """Give width, height and the RGBA samples row by row (PNG, third edition, chapter 9)."""
    width, height = size(png)
    assert png[24:26] == b"\x08\x06", "8 bits a sample, RGBA"
    packed, at = b"", 8
    while at < len(png):
        length = struct.unpack_from(">I", png, at)[0]
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += length + 12
    data, stride = zlib.decompress(packed), PIXEL * width
    above, rows = bytes(stride), []
    for start in range(0, len(data), stride + 1):
        row = bytearray(data[start + 1 : start + 1 + stride])
        _unfilter(data[start], row, above)
        rows.append(bytes(row))
        above = rows[-1]
    assert len(rows) == height
    return width, height, b"".join(rows)


def _unfilter(kind: int, row: bytearray, above: bytes) -> None:
    for at in range(len(row)):
        left = row[at - PIXEL] if at >= PIXEL else 0
        corner = above[at - PIXEL] if at >= PIXEL else 0
        added = (0, left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner))[kind]
        row[at] = (row[at] + added) & 0xFF


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    near = [abs(guess - left), abs(guess - up), abs(guess - corner)]
    return (left, up, corner)[near.index(min(near))]
