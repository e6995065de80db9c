"""Discord's HTTP API: finds the route, reads the body, checks it, answers, and writes all of it down."""

from __future__ import annotations

import hmac
import json
import logging
from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from aiohttp import BodyPartReader, web

from bot.sandbox import (
    routes_application,
    routes_channels,
    routes_interactions,
    routes_threads,
    rules,
    threads,
)
from bot.sandbox.errors import ApiError, InvalidFormError, invalid, not_found, unauthorised
from bot.sandbox.exchange import Exchange, FilePart
from bot.sandbox.faults import Drop, Fault, Faults, Hang, RateLimited, Refusal, ServerError
from bot.sandbox.kept import Kept
from bot.sandbox.routing import Answer, Call, Route, Router

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.sandbox.interactions import Interactions
    from bot.sandbox.world import World

log = logging.getLogger(__name__)

PREFIX = "/api/v10"
FORM_SOURCE = "https://docs.discord.com/developers/reference#uploading-files"
# Generous and constant: the sandbox never limits by itself; a test scripts it. The names are those of
# https://docs.discord.com/developers/topics/rate-limits#header-format
LIMIT_HEADERS = {
    "X-RateLimit-Limit": "1000",
    "X-RateLimit-Remaining": "999",
    "X-RateLimit-Reset-After": "1.000",
}


class Api:
    """The API's door.

    Args:
        world: what it reads and changes.
        interactions: the interactions it answers.
        token: the only token accepted.
        faults: what goes wrong on purpose.
        complain: called with a sentence for each thing a client did wrong.
        keep: how many requests are remembered; None remembers all.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what it is made of, handed over once
        self,
        world: World,
        interactions: Interactions,
        token: str,
        faults: Faults,
        complain: Callable[[str], None],
        keep: int | None = None,
    ) -> None:
        self._world = world
        self._interactions = interactions
        self._token = token
        self._faults = faults
        self._complain = complain
        self.exchanges: Kept[Exchange] = Kept(keep)
        self.gateway_url = ""
        self.session_starts = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        self._router = Router(
            [
                Route("GET", "/gateway", self._gateway, token=False),
                Route("GET", "/gateway/bot", self._gateway_bot),
                *routes_application.ROUTES,
                *routes_channels.ROUTES,
                *routes_threads.ROUTES,
                *routes_interactions.ROUTES,
            ]
        )

    async def _gateway(self, _call: Call) -> Answer:
        return Answer(200, {"url": self.gateway_url})

    async def _gateway_bot(self, _call: Call) -> Answer:
        limit = self.session_starts
        return Answer(200, {"url": self.gateway_url, "shards": 1, "session_start_limit": limit})

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request under ``/api/v10``."""
        path = request.rel_url.raw_path.removeprefix(PREFIX)
        body: Any = None
        files: tuple[FilePart, ...] = ()
        found = self._router.find(request.method, path)
        template = path if found is None else found[0].template
        fault = self._faults.take(request.method, template)
        threads.archive_idle(self._world)
        try:
            body, files = await _read(request)
            await self._before(fault, request)
            answer = await self._answer(request, found, body, files)
            await self._after(fault, request)
        except ApiError as error:
            answer = Answer(error.status, error.body)
            self._note_refusal(request.method, template, error)
        except _ScriptedError as scripted:
            return self._dated(_json_response(scripted.body, scripted.status, scripted.headers))
        self.exchanges.append(
            Exchange(
                request.method, template, path, dict(request.query), body, files, answer.status, answer.body
            )
        )
        if answer.body is None:
            return self._dated(web.Response(status=answer.status, headers=LIMIT_HEADERS))
        bucket = {"X-RateLimit-Bucket": f"{request.method} {template}"}
        return self._dated(_json_response(answer.body, answer.status, LIMIT_HEADERS | bucket))

    def _dated(self, response: web.Response) -> web.Response:
        """Say what time it is here: bots compare their clock with it."""
        response.headers["Date"] = format_datetime(self._world.now().astimezone(UTC), usegmt=True)
        return response

    async def _answer(
        self,
        request: web.Request,
        found: tuple[Route, dict[str, str]] | None,
        body: Any,
        files: tuple[FilePart, ...],
    ) -> Answer:
        if found is None:
            self._complain(f"Unknown route: {request.method} {request.path}")
            raise not_found()
        route, params = found
        if route.token and not self._authorised(request):
            self._complain(f"{request.method} {route.template}: the token is not the sandbox's")
            raise unauthorised()
        if unknown := request.query.keys() - route.query:
            names = ", ".join(sorted(unknown))
            raise invalid("unknown-query", names, f"{route.template} knows no query {names}.", FORM_SOURCE)
        if body is not None:
            violations = rules.check(request.method, route.template, body, files)
            if violations:
                raise InvalidFormError(violations)
        return await route.handler(
            Call(
                request.method,
                route.template,
                self._world,
                self._interactions,
                params,
                dict(request.query),
                body,
                files,
            )
        )

    def _authorised(self, request: web.Request) -> bool:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bot {self._token}".encode())

    def _note_refusal(self, method: str, template: str, error: ApiError) -> None:
        if isinstance(error, InvalidFormError):
            for violation in error.violations:
                self._complain(
                    f"{method} {template}: {violation.path}: {violation.message} ({violation.rule})"
                )
        else:
            log.info("Sandbox: %s %s refused: %s", method, template, error)

    async def _before(self, fault: Fault | None, request: web.Request) -> None:
        match fault:
            case RateLimited():
                raise _ScriptedError.limited(fault)
            case Refusal(status=status, code=code, message=message):
                raise _ScriptedError(status, {"message": message, "code": code}, {})
            case ServerError(status=status, applied=False):
                raise _ScriptedError(status, {"message": f"{status}: Scripted", "code": 0}, {})
            case Drop(applied=False):
                _cut(request)
            case Hang(until=until, applied=False):
                await until.wait()
            case _:
                pass

    async def _after(self, fault: Fault | None, request: web.Request) -> None:
        match fault:
            case ServerError(status=status, applied=True):
                raise _ScriptedError(status, {"message": f"{status}: Scripted", "code": 0}, {})
            case Drop(applied=True):
                _cut(request)
            case Hang(until=until, applied=True):
                await until.wait()
            case _:
                pass


class _ScriptedError(Exception):
    """An answer that a fault gives in place of the route's."""

    def __init__(self, status: int, body: dict[str, Any], headers: dict[str, str]) -> None:
        super().__init__(status)
        self.status, self.body, self.headers = status, body, headers

    @classmethod
    def limited(cls, fault: RateLimited) -> _ScriptedError:
        headers = {"Retry-After": str(fault.retry_after), "X-RateLimit-Scope": "user"}
        if fault.via:
            headers["Via"] = "1.1 google"
        if fault.is_global:
            headers |= {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"}
        body = {
            "message": "You are being rate limited.",
            "retry_after": fault.retry_after,
            "global": fault.is_global,
        }
        return cls(429, body, headers)


def _json_response(body: Any, status: int, headers: dict[str, str]) -> web.Response:
    # Without a charset, as Discord answers; discord.py takes anything else for plain text.
    content = json.dumps(body, separators=(",", ":")).encode()
    return web.Response(body=content, status=status, headers=headers, content_type="application/json")


def _cut(request: web.Request) -> None:
    """End the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    raise _ScriptedError(502, {}, {})


async def _read(request: web.Request) -> tuple[Any, tuple[FilePart, ...]]:
    """Read the JSON body, or the ``payload_json`` and files of a form.

    Raises:
        ApiError: the body is neither.
    """
    if not request.can_read_body:
        return None, ()
    if request.content_type != "multipart/form-data":
        return _json(await request.read()), ()
    body: Any = None
    files: list[FilePart] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        content = bytes(await part.read(decode=True))
        name = part.name or ""
        if name == "payload_json":
            body = _json(content)
        elif name.startswith("files[") and part.filename:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files.append(FilePart(name, part.filename, kind, content))
        else:
            raise invalid("unknown-part", name, "A form has payload_json and files[n] only.", FORM_SOURCE)
    return body, tuple(files)


def _json(content: bytes) -> Any:
    if not content:
        return None
    try:
        return json.loads(content)
    except ValueError:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from None
