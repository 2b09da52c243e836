"""Items found by their words; those that are stored already too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tracker.store import search

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None
BATCH = 500


def upgrade() -> None:
    connection = op.get_bind()
    search.create(connection)
    item = sa.table("item", sa.column("number"), sa.column("title"), sa.column("text"))
    last = 0
    while rows := connection.execute(
        sa.select(item).where(item.c.number > last).order_by(item.c.number).limit(BATCH)
    ).all():
        for row in rows:
            search.add_item(connection, row.number, row.title, row.text)
        last = rows[-1].number
