"""What processes share: no briefing twice, one that serves, the day's sessions, kept questions, posted cards."""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

from bot.state.columns import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create them, and give every briefing that has not ended the digest that no other may have."""
    op.add_column("subscription", sa.Column("once", sa.String()))
    _give_digests()
    op.create_index("ix_subscription_once", "subscription", ["once"], unique=True)
    op.create_table(
        "lease",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("holder", sa.String()),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
    )
    op.create_table(
        "identify",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
    )
    op.create_index("ix_identify_token", "identify", ["token"])
    op.create_table(
        "kept_question",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
    )
    op.create_index("ix_kept_question_created_at", "kept_question", ["created_at"])
    op.create_table(
        "posted_card",
        sa.Column("message_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("question", sa.String(), primary_key=True),
        sa.Column("at", Instant(), nullable=False),
    )
    op.create_index("ix_posted_card_at", "posted_card", ["at"])


def _give_digests() -> None:
    """Where a channel has the same briefing several times, the oldest gets it; the others run on without."""
    names = ("id", "guild_id", "channel_id", "zone", "weekdays", "status", "once")
    typed = (sa.column("at", sa.Time), sa.column("topics", sa.JSON), sa.column("created_at", Instant))
    subscription = sa.table("subscription", *map(sa.column, names), *typed)
    bind = op.get_bind()
    kept = subscription.c
    seen = set()
    query = sa.select(subscription).where(kept.status != "ended").order_by(kept.created_at, kept.id)
    for row in bind.execute(query).all():
        parts = [
            row.guild_id,
            row.channel_id,
            row.at.isoformat(),
            row.zone,
            row.weekdays,
            sorted(set(row.topics)),
        ]
        digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]
        if digest not in seen:
            seen.add(digest)
            bind.execute(subscription.update().where(kept.id == row.id).values(once=digest))
