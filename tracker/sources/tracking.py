"""Addresses without what only follows their readers: wrapped ones unwrapped, marks of campaigns cut off. Pure.

Nothing is asked: an address is unwrapped only where the real one stands in it.
"""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

DEEPEST = 4
"""wrappers within wrappers"""
LONGEST = 4_000
"""characters; longer addresses are left as they are"""
MARKS = re.compile(
    r"utm_\w+|mc_[ce]id|fbclid|gclid|gbraid|wbraid|dclid|msclkid|twclid|yclid|igshid|igsh|mkt_tok|_hsenc|_hsmi|hsctatracking|"
    r"vero_id|vero_conv|oly_(?:anon|enc)_id|s_cid|sc_cid|ck_subscriber_id|bxid|cndid|esrc|mbid|spmailingid|spuserid|spjobid|"
    r"spreportid|_ke|rb_clickid|wickedid|ml_subscriber(?:_hash)?|sib_(?:id|cid)|trk_(?:contact|msg|module|sid)|at_\w+|"
    r"pk_(?:campaign|kwd|source|medium|content)|mtm_\w+|matomo_\w+|piwik_\w+|ref_src|ref_url|cmpid|ncid|nl_id|ss_(?:source|campaign_\w+|email_id)",
    re.IGNORECASE,
)
"""Parameters that name a campaign or a reader and change nothing of what is shown."""
CARRIERS = (
    "url",
    "u",
    "target",
    "dest",
    "destination",
    "redirect",
    "redirect_url",
    "redirecturl",
    "to",
    "link",
    "href",
    "q",
    "goto",
    "out",
    "l",
    "r",
)
"""Parameters in which wrappers carry the real address."""
_WRAPPERS = re.compile(
    r"(?:^|\.)(?:safelinks\.protection\.outlook\.com|urldefense\.(?:com|proofpoint\.com)|google\.[a-z.]{2,6}|list-manage\.com|"
    r"linkprotect\.cudasvc\.com|facebook\.com|l\.instagram\.com|out\.reddit\.com|youtube\.com|slack-redir\.net|"
    r"awstrack\.me|clicks?\.[\w.-]+|links?\.[\w.-]+|track(?:ing)?\.[\w.-]+|t\.[\w-]+\.[\w.]+|email\.[\w.-]+|r\.[\w-]+\.[\w.]+|go\.[\w.-]+|url\d*\.[\w.-]+)$"
)
_REDIRECT_PATH = re.compile(
    r"/(?:url|redir(?:ect)?|click|track(?:/click)?|out|away|link|l|r|go|linkclick|jump|ls/click)(?:\.\w{2,5})?/?$",
    re.IGNORECASE,
)
_DEFENSE_3 = re.compile(r"/v3/__(.+?)__;([^!/]*)!", re.DOTALL)
_IN_PATH = re.compile(r"/(?:L0|CL0)/(https?(?::|%3A)(?:%2F|/){2}[^/]+)", re.IGNORECASE)


def plain_address(address: str) -> str:
    """The address that is meant, without marks of campaigns; what is no http or https address stays as it is."""
    for _ in range(DEEPEST):
        inner = _inner(address) if len(address) <= LONGEST else None
        if inner is None:
            break
        address = inner
    return _without_marks(address)


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and "." in (parts.hostname or "")
    except ValueError:
        return False


def _inner(address: str) -> str | None:
    """The address that this one wraps; None where it wraps none."""
    if not _is_web(address):
        return None
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    found = _of_defense(host, address) or _of_path(parts.path)
    if found is None and (_WRAPPERS.search(host) or _REDIRECT_PATH.search(parts.path)):
        told = {name.lower(): value for name, value in parse_qsl(parts.query)}
        found = next((read for name in CARRIERS if name in told and (read := _readable(told[name]))), None)
    return found if found and _is_web(found) else None


def _of_defense(host: str, address: str) -> str | None:
    """What Proofpoint's URL Defense wraps, by the rules of its versions 2 and 3."""
    if not host.startswith("urldefense."):
        return None
    match = _DEFENSE_3.search(address)
    if match:
        told = iter(_unpadded(match[2]) or "")
        return re.sub(r"\*(?!\*)", lambda _: next(told, "*"), match[1])
    coded = dict(parse_qsl(urlsplit(address).query)).get("u", "")
    return unquote(coded.replace("-", "%").replace("_", "/")) if coded else None


def _of_path(path: str) -> str | None:
    """What stands in the path as a whole, as some senders of mail write it."""
    match = _IN_PATH.search(path)
    return unquote(match[1]) if match else None


def _readable(value: str) -> str | None:
    """The parameter as an address: as it is, or out of base 64."""
    if _is_web(value):
        return value
    text = _unpadded(value) if re.fullmatch(r"[\w+/=-]{16,}", value) else None
    return text if text and _is_web(text) else None


def _unpadded(value: str) -> str | None:
    try:
        return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode("utf-8")
    except (binascii.Error, ValueError):
        return None


def _without_marks(address: str) -> str:
    if "?" not in address and "#" not in address:
        return address
    try:
        parts = urlsplit(address)
        if parts.scheme.lower() not in ("http", "https"):
            return address
        told = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return address
    kept = [(name, value) for name, value in told if not MARKS.fullmatch(name)]
    fragment = "" if MARKS.match(parts.fragment) else parts.fragment
    query = parts.query if len(kept) == len(told) else urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, fragment))
