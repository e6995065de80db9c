"""Files that the sandbox's web page is made of, and files that were uploaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from bot.sandbox.attachments import StoredFile

FOLDER = Path(__file__).parent / "page"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# Shown in the page; everything else that was uploaded is only ever downloaded, never run.
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def _missing() -> web.Response:
    return web.Response(status=404, text="There is no such file.", headers=HEADERS)


def static(name: str) -> web.StreamResponse:
    """Answer with a file of the page's folder; only names that it lists, so that no path leads out of it."""
    files = {path.name: path for path in FOLDER.iterdir() if path.is_file()}
    return web.FileResponse(files[name], headers=HEADERS) if name in files else _missing()


def uploaded(stored: StoredFile | None) -> web.StreamResponse:
    """Answer with an uploaded file, None for one that there is not."""
    if stored is None:
        return _missing()
    disposition = "inline" if stored.content_type in _PICTURES else "attachment"
    headers = HEADERS | {"Content-Type": stored.content_type, "Content-Disposition": disposition}
    return web.Response(body=stored.content, headers=headers)
