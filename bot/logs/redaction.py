"""Takes secrets out of a line: the last resort, after everything else has been careful not to log them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from urllib.parse import quote

HIDDEN = "[hidden]"
"""What stands in place of a secret, and of what a person typed."""
SHORTEST = 8
"""From how many characters on a configured secret is looked for as such: a shorter one may be an ordinary word, and
is still hidden where its place says that it is a password."""

_URL = r"""(?:https?://[^\s'"<>]*)?"""
# (a word one of which is in every text that can match, pattern, replacement); the words are looked for first, since
# nearly all lines hold none of them.
_PATTERNS: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...] = (
    # A bot's token is its id in base64 (so its first letter stands for two digits), a time and a signature, joined
    # by dots: https://docs.discord.com/developers/reference#authentication
    ((".",), re.compile(r"(?<![\w-])[MNO][\w-]{22,27}\.[\w-]{6,7}\.[\w-]{25,}", re.ASCII), HIDDEN),
    # Whoever has such an address may write in the bot's name.
    (
        ("/interactions/", "/webhooks/"),
        re.compile(_URL + r"""/(?:interactions|webhooks)/\d+/[^\s'"<>]+"""),
        HIDDEN,
    ),
    # Interaction tokens: base64 of "interaction:".
    (("aW50ZXJhY3Rpb246",), re.compile(r"aW50ZXJhY3Rpb246[\w+/=-]*", re.ASCII), HIDDEN),
    # The password of an address; it may hold an @ itself.
    (("://",), re.compile(r"""(://[^\s:/@'"]*:)[^\s'"]+(?=@)"""), rf"\1{HIDDEN}"),
    (
        ("uthorization", "UTHORIZATION"),
        re.compile(
            r"""(authorization['"]?\s*[:=,]\s*['"]?)(?:(?:bot|bearer|basic)\s+)?[^\s'",;)}\]]+""",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
    # name = value and "name": value, as in a connection string, an environment and a payload
    (
        ("assw", "ASSW", "pwd", "PWD", "oken", "OKEN", "ecret", "ECRET"),
        re.compile(
            r"""((?:password|passwd|pwd|token|secret)(?:['"]\s*:\s*|\s*=\s*))"""
            r"""('[^'\n]*'|"[^"\n]*"|[^\s,;)}\]&]+)""",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
    # What SQLAlchemy and PostgreSQL add to an error: values of a row, which may be what somebody typed.
    (("[parameters: ",), re.compile(r"\[parameters: .*"), f"[parameters: {HIDDEN}]"),
    (("Failing row contains",), re.compile(r"(Failing row contains).*"), rf"\1 {HIDDEN}"),
    (("Key (",), re.compile(r"(Key \([^)]*\)=).*"), rf"\1{HIDDEN}"),
)
_BY_WORD = tuple((word, pattern, instead) for words, pattern, instead in _PATTERNS for word in words)


class Redactor:
    """Takes secrets out of texts.

    Args:
        secrets: those that are configured, such as the token; also found quoted, as in an address or in JSON.
    """

    def __init__(self, secrets: Iterable[str | None] = ()) -> None:
        found: set[str] = set()
        for one in secrets:
            if one is not None and len(one) >= SHORTEST:
                found |= {one, quote(one, safe=""), repr(one)[1:-1], json.dumps(one)[1:-1]}
        self._exact = tuple(sorted(found, key=len, reverse=True))

    def __call__(self, text: str) -> str:
        """The text without secrets."""
        for secret in self._exact:
            if secret in text:
                text = text.replace(secret, HIDDEN)
        for word, pattern, instead in _BY_WORD:
            if word in text:
                text = pattern.sub(instead, text)
        return text


def without(private: Iterable[str], text: str) -> str:
    """Hide a person's words and name wherever they stand as words, in any case, and as an error's text quotes them."""
    wanted = {
        form for word in private if word.strip() for form in (word, repr(word)[1:-1], json.dumps(word)[1:-1])
    }
    if not wanted:
        return text
    either = "|".join(re.escape(one) for one in sorted(wanted, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{either})(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
