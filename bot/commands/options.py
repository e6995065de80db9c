"""What the commands share: autocomplete over the names, and the option for plain text."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Literal, TypeAlias

from discord import app_commands

from bot.cards.limits import CHOICE_NAME, CHOICES, clip_label
from bot.cards.markdown import escape
from bot.desk import LABEL_JOIN, Desk, Range
from bot.errors import Interaction, Refusal, guarded
from knowledge import dates
from knowledge.curation.schema import ClaimKind, EntityKind

Form: TypeAlias = Literal["card", "text"]
Choices: TypeAlias = list[app_commands.Choice[str]]
Complete: TypeAlias = Callable[[Interaction, str], Coroutine[Any, Any, Choices]]
Slash: TypeAlias = "app_commands.Command[Any, ..., None]"
NAME_LENGTH = app_commands.Range[str, 1, 200]
LONGEST_DATE = 60
"""Characters of a typed date that are read, and repeated where it is none: no EDTF in use is half as long."""
AS_HELP = "How to show it: card, or plain text for copying and screen readers"


def names(desk: Desk, where: str, kinds: frozenset[EntityKind] | None = None) -> Complete:
    """Autocomplete over names: curated starters when nothing is typed, the reason first in the label."""

    async def complete(_: Interaction, typed: str) -> Choices:
        return suggest(desk, typed, kinds)

    return guarded(f"autocomplete {where}", complete)


def suggest(desk: Desk, typed: str, kinds: frozenset[EntityKind] | None = None) -> Choices:
    """Choices for what has been typed: entity ids as values."""
    if not typed.strip():
        return [_choice(name, entity) for entity, name in _starters(desk, kinds)]
    text = typed.rpartition(LABEL_JOIN)[2]
    found = desk.edition.resolver.complete(text, kinds=kinds, limit=CHOICES.most)
    return [
        _choice(
            completion.name
            if completion.matched == completion.name
            else f"{completion.matched}{LABEL_JOIN}{completion.name}",
            completion.entity,
        )
        for completion in found
    ]


def _starters(desk: Desk, kinds: frozenset[EntityKind] | None) -> Sequence[tuple[str, str]]:
    edition = desk.edition
    found = [
        (entity.id, entity.name)
        for entity in edition.entities.values()
        if (entity.starter or (kinds and len(kinds) == 1))
        and (kinds is None or edition.kinds[entity.id] in kinds)
    ]
    return found[: CHOICES.most]


def _choice(label: str, value: str) -> app_commands.Choice[str]:
    return app_commands.Choice(name=clip_label(label, CHOICE_NAME), value=value)


def span_option(start: str | None, end: str | None, kind: ClaimKind | None = None) -> Range:
    """The range of the options ``from``, ``to`` and ``kind``.

    Raises:
        Refusal: with the sentence for the person.
    """
    span = Range(date_option(start, "from"), date_option(end, "to"), kind)
    if span.reversed:
        raise Refusal(
            "`from` is later than `to`, so nothing can lie between them. Swap the two and ask again."
        )
    return span


def date_option(text: str | None, option: str) -> dates.Edtf | None:
    """A year or EDTF date as typed.

    Raises:
        Refusal: with the sentence for the person.
    """
    if text is None or not text.strip():
        return None
    typed = text.strip()
    try:
        return dates.parse(typed if len(typed) <= LONGEST_DATE else f"{typed[:LONGEST_DATE]}…")
    except dates.DateError as error:
        raise Refusal(f"`{option}` is not a date I can read: {escape(str(error))}") from None
