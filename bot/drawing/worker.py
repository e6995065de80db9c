"""The process that draws: reads SVG from standard input, writes PNG to standard output, until the input ends.

Usage: ``python -I -m bot.drawing.worker FAMILY FONT…``. A request is its length (4 bytes, big-endian) and the SVG in
UTF-8; the answer is one byte (``+`` drawn, ``-`` not), a length and the PNG, or a sentence on what went wrong.

It is a process because resvg holds the interpreter lock for as long as it draws: in a thread it would stop the
event loop, and with it the heartbeat to Discord, for the whole picture.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence
from typing import BinaryIO

LENGTH = 4
MOST_SVG = 1_000_000
"""Bytes of a drawing that are taken: the longest there is has some 30,000."""
ABANDONED = 20
"""Seconds after which a drawing ends this process by itself, should nobody be left to do so."""
PROBE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" font-family="{family}">'
    '<text x="2" y="32" font-size="30" fill="#fff"{weight}>H</text></svg>'
)


class NotDrawnError(Exception):
    """A drawing did not work out; the sentence says why."""


def draw(svg: str, family: str, fonts: Sequence[str]) -> bytes:
    """Draw one picture with these fonts only, never the system's.

    Raises:
        NotDrawnError: it is no SVG, or nothing can be seen on it.
    """
    import resvg_py  # noqa: PLC0415 - only this process needs it

    from bot.drawing.png import is_blank  # noqa: PLC0415 - the same

    try:
        png = resvg_py.svg_to_bytes(
            svg_string=svg, skip_system_fonts=True, font_files=list(fonts), font_family=family
        )
    except ValueError as error:
        raise NotDrawnError(f"resvg refused it: {error}") from None
    if is_blank(png):
        raise NotDrawnError("it is blank: all of it has one colour")
    return png


def serve(source: BinaryIO, target: BinaryIO, drawn: Callable[[str], bytes]) -> None:
    """Answer requests until the input ends or makes no sense."""
    while len(head := source.read(LENGTH)) == LENGTH:
        length = int.from_bytes(head, "big")
        if length > MOST_SVG:
            return
        signal.alarm(ABANDONED)
        try:
            status, content = b"+", drawn(source.read(length).decode())
        except NotDrawnError as error:
            status, content = b"-", str(error).encode()
        signal.alarm(0)
        target.write(status + len(content).to_bytes(LENGTH, "big") + content)
        target.flush()


def main() -> None:
    """Make sure that the fonts draw, then serve."""
    family, *fonts = sys.argv[1:]
    # Ctrl+C in a terminal reaches every process of the group; this one ends when its input does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for weight in ("", ' font-weight="700"'):
        # A font that is not found draws nothing and says nothing.
        draw(PROBE.format(family=family, weight=weight), family, fonts)
    serve(sys.stdin.buffer, sys.stdout.buffer, lambda svg: draw(svg, family, fonts))


if __name__ == "__main__":
    main()
