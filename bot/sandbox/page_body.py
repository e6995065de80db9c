"""What the page's requests carry, or a sentence about what is wrong with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.sandbox.objects import Object


class BadRequestError(Exception):
    """The page asked for something that makes no sense; the text says what."""


def body_of(content_type: str, content: bytes) -> Object:
    """Read a request's JSON object.

    Raises:
        BadRequestError: it is something else.
        ValueError: it is no JSON.
    """
    # Another site's form cannot send this type without asking first.
    if content_type != "application/json":
        raise BadRequestError("The body must be JSON.")
    body = json.loads(content)
    if not isinstance(body, dict):
        raise BadRequestError("The body must be a JSON object.")
    return body


def text_of(body: Object, name: str) -> str:
    """Give a field's text.

    Raises:
        BadRequestError: there is none.
    """
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise BadRequestError(f"{name!r} must be a text.")
    return value


def table_of(body: Object, name: str) -> dict[str, Any]:
    """Give a field's object, an empty one where there is none.

    Raises:
        BadRequestError: it is something else.
    """
    value = body.get(name, {})
    if not isinstance(value, dict):
        raise BadRequestError(f"{name!r} must be an object.")
    return value
