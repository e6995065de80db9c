"""Reads a seeds folder: all or nothing, with every error of the run reported at once."""

from __future__ import annotations

import json
import re
import reprlib
from collections.abc import Callable
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from knowledge.curation import marked as yaml
from knowledge.curation.problems import Path, Problem, SeedError
from knowledge.curation.schema import Ambiguous, Claim, Contested, Decoys, Document, Entity, Note, Story
from knowledge.curation.seeds import ENTITY_FILES, DocumentSeeds, Paragraph, Placed, Receipts, Seeds

M = TypeVar("M", bound=BaseModel)
_TSV_HEADER = ["locator", "fingerprint", "words", "role"]
_ROLES = ("body", "extra")
_COUNT = re.compile(r"[0-9]{1,6}\Z")


def load(folder: FilePath) -> Seeds:
    """Read the seeds' structure; references between files are checked by :func:`knowledge.curation.rules.problems`.

    Raises:
        SeedError: with every structural problem found.
    """
    reader = _Reader(folder)
    seeds = reader.read()
    if reader.problems:
        raise SeedError(reader.problems)
    return seeds


class _Reader:
    def __init__(self, folder: FilePath) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.texts: dict[str, str] = {}

    def read(self) -> Seeds:
        seeds = Seeds(texts=self.texts)
        documents = self.folder / "documents"
        if not documents.is_dir():
            self._file_problem(
                "documents", "missing-folder", "no documents/ folder here: is this a seeds folder?"
            )
            return seeds
        for path in sorted(documents.iterdir()):
            if path.is_dir():
                found = self._document(path)
                if found:
                    seeds.documents.append(found)
        for path in sorted((self.folder / "entities").glob("*.yaml")):
            kind = ENTITY_FILES.get(path.stem)
            if kind is None:
                allowed = ", ".join(f"{stem}.yaml" for stem in ENTITY_FILES)
                message = f"this file name is no kind of entity: use one of {allowed}"
                self._file_problem(f"entities/{path.name}", "unknown-file", message)
                continue
            for entity in self._list(f"entities/{path.name}", Entity):
                seeds.entities.append(entity)
                seeds.kinds[entity.value.id] = kind
        seeds.notes = self._list("notes.yaml", Note, optional=True)
        seeds.stories = self._list("stories.yaml", Story, optional=True)
        seeds.contested = self._list("contested.yaml", Contested, optional=True)
        seeds.ambiguous = self._one("ambiguous.yaml", Ambiguous, optional=True)
        seeds.decoys = self._one("decoys.yaml", Decoys, optional=True)
        seeds.wording_receipts = self._json("receipts.json") or {}
        seeds.documents.sort(key=lambda found: found.document.value.order)
        return seeds

    def _document(self, path: FilePath) -> DocumentSeeds | None:
        base = f"documents/{path.name}"
        document = self._one(f"{base}/document.yaml", Document)
        claims = self._list(f"{base}/claims.yaml", Claim)
        paragraphs = self._paragraphs(f"{base}/paragraphs.tsv")
        receipts = self._receipts(f"{base}/receipts.json")
        vocabulary = (self._text(f"{base}/vocabulary.txt", optional=True) or "").split("\n")
        if document is None:
            return None
        if document.value.id != path.name:
            message = f"the id {document.value.id!r} must be the folder's name, {path.name!r}"
            self.problems.append(document.problem(("id",), "wrong-id", message))
        return DocumentSeeds(
            document, paragraphs, tuple(claims), receipts, tuple(dict.fromkeys(filter(None, vocabulary)))
        )

    def _paragraphs(self, file: str) -> tuple[Paragraph, ...]:
        text = self._text(file)
        if text is None:
            return ()
        found: list[Paragraph] = []
        for number, line in enumerate(text.splitlines(), 1):
            cells = line.split("\t")
            if number == 1:
                if cells != _TSV_HEADER:
                    self._line_problem(file, number, "the first line must be: " + " <tab> ".join(_TSV_HEADER))
                continue
            if len(cells) != len(_TSV_HEADER) or not _COUNT.match(cells[2]) or cells[3] not in _ROLES:
                message = f"expected locator, fingerprint, word count and a role ({' or '.join(_ROLES)}), tab-separated"
                self._line_problem(file, number, message)
                continue
            if any(cells[0] == other.locator for other in found):
                self._line_problem(file, number, f"the locator {cells[0]!r} stands twice")
                continue
            found.append(Paragraph(cells[0], cells[1], int(cells[2]), cells[3]))
        return tuple(found)

    def _text(self, file: str, *, optional: bool = False) -> str | None:
        try:
            text = (self.folder / file).read_bytes().decode("utf-8")
        except FileNotFoundError:
            if not optional:
                self._file_problem(file, "missing-file", "this file is missing: add it (an empty list is [])")
            return None
        except UnicodeDecodeError as error:
            self._file_problem(file, "encoding", f"not UTF-8 at byte {error.start}: save the file as UTF-8")
            return None
        self.texts[file] = text
        return text

    def _json(self, file: str) -> dict[str, Any] | None:
        text = self._text(file, optional=True)
        if text is None:
            return None
        try:
            value = json.loads(text)
        except json.JSONDecodeError as error:
            message = f"this is not valid JSON ({error.msg}): run dossier prove to write it again"
            self.problems.append(Problem(file, error.lineno, error.colno, "json", message))
            return None
        except (RecursionError, ValueError):  # nested without end, or a number of thousands of digits
            value = None
        if not isinstance(value, dict):
            self._file_problem(file, "json", "must hold one JSON object: run dossier prove to write it again")
            return None
        return value

    def _receipts(self, file: str) -> Receipts:
        stored = self._json(file) or {}
        openings, claims = (stored.get(key, {}) for key in ("openings", "claims"))
        if not _is_texts(openings) or not _is_texts(claims):
            self._file_problem(file, "json", "openings and claims must hold texts: run dossier prove")
            return Receipts({}, {})
        return Receipts(openings, claims, str(stored.get("vocabulary", "")))

    def _parse(self, file: str, *, optional: bool) -> yaml.Marked | None:
        text = self._text(file, optional=optional)
        if text is None:
            return None
        parsed = yaml.parse(file, text)
        self.problems.extend(parsed.problems)
        return None if parsed.data is None else parsed

    def _one(self, file: str, model: type[M], *, optional: bool = False) -> Placed[M] | None:
        parsed = self._parse(file, optional=optional)
        return None if parsed is None else self._validated(parsed, model, parsed.data, ())

    def _list(self, file: str, model: type[M], *, optional: bool = False) -> list[Placed[M]]:
        parsed = self._parse(file, optional=optional)
        if parsed is None:
            return []
        if not isinstance(parsed.data, list):
            self.problems.append(
                parsed.problem((), "not-a-list", "this file holds a list: begin each item with '- '")
            )
            return []
        items = (self._validated(parsed, model, item, (index,)) for index, item in enumerate(parsed.data))
        return [item for item in items if item is not None]

    def _validated(self, parsed: yaml.Marked, model: type[M], data: Any, path: Path) -> Placed[M] | None:
        try:
            return Placed(model.model_validate(data), parsed, path)
        except ValidationError as error:
            details = error.errors()
            above = {detail["loc"][:-1] for detail in details} | {detail["loc"][:-2] for detail in details}
            for detail in details:
                # A list counts as too short when its items are wrong: the items' own errors say enough.
                if detail["type"] != "too_short" or detail["loc"] not in above:
                    self.problems.append(_translated(parsed, path, detail, model))
            return None

    def _file_problem(self, file: str, code: str, message: str) -> None:
        self.problems.append(Problem(file, 0, 0, code, message))

    def _line_problem(self, file: str, line: int, message: str) -> None:
        self.problems.append(Problem(file, line, 1, "paragraphs", message))


def _shown(detail: ErrorDetails) -> str:
    """What was given, short enough for a sentence."""
    return reprlib.repr(detail["input"])


def _is_texts(value: object) -> bool:
    """Whether a value maps texts to texts."""
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _translated(parsed: yaml.Marked, path: Path, detail: ErrorDetails, model: type[BaseModel]) -> Problem:
    """A pydantic error as a sentence for a curator."""
    where = (*path, *detail["loc"])
    context = detail.get("ctx", {})
    unit = "characters" if isinstance(detail["input"], str) else "items"
    said: Callable[[], tuple[str, str]] = {
        "extra_forbidden": lambda: (
            "unknown-key",
            f"unknown key {where[-1]!r}: {_allowed(model, detail['loc'])}",
        ),
        "missing": lambda: ("missing-key", f"the key {where[-1]!r} is missing: add it"),
        "literal_error": lambda: (
            "unknown-value",
            f"{_shown(detail)} is not allowed here: use {context.get('expected', '')}",
        ),
        "too_short": lambda: (
            "too-few",
            f"at least {context.get('min_length')} needed here, {context.get('actual_length')} given",
        ),
        "too_long": lambda: (
            "too-long" if isinstance(detail["input"], str) else "too-many",
            f"at most {context.get('max_length')} {unit} allowed here, {context.get('actual_length')} given",
        ),
        "tuple_type": lambda: (
            "bad-value",
            f"a list belongs here, not {_shown(detail)}: begin items with '- '",
        ),
        "model_type": lambda: ("bad-value", f"keys with values belong here, not {_shown(detail)}"),
        "value_error": lambda: ("bad-value", str(context.get("error", detail["msg"]))),
    }.get(detail["type"], lambda: ("bad-value", f"{detail['msg']} (here: {_shown(detail)})"))
    code, message = said()
    return parsed.problem(where, code, message, key=detail["type"] == "extra_forbidden")


def _allowed(model: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    """Name the keys allowed at a place, found by walking the model's fields."""
    current: Any = model
    for step in loc[:-1]:
        if isinstance(step, str):
            current = _inner_model(current.model_fields[step].annotation)
    return "allowed are " + ", ".join(current.model_fields)


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _inner_model(argument)
        if found is not None:
            return found
    return None
