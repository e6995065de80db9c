"""The name matchers of OpenSanctions as peers: `rigour` (normal forms and their distance) and `nomenklatura`.

`rigour` compares every name, as its documentation shows. `nomenklatura` is slower by pairs and is used behind an index,
as its own service does: here the fifty names nearest by `token_set_ratio`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BEHIND_INDEX: Final = 50
_EXTRA_IN_QUERY: Final = 0.8
_EXTRA_IN_NAME: Final = 0.2
_FAMILY_NAME: Final = 1.3
"""The weights that nomenklatura's `logic-v2` has by default."""


def rigour(names: Sequence[str]) -> Callable[[str], tuple[str, float] | None]:
    """Give the search by normal forms in Latin letters and Levenshtein similarity, within rigour's own limits.

    Raises:
        ImportError: rigour is not installed.
    """
    normal: Any = importlib.import_module("rigour.names").normalize_name
    latin: Any = importlib.import_module("rigour.text.translit").ascii_text
    alike: Any = importlib.import_module("rigour.text.distance").levenshtein_similarity
    keys = [(normal(latin(name)) or "", name) for name in names]

    def search(text: str) -> tuple[str, float] | None:
        asked = normal(latin(text)) or ""
        score, name = max(((alike(asked, key), name) for key, name in keys), key=lambda one: one[0])
        return (name, score * 100) if score else None

    return search


def nomenklatura(names: Sequence[str]) -> Callable[[str], tuple[str, float] | None]:
    """Give the search by the name part of the algorithm `logic-v2`, on the names that an index would hand it.

    Raises:
        ImportError: nomenklatura is not installed.
    """
    compare: Any = importlib.import_module("nomenklatura.matching.logic_v2.names.match").match_name_symbolic
    module: Any = importlib.import_module("rigour.names")
    config = module.CompareConfig()
    kind = module.NameTypeTag.ENT
    analysed = {name: tuple(module.analyze_names(kind, [name])) for name in names}
    latin: Any = importlib.import_module("rigour.text.translit").ascii_text
    keys = {name: latin(name).casefold() for name in names}

    def search(text: str) -> tuple[str, float] | None:
        asked = module.analyze_names(kind, [text], infer_initials=True)
        near = process.extract(latin(text).casefold(), keys, scorer=fuzz.token_set_ratio, limit=_BEHIND_INDEX)
        scored = [
            (compare(one, other, config, _EXTRA_IN_QUERY, _EXTRA_IN_NAME, _FAMILY_NAME)[0].score, name)
            for _, _, name in near
            for one in asked
            for other in analysed[name]
        ]
        score, name = max(scored, default=(0.0, ""))
        return (name, score * 100) if score else None

    return search
