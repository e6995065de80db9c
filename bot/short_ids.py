"""The id of what does not fit a button: the same in every process, so that nobody has to agree on it."""

from __future__ import annotations

import base64
import hashlib

_BYTES = 10
"""Of the digest: 80 bits, sixteen characters."""


def short_id(text: str) -> str:
    """Sixteen characters of a to z and 2 to 7 that stand for a text."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:_BYTES]
    return base64.b32encode(digest).decode().lower()
