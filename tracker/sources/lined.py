"""Files of many documents that are read line by line: mailboxes (mbox) and JSON Lines. One at a time is in memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import IO, Any

from tracker.model import Document

CONTENTS = {"text": "text/plain", "markdown": "text/markdown", "html": "text/html", "mail": "message/rfc822"}
"""The fields of a record that may hold its content, and what that is."""
_FROM = re.compile(rb"From [^\r\n]{1,300}\d{4}[^\r\n]{0,20}\r?\n")
_QUOTED = re.compile(rb">+From ")
_EMPTY = (b"\n", b"\r\n")


# ---------------------------------------------------------------- mbox


def mails_in(opened: IO[bytes], largest: int) -> Iterator[bytes | None]:
    """The mails of an mbox; None in the place of one that is larger than `largest` bytes.

    A mail begins with a line "From …" at the start of the file or after an empty line; such lines within a mail are
    quoted with ">". What stands before the first belongs to no mail.
    """
    lines: list[bytes] | None = None
    size = 0
    after_empty = True
    while line := opened.readline(largest + 1):
        if after_empty and _FROM.fullmatch(line):
            if lines is not None:
                yield _mail(lines, size, largest)
            lines, size = [], 0
        elif lines is not None:
            size += len(line)
            if size > largest:
                lines.clear()
            else:
                lines.append(line[1:] if _QUOTED.match(line) else line)
        after_empty = line in _EMPTY
    if lines is not None:
        yield _mail(lines, size, largest)


def _mail(lines: list[bytes], size: int, largest: int) -> bytes | None:
    return None if size > largest else b"".join(lines).rstrip(b"\r\n") + b"\n"


# ---------------------------------------------------------------- JSON Lines


def records_in(opened: IO[bytes], file: str, source: str, now: datetime, largest: int) -> Iterator[Document | str]:
    """The documents of a file with one JSON object a line, or why a line is none.

    An object has its content in `text`, `markdown`, `html` or `mail`, and may have `name` (or `id`), `title`, `url`,
    `published` (or `date`) and `publisher`. Without a name or an address it is called by its content.
    """
    number = 0
    while line := opened.readline(largest + 1):
        number += 1
        if len(line) > largest:
            while line and not line.endswith(b"\n"):
                line = opened.readline(largest)
            yield f"{file}, line {number}, is larger than {largest // 1_000_000} MB and is not read"
        elif line.strip():
            found = _record(line, source, now)
            yield f"{file}, line {number}: {found}" if isinstance(found, str) else found


def _record(line: bytes, source: str, now: datetime) -> Document | str:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return "this is no JSON"
    if not isinstance(record, dict):
        return "this is no JSON object"
    kind = next((name for name in CONTENTS if isinstance(record.get(name), str) and record[name].strip()), None)
    if kind is None:
        return f"no content; give it as one of {', '.join(CONTENTS)}"
    published = _published(record)
    if isinstance(published, str):
        return published
    content = record[kind].encode("utf-8", "replace")
    return Document(
        source,
        _text(record, "name", "id", "url") or f"record {sha256(content).hexdigest()[:16]}",
        content,
        CONTENTS[kind],
        now,
        title=_text(record, "title"),
        url=_text(record, "url"),
        published=published,
        publisher=_text(record, "publisher"),
    )


def _text(record: Mapping[str, Any], *names: str) -> str | None:
    """The first of the fields that holds something."""
    given = (record.get(name) for name in names)
    return next((str(value).strip() for value in given if isinstance(value, str | int) and str(value).strip()), None)


def _published(record: Mapping[str, Any]) -> datetime | str | None:
    """The instant that the record names, a day as its midnight in UTC; a sentence where it names none."""
    told = _text(record, "published", "date")
    if told is None:
        return None
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return f"{told[:40]!r} is no date; write 2026-04-13 or 2026-04-13T08:30:00Z"
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
