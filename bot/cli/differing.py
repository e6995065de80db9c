"""Two editions compared on the command line: which statements, names and answers change with an upgrade."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.cards.question import Verb
from bot.cards.text import card_text
from bot.cli.lookups import check_json, fact_json
from bot.desk import Answered, Desk
from bot.exits import Exit, Stop
from knowledge.curation.problems import SeedError
from knowledge.curation.schema import Claim, Entity, Note, Story
from knowledge.edition import Edition, EditionError, build_edition, open_edition
from knowledge.edition.differences import Changes, Differences, Moved, differences

VERBS: tuple[Verb, ...] = ("entity", "treaty", "timeline", "positions", "compare")
LISTED = 30
"""How many lines of a list are shown as text; JSON has them all."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that reads otherwise in the newer edition.

    Attributes:
        command: the slash command.
        entity: the id it was asked about; None for the timeline of everything.
        came: ids of statements that it has now and had not.
        went: ids of statements that it had and has no longer.
        reworded: ids of statements that are shown otherwise: their words, citations, standing or notes.
        other: whether something else of the card changed, such as its description or what is not in the documents.
    """

    command: str
    entity: str | None
    came: tuple[str, ...]
    went: tuple[str, ...]
    reworded: tuple[str, ...]
    other: bool


def diff(old: Path, new: Path, today: date, *, as_json: bool) -> Exit:
    """Say what changes between two editions, each an edition file or a folder of seeds.

    Raises:
        Stop: one of them is neither (2), cannot be read (78), or its seeds have errors (1).
    """
    with tempfile.TemporaryDirectory(prefix="dossier-diff-") as folder:
        before, now = _opened(old, Path(folder) / "old.sqlite"), _opened(new, Path(folder) / "new.sqlite")
        found = differences(before, now)
        answers = changed_answers(before, now, today)
        if as_json:
            print(json.dumps(_json(before, now, found, answers), ensure_ascii=False))
        else:
            for line in _text(before, now, found, answers):
                print(line)
    return Exit.OK


def changed_answers(old: Edition, new: Edition, today: date) -> list[Answer]:
    """Every answer that both editions give and that reads otherwise, whatever the day's own part in it."""
    before, now = Desk(old, lambda: today), Desk(new, lambda: today)
    found = []
    for own in (None, *(own for own in new.entities if own in old.entities)):
        for verb in VERBS if own else ("timeline",):
            pair = tuple(desk.look_up(verb, own) if own else desk.timeline_of_all() for desk in (before, now))
            answer = _answer(verb, own, *pair)
            if answer is not None:
                found.append(answer)
    return found


def _answer(verb: str, own: str | None, before: Answered, now: Answered) -> Answer | None:
    was, is_ = (
        {fact.claim.id: _shown(answered, fact.claim.id) for fact in answered.facts}
        for answered in (before, now)
    )
    came, went = (tuple(sorted(one.keys() - other.keys())) for one, other in ((is_, was), (was, is_)))
    reworded = tuple(sorted(own for own in is_.keys() & was.keys() if is_[own] != was[own]))
    other = _without_footer(before) != _without_footer(now)
    if not (came or went or reworded or other):
        return None
    return Answer(verb, own, came, went, reworded, other and not (came or went or reworded))


def _shown(answered: Answered, claim: str) -> list[dict[str, Any]]:
    """All that an answer says of a statement, with the reasons to check it."""
    facts = [fact_json(fact) for fact in answered.facts if fact.claim.id == claim]
    return [*facts, *(check_json(check) for check in answered.checks if check.fact == claim)]


def _without_footer(answered: Answered) -> str:
    """The card but for its as-of line, which every new document changes in every card."""
    text = card_text(answered.card)
    return text.removesuffix("\n".join(answered.card.footer))


def _opened(path: Path, built: Path) -> Edition:
    try:
        if path.is_dir():
            build_edition(path, built)
            return open_edition(built)
        if not path.is_file():
            raise Stop(Exit.USAGE, f"{path} is neither an edition file nor a folder of seeds")
        return open_edition(path)
    except SeedError as error:
        raise Stop(Exit.DATA, f"{path}: {error}") from None
    except EditionError as error:
        raise Stop(Exit.CONFIGURATION, str(error)) from None


def _json(old: Edition, new: Edition, found: Differences, answers: Iterable[Answer]) -> dict[str, Any]:
    def ids(changes: Changes[Any]) -> dict[str, Any]:
        return {
            "new": [one.id for one in changes.new],
            "gone": [one.id for one in changes.gone],
            "changed": [one.id for _, one in changes.changed],
            "same": changes.same,
        }

    return {
        "old": old.hash,
        "new": new.hash,
        "claims": ids(found.claims),
        "entities": ids(found.entities),
        "notes": ids(found.notes),
        "stories": ids(found.stories),
        "names": [asdict(moved) for moved in found.moved],
        "answers": [asdict(answer) for answer in answers],
    }


def _text(old: Edition, new: Edition, found: Differences, answers: list[Answer]) -> Iterator[str]:
    if old.hash == new.hash:
        yield f"Both are edition {new.hash}: nothing changes."
        return
    yield f"From edition {old.hash} to edition {new.hash}"
    yield from _part("Statements", found.claims, _claim)
    yield from _part("Entries", found.entities, _entity)
    yield from _part("Curator's notes", found.notes, _note)
    yield from _part("Stories", found.stories, _story)
    yield f"Names that lead elsewhere: {len(found.moved)}"
    yield from _capped(_move(moved) for moved in found.moved)
    asked = sum(own in old.entities for own in new.entities) * len(VERBS) + 1
    yield f"Answers that read otherwise: {len(answers)} of {asked}"
    yield from _capped(_line(answer) for answer in answers)
    if found.entities.gone:
        yield (
            "A schedule whose topic left the base gets no story on it any more: /briefing list names it, "
            "and so does dossier doctor."
        )


def _part(heading: str, changes: Changes[Any], words: Callable[[Any], str]) -> Iterator[str]:
    yield (
        f"{heading}: {len(changes.new)} new, {len(changes.gone)} gone, {len(changes.changed)} changed, "
        f"{changes.same} as they were"
    )
    lines = [f"  + {one.id}: {words(one)}" for one in changes.new]
    lines += [f"  - {one.id}: {words(one)}" for one in changes.gone]
    lines += [f"  ~ {now.id}: {_difference(was, now, words)}" for was, now in changes.changed]
    yield from _capped(lines)


def _difference(was: Any, now: Any, words: Callable[[Any], str]) -> str:
    if words(was) != words(now):
        return f"was “{words(was)}”; now “{words(now)}”"
    fields = [name for name in type(now).model_fields if getattr(was, name) != getattr(now, name)]
    return f"other {', '.join(fields)}"


def _capped(lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    yield from found[:LISTED]
    if len(found) > LISTED:
        yield f"  … and {len(found) - LISTED} more (--json lists all)"


def _claim(claim: Claim) -> str:
    return claim.text


def _entity(entity: Entity) -> str:
    return f"{entity.name}: {entity.description.text}"


def _note(note: Note) -> str:
    return note.text


def _story(story: Story) -> str:
    return story.title


def _move(moved: Moved) -> str:
    was, now = (" or ".join(ids) or "unknown" for ids in (moved.before, moved.now))
    return f"  “{moved.term}”: was {was}; now {now}"


def _line(answer: Answer) -> str:
    parts = [
        f"{count} statement{'' if count == 1 else 's'} {what}"
        for count, what in (
            (len(answer.came), "new"),
            (len(answer.went), "gone"),
            (len(answer.reworded), "shown otherwise"),
        )
        if count
    ]
    if answer.other:
        parts.append("another part of the card")
    return f"  /{answer.command} {answer.entity or '(all)'}: {', '.join(parts)}"
