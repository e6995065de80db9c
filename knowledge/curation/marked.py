"""YAML to plain data with every scalar a string, and where each piece stands.

Only the plain part of YAML is accepted: no anchors, tags, comments, duplicate keys or several documents, so that
the formatter loses nothing and a reader is never surprised.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from knowledge.curation.problems import Path, Problem

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


DEPTH_LIMIT = 30
"""Deepest nesting read: the deepest seed needs seven."""
_OPENING = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)


@dataclass(slots=True)
class Marked:
    """A parsed file: its data, the (line, column) of each path (keys' positions under ``keys``), its problems."""

    file: str
    data: Plain | None = None
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def where(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Position of a path, or of its nearest ancestor that has one."""
        table = self.keys if key else self.values
        while path not in table and path:
            path = path[:-1]
            table = self.values
        return table.get(path, (1, 1))

    def problem(self, path: Path, code: str, message: str, *, key: bool = False) -> Problem:
        """A problem placed at a path."""
        line, column = self.where(path, key=key)
        return Problem(self.file, line, column, code, message)


def parse(file: str, text: str) -> Marked:
    """Parse one file; whatever is wrong with it is in ``problems``, and then ``data`` may be None."""
    marked = Marked(file)
    try:
        if not _plain_enough(marked, text):
            return marked
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        # A quote left open is found at the end of the file; where it was opened is what has to be mended.
        left_open = error.context == "while scanning a quoted scalar"
        mark = error.context_mark if left_open else error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = " ".join(filter(None, (error.context, error.problem)))
        marked.problems.append(
            Problem(
                file, line, column, "yaml", f"this is not valid YAML: {said}; check quotes and indentation"
            )
        )
        return marked
    except yaml.YAMLError as error:
        marked.problems.append(Problem(file, 1, 1, "yaml", f"this is not valid YAML: {error}"))
        return marked
    if node is None:
        marked.problems.append(Problem(file, 1, 1, "empty-file", "the file is empty: write [] or delete it"))
        return marked
    data = _plain(marked, node, ())
    if not marked.problems:
        marked.data = data
    return marked


def _plain_enough(marked: Marked, text: str) -> bool:
    """Find comments (the gaps between tokens), anchors, aliases and tags.

    Gives whether the rest may be read: an alias may lead back to itself, and depth costs stack.
    """
    end = depth = 0
    safe = True
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        start, stop = token.start_mark, token.end_mark
        gap = text[end : start.index]
        if "#" in gap:
            at = end + gap.index("#")
            line = text.count("\n", 0, at) + 1
            column = at - text.rfind("\n", 0, at)
            message = "comments are lost by the formatter: write a note: key instead"
            marked.problems.append(Problem(marked.file, line, column, "comment", message))
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > DEPTH_LIMIT:
            message = f"nested more than {DEPTH_LIMIT} deep: seeds are flatter than that"
            marked.problems.append(
                Problem(marked.file, start.line + 1, start.column + 1, "too-deep", message)
            )
            return False
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken | yaml.DirectiveToken):
            safe = False
            message = "anchors, aliases, tags and directives are not used in seeds: write the value out"
            marked.problems.append(
                Problem(marked.file, start.line + 1, start.column + 1, "yaml-feature", message)
            )
        end = max(end, stop.index)
    return safe


def _plain(marked: Marked, node: yaml.Node, path: Path) -> Plain:
    marked.values[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(marked, child, (*path, index)) for index, child in enumerate(node.value)]
    assert isinstance(node, yaml.MappingNode)  # noqa: S101 - the only kind left
    result: dict[str, Plain] = {}
    for key_node, child in node.value:
        key = str(key_node.value)
        below = (*path, key)
        if key in result:
            line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
            message = f"the key {key!r} stands twice: keep one"
            marked.problems.append(Problem(marked.file, line, column, "duplicate-key", message))
            continue
        marked.keys[below] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        result[key] = _plain(marked, child, below)
    return result
