"""Uploaded files: kept in memory and served back from this server."""

from __future__ import annotations

import mimetypes
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.sandbox.errors import invalid

if TYPE_CHECKING:
    from bot.sandbox.exchange import FilePart
    from bot.sandbox.ids import Snowflakes
    from bot.sandbox.objects import Object

SOURCE = "https://docs.discord.com/developers/reference#uploading-files"
_PNG = b"\x89PNG\r\n\x1a\n"


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Read width and height in pixels of a PNG picture, None for anything else."""
    if content[:8] != _PNG or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An uploaded file, and the type it is served with."""

    filename: str
    content_type: str
    content: bytes


class FileStore:
    """All files uploaded to this sandbox.

    Args:
        ids: where the attachments' ids come from.
    """

    def __init__(self, ids: Snowflakes) -> None:
        self._ids = ids
        self._files: dict[str, StoredFile] = {}
        self.base_url = ""

    def get(self, attachment_id: str, filename: str) -> StoredFile | None:
        """Give a file by the two parts of its address, None if there is none."""
        stored = self._files.get(attachment_id)
        return stored if stored is not None and stored.filename == filename else None

    def keep(self, part: FilePart, notes: Object, *, ephemeral: bool) -> Object:
        """Store one uploaded file and describe it (schema ``MessageAttachmentResponse``).

        Args:
            part: the file.
            notes: what the request's ``attachments`` says about it (filename, description).
            ephemeral: whether it belongs to a message that only one person sees.
        """
        attachment_id = self._ids.next()
        filename = notes.get("filename") or part.filename
        content_type = mimetypes.guess_type(filename)[0] or part.content_type
        self._files[attachment_id] = StoredFile(filename, content_type, part.content)
        url = f"{self.base_url}/attachments/{attachment_id}/{quote(filename)}"
        made: Object = {
            "id": attachment_id,
            "filename": filename,
            "size": len(part.content),
            "url": url,
            "proxy_url": url,
            "content_type": content_type,
        }
        if size := picture_size(part.content):
            made["width"], made["height"] = size
        if notes.get("description"):
            made["description"] = notes["description"]
        if ephemeral:
            made["ephemeral"] = True
        return made


def attachments_of(
    body: Object, files: tuple[FilePart, ...], kept: list[Object], store: FileStore, *, ephemeral: bool
) -> list[Object]:
    """Work out a message's attachments after a request.

    A request without ``attachments`` keeps what is there and adds the uploads; a request with it keeps only
    what it lists, and each upload ``files[n]`` belongs to the entry whose id is n.

    Raises:
        ApiError: an entry names neither an upload nor an attachment of the message.
    """
    uploads = {part.field.removeprefix("files[").removesuffix("]"): part for part in files}
    listed = body.get("attachments")
    if listed is None:
        return kept + [store.keep(part, {}, ephemeral=ephemeral) for part in uploads.values()]
    existing = {attachment["id"]: attachment for attachment in kept}
    result: list[Object] = []
    for index, entry in enumerate(listed):
        key = str(entry.get("id"))
        if key in uploads:
            result.append(store.keep(uploads[key], entry, ephemeral=ephemeral))
        elif key in existing:
            result.append(existing[key])
        else:
            message = f"No upload files[{key}] and no attachment {key} of this message."
            raise invalid("unknown-attachment", f"attachments.{index}.id", message, SOURCE)
    return result
