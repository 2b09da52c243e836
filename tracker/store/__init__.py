"""What is known, kept: schema, migrations, rows ↔ dataclasses. The only room that knows SQL."""
