"""Every table of the first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SORTABLE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _arriving()
    _known()
    _index()
    _told()
    _journal()


def _arriving() -> None:
    op.create_table(
        "source",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_source"),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("packing", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("fetched", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published", sa.DateTime(timezone=True), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("reading", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["source"], ["source.name"], name="fk_document_source"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    op.create_index("ix_document_source_state", "document", ["source", "state"])
    op.create_index("ix_document_state_fetched", "document", ["state", "fetched"])
    op.create_table(
        "item",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_item_document_id"),
        sa.PrimaryKeyConstraint("number", name="pk_item"),
        sa.UniqueConstraint("id", name="uq_item_id"),
    )
    op.create_index("ix_item_document_id_ordinal", "item", ["document_id", "ordinal"])
    op.create_index("ix_item_published", "item", ["published"])
    op.create_index("ix_item_story_id", "item", ["story_id"])
    op.create_table(
        "rejection",
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_rejection_item_id"),
        sa.PrimaryKeyConstraint("item_id", "ordinal", name="pk_rejection"),
    )


def _known() -> None:
    op.create_table(
        "target",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("pin", sa.Text(), nullable=True),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("first", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_target"),
        sa.UniqueConstraint("id", name="uq_target_id"),
    )
    op.create_index("ix_target_kind_last", "target", ["kind", "last"])
    op.create_index("ix_target_pin", "target", ["pin"])
    op.create_table(
        "mention",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_mention_item_id"),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name="fk_mention_target_id"),
        sa.PrimaryKeyConstraint("number", name="pk_mention"),
        sa.UniqueConstraint("id", name="uq_mention_id"),
    )
    op.create_index("ix_mention_item_id", "mention", ["item_id"])
    op.create_index("ix_mention_published", "mention", ["published"])
    op.create_index("ix_mention_target_id_published", "mention", ["target_id", "published"])
    op.create_table(
        "finding",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_finding_item_id"),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name="fk_finding_target_id"),
        sa.PrimaryKeyConstraint("number", name="pk_finding"),
        sa.UniqueConstraint("id", name="uq_finding_id"),
    )
    op.create_index("ix_finding_item_id", "finding", ["item_id"])
    op.create_index("ix_finding_published", "finding", ["published"])
    op.create_index("ix_finding_target_id", "finding", ["target_id"])


def _index() -> None:
    op.create_table(
        "term",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_term"),
        sa.UniqueConstraint("kind", "text", name="uq_term_kind_text"),
    )
    op.create_table(
        "posting",
        sa.Column("term_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("term_id", "number", name="pk_posting"),
        sqlite_with_rowid=False,
    )


def _told() -> None:
    op.create_table(
        "digest",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("slot", SORTABLE, nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_digest"),
        sa.UniqueConstraint("id", name="uq_digest_id"),
        sa.UniqueConstraint("receiver", "slot", name="uq_digest_receiver_slot"),
    )
    op.create_table(
        "selection",
        sa.Column("finding_id", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("watches", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("digest_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["digest_id"], ["digest.id"], name="fk_selection_digest_id"),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name="fk_selection_finding_id"),
        sa.PrimaryKeyConstraint("finding_id", "receiver", name="pk_selection"),
    )
    op.create_index("ix_selection_receiver_state", "selection", ["receiver", "state"])
    op.create_index("ix_selection_state", "selection", ["state"])
    op.create_table(
        "slot",
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("slot", SORTABLE, nullable=False),
        sa.PrimaryKeyConstraint("receiver", "slot", name="pk_slot"),
    )
    op.create_table(
        "delivery",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("digest_id", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["digest_id"], ["digest.id"], name="fk_delivery_digest_id"),
        sa.PrimaryKeyConstraint("number", name="pk_delivery"),
        sa.UniqueConstraint("id", name="uq_delivery_id"),
    )
    op.create_index("ix_delivery_digest_id_destination_sequence", "delivery", ["digest_id", "destination", "sequence"])
    op.create_index("ix_delivery_state", "delivery", ["state"])


def _journal() -> None:
    op.create_table(
        "run",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_run"),
    )
    op.create_table(
        "decision",
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_decision"),
    )
    op.create_index("ix_decision_kind", "decision", ["kind"])
    op.create_index("ix_decision_target_id", "decision", ["target_id"])
