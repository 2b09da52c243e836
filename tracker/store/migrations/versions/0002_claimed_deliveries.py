"""Deliveries that one process claims before it sends them, and places that refuse everything."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("delivery", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("delivery", sa.Column("owner", sa.Text(), nullable=True))
    op.create_table(
        "trouble",
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("again", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("receiver", "destination", name="pk_trouble"),
    )
