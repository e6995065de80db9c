"""Answers made up for the pictures: every sort of date, long words, warnings. Nothing of the base is in them."""

from __future__ import annotations

from knowledge import dates
from knowledge.answers import AsOf, Check, CitedAt, EntityAnswer, Fact, PartyRow, Positions, Timeline, Wording
from knowledge.answers.facts import KIND_LABELS, WhenRole
from knowledge.answers.links import Link
from knowledge.curation.schema import (
    About,
    After,
    Citation,
    Claim,
    ClaimKind,
    Dated,
    Entity,
    Evidence,
    Note,
    Sourced,
    Times,
    Voice,
)

AS_OF = AsOf(("Gazette (2019)",), "2019", "Gazette, 1 May 2019")
AFTER = "“soon after”, counted from: what the minister said (Gazette ¶2)"


def fact(  # noqa: PLR0913 - each is a part of a statement
    own: str,
    text: str,
    kind: ClaimKind = "event",
    *,
    short: str | None = None,
    when: str | None = None,
    derived: bool = False,
    after: bool = False,
    contradicted: bool = False,
    cited: tuple[str, ...] = ("Gazette ¶2",),
) -> Fact:
    """Give a statement ready to be shown."""
    role: WhenRole = "said" if kind == "position" else "target" if kind == "plan" else "happened"
    basis = {"basis": "derived", "reason": "From the next sentence."} if derived else {}
    times = {role: Dated.model_validate({"edtf": when, **basis})} if when else {}
    claim = Claim(
        id=own,
        kind=kind,
        text=text,
        short=short,
        times=Times.model_validate(
            {**times, "after": After(claim="other", words="soon after") if after else None}
        ),
        voices=(Voice(speaker="author", level="author"),),
        about=(About(entity="grey-sound"),),
        citations=(Citation(paragraph="2", terms=("one", "two")),),
    )
    worded = dates.phrase(dates.parse(when)) if when else ""
    parts = [part for part in (worded, AFTER if after else "") if part]
    return Fact(
        claim=claim,
        document="gazette",
        kind_label=KIND_LABELS[kind],
        when=when,
        when_role=role if when else None,
        when_text="; ".join(parts) or "undated in the source",
        asserted_by=("the author",),
        citations=tuple(CitedAt("gazette", "2", label, label) for label in cited),
        standing="latest",
        notes=(_note(own),) if contradicted else (),
        contested=(),
    )


def timeline(
    *events: Fact, plans: tuple[Fact, ...] = (), undated: tuple[Fact, ...] = (), name: str = "Grey Sound"
) -> Timeline:
    """Give a timeline of these statements; those with a note are to be checked."""
    return Timeline(
        entity="grey-sound",
        name=name,
        start=None,
        end=None,
        events=events,
        plans=plans,
        undated=undated,
        checks=(Check("note", "A note.", "checked"),),
        as_of=AS_OF,
    )


def positions(*rows: PartyRow) -> Positions:
    """Give what these parties say."""
    return Positions("grey-sound", "Grey Sound", None, rows, (Check("note", "A note.", "checked"),), AS_OF)


def row(name: str, *facts: Fact) -> PartyRow:
    """Give a party and its own statements."""
    dated, undated = ([one for one in facts if (one.when is None) == flag] for flag in (False, True))
    return PartyRow(name.casefold(), name, tuple(dated), tuple(undated), ())


def entry(name: str = "Grey Sound") -> EntityAnswer:
    """Give an entry of which only the name counts."""
    entity = Entity(id="grey-sound", name=name, description=Sourced(text="A sound."))
    return EntityAnswer(
        entity=entity, kind="place", name=name, description=Wording("A sound.", ()), office=None, names_line=None,
        groups=(), checks=(Check("note", "A note.", "checked"),), notes=(), not_in_documents=(), parts=(),
        see_also=(), contrasts=(), as_of=AS_OF,
    )  # fmt: skip


def link(name: str, linking: Fact) -> Link:
    """Give a link to another entry."""
    return Link(name.casefold(), name, linking, linking.claim.short or linking.claim.text)


def _note(own: str) -> Note:
    return Note.model_validate(
        {
            "id": f"note-{own}",
            "verdict": "contradicted",
            "claims": (own,),
            "text": "It was otherwise.",
            "evidence": (
                Evidence.model_validate(
                    {
                        "publisher": "Gazette",
                        "title": "Otherwise",
                        "date": "2019",
                        "address": "https://example.org",
                        "read": "whole",
                    }
                ),
            ),
            "author": "A curator",
            "checked_on": "2020-01-01",
            "review_after": "2021-01-01",
        }
    )
