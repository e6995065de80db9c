"""Uploads: the files of a request, the ``attachments`` that describe them, and who refers to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cards import limits
from bot.cards.limits import COMPONENTS_PAGE, DOCS, HOUSE, MESSAGE_PAGE
from bot.sandbox.rules.findings import Findings, at
from bot.sandbox.rules.layout import walk
from bot.sandbox.rules.shapes import Field, Record, flag, needed, record, records_of, snowflake, text, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.sandbox.exchange import FilePart, Json

_UPLOADS = f"{DOCS}/reference#uploading-files"
_FIELD = re.compile(r"files\[([0-9])\]")
_ATTACHED = "attachment://"
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
_SHORTEST_SNOWFLAKE = 15  # digits; the first ids of 2015 have 17, an upload's index has one

ATTACHMENT = record(
    {
        "id": needed(snowflake),
        "filename": Field(text(limits.ATTACHMENT_NAME)),
        "description": Field(text(limits.ATTACHMENT_DESCRIPTION)),
        "title": Field(text(limits.ATTACHMENT_NAME)),
        "is_spoiler": Field(flag),
    },
    f"{MESSAGE_PAGE}#attachment-object",
)


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message in a request, with what its rules have to know beside its body.

    Attributes:
        path: its place in the request body.
        body: the message as sent.
        files: the files of the request.
        stored: for an edit, the message as it stands; None where it is not known.
        edit: whether the message exists already.
        v2: whether it has ``IS_COMPONENTS_V2`` after this request.
    """

    path: str
    body: Record
    files: tuple[FilePart, ...]
    stored: Record | None
    edit: bool
    v2: bool


def check_uploads(findings: Findings, sent: SentMessage) -> None:
    """Check that files, ``attachments`` and references in components and embeds belong together."""
    uploads = _uploads(findings, sent.files)
    kept = {str(each.get("id")): each for _, each in records_of(sent.stored or {}, "attachments")}
    names = _described(findings, sent, uploads, kept)
    if sent.edit and "attachments" not in sent.body:
        if sent.stored is None:
            return
        names |= {text_of(each, "filename") for each in kept.values()}
    used = _check_references(findings, sent, names)
    for part in uploads.values():
        if sent.v2 and part.filename not in used:
            message = f"No component shows the uploaded file {part.filename!r}: people would not see it."
            findings.add("attachment-shown", at(sent.path, "components"), message, COMPONENTS_PAGE)


def _described(
    findings: Findings, sent: SentMessage, uploads: dict[str, FilePart], kept: dict[str, Record]
) -> set[str]:
    """Check the list of attachments against the files; give the names that the message may refer to."""
    where = at(sent.path, "attachments")
    names: set[str] = set()
    described: set[str] = set()
    for index, each in records_of(sent.body, "attachments"):
        number = str(each.get("id"))
        entry = at(where, index)
        if number in described:
            findings.add("attachment-unique", at(entry, "id"), f"The id {number} stands twice.", _UPLOADS)
        described.add(number)
        if number in uploads:
            names.add(text_of(each, "filename") or uploads[number].filename)
            _alt_text(findings, entry, each, uploads[number])
        elif number in kept:
            names.add(text_of(kept[number], "filename"))
        elif sent.edit and sent.stored is None and len(number) >= _SHORTEST_SNOWFLAKE:
            names.add(text_of(each, "filename"))
        else:
            message = f"No uploaded file and no attachment of the message has the id {number}."
            findings.add("attachment-file", at(entry, "id"), message, _UPLOADS)
    for number, part in uploads.items():
        if number not in described:
            message = f"The uploaded file {part.filename!r} is not listed in attachments."
            findings.add("attachment-listed", where, message, _UPLOADS)
    return names


def _uploads(findings: Findings, files: tuple[FilePart, ...]) -> dict[str, FilePart]:
    uploads: dict[str, FilePart] = {}
    for part in files:
        match = _FIELD.fullmatch(part.field)
        if match is None or match[1] in uploads:
            message = f"The part {part.field!r} must be files[0] to files[9], each once."
            findings.add("file-field", part.field, message, _UPLOADS)
        else:
            uploads[match[1]] = part
        if not part.content:
            findings.add("file-empty", part.field, f"The file {part.filename!r} is empty.", _UPLOADS)
    return uploads


def _alt_text(findings: Findings, path: str, attachment: Record, part: FilePart) -> None:
    if part.filename.lower().endswith(_PICTURES) and not text_of(attachment, "description").strip():
        message = "An uploaded picture needs alternative text."
        findings.add("alt-text-missing", at(path, "description"), message, HOUSE)


def _check_references(findings: Findings, sent: SentMessage, names: set[str]) -> set[str]:
    used: set[str] = set()
    for where, address in _references(sent.path, sent.body):
        if address.startswith(_ATTACHED):
            name = address.removeprefix(_ATTACHED)
            used.add(name)
            if name not in names:
                findings.add("attachment-reference", where, f"No attachment is named {name!r}.", _UPLOADS)
    return used


def _media(path: str, components: Json) -> Iterator[tuple[str, Record]]:
    for where, component in walk(path, components):
        holders = [(where, component)]
        holders += [(at(at(where, "items"), index), each) for index, each in records_of(component, "items")]
        for place, holder in holders:
            for key in ("media", "file"):
                media = holder.get(key)
                if isinstance(media, dict):
                    yield at(place, key), media


def _references(path: str, body: Record) -> Iterator[tuple[str, str]]:
    for where, media in _media(at(path, "components"), body.get("components")):
        yield at(where, "url"), text_of(media, "url")
    for index, embed in records_of(body, "embeds"):
        place = at(at(path, "embeds"), index)
        for key, inner in (
            ("image", "url"),
            ("thumbnail", "url"),
            ("author", "icon_url"),
            ("footer", "icon_url"),
        ):
            part = embed.get(key)
            if isinstance(part, dict):
                yield at(at(place, key), inner), text_of(part, inner)
