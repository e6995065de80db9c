"""One request that a client made to the sandbox, and the answer it got: what tests inspect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class FilePart:
    """An uploaded file of a multipart request."""

    field: str
    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer.

    Attributes:
        method: HTTP method, upper case.
        route: path template as in Discord's published schema, without the ``/api/v10`` prefix, e.g.
            ``/interactions/{interaction_id}/{interaction_token}/callback``.
        path: the concrete path, without the prefix.
        query: query parameters.
        request: the JSON body (for multipart, the ``payload_json`` part), None without one.
        files: the uploaded files.
        status: HTTP status answered.
        response: the JSON body answered, None for an empty one.
    """

    method: str
    route: str
    path: str
    query: Mapping[str, str]
    request: Json
    files: tuple[FilePart, ...]
    status: int
    response: Json
