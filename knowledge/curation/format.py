"""The canonical form of the seed files: one way to write each content, so that differences mean something."""

from __future__ import annotations

from typing import Any

import yaml
from pydantic import BaseModel

from knowledge.curation.schema import About, Citation, Contrast, Dated, Name, PartyName, Place, Skip, Term
from knowledge.curation.seeds import Placed, Seeds

_WIDTH = 110
_ONE_LINE = (Name, Dated, Term, About, PartyName, Place, Skip, Citation, Contrast)
"""Small models written as one flow mapping; the rest are blocks."""


class _Flow(dict[str, Any]):
    """A mapping to be written in flow style."""


class _Dumper(yaml.SafeDumper):
    """Writes only strings, lists and mappings, never an anchor; no plain scalar is anything but a string."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own class attribute

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


_Dumper.add_representer(
    _Flow,
    lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True),
)


def canonical(models: BaseModel | list[Any]) -> str:
    """The canonical YAML of one model or of a list of models."""
    data = [_plain(model) for model in models] if isinstance(models, list) else _plain(models)
    if not data:
        return "[]\n"
    if not isinstance(data, list):
        return _dump(data)
    return "\n".join(_dump([item]) for item in data)


def _dump(data: Any) -> str:
    return yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=False
    )


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        given = {
            name: _plain(getattr(value, name))
            for name, field in fields.items()
            if getattr(value, name) != field.get_default(call_default_factory=True) or field.is_required()
        }
        return _Flow(given) if isinstance(value, _ONE_LINE) else given
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def canonical_files(seeds: Seeds) -> dict[str, str]:
    """File → canonical text, for every YAML file that was loaded."""
    placed: list[Placed[Any]] = [claim for _, claim in seeds.claims()]
    placed += [*seeds.entities, *seeds.notes, *seeds.stories, *seeds.contested]
    lists: dict[str, list[Any]] = {}
    for one in placed:
        lists.setdefault(one.marked.file, []).append(one.value)
    files = {file: canonical(models) for file, models in lists.items()}
    singles: list[Placed[Any]] = [document.document for document in seeds.documents]
    singles += [single for single in (seeds.ambiguous, seeds.decoys) if single]
    return files | {single.marked.file: canonical(single.value) for single in singles}
