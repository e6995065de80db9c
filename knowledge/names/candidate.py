"""What the stages hand to the decision: a name that may be meant, how strongly, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from knowledge.names.index import Entry


SEVERAL: Final = "several"
"""The stage of a term that is several names: each is a meaning, whatever else is near."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One name that a stage proposes.

    Attributes:
        entry: the registered name, declared ambiguity or decoy.
        score: 0 to 100; 100 only for a registered name as typed.
        stage: the stage that found it: ``name``, ``key``, ``begun``, ``near``, ``phrase``, ``several``.
        reason: a clause for people.
        titled: a title beside the name says that a person is meant.
        sure: the stage's own test of sufficiency; an unsure candidate is only offered.
    """

    entry: Entry
    score: float
    stage: str
    reason: str
    sure: bool = True
    titled: bool = False

    @property
    def target(self) -> str:
        """The entity, ambiguity or decoy behind the name."""
        return self.entry.target

    @property
    def weak(self) -> bool:
        """Whether the name alone says too little to answer."""
        return self.entry.weak and not self.titled
