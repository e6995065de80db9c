"""Embeds of classic messages. Dossier's cards do not use them; a reply of the library or a later card may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cards import limits
from bot.cards.limits import MESSAGE_PAGE
from bot.sandbox.rules.shapes import (
    Field,
    Record,
    flag,
    listing,
    needed,
    one_of,
    record,
    records_of,
    text,
    text_of,
    web_address,
    whole,
)

if TYPE_CHECKING:
    from bot.sandbox.exchange import Json
    from bot.sandbox.rules.findings import Findings

_SOURCE = f"{MESSAGE_PAGE}#embed-object-embed-structure"
_TIMESTAMP = limits.Limit("embed-timestamp", 40, _SOURCE, least=1)
_NO_FLAGS = one_of(frozenset({0}), "embed-flags", f"{MESSAGE_PAGE}#embed-object-embed-flags")

_ICON = Field(web_address(limits.MEDIA_URL, attachments=True))
_LINK = Field(web_address(limits.MEDIA_URL))
_PICTURE = record({"url": needed(web_address(limits.MEDIA_URL, attachments=True))}, _SOURCE)

EMBED = record(
    {
        "title": Field(text(limits.EMBED_TITLE)),
        "type": Field(one_of(frozenset({"rich"}), "embed-type", f"{MESSAGE_PAGE}#embed-object-embed-types")),
        "description": Field(text(limits.EMBED_DESCRIPTION)),
        "url": _LINK,
        "timestamp": Field(text(_TIMESTAMP)),
        "color": Field(whole(limits.ACCENT_COLOUR)),
        "flags": Field(_NO_FLAGS),
        "footer": Field(record({"text": needed(text(limits.EMBED_FOOTER)), "icon_url": _ICON}, _SOURCE)),
        "image": Field(_PICTURE),
        "thumbnail": Field(_PICTURE),
        "author": Field(
            record({"name": needed(text(limits.EMBED_AUTHOR)), "url": _LINK, "icon_url": _ICON}, _SOURCE)
        ),
        "fields": Field(
            listing(
                record(
                    {
                        "name": needed(text(limits.EMBED_FIELD_NAME)),
                        "value": needed(text(limits.EMBED_FIELD_VALUE)),
                        "inline": Field(flag),
                    },
                    _SOURCE,
                ),
                limits.EMBED_FIELDS,
            )
        ),
    },
    _SOURCE,
)


def check_embeds_text(findings: Findings, path: str, embeds: Json) -> None:
    """Check the length of all embeds' text together."""
    findings.length(limits.EMBEDS_TEXT, path, _text_length(embeds), "characters of text in all embeds")


def _text_length(embeds: Json) -> int:
    total = 0
    for _, embed in records_of({"embeds": embeds}, "embeds"):
        total += len(text_of(embed, "title")) + len(text_of(embed, "description"))
        total += len(text_of(_inner(embed, "footer"), "text")) + len(text_of(_inner(embed, "author"), "name"))
        for _, field in records_of(embed, "fields"):
            total += len(text_of(field, "name")) + len(text_of(field, "value"))
    return total


def _inner(embed: Record, key: str) -> Record:
    value = embed.get(key)
    return value if isinstance(value, dict) else {}
