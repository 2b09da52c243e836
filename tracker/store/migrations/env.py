"""Alembic's door: runs migrations on the connection that it is handed, in the transaction that is already open."""

from __future__ import annotations

from alembic import context

from tracker.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
