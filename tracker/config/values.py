"""Single values of the configuration: filled in from the environment, made absolute, and checked.

Without an environment `${NAME}` stays as it is written, and what holds one is not checked: it has no value yet.

Each function takes a value and gives the value to keep, or raises ValueError with a sentence that pydantic collects.
No sentence quotes a value that may hold a secret.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationInfo

VARIABLE = re.compile(r"\$?\$\{([^{}]*)\}")
FILLED_KEYS = frozenset(
    {
        "password",
        "token",
        "app_token",
        "feed",
        "page",
        "mailbox",
        "database",
        "api_url",
        "host",
        "username",
        "from",
        "email",
        "slack",
        "webhook",
        "secret",
        "apprise",
        "archive",
        "unsubscribe",
        "endpoint",
        "model",
        "key",
    }
)
"""The keys in whose values `${NAME}` is filled in: secrets and addresses. Everywhere else it is plain text."""


def _context(info: ValidationInfo) -> dict[str, Any]:
    return info.context if isinstance(info.context, dict) else {}


def fill(value: object, info: ValidationInfo) -> object:
    """Put environment variables in the place of `${NAME}`; `$${NAME}` stands for itself, without the first `$`."""
    environ = _context(info).get("environ")
    if environ is None or not isinstance(value, str):
        return value
    names = [match[1] for match in VARIABLE.finditer(value) if not match[0].startswith("$$")]
    missing = [f"`{name}`" for name in dict.fromkeys(names) if name not in environ]
    if missing:
        noun = "environment variables that are" if len(missing) > 1 else "an environment variable that is"
        raise ValueError(f"this asks for {noun} not set: {', '.join(missing)}")
    return VARIABLE.sub(lambda match: match[0][1:] if match[0].startswith("$$") else environ[match[1]], value)


def anchor_path(path: Path, info: ValidationInfo) -> Path:
    """A relative path becomes one under the configuration's folder; `~/` is the home that the environment names."""
    context = _context(info)
    home = (context.get("environ") or {}).get("HOME")
    if home and path.parts[:1] == ("~",):
        path = Path(home, *path.parts[1:])
    folder = context.get("folder")
    return folder / path if folder else path


def anchor_database(address: str, info: ValidationInfo) -> str:
    """`sqlite:///FILE` with a relative FILE becomes an absolute one; the password in an address is never quoted."""
    if address.startswith("sqlite://"):
        file = address.removeprefix("sqlite:///")
        if file in {address, "", ":memory:"}:
            raise ValueError("a SQLite database is a file: sqlite:///tracker.db")
        return f"sqlite:///{anchor_path(Path(file), info)}"
    if unset := VARIABLE.search(address):
        if _context(info).get("environ") is not None:
            raise ValueError(f"this asks for an environment variable that is not set: `{unset[1]}`")
        return address
    if re.match(r"postgresql(\+psycopg)?://", address):
        return address
    raise ValueError("a database begins with sqlite:/// or postgresql://")


def check_web(address: str) -> str:
    """An address begins with http:// or https:// and names a host."""
    if VARIABLE.search(address):
        return address
    try:
        parts = urlsplit(address)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", address)
    except ValueError:
        good = False
    if not good:
        raise ValueError("an address begins with http:// or https:// and names a server")
    return address


def check_mailbox(address: str) -> str:
    """A mailbox is imaps://user@host/FOLDER; its password stands elsewhere, because addresses are shown."""
    if VARIABLE.search(address):
        return address
    try:
        parts = urlsplit(address)
        good = parts.scheme == "imaps" and parts.username and parts.hostname and parts.port != 0
    except ValueError:
        good, parts = False, urlsplit("")
    if not good or re.search(r"\s", address):
        raise ValueError("a mailbox is written imaps://user@host/FOLDER, such as imaps://ana@mail.example.org/INBOX")
    if parts.password is not None:
        raise ValueError("give the password of a mailbox as `password` or `password_file`, not in its address")
    return address


def check_channel(channel: str) -> str:
    """A Slack channel is an id, such as C0123ABCD, or #name."""
    if VARIABLE.search(channel) or re.fullmatch(r"[CGDU][A-Z0-9]{7,}|#[^\s#@,]{1,80}", channel):
        return channel
    raise ValueError(
        'a Slack channel is its id, such as C0123ABCD, or its name in quotes with a hash, such as "#policy"'
    )


def check_address(address: str) -> str:
    """A mail address, with or without a name before it: one line, one @."""
    if VARIABLE.search(address):
        return address
    bare = parseaddr(address)[1]
    local, at, domain = bare.rpartition("@")
    if not at or not local or not domain or re.search(r"[\r\n]", address) or re.search(r"[\s,;@]", local + domain):
        raise ValueError("this is not a mail address, such as ana@example.org")
    return address


def check_server(server: str) -> str:
    """A server of a private network is written host:port."""
    if re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^\s/:]+):\d{1,5}", server):
        return server
    raise ValueError("write the server as host:port, such as 10.0.0.5:8080")


def check_locale(name: str) -> str:
    """A locale that babel knows."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(name.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        raise ValueError(f"`{name}` is no locale; use a name such as en, en_GB or de") from None


def check_unsubscribe(address: str) -> str:
    """An address of mail or the web."""
    if address.startswith("mailto:") and "@" in address and address.isprintable() and " " not in address:
        return address
    return check_web(address)


def check_zone(zone: str) -> str:
    """An IANA time zone that this machine knows."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = get_close_matches(zone, available_timezones(), n=1)
        example = f"did you mean {near[0]}?" if near else "use an IANA name, such as Europe/Brussels"
        raise ValueError(f"`{zone}` is no time zone; {example}") from None
    return zone
