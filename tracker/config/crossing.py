"""What only shows when several values are seen together: names, references, choices of one.

Works on the plain data, not on the Config, so that its faults are told together with those of single values; it takes
nothing for granted about shapes and leaves wrong ones to the validation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tracker.config.parsing import KEY, Path
from tracker.config.values import FILLED_KEYS, VARIABLE
from tracker.config.wording import nearest
from tracker.errors import Fault

Entry = tuple[Path, dict[str, Any]]
DOORS = ("folder", "feed", "page", "mailbox")
SECRETS = ("password", "password_file", "token", "token_file")
LETTERS = ("from", "list_id", "subject", "require", "authserv_id", *SECRETS)
"""What only a mailbox uses."""
WAYS = ("slack", "email", "file", "webhook", "apprise", "terminal")
SECTIONS = {"sources": "source", "metrics": "metric", "topics": "topic", "watches": "watch", "receivers": "receiver"}
CURRENCIES = {"yuan": "CNY", "rmb": "CNY", "renminbi": "CNY", "¥": "CNY", "dollar": "USD", "$": "USD", "us$": "USD"}
CURRENCIES |= {"euro": "EUR", "€": "EUR", "pound": "GBP", "£": "GBP", "yen": "JPY", "percent": "%", "per cent": "%"}


def cross_check(data: dict[str, Any]) -> tuple[Fault, ...]:
    """Every fault and lint between the parts of the configuration."""
    checks = (duplicates, doors, ways, recipients, secrets, transports, workers, idle, pins, unfilled)
    return tuple(fault for one in checks for fault in one(data))


def entries(data: dict[str, Any], section: str) -> Iterator[Entry]:
    """The mappings of a list of the configuration, with their paths."""
    listed = data.get(section)
    for position, entry in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(entry, dict):
            yield (section, position), entry


def names(data: dict[str, Any], section: str) -> list[str]:
    return [entry["name"] for _, entry in entries(data, section) if isinstance(entry.get("name"), str)]


def duplicates(data: dict[str, Any]) -> Iterator[Fault]:
    """Two of a kind may not share a name: digests and rules could not tell them apart."""
    for section, kind in SECTIONS.items():
        seen: set[str] = set()
        for path, entry in entries(data, section):
            name = entry.get("name")
            if isinstance(name, str) and name in seen:
                yield Fault((*path, "name"), f"another {kind} is called `{name}` too; names must differ")
            elif isinstance(name, str):
                seen.add(name)


def doors(data: dict[str, Any]) -> Iterator[Fault]:
    """A source has exactly one door, and what belongs to that door."""
    for path, entry in entries(data, "sources"):
        yield from _exactly_one(path, entry, DOORS, "a source")
        if entry.get("mailbox"):
            yield from _mailbox(path, entry)
        if entry.get("page") and not entry.get("select"):
            hint = 'add `select`, a CSS selector such as "article"'
            yield Fault((*path, "page", KEY), "a page needs to know which of its blocks are stories", hint)
        belongs = {**dict.fromkeys(LETTERS, "mailbox"), "select": "page", "full_text": "feed"}
        for key, door in belongs.items():
            if key in entry and not entry.get(door):
                yield Fault((*path, key, KEY), f"`{key}` is only used with `{door}`", lint=True)


def _mailbox(path: Path, entry: dict[str, Any]) -> Iterator[Fault]:
    """A mailbox has one secret, and what is required of its mails can be known."""
    if not any(entry.get(key) for key in SECRETS):
        hint = "add `password: ${NAME}` or `password_file`"
        yield Fault((*path, "mailbox", KEY), "a mailbox needs a password", hint)
    given = [key for key in SECRETS if entry.get(key)]
    if any(key.startswith("token") for key in given) and any(key.startswith("password") for key in given):
        yield Fault((*path, given[-1], KEY), "give a password or a token, not both")
    if entry.get("require") in ("dkim", "arc") and not entry.get("authserv_id"):
        hint = "add `authserv_id`, the first word of Authentication-Results in the mails of that mailbox"
        yield Fault((*path, "require", KEY), f"`require: {entry['require']}` needs to know whose word to take", hint)


def ways(data: dict[str, Any]) -> Iterator[Fault]:
    """A receiver has exactly one of its ways, and what belongs to that way."""
    for path, entry in entries(data, "receivers"):
        yield from _exactly_one(path, entry, WAYS, "a receiver")
        for key in ("secret", "secret_file"):
            if key in entry and not entry.get("webhook"):
                yield Fault((*path, key, KEY), f"`{key}` is only used with `webhook`", lint=True)


def _exactly_one(path: Path, entry: dict[str, Any], keys: tuple[str, ...], kind: str) -> Iterator[Fault]:
    given = [key for key in keys if entry.get(key)]
    listed = f"{', '.join(keys[:-1])} or {keys[-1]}"
    if not given:
        near = next((key for key in entry if nearest(key, keys) and key not in keys), None)
        if near is None:
            yield Fault(path, f"{kind} needs one of {listed}")
    for key in given[1:]:
        yield Fault((*path, key, KEY), f"{kind} has only one of {listed}; this one has `{given[0]}` already")


def recipients(data: dict[str, Any]) -> Iterator[Fault]:
    """`to` and `ops` name receivers that are there."""
    known = names(data, "receivers")
    for path, entry in (*entries(data, "watches"), *entries(data, "silences")):
        to = entry.get("to")
        several = isinstance(to, list)
        for position, name in enumerate(to if isinstance(to, list) else [to]):
            if isinstance(name, str) and name not in known:
                place = (*path, "to", position) if several else (*path, "to")
                yield _no_receiver(place, name, known)
    ops = data.get("ops")
    if isinstance(ops, str) and ops not in known:
        yield _no_receiver(("ops",), ops, known)


def _no_receiver(place: Path, name: str, known: list[str]) -> Fault:
    """A name that nobody has, with the nearest one or all that there are."""
    listed = f"known are {', '.join(sorted(known))}" if known else "add it under `receivers:`"
    return Fault(place, f"there is no receiver `{name}`", nearest(name, known) or listed)


def secrets(data: dict[str, Any]) -> Iterator[Fault]:
    """A secret comes from one place, and not from the file that people pass around."""
    places: list[Entry] = [*entries(data, "sources")]
    places += [((name,), data[name]) for name in ("slack", "smtp", "extraction") if isinstance(data.get(name), dict)]
    places += entries(data, "receivers")
    for path, entry in places:
        for key in ("password", "token", "app_token", "secret", "key", "apprise"):
            if key not in entry:
                continue
            if f"{key}_file" in entry:
                yield Fault((*path, f"{key}_file", KEY), f"give `{key}` or `{key}_file`, not both")
            value = entry[key]
            if isinstance(value, str) and value and not VARIABLE.search(value):
                hint = "write ${NAME} of an environment variable" + (f", or use `{key}_file`" * (key != "apprise"))
                yield Fault((*path, key), f"the {key} itself stands in the file", hint, lint=True)


def transports(data: dict[str, Any]) -> Iterator[Fault]:
    """A Slack receiver needs a token, a mail receiver needs a server."""
    slack = data.get("slack")
    has_token = isinstance(slack, dict) and any(slack.get(key) for key in ("token", "token_file"))
    for path, entry in entries(data, "receivers"):
        if entry.get("slack") and not has_token:
            hint = "add `slack:` with `token: ${SLACK_BOT_TOKEN}` at the top level"
            yield Fault((*path, "slack"), "a Slack receiver needs a Slack token", hint)
        if entry.get("email") and "smtp" not in data:
            hint = "add `smtp:` with `host` and `from` at the top level"
            yield Fault((*path, "email"), "a mail receiver needs a mail server", hint)


def workers(data: dict[str, Any]) -> Iterator[Fault]:
    """Workers meet in a database on a server."""
    database = data.get("database", "sqlite:///tracker.db")
    if data.get("workers") and isinstance(database, str) and database.startswith("sqlite"):
        hint = "write `database: postgresql://USER@HOST/NAME` (`tracker db copy` moves rows), or leave `workers` out"
        yield Fault(("workers",), "workers need PostgreSQL, and this database is an SQLite file", hint)


def idle(data: dict[str, Any]) -> Iterator[Fault]:
    """Values that are read and then do nothing."""
    smtp = data.get("smtp")
    if isinstance(smtp, dict) and ("password" in smtp or "password_file" in smtp) and "username" not in smtp:
        key = "password" if "password" in smtp else "password_file"
        yield Fault(("smtp", key, KEY), "a password without `username` is not used", lint=True)
    for path, entry in entries(data, "receivers"):
        quiet = entry.get("quiet")
        if isinstance(quiet, dict) and quiet.get("from") is not None and quiet.get("from") == quiet.get("to"):
            yield Fault((*path, "quiet"), "quiet hours begin and end at the same time", lint=True)


def pins(data: dict[str, Any]) -> Iterator[Fault]:
    """A pinned metric says what it is about, and its unit is written as mentions write it."""
    for path, entry in entries(data, "metrics"):
        if not entry.get("subject") and not entry.get("measure"):
            yield Fault(path, "a metric needs `subject` or `measure`, or it would fit every number")
        unit = entry.get("unit")
        if not isinstance(unit, str):
            continue
        code = CURRENCIES.get(unit.casefold()) or CURRENCIES.get(unit.casefold().removesuffix("s"))
        if code:
            yield Fault((*path, "unit"), f"no number has the unit `{unit}`", f"write {code}", lint=True)


def unfilled(data: dict[str, Any]) -> Iterator[Fault]:
    """`${NAME}` outside secrets and addresses stays as it is, which is hardly what was meant."""
    for path, text in _texts(data, ()):
        keys = [part for part in path if isinstance(part, str)]
        found = re.search(r"(?<!\$)\$\{(\w+)\}", text)
        if found and keys[-1] not in FILLED_KEYS:
            message = f"`{found[0]}` stays as it is here: variables are filled in only in secrets and addresses"
            yield Fault(path, message, lint=True)


def _texts(data: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*path, key))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from _texts(value, (*path, position))
    elif isinstance(data, str):
        yield path, data
