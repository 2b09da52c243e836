"""What is known, kept: schema, migrations, rows ↔ dataclasses. The only room that knows SQL.

    Store (store.py) ── one transaction a method ──▶ inbox, targets, findings, outbox, journal, people, export
      └ begin() → Work (work.py): what one document reads and writes, all or nothing

`from tracker.store.store import Store` loads SQLAlchemy; importing this package alone loads nothing.
"""
