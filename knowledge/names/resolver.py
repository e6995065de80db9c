"""The resolver: a term in, one `Resolution` out, with the account of how it came about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from knowledge.names.begun import Beginnings
from knowledge.names.complete import Completer, Completion
from knowledge.names.decide import decide
from knowledge.names.exact import keyed, registered
from knowledge.names.index import DECOY, PERSON, NameIndex
from knowledge.names.mentions import Mention, mentions
from knowledge.names.misfits import Misfits
from knowledge.names.near import near
from knowledge.names.normalise import CUT, TERM_LIMIT, fold, was_cut
from knowledge.names.phrase import Phrases
from knowledge.names.result import Alias, Ambiguous, Exact, Fuzzy, Missing
from knowledge.names.variants import bare, variants
from knowledge.names.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.names.book import NameBook
    from knowledge.names.candidate import Candidate
    from knowledge.names.result import Resolution
    from knowledge.names.variants import Variant

STAGES: Final = ("name", "key", "begun", "near", "phrase")
"""The stages in order; `name` is always on."""

_SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Stage:
    """What one stage proposed.

    Attributes:
        name: the stage.
        candidates: what it found, best first; decoys have the target ``!``, declared ambiguities ``?n``.
    """

    name: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a resolution came about.

    Attributes:
        term: the term as typed.
        folded: its normal form.
        cut: the term was longer than any name, and its end was not read.
        variants: the readings that were looked up.
        stages: what each stage that ran proposed.
        reason: why the decision fell as it did.
        resolution: the result.
    """

    term: str
    folded: str
    cut: bool
    variants: tuple[Variant, ...]
    stages: tuple[Stage, ...]
    reason: str
    resolution: Resolution

    def text(self) -> str:
        """Give the account as plain text."""
        lines = [f"term: {self.term[:TERM_LIMIT]}", f"read as: {self.folded or '(nothing)'}"]
        if self.cut:
            lines.append(f"longer than any name: {CUT}")
        lines += [f"reading: {one.text} ({one.reason or 'as typed'})" for one in self.variants]
        for stage in self.stages:
            lines.append(f"stage {stage.name}: {len(stage.candidates)} found")
            lines += [_line(one) for one in stage.candidates[:_SHOWN]]
        lines.append(f"decision: {type(self.resolution).__name__.lower()}: {self.reason}")
        return "\n".join(lines)


def _line(one: Candidate) -> str:
    offered = "" if one.sure else " (only offered)"
    return f"  {one.score:5.1f} {one.target} by {one.entry.text}: {one.reason}{offered}"


def _told_cut(found: Resolution) -> Resolution:
    """Let the answer itself say that the end of the term was not read; of a `Missing` its reader says so."""
    match found:
        case Exact(match=match) | Alias(match=match) | Fuzzy(match=match):
            return replace(found, match=replace(match, reason=f"{match.reason}; {CUT}"))
        case Ambiguous(question=question):
            return replace(found, question=f"{question} ({CUT[0].upper()}{CUT[1:]}.)")
        case Missing():
            return found


class Resolver:
    """Resolves what people type to entities of one `NameBook`.

    Args:
        book: all names known.
        stages: the stages to run beside exact names; all but for measurements.
    """

    def __init__(self, book: NameBook, stages: frozenset[str] = frozenset(STAGES)) -> None:
        self.index = NameIndex(book)
        self._on = stages
        # What takes most while it is built comes first, when the least is there.
        self._completer = Completer(self.index)
        self._beginnings = Beginnings(self.index)
        vocabulary = Vocabulary(self.index)
        self._misfits = Misfits(self.index, vocabulary)
        self._phrases = Phrases(self.index, vocabulary, self._misfits)

    def resolve(self, term: str) -> Resolution:
        """Give what the term means; never raises, whatever the text."""
        return self.explain(term).resolution

    def explain(self, term: str) -> Explanation:
        """Give what the term means, with the stages that ran, their scores and the reason."""
        folded = fold(term)
        readings: list[Variant] = []
        stages: list[Stage] = []
        if folded:
            stages.append(Stage("name", tuple(registered(self.index, folded))))
            if not any(one.target != DECOY for one in stages[0].candidates):
                readings = variants(term[:TERM_LIMIT], folded)
                stages += self._stages(readings)
        decision = decide(self.index, term, [one for stage in stages for one in stage.candidates])
        cut = was_cut(term)
        resolution = _told_cut(decision.resolution) if cut else decision.resolution
        return Explanation(term, folded, cut, tuple(readings), tuple(stages), decision.reason, resolution)

    def complete(
        self, typed: str, *, kinds: frozenset[str] | None = None, limit: int = 25
    ) -> tuple[Completion, ...]:
        """Give what a person who has typed this much may be after, best first, each entity once.

        Args:
            typed: the text so far; nothing is offered for an empty one.
            kinds: only entities of these kinds; all when not given.
            limit: how many at most; Discord shows 25.
        """
        return self._completer.complete(typed, self.resolve(typed), kinds, limit)

    def find(self, text: str, *, prose: bool = False) -> tuple[Mention, ...]:
        """Give the entities named in running text, in order: whole words, longest names, weak names never.

        Args:
            text: the text; at most 6,000 characters are read.
            prose: it is what somebody wrote, not a term: also names in a grammatical form that is not registered,
                and none across a comma or the end of a sentence.
        """
        return mentions(self.index, text, prose=prose)

    def _stages(self, readings: list[Variant]) -> Iterator[Stage]:
        """Run the looser stages, and stop where a stage settles the matter."""
        if "key" in self._on:
            found = tuple(
                one for reading in readings for one in self._fitting(reading, keyed(self.index, reading))
            )
            yield Stage("key", found)
            if found:
                return
        text = bare(readings[0].text)
        if "begun" in self._on:
            yield Stage("begun", tuple(self._misfits.held_back(text, self._beginnings.find(text))))
        if "near" in self._on:
            plain = [reading for reading in readings if not reading.layout]
            found = tuple(
                one for reading in plain for one in self._fitting(reading, near(self.index, reading))
            )
            found = tuple(self._misfits.held_back(text, found))
            yield Stage("near", found)
            if " " not in text and any(one.sure for one in found):
                return  # one word spelt like a name is no phrase
        if "phrase" in self._on:
            yield Stage("phrase", tuple(self._phrases.find(text)))

    def _fitting(self, reading: Variant, found: list[Candidate]) -> list[Candidate]:
        """Keep what a reading may mean: without its title a term can only be a person."""
        if not reading.person:
            return found
        return [one for one in found if one.target == DECOY or self._is_person(one.target)]

    def _is_person(self, target: str) -> bool:
        return target in self.index.entities and self.index.entities[target].kind == PERSON
