"""What the pages for machines need from outside, and what can be wrong with them."""

from __future__ import annotations

from dataclasses import dataclass


class PortError(Exception):
    """The pages cannot be served; a sentence."""


@dataclass(frozen=True, slots=True)
class Base:
    """What is said about the fact base.

    Attributes:
        hash: the edition's.
        claims: how many statements it has.
        entities: how many entries.
    """

    hash: str
    claims: int
    entities: int
