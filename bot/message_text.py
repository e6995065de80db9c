"""The words of a Discord message, wherever in it they stand, without what only Discord reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import discord

from bot.pressed import shown_text
from knowledge.names.mentions import TEXT_LIMIT

MOST = 16_000
"""Characters of a message that are looked at: the longest text and embeds that one can have, and those forwarded."""
_MASKED = re.compile(r"\[([^\[\]\n]{1,200})\]\(<?[a-z][a-z0-9+.-]{0,20}://[^()\s]{0,400}>?\)", re.IGNORECASE)
_NOT_WORDS = re.compile(
    r"<a?:\w{1,32}:\d{1,20}>"  # a custom emoji
    r"|<(?:@[!&]?|#|t:|id:|/)[^>\n]{0,80}>"  # mentions of people, roles, channels and commands; timestamps
    r"|\b[a-z][a-z0-9+.-]{0,20}://\S+"  # an address is no prose
    r"|\bwww\.\S+"
    r"|^`{3}[a-z0-9+-]{0,40}$",  # a code block's fence, and the language beside it
    re.IGNORECASE | re.MULTILINE,
)
_MARKS = re.compile(r"\*+|~~|\|\||`+|__+|^[ \t]{0,20}(?:>{1,3}|#{1,3}|-#)[ \t]", re.MULTILINE)
_WRAPPED = re.compile(r"(?<=[^\W_])[ \t]{0,20}\n[ \t]{0,20}(?=[^\W_])")
"""A single line break between two words: running text pasted from a page that breaks its lines."""
Written: TypeAlias = "discord.Message | discord.MessageSnapshot"


def pieces_of(message: discord.Message) -> tuple[str, ...]:
    """The message's texts, in pieces within which names are found; none where it has no words at all."""
    found: list[str] = []
    room = MOST
    for part in _parts(message):
        plain = words_of(part[:room])
        room -= len(part[:room])
        found += _cut(plain)
    return tuple(found)


def words_of(text: str) -> str:
    """Text as people write it, without addresses, mentions and marks; code and the labels of links stay."""
    text = _MASKED.sub(r"\1", text)
    return _WRAPPED.sub(" ", _MARKS.sub("", _NOT_WORDS.sub(" ", text))).strip()


def _parts(message: discord.Message) -> Iterator[str]:
    yield from _written(message)
    for snapshot in message.message_snapshots:
        yield from _written(snapshot)
    if message.poll is not None:
        yield message.poll.question or ""
        yield from (answer.text for answer in message.poll.answers)


def _written(message: Written) -> Iterator[str]:
    yield shown_text(message)
    for embed in message.embeds:
        texts = [embed.author.name, embed.title, embed.description]
        texts += [text for field in embed.fields for text in (field.name, field.value)]
        yield from filter(None, [*texts, embed.footer.text])
    yield from (attachment.description for attachment in message.attachments if attachment.description)


def _cut(text: str) -> Iterable[str]:
    """The text in pieces of what is read at once, cut between words."""
    while len(text) > TEXT_LIMIT:
        at = max(text.rfind(" ", 0, TEXT_LIMIT), text.rfind("\n", 0, TEXT_LIMIT))
        at = at if at > 0 else TEXT_LIMIT
        yield text[:at]
        text = text[at:].lstrip()
    if text:
        yield text
