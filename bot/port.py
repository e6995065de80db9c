"""How a port is written: the one rule for the settings and for ``dossier health``, which does without them."""

from __future__ import annotations

HIGHEST = 65535
NO_PORT = f"this is no port: a number from 0 to {HIGHEST}"


def as_port(text: str) -> int | None:
    """The port that a text names; None when it names none."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(HIGHEST))):
        return None
    return int(text) if int(text) <= HIGHEST else None
