"""The tables of what the team creates, in a registry of their own: the edition never shares their metadata."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, TypeAlias

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from bot.state.columns import Instant

Status: TypeAlias = Literal["active", "paused", "suspended", "ended"]
Kind: TypeAlias = Literal["daily", "now"]
State: TypeAlias = Literal["due", "claimed", "sent", "missed", "quiet", "uncertain"]
ID_LENGTH = 10
"""Characters of a subscription's id, which is made by chance: a restored database gives none twice."""


class StateTable(SQLModel, registry=registry()):
    """Base of all tables of the state."""


class Subscription(StateTable, table=True):
    """A channel's wish for a briefing.

    Attributes:
        at: local time, hours and minutes.
        weekdays: digits, Monday is 0.
        topics: ids of entries; empty for all stories.
        policy: ``again`` or ``quiet``, when all was told.
        role_id: the role to notify.
        status: ``active``, ``paused`` (by a person), ``suspended`` (resumes by itself), ``ended``.
        cause: why it is suspended or ended, as a word: ``permission``, ``refused``, ``guild``, ``channel``,
            ``removed``.
        reason: the same as a sentence.
        status_since: when the status began.
        planned_until: up to here every slot has its row in the ledger.
        absent_since: since when we are no member of its server; None while we are.
        once: what makes it the same briefing as another, as a digest that no other may have; None when it ended.
    """

    __tablename__ = "subscription"
    id: str = Field(primary_key=True, max_length=ID_LENGTH)
    guild_id: int = Field(sa_column=Column(BigInteger, nullable=False, index=True))
    channel_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    at: dt.time
    zone: str
    weekdays: str
    topics: list[str] = Field(sa_column=Column(JSON, nullable=False))
    policy: str
    role_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    status: str = Field(default="active", index=True)
    cause: str = ""
    reason: str = ""
    status_since: dt.datetime = Field(sa_column=Column(Instant, nullable=False))
    planned_until: dt.datetime = Field(sa_column=Column(Instant, nullable=False))
    created_at: dt.datetime = Field(sa_column=Column(Instant, nullable=False))
    changed_at: dt.datetime = Field(sa_column=Column(Instant, nullable=False))
    absent_since: dt.datetime | None = Field(default=None, sa_column=Column(Instant))
    once: str | None = Field(default=None, unique=True, index=True)


class Delivery(StateTable, table=True):
    """A line of the ledger: one briefing that is to be delivered, or was, or was not and why.

    Attributes:
        date: the scheduled local date; the key together with subscription, kind and number.
        kind: ``daily``, or ``now`` (asked for by a person, which does not use up the day).
        number: 0 for ``daily``; counts the ``now`` of a day from 1.
        channel_id: where it goes; stays when the subscription moves.
        due_at: the scheduled instant.
        deadline: until when it may still be delivered.
        state: ``due``, ``claimed``, ``sent``, ``missed``, ``quiet``, ``uncertain``.
        owner: the engine that holds it until ``lease_until``; ``fence`` grows with each claim.
        attempts: how many times it was sent.
        doubt: whether an attempt may have reached Discord without our knowing.
        trusted_from: the first attempt of the series in which Discord knows the nonce.
        retry_at: not to be looked at before.
        payload: the message as JSON, frozen before the first attempt.
        claims: statements and notes shown: id → ``{"digest", "text"}``, of a curator's note also ``"note"``.
        learned: what the channel knows from here on: claim id → digest.
        late: whether it was delivered later than planned.
        edition: the edition that the statements were last compared with.
    """

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("subscription_id", "date", "kind", "number", name="delivery_key"),)
    id: int | None = Field(default=None, primary_key=True)
    subscription_id: str = Field(
        sa_column=Column(ForeignKey("subscription.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    date: dt.date
    kind: str = "daily"
    number: int = 0
    channel_id: int = Field(sa_column=Column(BigInteger, nullable=False, index=True))
    due_at: dt.datetime = Field(sa_column=Column(Instant, nullable=False))
    deadline: dt.datetime = Field(sa_column=Column(Instant, nullable=False))
    state: str = Field(default="due", index=True)
    reason: str = ""
    owner: str | None = None
    lease_until: dt.datetime | None = Field(default=None, sa_column=Column(Instant))
    fence: int = 0
    attempts: int = 0
    doubt: bool = False
    trusted_from: dt.datetime | None = Field(default=None, sa_column=Column(Instant))
    first_attempt_at: dt.datetime | None = Field(default=None, sa_column=Column(Instant))
    last_attempt_at: dt.datetime | None = Field(default=None, sa_column=Column(Instant))
    retry_at: dt.datetime | None = Field(default=None, sa_column=Column(Instant))
    nonce: str
    marker: str
    payload: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    form: str | None = None
    story: str | None = None
    beside: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    claims: dict[str, dict[str, str]] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    learned: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    late: bool = False
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    edition: str | None = None
    done_at: dt.datetime | None = Field(default=None, sa_column=Column(Instant))

    @property
    def key(self) -> int:
        """The row's number.

        Raises:
            ValueError: it was never stored.
        """
        if self.id is None:
            raise ValueError("the row was never stored")
        return self.id

    @property
    def final(self) -> bool:
        """Whether nothing more is done with it; an uncertain one is settled when history can be read again."""
        return self.state in ("sent", "missed", "quiet")


class Channel(StateTable, table=True):
    """How many briefs were composed for a channel, so that two engines never compose from the same past."""

    __tablename__ = "channel"
    id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    version: int = 0


class Correction(StateTable, table=True):
    """A posted statement that the base corrected later; told once in the message."""

    __tablename__ = "correction"
    __table_args__ = (UniqueConstraint("delivery_id", "claim", "new_digest", name="correction_key"),)
    id: int | None = Field(default=None, primary_key=True)
    delivery_id: int = Field(
        sa_column=Column(ForeignKey("delivery.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    claim: str
    old_digest: str
    new_digest: str
    was: str
    now: str
    day: dt.date
    told_at: dt.datetime | None = Field(default=None, sa_column=Column(Instant))
    reason: str = ""


class Feedback(StateTable, table=True):
    """Whether a brief was useful, and why not; who said so is not kept."""

    __tablename__ = "feedback"
    id: int | None = Field(default=None, primary_key=True)
    delivery_id: int = Field(
        sa_column=Column(ForeignKey("delivery.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    useful: bool
    reason: str = ""
    given_at: dt.datetime = Field(sa_column=Column(Instant, nullable=False))


class Alarm(StateTable, table=True):
    """Something that operators are told once, and once more when it is over."""

    __tablename__ = "alarm"
    key: str = Field(primary_key=True)
    text: str
    raised_at: dt.datetime = Field(sa_column=Column(Instant, nullable=False))
    told_at: dt.datetime | None = Field(default=None, sa_column=Column(Instant))
    over_at: dt.datetime | None = Field(default=None, sa_column=Column(Instant))


class Lease(StateTable, table=True):
    """Which process may do what only one may do.

    Attributes:
        name: what it is for.
        holder: the process that has it; None when it was given back.
        fence: grows with each taking.
        beat: grows with each renewal, so that a watcher sees life without comparing clocks.
        until: when it runs out, by the holder's clock; for people, no decision rests on it.
    """

    __tablename__ = "lease"
    name: str = Field(primary_key=True)
    holder: str | None = None
    fence: int = 0
    beat: int = 0
    until: dt.datetime = Field(sa_column=Column(Instant, nullable=False))


class Identify(StateTable, table=True):
    """A session that was begun with Discord, of which a token has only so many in a day."""

    __tablename__ = "identify"
    id: int | None = Field(default=None, primary_key=True)
    token: str = Field(index=True, description="a digest of the token, never the token")
    at: dt.datetime = Field(sa_column=Column(Instant, nullable=False))


class KeptQuestion(StateTable, table=True):
    """A question that is too long for a button, under a short id; the text is kept as JSON."""

    __tablename__ = "kept_question"
    id: str = Field(primary_key=True)
    text: str
    created_at: dt.datetime = Field(sa_column=Column(Instant, nullable=False, index=True))


class PostedCard(StateTable, table=True):
    """A card that was posted to its channel from a message, so that it is posted from there only once."""

    __tablename__ = "posted_card"
    message_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    question: str = Field(primary_key=True, description="a digest of what the card answers")
    at: dt.datetime = Field(sa_column=Column(Instant, nullable=False, index=True))
