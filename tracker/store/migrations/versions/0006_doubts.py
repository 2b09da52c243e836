"""Deliveries count after how many attempts nobody knew whether they arrived."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("delivery", sa.Column("doubts", sa.Integer(), nullable=False, server_default="0"))
