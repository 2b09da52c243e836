"""A mail → its letter: subject, day and sender from the headers, the text from the part that holds it.

The headers of strangers are read one by one and each may be broken: the parser of the standard library is used in its
lenient mode, which takes no header apart by itself.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime

from tracker.reading.attachments import kind_of, letter_or_attached
from tracker.reading.dates import full_date, midnight
from tracker.reading.decode import declared_in_html, decode
from tracker.reading.html import lay_out_html
from tracker.reading.layout import Layout
from tracker.reading.quoted import letter_of

MAX_HEADERS = 64_000
MAX_MESSAGE = 25_000_000
MAX_DEPTH = 50

_HEADER_END = re.compile(rb"\r?\n\r?\n")
_PREFIX = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv|enc)\s?(?:\[\d+\])?:\s*)+", re.IGNORECASE)


def lay_out_mail(content: bytes) -> Layout:
    """The letter in a mail. Never raises."""
    warnings: list[str] = []
    content = _within_limits(content, warnings)
    try:
        message = BytesParser(policy=compat32).parsebytes(content)
        plain, html, attached = _bodies(message, warnings)
        subject = _header(message, "Subject", warnings)
        letter, told = letter_of(_letter(plain, html), subject)
        body = letter_or_attached(letter, attached)
    except (RecursionError, MessageError, LookupError, ValueError, TypeError, AttributeError) as error:
        text, more = decode(content)
        return Layout(text, warnings=(*warnings, *more, f"The mail could not be taken apart ({type(error).__name__})."))
    return replace(
        body,
        title=_PREFIX.sub("", told.subject or subject).strip() or None,
        published=_moment(told.date) or _date(message, warnings),
        publisher=_name(told.sender) or _sender(message, warnings),
        warnings=(*warnings, *body.warnings),
    )


def _within_limits(content: bytes, warnings: list[str]) -> bytes:
    if len(content) > MAX_MESSAGE:
        content = content[:MAX_MESSAGE]
        warnings.append("The mail is longer than 25 MB; only its beginning was read.")
    end = _HEADER_END.search(content, 0, MAX_HEADERS)
    if not end and (late := _HEADER_END.search(content)):
        warnings.append("The mail's headers are longer than 64 KB; the rest of them was left out.")
        cut = content.rfind(b"\n", 0, MAX_HEADERS) + 1
        content = content[:cut] + content[late.start() :].lstrip(b"\r\n").join((b"\n", b""))
    return content


def _bodies(message: Message, warnings: list[str]) -> tuple[str, Layout | None, list[Message]]:
    """The plain text and the laid-out HTML of the letter's parts, and the parts that may be letters themselves."""
    plain: list[str] = []
    html: list[str] = []
    attached: list[Message] = []
    stack: list[tuple[Message, int]] = [(message, 0)]
    while stack:
        part, depth = stack.pop()
        if depth > MAX_DEPTH:
            warnings.append("The mail's parts are nested too deeply; the inner ones were left out.")
            continue
        if part.is_multipart():
            stack.extend((inner, depth + 1) for inner in reversed(part.get_payload()) if isinstance(inner, Message))  # type: ignore[arg-type]
        elif kind_of(part):
            attached.append(part)
        elif part.get_content_disposition() != "attachment":
            kind = part.get_content_type()
            if kind == "text/plain":
                plain.append(_part_text(part, warnings))
            elif kind in ("text/html", "application/xhtml+xml"):
                html.append(_part_text(part, warnings))
    page = lay_out_html("\n".join(html)) if html else None
    return "\n\n".join(piece for piece in plain if piece.strip()), page, attached


def _part_text(part: Message, warnings: list[str]) -> str:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    declared = part.get_param("charset")
    name = declared if isinstance(declared, str) else (declared[2] if isinstance(declared, tuple) else None)
    if part.get_content_type() != "text/plain":
        name = name or declared_in_html(content)
    text, more = decode(content, name)
    warnings.extend(more)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if str(part.get_param("format") or "").lower() == "flowed":
        text = re.sub(r"(?<=\S) \n(?=[^\n>])", " ", text)
    return text


def _letter(plain: str, html: Layout | None) -> Layout:
    """The plain text where it holds the letter, else the HTML: a stub only asks to open another view."""
    if html is None or (len(plain) >= 200 and len(plain) * 2 >= len(html.text)):
        return Layout(plain, warnings=html.warnings if html else ())
    return html


def _header(message: Message, name: str, warnings: list[str]) -> str:
    """A header as text, white space single; "" where it is missing or cannot be read."""
    try:
        raw = message.get(name)
        return " ".join(_decoded(str(raw)).split())[:1000] if raw is not None else ""
    except (HeaderParseError, LookupError, ValueError, TypeError, AttributeError, RecursionError, IndexError):
        warnings.append(f"The header {name} could not be read.")
        return ""


def _decoded(raw: str) -> str:
    pieces = []
    try:
        encoded = decode_header(raw[:4000])
    except (HeaderParseError, ValueError):
        return raw[:4000]
    for piece, charset in encoded:
        pieces.append(decode(piece, charset)[0] if isinstance(piece, bytes) else piece)
    return "".join(pieces)


def _date(message: Message, warnings: list[str]) -> datetime | None:
    raw = _header(message, "Date", warnings)
    if not raw:
        return None
    try:
        sent = parsedate_to_datetime(raw[:200])
        return (sent if sent.tzinfo else sent.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        warnings.append("The mail's date could not be read.")
        return None


def _moment(told: str) -> datetime | None:
    """The day that the head of a forwarded mail names, in whatever form; midnight UTC."""
    day = full_date(told[:200]) if told else None
    return midnight(day) if day else None


def _name(told: str) -> str:
    """The name in the head of a forwarded mail, else its address."""
    return told.partition("<")[0].strip(" \"'") or told.strip(" <>")


def _sender(message: Message, warnings: list[str]) -> str | None:
    """The sender's display name, else the address."""
    raw = _header(message, "From", warnings)
    try:
        name, address = parseaddr(raw[:1000])
    except (RecursionError, ValueError, IndexError, TypeError):
        warnings.append("The mail's sender could not be read.")
        return None
    return name.strip() or address.strip() or None
