"""Routes as Discord's published schema writes them, and what a request to one carries."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote

from bot.sandbox import rules
from bot.sandbox.errors import InvalidFormError, invalid

if TYPE_CHECKING:
    from bot.sandbox.exchange import FilePart
    from bot.sandbox.interactions import Interactions
    from bot.sandbox.objects import Object
    from bot.sandbox.world import World


BODY_SOURCE = "https://docs.discord.com/developers/reference#api-reference"


@dataclass(frozen=True, slots=True)
class Call:
    """A request to a known route.

    Attributes:
        method: HTTP method.
        template: the route.
        world: the sandbox's world.
        interactions: its interactions.
        params: the path's parameters.
        query: the query's.
        body: the JSON body, None without one.
        files: uploads.
    """

    method: str
    template: str
    world: World
    interactions: Interactions
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    files: tuple[FilePart, ...]

    def object(self) -> Object:
        """Give the body as an object; its fields have been checked by the rules.

        Raises:
            ApiError: there is none.
        """
        if not isinstance(self.body, dict):
            raise invalid("not-an-object", "", "A JSON object is expected.", BODY_SOURCE)
        return self.body

    def check_edit_of(self, stored: Object) -> None:
        """Check the rules that need the message being edited.

        Raises:
            ApiError: one is broken.
        """
        if violations := rules.check(self.method, self.template, self.body, self.files, stored=stored):
            raise InvalidFormError(violations)

    def flag(self, name: str) -> bool:
        """Tell whether a query parameter is set to true."""
        return self.query.get(name, "").lower() in {"1", "true"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: HTTP status and JSON body (None: empty)."""

    status: int
    body: Any = None


Handler: TypeAlias = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Route:
    """A route.

    Attributes:
        method: HTTP method.
        template: the path with ``{names}``.
        handler: what answers it.
        token: whether the bot's token is needed.
        query: the query parameters it knows.
    """

    method: str
    template: str
    handler: Handler
    token: bool = True
    query: frozenset[str] = field(default_factory=frozenset)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The template as a regular expression; ids are numbers, so that ``@me`` is never taken for one."""
        parts = re.split(r"(\{\w+\})", self.template)
        made = "".join(self._part(part) for part in parts)
        return re.compile(made + r"\Z")

    @staticmethod
    def _part(part: str) -> str:
        if not part.startswith("{"):
            return re.escape(part)
        name = part[1:-1]
        return f"(?P<{name}>[^/]+)" if name.endswith("token") else rf"(?P<{name}>\d+)"


class Router:
    """Finds the route of a request.

    Args:
        routes: all routes.
    """

    def __init__(self, routes: list[Route]) -> None:
        self._routes = [(route, route.pattern) for route in routes]

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
        """Give the route and the path's parameters, None when there is none."""
        for route, pattern in self._routes:
            if route.method == method and (match := pattern.match(path)):
                return route, {name: unquote(value) for name, value in match.groupdict().items()}
        return None
