"""Validates exchanges with the sandbox against Discord's published OpenAPI schema, where a copy is found.

The copy is looked for at ``$DISCORD_OPENAPI``, else at ``../shared/discord/openapi.json`` beside the
repository (https://github.com/discord/discord-api-spec, ``specs/openapi.json``); it is not committed.

Discord's schema leaves its objects open, so a misspelt field would pass: every object with named properties
is closed here. What discord.py sends and the schema does not know is listed in ``tests/wire/differences.py``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from tests.wire.differences import DIFFERENCES, Difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.sandbox.exchange import Exchange, Json

_BASE = "urn:discord:openapi"
_DEFAULT = Path(__file__).resolve().parents[2] / ".." / "shared" / "discord" / "openapi.json"
_LONGEST = 300  # characters of a validator's sentence; it quotes the value
_UNIONS = ("allOf", "anyOf", "oneOf")
_Schema = dict[str, Any]


class DiscordSchema:
    """Discord's published schema, with every object closed.

    Attributes:
        checked: how many request bodies and answers were validated so far.
    """

    def __init__(self, document: Mapping[str, Any], differences: Iterable[Difference] = DIFFERENCES) -> None:
        schemas = document["components"]["schemas"]
        closed = {name: _close(schema, schemas) for name, schema in schemas.items()}
        self.checked = 0
        self._document = document
        self._registry = jsonschema_rs.Registry([(_BASE, {"components": {"schemas": closed}})])
        self._validators: dict[tuple[str, ...], jsonschema_rs.Validator] = {}
        self._differences = tuple(differences)
        self._used: set[Difference] = set()

    @classmethod
    def find(cls) -> DiscordSchema | None:
        """Read the copy of the schema; None without one.

        Raises:
            FileNotFoundError: ``$DISCORD_OPENAPI`` names a file that does not exist.
        """
        named = os.environ.get("DISCORD_OPENAPI")
        path = Path(named) if named else _DEFAULT
        if not named and not path.is_file():
            return None
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def problems(self, exchange: Exchange) -> list[str]:
        """Say in sentences what in a request or its answer the schema does not allow."""
        item = self._document["paths"].get(exchange.route)
        operation = item.get(exchange.method.lower()) if item else None
        name = f"{exchange.method} {exchange.route}"
        if operation is None:
            return [f"{name}: the schema knows no such request."]
        found = [f"{name}, query: {each}" for each in _query_problems(item, operation, exchange.query)]
        found += [f"{name}, request: {each}" for each in self._request_problems(operation, exchange)]
        found += [
            f"{name}, answer {exchange.status}: {each}" for each in self._answer_problems(operation, exchange)
        ]
        return found

    def unused_differences(self) -> list[str]:
        """Name the listed differences without which every exchange so far would have passed too."""
        return [each.name for each in self._differences if each not in self._used]

    def _request_problems(self, operation: _Schema, exchange: Exchange) -> Iterator[str]:
        body = operation.get("requestBody")
        if body is None:
            if exchange.request is not None or exchange.files:
                yield "a body where none is described."
            return
        if exchange.request is None:
            if body.get("required"):
                yield "the body is missing."
            return
        content = body["content"]
        if exchange.files:
            yield from _file_problems(content, exchange)
        key = (exchange.method, exchange.route, "request")
        schema = content.get("application/json") or content.get("multipart/form-data")
        if schema is None:
            yield "the schema describes no JSON body."
            return
        differences = [each for each in self._differences if each.in_request(exchange.method, exchange.route)]
        yield from self._validate(key, schema["schema"], exchange.request, differences)

    def _answer_problems(self, operation: _Schema, exchange: Exchange) -> Iterator[str]:
        responses = operation["responses"]
        status = str(exchange.status)
        described = responses.get(status) or responses.get(f"{status[0]}XX")
        if described is None:
            yield "the schema describes no such status."
            return
        if "$ref" in described:
            described = self._document["components"]["responses"][described["$ref"].rpartition("/")[2]]
        content = described.get("content", {}).get("application/json")
        if content is None:
            if exchange.response is not None:
                yield "a body where none is described."
            return
        key = (exchange.method, exchange.route, status)
        differences = [each for each in self._differences if each.in_answer(exchange.status)]
        yield from self._validate(key, content["schema"], exchange.response, differences)

    def _validate(
        self, key: tuple[str, ...], schema: _Schema, instance: Json, differences: list[Difference]
    ) -> list[str]:
        self.checked += 1
        validator = self._validator(key, schema)
        if validator.is_valid(instance):
            return []
        telling = [each for each in differences if each.mend(instance) != instance]
        mended = _mend(instance, telling)
        problems = [problem for error in validator.iter_errors(mended) for problem in _explain(error)]
        if not problems:
            for each in telling:
                if not validator.is_valid(_mend(instance, [other for other in telling if other is not each])):
                    self._used.add(each)
        return problems

    def _validator(self, key: tuple[str, ...], schema: _Schema) -> jsonschema_rs.Validator:
        validator = self._validators.get(key)
        if validator is None:
            closed = _close(schema, self._document["components"]["schemas"])
            validator = jsonschema_rs.Draft202012Validator(
                closed, registry=self._registry, validate_formats=True, offline=True
            )
            self._validators[key] = validator
        return validator


def _mend(instance: Json, differences: Iterable[Difference]) -> Json:
    for each in differences:
        instance = each.mend(instance)
    return instance


def _close(schema: Any, schemas: Mapping[str, Any]) -> Any:
    """Copy a schema: references made absolute, joined objects merged, objects with properties closed."""
    if not isinstance(schema, dict):
        return schema
    merged = _merge(schema, schemas)
    closed: _Schema = {}
    for key, value in merged.items():
        if key == "properties":
            closed[key] = {name: _close(each, schemas) for name, each in value.items()}
        elif key in _UNIONS:
            closed[key] = [_close(each, schemas) for each in value]
        elif key == "$ref":
            closed[key] = f"{_BASE}{value}"
        elif key in ("items", "additionalProperties"):
            closed[key] = _close(value, schemas)
        else:
            closed[key] = value
    if "properties" in closed:
        closed.setdefault("additionalProperties", False)
    return closed


def _merge(schema: _Schema, schemas: Mapping[str, Any]) -> _Schema:
    """Make one object of objects joined by ``allOf``, so that it can be closed; leave other schemas alone."""
    parts = [
        schemas[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
        for part in schema.get("allOf", ())
    ]
    if not parts or not all("properties" in part for part in parts):
        return schema
    merged: _Schema = {"type": "object", "properties": {}, "required": []}
    for part in (*parts, schema):
        merged["properties"] |= part.get("properties", {})
        merged["required"] += part.get("required", [])
    return merged


def _query_problems(item: _Schema, operation: _Schema, query: Mapping[str, str]) -> Iterator[str]:
    parameters = [*item.get("parameters", ()), *operation.get("parameters", ())]
    known = {each["name"] for each in parameters if each["in"] == "query"}
    for name in query:
        if name not in known:
            yield f"the parameter {name!r} is not described."


def _file_problems(content: Mapping[str, Any], exchange: Exchange) -> Iterator[str]:
    multipart = content.get("multipart/form-data")
    if multipart is None:
        yield "files where no multipart body is described."
        return
    parts = multipart["schema"].get("allOf", ())
    names = {name for part in parts for name in part.get("properties", {}) if name.startswith("files[")}
    for part in exchange.files:
        if names and part.field not in names:
            yield f"the file field {part.field!r} is not described."


def _explain(error: jsonschema_rs.ValidationError) -> list[str]:
    """Say what is wrong; in a union, what is wrong with the branch that was most likely meant."""
    kind = error.kind
    if isinstance(
        kind, jsonschema_rs.ValidationErrorKind.AnyOf | jsonschema_rs.ValidationErrorKind.OneOfNotValid
    ):
        branches = [branch for branch in kind.context if branch]
        if branches:
            depth = len(error.instance_path)
            best = min(branches, key=lambda branch: (_misses(branch, depth), len(branch)))
            return [sentence for each in best for sentence in _explain(each)]
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.instance_path)
    sentence = error.message
    if len(sentence) > _LONGEST:
        sentence = f"{sentence[: _LONGEST // 2]} … {sentence[-_LONGEST // 2 :]}"
    return [f"{path.lstrip('.') or 'body'}: {sentence}"]


def _misses(branch: list[jsonschema_rs.ValidationError], depth: int) -> bool:
    """Say whether a branch of a union is for another JSON type or another ``type`` of object."""
    return any(
        each.instance_path[depth:] in ([], ["type"]) and each.kind.name in ("type", "enum", "const", "oneOf")
        for each in branch
    )
