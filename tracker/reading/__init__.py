"""Bytes → text → items: a newsletter issue cut into its stories. Pure: no file, no network, no clock.

    Document → decode | html | mail → Layout (text, lines) → segment → Reading

`read(document)` takes a document and gives its reading; `plain(text)` removes Markdown mark-up for display.
"""

from __future__ import annotations

from tracker.reading.markup import plain
from tracker.reading.reader import read

__all__ = ["plain", "read"]
