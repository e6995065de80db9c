"""Subscriptions, and the ledger of what is to be delivered, was, or was not."""

import sqlalchemy as sa
from alembic import op

from bot.state.columns import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "subscription",
        sa.Column("id", sa.String(10), primary_key=True),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("weekdays", sa.String(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("role_id", sa.BigInteger()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("status_since", Instant(), nullable=False),
        sa.Column("planned_until", Instant(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("absent_since", Instant()),
    )
    op.create_index("ix_subscription_guild_id", "subscription", ["guild_id"])
    op.create_index("ix_subscription_status", "subscription", ["status"])
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "subscription_id",
            sa.String(10),
            sa.ForeignKey("subscription.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("deadline", Instant(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("owner", sa.String()),
        sa.Column("lease_until", Instant()),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("doubt", sa.Boolean(), nullable=False),
        sa.Column("trusted_from", Instant()),
        sa.Column("first_attempt_at", Instant()),
        sa.Column("last_attempt_at", Instant()),
        sa.Column("retry_at", Instant()),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("marker", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON()),
        sa.Column("form", sa.String()),
        sa.Column("story", sa.String()),
        sa.Column("beside", sa.JSON(), nullable=False),
        sa.Column("learned", sa.JSON(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("done_at", Instant()),
        sa.UniqueConstraint("subscription_id", "date", "kind", "number", name="delivery_key"),
    )
    for column in ("subscription_id", "channel_id", "state"):
        op.create_index(f"ix_delivery_{column}", "delivery", [column])
    op.create_table(
        "channel",
        sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
