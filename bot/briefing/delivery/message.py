"""A brief as the message that is kept and sent, and a brief's past as the ledger tells it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from bot.briefing.composer import Brief, Form, History, Policy, Told, compose, note_digest
from bot.briefing.delivery.picturing import RECIPE, recipe
from bot.cards.limits import MESSAGE_CONTENT
from bot.state.keys import MARKER_ACTION, Key
from bot.state.ledger import Frozen
from bot.state.tables import Delivery, Subscription
from knowledge.curation.receipts import claim_digest
from knowledge.edition import Edition

NOTED = "note"
"""Marks what is shown as a curator's note, and no statement of a document."""
Writing: TypeAlias = Callable[[Edition, Delivery, Subscription, Iterable[Delivery]], Frozen]
"""Composes what is kept of a line: edition, line, subscription, and what the channel has had."""
SOURCES, USEFUL, USELESS = "sources", "useful", "useless"
ACTIONS = {MARKER_ACTION: "More", SOURCES: "Sources", USEFUL: "Useful", USELESS: "Not useful"}
"""The buttons of a brief: action in the ``custom_id`` → label. The first one is the marker that a search looks for."""
_ROW, _BUTTON, _SECONDARY = 1, 2, 2
"""Discord's types of component and its grey style (https://docs.discord.com/developers/components/reference)."""


def write(edition: Edition, row: Delivery, subscription: Subscription, past: Iterable[Delivery]) -> Frozen:
    """Compose the brief of a line as it will be kept.

    Raises:
        TopicError: there is no story on one of the topics any more.
    """
    brief = brief_for(edition, row, subscription, past)
    key = Key(row.subscription_id, row.date, row.number)
    message = payload(brief.content, key, subscription.role_id) if brief.posted else None
    made = recipe(edition, brief.story, row.date)
    return Frozen(
        payload={**message, RECIPE: made} if message and made else message,
        form=brief.form,
        story=brief.story,
        beside=brief.beside,
        claims=_shown(edition, brief),
        learned=dict(brief.learned),
        reason=brief.reason,
        edition=edition.hash,
    )


def brief_for(edition: Edition, row: Delivery, subscription: Subscription, past: Iterable[Delivery]) -> Brief:
    """The brief of a line.

    Raises:
        TopicError: there is no story on one of the topics any more.
    """
    policy: Policy = "quiet" if subscription.policy == "quiet" else "again"
    return compose(edition, row.date, history_of(past), subscription.topics, policy)


def history_of(past: Iterable[Delivery]) -> History:
    """What a channel has had, from its lines in the ledger, oldest first."""
    rows = tuple(past)
    told = tuple(
        Told(row.date, _form(row.form), row.story, tuple(row.beside), row.payload is not None) for row in rows
    )
    known: dict[str, str] = {}
    for row in rows:
        known |= row.learned
    return History(told, known if rows else None)


def payload(content: str, key: Key, role_id: int | None) -> dict[str, Any]:
    """The message as JSON: text, one row of buttons, and at most one role that is notified."""
    buttons = [
        {"type": _BUTTON, "style": _SECONDARY, "label": label, "custom_id": key.custom_id(action)}
        for action, label in ACTIONS.items()
    ]
    mention = f"\n<@&{role_id}>" if role_id is not None else ""
    return {
        "content": f"{content}{mention}" if MESSAGE_CONTENT.fits(content + mention) else content,
        "components": [{"type": _ROW, "components": buttons}],
        "allowed_mentions": {"parse": [], "roles": [str(role_id)] if role_id is not None else []},
    }


def as_sent(row: Delivery) -> Mapping[str, Any]:
    """The kept message with the mark of a delayed one.

    Raises:
        ValueError: nothing was kept.
    """
    if row.payload is None:
        raise ValueError("a line without a message cannot be sent")
    return {**row.payload, "content": sent_content(row)}


def sent_content(row: Delivery) -> str:
    """The text of a message as it was sent."""
    content = str((row.payload or {}).get("content", ""))
    if not row.late:
        return content
    marked = f"{content}\n-# Delayed: this was due <t:{int(row.due_at.timestamp())}:t>."
    return marked if MESSAGE_CONTENT.fits(marked) else content


def _shown(edition: Edition, brief: Brief) -> dict[str, dict[str, str]]:
    """The statements and notes that a brief shows, so that a later correction can say what they were."""
    claims = {
        fact.claim.id: {"digest": claim_digest(fact.claim), "text": fact.claim.text} for fact in brief.facts
    }
    notes = ((own, edition.notes[own]) for own in brief.notes)
    return claims | {
        own: {"digest": note_digest(note), "text": note.text, NOTED: "yes"} for own, note in notes
    }


def _form(text: str | None) -> Form:
    match text:
        case "story" | "again":
            return text
        case _:
            return "quiet"
