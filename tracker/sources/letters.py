"""Mails as bytes: what each is called, and how a file of many (mbox) is parted. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

HEAD = 64_000
"""bytes in which the headers are looked for"""

_END = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(rb"\r?\n[ \t]+")
_MESSAGE_ID = re.compile(rb"^message-id:\s*<?([^<>\r\n]{1,400}?)>?\s*$", re.IGNORECASE | re.MULTILINE)
_FROM = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\r\n]{1,300}\d{4}[^\r\n]{0,20}\r?\n")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def name_of(content: bytes) -> str:
    """A mail's Message-ID; where it has none, what its content makes of one."""
    head = content[:HEAD]
    end = _END.search(head)
    found = _MESSAGE_ID.search(_FOLD.sub(b" ", head[: end.start()] if end else head))
    told = " ".join(found.group(1).decode("utf-8", "replace").split()) if found else ""
    return told.replace("\x00", "") or f"message {sha256(content).hexdigest()[:16]}"


def parted(content: bytes) -> Iterator[bytes]:
    """The mails of an mbox: each begins with a line "From …"; such lines within a mail are quoted with ">"."""
    starts = list(_FROM.finditer(content))
    ends = [*(start.start() for start in starts[1:]), len(content)]
    for start, end in zip(starts, ends, strict=False):
        yield _QUOTED.sub(rb"\1", content[start.end() : end].rstrip(b"\r\n") + b"\n")


def named(mails: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Each mail with its name; one that is there twice is given once."""
    seen: set[str] = set()
    for mail in mails:
        name = name_of(mail)
        if name not in seen:
            seen.add(name)
            yield name, mail
