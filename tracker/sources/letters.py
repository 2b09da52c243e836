"""Mails as bytes: what each is called, how a file of many (mbox) is parted, and which are wanted. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.utils import parseaddr
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


# ---------------------------------------------------------------- headers


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which mails are letters: each kind that is given must fit, by any of its words, capitals aside."""

    senders: tuple[str, ...] = ()
    """addresses, or parts of them: letter@quay.example, quay.example, @quay.example"""
    list_ids: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    """words that the subject holds"""

    @property
    def words(self) -> tuple[str, ...]:
        """All of it, as one."""
        return tuple("\n".join(words) for words in (self.senders, self.list_ids, self.subjects))

    def matches(self, headers: Mapping[str, str]) -> bool:
        """Whether a mail with these headers (see `headers_of`) is wanted."""
        sender = parseaddr(headers.get("from", ""))[1].casefold()
        return (
            (not self.senders or any(_is_from(sender, word.strip().casefold()) for word in self.senders))
            and _holds(headers.get("list-id", ""), self.list_ids)
            and _holds(headers.get("subject", ""), self.subjects)
        )


def _is_from(sender: str, word: str) -> bool:
    """Whether an address is the one meant, or is of the host meant or of one below it."""
    if "@" in word.lstrip("@"):
        return sender == word
    host = sender.rpartition("@")[2]
    return host == word.lstrip("@") or host.endswith("." + word.lstrip("@"))


def _holds(text: str, words: tuple[str, ...]) -> bool:
    folded = " ".join(text.casefold().split())
    return not words or any(" ".join(word.casefold().split()) in folded for word in words)


def headers_of(head: bytes) -> dict[str, str]:
    """The headers of a mail by their names in small letters, decoded; of one that is doubled the first."""
    found: dict[str, str] = {}
    for name, value in _lines(head):
        found.setdefault(name, _decoded(value))
    return found


def all_headers(head: bytes) -> tuple[tuple[str, str], ...]:
    """Every header in its order, its name in small letters, its value as it came."""
    return tuple((name, value.decode("utf-8", "replace").strip()) for name, value in _lines(head))


def _lines(head: bytes) -> Iterator[tuple[str, bytes]]:
    for line in _FOLD.sub(b" ", head[:HEAD]).splitlines():
        name, colon, value = line.partition(b":")
        if not line.strip():
            break
        if colon:
            yield name.strip().decode("ascii", "replace").lower(), value


def _decoded(value: bytes) -> str:
    """A header's value with its encoded words decoded; as it came where they are broken."""
    text = value.decode("utf-8", "replace").strip()
    try:
        return str(make_header(decode_header(text)))
    except (ValueError, LookupError, MessageError):
        return text
