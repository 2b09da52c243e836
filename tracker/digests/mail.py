"""Headers that make a digest a good piece of mail, and how much room its HTML part takes. Pure."""

from __future__ import annotations

import binascii
import re
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from typing import Any

from tracker.digests.plain import plain, shorten
from tracker.model import Digest

MAIL_LIMIT = 90_000
"""bytes of the encoded HTML part"""
CLIPPED = 102_000
"""bytes of a message at which clients cut it off"""
SUBJECT_LIMIT = 150
NO_DOMAIN = "policy-tracker.invalid"
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
_CHARACTERS = re.compile(r"[^a-z0-9]+", re.ASCII)


def subject(lead: str, summary: str) -> str:
    """The most important thing of the day, and behind it how many of what."""
    told = shorten(lead, SUBJECT_LIMIT - len(summary) - 3 if 0 < len(summary) < SUBJECT_LIMIT // 2 else SUBJECT_LIMIT)
    return shorten(f"{told} · {summary}" if summary else told, SUBJECT_LIMIT)


def headers(digest: Digest, recipient: str, sender: str, *, unsubscribe: str = "", archive: str = "") -> dict[str, Any]:
    """Everything but From, To and Subject.

    The Message-ID is the same whenever this digest goes to this recipient, so that a second copy can be told; all
    digests of a receiver hang on one root that is never sent, which makes mail clients show them as one thread.
    """
    domain = domain_of(sender)
    name = _CHARACTERS.sub("-", plain(digest.receiver).lower()).strip("-")[:40] or "digest"
    root = f"<{_hashed('thread', digest.receiver, recipient)}@{domain}>"
    known = {
        "Message-ID": message_id(digest, recipient, sender),
        "In-Reply-To": root,
        "References": root,
        "Date": format_datetime(digest.created),
        "List-Id": f"<{name}.{_hashed('list', digest.receiver)[:8]}.{domain}>",
        "Auto-Submitted": "auto-generated",
    }
    if unsubscribe:
        known["List-Unsubscribe"] = f"<{_unsubscribe(unsubscribe, name)}>"
    if unsubscribe.startswith("https:"):
        known["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return known | ({"List-Archive": f"<{archive}>"} if archive else {})


def _unsubscribe(address: str, name: str) -> str:
    """The address; one of mail says which list it is about, where the operator has written no subject."""
    alone = address.startswith("mailto:") and "?" not in address
    return f"{address}?subject=unsubscribe%20{name}" if alone else address


def message_id(digest: Digest, recipient: str, sender: str) -> str:
    return f"<{_hashed(digest.id, recipient)}@{domain_of(sender)}>"


def domain_of(sender: str) -> str:
    """The domain of the sender's address, else one that can exist nowhere."""
    _, at, domain = parseaddr(sender)[1].lower().rpartition("@")
    return domain if at and len(domain) <= 200 and _DOMAIN.fullmatch(domain) else NO_DOMAIN


def encoded_size(text: str) -> int:
    """Bytes of a mail part with this text, quoted-printable, which mail libraries choose for pages that begin in ASCII.

    It counts as more where base64 would come near to being clipped.
    """
    raw = text.encode("utf-8", "replace")
    base64 = len(raw) * 78 // 57
    return max(len(binascii.b2a_qp(raw, istext=True)), base64 * MAIL_LIMIT // CLIPPED)


def _hashed(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]
