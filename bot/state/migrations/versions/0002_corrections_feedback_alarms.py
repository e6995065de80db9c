"""What comes after a delivery: corrections of what was posted, feedback, and what operators were told."""

import sqlalchemy as sa
from alembic import op

from bot.state.columns import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create them, and let the ledger remember which statements a message shows."""
    # A row from before knows of no statements; its message is never corrected.
    op.add_column("delivery", sa.Column("claims", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("delivery", sa.Column("edition", sa.String()))
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "delivery_id", sa.Integer(), sa.ForeignKey("delivery.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("old_digest", sa.String(), nullable=False),
        sa.Column("new_digest", sa.String(), nullable=False),
        sa.Column("was", sa.String(), nullable=False),
        sa.Column("now", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("told_at", Instant()),
        sa.Column("reason", sa.String(), nullable=False),
        sa.UniqueConstraint("delivery_id", "claim", "new_digest", name="correction_key"),
    )
    op.create_index("ix_correction_delivery_id", "correction", ["delivery_id"])
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "delivery_id", sa.Integer(), sa.ForeignKey("delivery.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("given_at", Instant(), nullable=False),
    )
    op.create_index("ix_feedback_delivery_id", "feedback", ["delivery_id"])
    op.create_table(
        "alarm",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("raised_at", Instant(), nullable=False),
        sa.Column("told_at", Instant()),
        sa.Column("over_at", Instant()),
    )
