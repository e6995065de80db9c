"""Discord's markdown: everything that is not ours to mark is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.cards.card import Card, Cited, Item

# A backslash counts only before punctuation, so "1." is escaped before its dot. JavaScript, which draws the
# message, begins a line after more characters than Python does.
_SPECIAL = re.compile(
    r"(?P<mark>[\\*_~`|\[\]<>])"
    r"|(?P<scheme>https?|discord)(?=://)"
    r"|(?:^|(?<=[\r\u2028\u2029]))(?P<indent>\s*)(?P<number>\d*)(?P<line>#{1,3}|-#|[-+]|(?<=\d)[.)])(?=\s)",
    re.MULTILINE | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\([^A-Za-z0-9\s])")
_MENTION = re.compile(r"@(?=everyone|here|[!&]?\d)")
ESCAPED = 2048
"""How many texts are kept escaped: the same statements, headings and labels are shown again and again."""


@lru_cache(ESCAPED)
def escape(text: str) -> str:
    """Text as Discord would show it letter for letter: no style, link, list, heading or mention."""

    def one(found: re.Match[str]) -> str:
        if found["mark"]:
            return f"\\{found['mark']}"
        if found["scheme"]:
            return f"{found['scheme']}\\"  # not a zero-width space: an address is copied from here
        return f"{found['indent']}{found['number']}\\{found['line']}"

    return _MENTION.sub("@\u200b", _SPECIAL.sub(one, text))


def unescape(text: str) -> str:
    """The text that :func:`escape` made this of; what we mark ourselves stays."""
    return _ESCAPE.sub(r"\1", text.replace("@\u200b", "@"))


def card_markdown(card: Card) -> Iterator[str]:
    """The card's blocks of text, in order: a separator stands between two."""
    small = (*card.under, card.matched) if card.matched else card.under
    under = [f"-# {escape(line)}" for line in small]
    lead = [_cited(line) for line in card.lead]
    yield "\n".join([f"## {escape(card.title)}", *under, *lead])
    for section in card.sections:
        heading = [f"### {escape(section.heading)}"] if section.heading else []
        gap = "\n\n" if any(item.facts for item in section.items) else "\n"
        yield "\n".join([*heading, gap.join(map(_item, section.items))])
    if card.footer:
        yield "\n".join(f"-# {escape(line)}" for line in card.footer)


def _item(item: Item) -> str:
    strong = f"**{escape(item.strong)}**" if item.strong else ""
    text = escape(item.text)
    lines = [" — ".join(filter(None, (strong, text)))]
    small = [escape(fact) for fact in item.facts]
    if item.cited:
        small += [f"**{escape(label)}**" for label in item.cited.labels]
    if small:
        lines.append(f"-# {' · '.join(small)}")
    lines += [f"> -# {escape(warning)}" for warning in item.warnings]
    return "\n".join(filter(None, lines))


def _cited(line: Cited) -> str:
    labels = " · ".join(f"**{escape(label)}**" for label in line.labels)
    return (
        f"{escape(line.text)}\n-# {labels}"
        if labels
        else f"-# {escape(line.text)}"
        if line.small
        else escape(line.text)
    )
