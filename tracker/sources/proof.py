"""Whether a mail is from whom it says: what the mail server of the mailbox has found out about its signatures. Pure.

Only the Authentication-Results of the server that the operator names are believed (RFC 8601); anybody can write such
headers. A signature proves the sender where its domain is the sender's, and where it covers the whole text: one with
`l=` lets anybody add to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.utils import getaddresses

Header = tuple[str, str]
FIELDS = ("FROM", "SUBJECT", "RECEIVED", "AUTHENTICATION-RESULTS", "DKIM-SIGNATURE", "ARC-AUTHENTICATION-RESULTS")
"""The headers that are needed."""
ONCE = ("from", "subject", "date", "message-id")
"""Headers that a mail has once; a second one shows some readers something else than others."""

_RESULT = re.compile(r"^\s*([\w-]+)(?:/\d+)?\s*=\s*([\w-]+)")
_PROPERTY = re.compile(r"\b([\w-]+\.[\w-]+)\s*=\s*(\"[^\"]*\"|[^\s;]+)")
_TAG = re.compile(r"(?:^|;)\s*([a-z]+)\s*=\s*([^;]*)", re.IGNORECASE)
_INSTANCE = re.compile(r"^\s*i\s*=\s*(\d{1,3})\s*;")


@dataclass(frozen=True, slots=True)
class Result:
    """One finding of a mail server: the method, what came of it, and its properties by name."""

    method: str
    value: str
    properties: tuple[tuple[str, str], ...]

    def domains(self) -> frozenset[str]:
        """The domains that a signature was made for."""
        told = {name: value for name, value in self.properties if name in ("header.d", "header.i")}
        return frozenset(value.rpartition("@")[2].strip('"').casefold() for value in told.values())


@dataclass(frozen=True, slots=True)
class Proof:
    """What is required of mails: "none", "dkim" or "arc", and whose results are believed."""

    require: str = "none"
    authserv_id: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """All of it, as one; nothing where nothing is required."""
        return (self.require, self.authserv_id.casefold()) if self.require != "none" else ()

    def doubt(self, headers: Sequence[Header]) -> str | None:
        """Why a mail with these headers (in their order) is not believed; None where it is, or need not be."""
        doubled = doubled_headers(headers)
        if self.require == "none":
            return None
        if doubled:
            return f"it has more than one {doubled[0]}, as forged mails do"
        sender = _domain(_first(headers, "from"))
        if not sender:
            return "its From names no address"
        results = believed(headers, self.authserv_id)
        if not results:
            return f"it has no Authentication-Results of {self.authserv_id}{_others(headers)}"
        if self.require == "arc" and any(one.method == "arc" and one.value == "pass" for one in results):
            results = (*results, *_sealed(headers))
        return _unproved(sender, results, _cut_short(headers))


def doubled_headers(headers: Iterable[Header]) -> tuple[str, ...]:
    """The headers that stand there twice and may not."""
    names = [name.casefold() for name, _ in headers]
    return tuple(name.title() for name in ONCE if names.count(name) > 1)


def believed(headers: Sequence[Header], authserv_id: str) -> tuple[Result, ...]:
    """The results of the server of that name; of each method those of the topmost header that has any.

    What the sender wrote stands below what the server wrote: the search ends at the first Received after a header of
    the server's.
    """
    found: list[Result] = []
    methods: set[str] = set()
    for name, value in headers:
        if name.casefold() == "received" and found:
            break
        if name.casefold() == "authentication-results":
            identity, results = parse_results(value)
            if identity.casefold() == authserv_id.strip().casefold():
                found += [one for one in results if one.method not in methods]
                methods |= {one.method for one in results}
    return tuple(found)


def parse_results(value: str) -> tuple[str, tuple[Result, ...]]:
    """The authserv-id of an Authentication-Results header, and its results; comments are left out."""
    first, *rest = _without_comments(value).split(";")
    results = []
    for part in rest:
        match = _RESULT.match(part)
        if match:
            properties = tuple((name.casefold(), told.strip('"')) for name, told in _PROPERTY.findall(part))
            results.append(Result(match[1].casefold(), match[2].casefold(), properties))
    return (first.split() or [""])[0], tuple(results)


def aligned(sender: str, signer: str) -> bool:
    """Whether a signature of one domain proves a sender of another: the same, or one below the other."""
    if "." not in sender or "." not in signer:
        return False
    return sender == signer or sender.endswith("." + signer) or signer.endswith("." + sender)


def _unproved(sender: str, results: Sequence[Result], cut_short: frozenset[str]) -> str | None:
    signers = {domain for one in results if (one.method, one.value) == ("dkim", "pass") for domain in one.domains()}
    own = {domain for domain in signers if aligned(sender, domain)}
    if own - cut_short:
        return None
    if own:
        return "its signature covers only the beginning of it (l=)"
    if signers:
        return f"it is signed by {', '.join(sorted(signers)[:3])} and not by {sender}"
    told = sorted({one.value for one in results if one.method == "dkim"})
    return f"no signature of {sender} was found to be good (dkim={', '.join(told) or 'none'})"


def _sealed(headers: Sequence[Header]) -> tuple[Result, ...]:
    """What the forwarders found out, as they have sealed it: the results of the first of them."""
    found: dict[int, str] = {}
    for name, value in headers:
        match = _INSTANCE.match(value) if name.casefold() == "arc-authentication-results" else None
        if match:
            found.setdefault(int(match[1]), value[match.end() :])
    return parse_results(found[min(found)])[1] if found else ()


def _cut_short(headers: Sequence[Header]) -> frozenset[str]:
    """The domains of signatures that cover only the beginning of the text."""
    tags = [dict(_TAG.findall(value)) for name, value in headers if name.casefold() == "dkim-signature"]
    return frozenset(one.get("d", "").strip().casefold() for one in tags if "l" in one)


def _others(headers: Sequence[Header]) -> str:
    """Whose results there are instead, for whoever has written the wrong name."""
    names = {parse_results(value)[0] for name, value in headers if name.casefold() == "authentication-results"}
    listed = ", ".join(sorted(name[:60] for name in names if name)[:3])
    return f", but of {listed}; check `authserv_id`" if listed else "; ask whoever runs the mail server for them"


def _without_comments(value: str) -> str:
    """The header without what stands in round brackets, which may hold anything; quoted semicolons part nothing."""
    kept, depth, quoted = [], 0, False
    for letter in value:
        if letter == '"' and not depth:
            quoted = not quoted
        if letter == "(" and not quoted:
            depth += 1
        if not depth:
            kept.append(" " if quoted and letter == ";" else letter)
        if letter == ")" and not quoted and depth:
            depth -= 1
    return "".join(kept)


def _first(headers: Iterable[Header], wanted: str) -> str:
    return next((value for name, value in headers if name.casefold() == wanted), "")


def _domain(sender: str) -> str:
    """The domain of the one address that From names; "" where it names none, or several."""
    try:
        found = [address for _, address in getaddresses([sender]) if "@" in address]
    except (ValueError, TypeError, IndexError):
        return ""
    return found[0].rpartition("@")[2].strip().casefold().rstrip(".>") if len(found) == 1 else ""
