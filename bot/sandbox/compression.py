"""The gateway's transport compression.

Source: https://docs.discord.com/developers/events/gateway#transport-compression
"""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable
from typing import Any, TypeAlias

Compressor: TypeAlias = Callable[[bytes], bytes]


def _zlib_stream() -> Compressor:
    stream = zlib.compressobj()
    return lambda data: stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)


def _zstd_stream() -> Compressor:
    # A dependency of tests only; a client asks for this compression only where it can be imported.
    zstandard: Any = importlib.import_module("zstandard")
    stream = zstandard.ZstdCompressor().compressobj()
    return lambda data: bytes(stream.compress(data) + stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK))


def compressor(name: str | None) -> Compressor | None:
    """Give the compressor of one connection, None when none is asked for.

    Args:
        name: the ``compress`` of the query.

    Raises:
        ValueError: there is no such compression here.
    """
    if name is None:
        return None
    if name == "zlib-stream":
        return _zlib_stream()
    if name == "zstd-stream":
        try:
            return _zstd_stream()
        except ImportError as error:
            raise ValueError("zstd-stream needs the package zstandard, which is not installed.") from error
    raise ValueError(f"There is no transport compression {name!r}: zlib-stream and zstd-stream are known.")
