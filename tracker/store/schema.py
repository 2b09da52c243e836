"""The tables, as the newest migration leaves them; a test compares the two.

Key columns are what queries need; everything else of a value stands in one JSON column (`serial.dump`). What mentions,
findings and digests say is written once and never changed, so what was once told can be told again; only the policy or
series that a mention and its findings belong to changes where a person corrects it.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

from tracker.store.columns import Instant, Json, Number, Sortable, Words

HEAD = "0008"
"""The newest revision under migrations/versions."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

source = Table(
    "source",
    metadata,
    Column("name", Words, primary_key=True),
    Column("state", Json, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Words, ForeignKey("source.name"), nullable=False),
    Column("name", Json, nullable=False),  # exact to the character, for the id is made from it
    Column("content", LargeBinary, nullable=False),
    Column("packing", Text, nullable=False),  # plain or zlib
    Column("media_type", Words, nullable=False),
    Column("fetched", Instant, nullable=False),
    Column("title", Words),
    Column("url", Words),
    Column("published", Instant),
    Column("publisher", Words),
    Column("state", Text, nullable=False),  # new, done, quarantined
    Column("attempts", Integer, nullable=False),
    Column("error", Words),
    Column("baseline", Integer, nullable=False, server_default="0"),  # 1: there at the first look at its source
    Column("reading", Json),  # title, published, publisher, warnings: what reading made of it
    Index(None, "state", "fetched"),
    Index(None, "source", "state"),
)

prepared = Table(  # what was read and extracted of documents that wait to be compared
    "prepared",
    metadata,
    Column("document_id", Text, ForeignKey("document.id"), primary_key=True),
    Column("made_by", Text, nullable=False),  # which version and vocabulary
    Column("published", Instant, nullable=False),
    Column("content", Json, nullable=False),
)

answer = Table(  # what a model said of a story, under the hash of what it was asked
    "answer",
    metadata,
    Column("key", Text, primary_key=True),
    Column("content", Json, nullable=False),
    Column("tokens", Integer, nullable=False),
    Column("answered", Instant, nullable=False, index=True),
)

item = Table(
    "item",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("document_id", Text, ForeignKey("document.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("story_id", Text, nullable=False),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("published", Instant, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("details", Json, nullable=False),  # the Item without its text
    Column("origin", Json, nullable=False),
    Index(None, "document_id", "ordinal"),
    Index(None, "story_id"),
    Index(None, "published"),
)

rejection = Table(
    "rejection",
    metadata,
    Column("item_id", Text, ForeignKey("item.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("payload", Json, nullable=False),
)

target = Table(  # what mentions are linked to: a policy or a series
    "target",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),  # policy or series
    Column("title", Words, nullable=False),
    Column("pin", Words),
    Column("mentions", Integer, nullable=False),
    Column("first", Instant, nullable=False),
    Column("last", Instant, nullable=False),
    Column("corrected", Integer, nullable=False, server_default="0"),  # how often a person moved mentions of it
    Index(None, "pin"),
    Index(None, "kind", "last"),
)

mention = Table(
    "mention",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("item_id", Text, ForeignKey("item.id"), nullable=False),
    Column("target_id", Text, ForeignKey("target.id"), nullable=False),
    Column("published", Instant, nullable=False),
    Column("payload", Json, nullable=False),  # a PolicyStep or an Observation
    Column("link", Json, nullable=False),
    Index(None, "target_id", "published"),
    Index(None, "item_id"),
    Index(None, "published"),
)

term = Table(
    "term",
    metadata,
    Column("id", Number, primary_key=True),
    Column("kind", Text, nullable=False),  # policy, series or story
    Column("text", Words, nullable=False),
    Column("uses", Integer, nullable=False),  # how many postings it has
    UniqueConstraint("kind", "text"),
)

posting = Table(  # which policies, series or items have a term; numbers, as these are by far the most rows
    "posting",
    metadata,
    Column("term_id", Number, primary_key=True, autoincrement=False),
    Column("number", Number, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

finding = Table(
    "finding",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("target_id", Text, ForeignKey("target.id"), nullable=False),
    Column("item_id", Text, ForeignKey("item.id"), nullable=False),
    Column("published", Instant, nullable=False),
    Column("created", Instant, nullable=False),
    Column("payload", Json, nullable=False),
    Index(None, "target_id"),
    Index(None, "item_id"),
    Index(None, "published"),
)

digest = Table(
    "digest",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("receiver", Words, nullable=False),
    Column("slot", Sortable, nullable=False),
    Column("created", Instant, nullable=False),
    Column("headline", Words, nullable=False),
    Column("content", LargeBinary, nullable=False),  # the Digest as JSON, zlib
    UniqueConstraint("receiver", "slot"),
)

selection = Table(
    "selection",
    metadata,
    Column("finding_id", Text, ForeignKey("finding.id"), primary_key=True),
    Column("receiver", Words, primary_key=True),
    Column("watches", Json, nullable=False),
    Column("urgency", Text, nullable=False),
    Column("labels", Json, nullable=False),
    Column("state", Text, nullable=False),  # open, told, suppressed
    Column("digest_id", Text, ForeignKey("digest.id")),
    Column("reason", Words),
    Index(None, "receiver", "state"),
    Index(None, "state"),
)

slot = Table(
    "slot",
    metadata,
    Column("receiver", Words, primary_key=True),
    Column("slot", Sortable, primary_key=True),
)

delivery = Table(
    "delivery",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("digest_id", Text, ForeignKey("digest.id"), nullable=False),
    Column("receiver", Words, nullable=False),
    Column("destination", Words, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("payload", Json, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt", Instant),
    Column("reference", Words),
    Column("error", Words),
    Column("turn", Integer, nullable=False, server_default="0"),  # grows with each write: compare and set
    Column("owner", Words),
    Column("doubts", Integer, nullable=False, server_default="0"),  # after how many attempts nobody knew
    Index(None, "state"),
    Index(None, "digest_id", "destination", "sequence"),
)

trouble = Table(  # places that refuse everything they are sent
    "trouble",
    metadata,
    Column("receiver", Words, primary_key=True),
    Column("destination", Words, primary_key=True),
    Column("reason", Words, nullable=False),
    Column("since", Instant, nullable=False),
    Column("again", Instant, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("number", Number, primary_key=True),
    Column("started", Instant, nullable=False),
    Column("ended", Instant),
    Column("counts", Json, nullable=False),
    Column("error", Words),
)

decision = Table(  # what people decided: merge, split, rename, mute
    "decision",
    metadata,
    Column("number", Number, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("target_id", Text, nullable=False),
    Column("details", Json, nullable=False),
    Column("created", Instant, nullable=False),
    Index(None, "kind"),
    Index(None, "target_id"),
)
